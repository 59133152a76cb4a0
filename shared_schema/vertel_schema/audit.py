"""Who changed what, and when."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import BlankOrText, Choice, DateTime, Id, Integer, Items, Line, Object
from vertel_schema.report import LOCALE

_EMPLOYEE = "employee:019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"


class AuditParty(Response):
    """Who did something, or what it was done to, by the name of that time."""

    kind = Line(
        "Such as `employee`, `key`, `cli`, `oidc`, `scim`, `team`, `webhook`, `settings`; more may come.",
        max_length=40,
        example="employee",
    )
    id = Line(
        "Which one; null where there is only one. An erased colleague has another than before.",
        max_length=64,
        nullable=True,
        example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42",
    )
    name = Line(
        "What people know it by; null without a name, and when the colleague was erased.",
        max_length=200,
        nullable=True,
        example="Noor de Wit",
    )


class AuditChange(Response):
    """A field that was changed."""

    field = Line("Which one.", max_length=100, example="location")
    before = BlankOrText(
        "What it was; null for nothing, and of an erased colleague.", max_length=5000, nullable=True, example="Utrecht"
    )
    after = BlankOrText("What it became.", max_length=5000, nullable=True, example="Zwolle")


class AuditDetail(Response):
    """What else there is to know."""

    name = Line("What it is; more may come.", max_length=100, example="rows")
    value = BlankOrText("How much, how many or which.", max_length=5000, nullable=True, example="120")


class AuditEntry(Response):
    """One act of an administrator or a program. Never about what a colleague shares, reads or says."""

    id = Id("The entry.")
    at = DateTime("When.", example="2026-11-23T09:30:00Z")
    actor = Object("Who did it.", AuditParty)
    action = Line("What was done; docs/administration.md has them all.", max_length=64, example="key.revoked")
    summary = Line("The same in words, in the reader's language.", max_length=200, example="API key revoked")
    subject = Object("What it was done to; null when that is clear.", AuditParty, nullable=True)
    changes = Items("The fields that were changed.", Object("A field.", AuditChange), max_items=100)
    details = Items("What else there is to know.", Object("A detail.", AuditDetail), max_items=100)


class AuditPage(Response):
    """A page of the audit log."""

    items = Items("The entries, the newest first.", Object("An entry.", AuditEntry), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)


class AuditQuery(Query):
    """Which entries of the audit log."""

    actor = Line(
        "Only of this actor: `employee:ID`, `key:ID`, `cli`, `oidc` or `scim`.",
        max_length=64,
        optional=True,
        example="cli",
    )
    action = Line("Only this act.", max_length=64, optional=True, example="key.revoked")
    subject = Line("Only about this: a kind, or a kind and an id.", max_length=110, optional=True, example=_EMPLOYEE)
    since = DateTime("From then on.", optional=True)
    until = DateTime("Before then.", optional=True)
    limit = Integer("How many at most; CSV has all of them.", minimum=1, maximum=100, default=20)
    cursor = Line("Where the page before ended.", max_length=500, optional=True)
    locale = LOCALE


class RecordedAct(Response):
    """What was done. `GET /audit` says the rest: names are not sent."""

    id = Id("The entry.")
    action = Line("What was done.", max_length=64, example="key.revoked")
    actor = Line("Who did it: `employee:ID`, `key:ID`, `cli`, `oidc` or `scim`.", max_length=64, example=_EMPLOYEE)
    subject = Line(
        "What it was done to: a kind, or a kind and an id.", max_length=110, nullable=True, example="settings"
    )


class AuditRecorded(Response):
    """An entry was added to the audit log."""

    type = Choice("The type of the event.", ["audit.recorded"], example="audit.recorded")
    timestamp = DateTime("When it happened.", example="2026-11-23T09:30:00Z")
    data = Object("What was done.", RecordedAct)
