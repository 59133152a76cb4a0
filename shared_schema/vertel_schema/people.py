"""People, as HR describes them and as administrators read them."""

from typing import Any

from vertel_schema.base import Query, Request, Response
from vertel_schema.fields import (
    Boolean,
    Choice,
    DateTime,
    Email,
    Id,
    Integer,
    Items,
    Language,
    Line,
    Object,
    Portable,
    Text,
    Token,
)
from vertel_schema.paging import PageQuery
from vertel_schema.problem import Fault
from vertel_schema.suggestion import EditorWarning
from vertel_schema.upload import ImportCounts
from vertel_schema.words import INVITED_BY, PEOPLE_SOURCES, ROLES, ROW_STATUSES


def _languages(doc: str, **options: Any) -> Portable:
    return Items(doc, Language("A language.", example="nl"), max_items=10, unique=True, **options)


_EMAIL = "Their address at work."
_TEAM = "Their team's name; made when it is new."
_EXTERNAL_ID = "Their number or name in HR's system, which stays when their address changes."


class EmployeeRequest(Request):
    """An employee as HR describes them; the external id says who it is, without one the e-mail address does."""

    email = Email(_EMAIL, example="noor@example.nl")
    name = Line("Their name.", max_length=100, example="Noor de Wit")
    team = Line(_TEAM, max_length=100, nullable=True, default=None, example="Techniek")
    location = Line("Where they work.", max_length=100, nullable=True, default=None, example="Zwolle")
    languages = _languages("The languages they like to read and write, the first most.", default=list)
    role = Choice("What they may do.", ROLES, default="employee", example="employee")
    active = Boolean("Whether they may sign in.", default=True, example=True)
    external_id = Line(_EXTERNAL_ID, max_length=200, nullable=True, default=None, example="hr-10482")


class EmployeePatch(Request):
    """What to change in what HR says of an employee; fields that are missing stay as they are."""

    email = Email(_EMAIL, optional=True, example="noor@example.nl")
    name = Line("Their name.", max_length=100, optional=True, example="Noor de Wit")
    team = Line(_TEAM, max_length=100, nullable=True, optional=True, example="Techniek")
    location = Line("Where they work.", max_length=100, nullable=True, optional=True, example="Zwolle")
    languages = _languages("HR's value; it counts as long as they have not chosen themselves.", optional=True)
    role = Choice("What they may do.", ROLES, optional=True, example="editor")
    active = Boolean("false: their sign-ins and codes end at once. true: they may sign in again.", optional=True)
    external_id = Line(_EXTERNAL_ID, max_length=200, nullable=True, optional=True, example="hr-10482")


class Employee(Response):
    """What HR's systems say of an employee. It never says whether or when somebody uses Vertel, or how."""

    id = Id("The employee.", example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42")
    email = Email(_EMAIL, example="noor@example.nl")
    name = Line("Their name.", max_length=100, example="Noor de Wit")
    team = Line("Their team's name.", max_length=100, nullable=True, example="Techniek")
    location = Line("Where they work.", max_length=100, nullable=True, example="Zwolle")
    languages = _languages("The languages that HR says; what they chose themselves is theirs.")
    role = Choice("What they may do.", ROLES, example="employee")
    active = Boolean("Whether they may sign in.", example=True)
    source = Choice("Where the entry comes from.", PEOPLE_SOURCES, example="import")
    external_id = Line("Their number or name in HR's system.", max_length=200, nullable=True, example="hr-10482")
    created_at = DateTime("When the entry was made.", example="2026-11-23T09:30:00Z")
    updated_at = DateTime("When something of the above changed last.", example="2026-11-23T09:30:00Z")


class EmployeePage(Response):
    """A page of employees."""

    items = Items("The employees, by name.", Object("An employee.", Employee), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=2000, nullable=True)


class EmployeeQuery(PageQuery):
    """Which employees."""

    q = Line(
        "Words in the name or the address; accents and capitals do not matter.",
        max_length=200,
        optional=True,
        example="jansen",
    )
    team = Line("The name of their team, or its slug.", max_length=100, optional=True, example="Techniek")
    active = Choice("Only those who may sign in, or only those who may not.", ["true", "false"], optional=True)
    cursor = Line("Where the page before ended.", max_length=2000, optional=True)


class EmployeeImportQuery(Query):
    """How to upload employees."""

    dry_run = Choice("Answer what would happen; store nothing.", ["true", "false"], default="false")
    atomic = Choice("Store all rows or none.", ["true", "false"], default="false")
    missing = Choice(
        "What becomes of those whom earlier imports brought and the file has no more: `disable` signs them out.",
        ["leave", "disable"],
        default="leave",
    )
    disable_at_most = Integer(
        "How many may be disabled; without it a tenth of those whom imports brought. If more are missing, nothing is "
        "stored.",
        optional=True,
        example=25,
    )


class EmployeeImportRow(Response):
    """What became of one row."""

    row = Integer(
        "The line of the file where the row begins, a CSV's header being line 1; in a JSON array, its place from 1.",
        minimum=1,
        example=2,
    )
    email = Line(
        "The address in the row, where it has a readable one.",
        max_length=200,
        nullable=True,
        example="noor@example.nl",
    )
    status = Choice("What was done, or would be done in a dry run.", ROW_STATUSES, example="created")
    id = Id("The employee; null when refused, and for a new one in a dry run.", nullable=True)
    errors = Items("Why it was refused; empty otherwise.", Object("A fault.", Fault), max_items=1000)
    warnings = Items("What somebody may want to look at.", Object("A warning.", EditorWarning), max_items=500)
    changes = Items(
        "The fields that change, or would, in what was there already.",
        Line("A field.", max_length=100, example="team"),
        max_items=100,
    )


class DisabledEmployee(Response):
    """Somebody who was disabled, since the file has them no more."""

    id = Id("The employee.")
    email = Email(_EMAIL, example="piet@example.nl")
    name = Line("Their name.", max_length=100, example="Piet van Dam")


class EmployeeImportResult(ImportCounts):
    """What became of an upload of employees. With `atomic`, one refused row means that no row was stored."""

    rows = Items(
        "The verdict on each row, in the order of the file; empty when the same request is answered again.",
        Object("A row.", EmployeeImportRow),
        max_items=200_000,
    )
    disabled = Items(
        "Who was disabled, or would be, since the file has them no more; with `missing`.",
        Object("An employee.", DisabledEmployee),
        max_items=200_000,
    )
    note = Text(
        "Why somebody who is missing in the file was not disabled; null otherwise.",
        max_length=1000,
        nullable=True,
        example="The last administrator stays.",
    )


_BY = Choice(
    "How they get it: `code` answers a one-time code to hand out, `mail` sends one to their address.",
    INVITED_BY,
    default="code",
    example="mail",
)


class InvitationRequest(Request):
    """An invitation for one employee."""

    by = _BY


class InvitationsRequest(Request):
    """Invitations for many employees."""

    employees = Items(
        "Who is invited.",
        Id("An employee.", example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"),
        min_items=1,
        max_items=500,
        unique=True,
    )
    by = _BY


class Invitation(Response):
    """An invitation. It says nothing about whether they have connected before."""

    employee_id = Id("Who is invited.", example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42")
    email = Email(_EMAIL, example="noor@example.nl")
    name = Line("Their name.", max_length=100, example="Noor de Wit")
    code = Token(
        "The code, good for one use. It can be seen this once: null by mail, and when the same request is answered "
        "again.",
        nullable=True,
        example="K7QM-4TRV-9XWE",
    )
    expires_at = DateTime("Until when it can be used.", example="2026-12-12T09:30:00Z")


class InvitationResult(Response):
    """Who was invited."""

    items = Items("The invitations, in the order asked for.", Object("An invitation.", Invitation), max_items=500)
