"""What HR's systems say of people: creating, changing, disabling and enabling employees.

Whatever the way an entry comes by, it is stored here, so that nobody's own choices are overwritten, HR's moments alone
move ``updated_at``, and whoever is disabled is signed out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from sqlalchemy import CursorResult, Table, bindparam, case, insert, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee
from vertel.db.people_version import COUNTED_BY, SAME_COUNTS
from vertel.domain.people import administrators, directory, matching, revocation, teams
from vertel.domain.people.matching import FIELDS, KnownEmployee, TakenError
from vertel.errors import StaleError
from vertel.ids import id_of_day, new_id, start_of_day
from vertel.translations.active import gettext as _

Source = Literal["api", "import", "scim", "sign-in", "invite"]
"""How an entry came."""

NOTHING_SAID: Mapping[str, Any] = {
    "team": None,
    "location": None,
    "languages": [],
    "role": "employee",
    "active": True,
    "external_id": None,
}
"""What holds for somebody new of whom a document says no more."""

TAKES_OVER: Mapping[str, frozenset[str]] = {
    "import": frozenset({"api", "invite", "sign-in"}),
    "scim": frozenset({"api", "invite", "sign-in", "import"}),
}
"""Source -> those whose entries become its own once it names them: it is what knows from then on whether they left."""

_EMPLOYEES = cast("Table", Employee.__table__)
_COLUMNS = {"languages": "provisioned_languages"}
"""Field -> column, where that is not called the same. A team is stored as its id."""


@dataclass(frozen=True)
class EmployeeChange:
    """What storing a document changes: the fields, with the name of the team.

    :ivar fields: all of them when it is somebody new.
    :ivar text: what is searched from now on; None when that stays.
    :ivar administers: whether they are an active administrator from now on.
    :ivar before: the same fields as they were, with the slug of the team.
    :ivar name: what they are called from now on.
    :ivar by_sign_in: whether it came with a sign-in, of which no moment is told.
    """

    id: UUID
    fields: dict[str, Any]
    is_new: bool = False
    text: str | None = None
    administers: bool = False
    before: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None
    by_sign_in: bool = False


class Provisioned(NamedTuple):
    """Who was provisioned, and what became of them.

    :ivar change: what was stored, for the audit log; None when nothing was.
    """

    employee: Employee
    status: Literal["created", "updated", "unchanged"]
    change: EmployeeChange | None = None


@dataclass
class _Rows:
    """Rows for the database: new ones, and by the columns that they change the others."""

    new: list[dict[str, Any]] = field(default_factory=list)
    known: dict[tuple[str, ...], list[dict[str, Any]]] = field(default_factory=dict)


def provision(
    session: Session,
    document: Mapping[str, Any],
    *,
    source: Source,
    given: Collection[str] | None = None,
    employee: Employee | None = None,
    keeps_administrator: bool = True,
) -> Provisioned:
    """Create or change the employee whom a document is about: with its external id, else with its address.

    :param document: a loaded ``EmployeeRequest``.
    :param given: the fields that its writer named. Of somebody known the others stay; None means that all were named.
    :param employee: whom it is about, where that is known already.
    :param keeps_administrator: whether the last active administrator has to stay one.
    :raises TakenError: the address or the external id belongs to somebody else.
    :raises LastAdministratorError: it would leave no administrator.
    """
    if keeps_administrator:
        administrators.lock(session)
    known = _known(session, document, employee)
    change = prepare(document, FIELDS if given is None else given, known, source)
    if change is not None:
        if keeps_administrator and not change.administers:
            administrators.require_another(session, [change.id])
        store(session, [change])
    person = directory.find(session, change.id if change else cast("KnownEmployee", known).id)
    if change is None:
        return Provisioned(person, "unchanged")
    session.refresh(person)
    return Provisioned(person, "updated" if known else "created", change)


def create(session: Session, document: Mapping[str, Any], *, source: Source) -> Provisioned:
    """Add an employee.

    :param document: a loaded ``EmployeeRequest``.
    :raises TakenError: somebody has the address or the external id already.
    """
    name = document.get("external_id")
    for known in matching.find_having(session, document):
        if known.fields["email"] == document["email"]:
            raise TakenError(
                "/email",
                _("%(email)s is there already, as employee %(id)s.") % {"email": document["email"], "id": known.id},
            )
        raise TakenError("/external_id", matching.external_id_taken(str(name), known.fields["email"]))
    return provision(session, document, source=source)


def as_document(employee: Employee) -> dict[str, Any]:
    """Return what HR says of an employee as a loaded ``EmployeeRequest``."""
    plain = {name: getattr(employee, name) for name in FIELDS}
    return plain | {
        "team": employee.team.name if employee.team else None,
        "languages": employee.provisioned_languages,
    }


def disable(session: Session, employee: Employee, *, keeps_administrator: bool = True) -> Provisioned:
    """Have an employee's next request refused: their sign-ins end, and codes that they were given are void.

    :raises LastAdministratorError: they are the last active administrator.
    """
    return _set_active(session, employee, active=False, keeps_administrator=keeps_administrator)


def enable(session: Session, employee: Employee) -> Provisioned:
    """Let an employee sign in again; sign-ins that were ended stay so."""
    return _set_active(session, employee, active=True)


def prepare(
    document: Mapping[str, Any], given: Collection[str], known: KnownEmployee | None, source: Source
) -> EmployeeChange | None:
    """Return what storing a document changes; None when nothing.

    :param given: the fields that its writer named. Of somebody known the others stay.
    """
    by_sign_in = source == "sign-in"
    if known is None:
        fields = {**NOTHING_SAID, **{name: document[name] for name in FIELDS if name in document}}
        text = directory.search_text(document["name"], document["email"])
        return EmployeeChange(
            id_of_day(now().date()) if by_sign_in else new_id(),
            fields | {"source": source},
            is_new=True,
            text=text,
            administers=_administers(fields),
            name=document["name"],
            by_sign_in=by_sign_in,
        )
    changed = {
        name: document[name]
        for name in FIELDS
        if name in given and name in document and not known.says(name, document[name])
    }
    before = {name: known.fields[name] for name in changed}
    if known.source in TAKES_OVER.get(source, ()):
        changed["source"], before["source"] = source, known.source
    if not changed:
        return None
    whole = known.fields | changed
    text = directory.search_text(whole["name"], whole["email"])
    administers = _administers(whole)
    return EmployeeChange(known.id, changed, False, text, administers, before, whole["name"], by_sign_in)


def store(session: Session, changes: Iterable[EmployeeChange]) -> None:
    """Store prepared changes; of two for the same employee the later counts. What the session holds is not refreshed.

    Raises ``StaleError`` when an employee is gone by now, ``IntegrityError`` when one was added meanwhile.
    """
    merged: dict[UUID, EmployeeChange] = {}
    for change in changes:
        before = merged.get(change.id)
        merged[change.id] = change if before is None else _together(before, change)
    names = {change.fields["team"] for change in merged.values() if change.fields.get("team")}
    rows = _rows(merged.values(), teams.get_or_create_all(session, names), now())
    if rows.new:
        session.execute(insert(_EMPLOYEES), rows.new)
    for columns, some in rows.known.items():
        result = session.execute(_update(columns), some)
        if cast("CursorResult[Any]", result).rowcount != len(some):
            raise StaleError(_("An employee was removed meanwhile. Try again."))
    revocation.end_access(session, [own for own, change in merged.items() if change.fields.get("active") is False])


def _together(first: EmployeeChange, then: EmployeeChange) -> EmployeeChange:
    text = first.text if then.text is None else then.text
    return replace(then, fields=first.fields | then.fields, is_new=first.is_new, text=text, before=first.before)


def _set_active(
    session: Session, employee: Employee, *, active: bool, keeps_administrator: bool = False
) -> Provisioned:
    if employee.active == active:
        return Provisioned(employee, "unchanged")
    if not active and keeps_administrator:
        administrators.require_another(session, [employee.id])
    change = EmployeeChange(employee.id, {"active": active}, before={"active": not active}, name=employee.name)
    store(session, [change])
    session.refresh(employee)
    return Provisioned(employee, "updated", change)


def _known(session: Session, document: Mapping[str, Any], employee: Employee | None) -> KnownEmployee | None:
    """Return whom a document is about; of somebody who is known already, whether nobody else has what it says."""
    if employee is None:
        return matching.find_known(session, [document]).match(document)
    for other in matching.find_having(session, document):
        if other.id == employee.id:
            continue
        if other.fields["email"] == document["email"]:
            raise TakenError("/email", matching.address_taken(document["email"], other.fields["external_id"]))
        raise TakenError("/external_id", matching.external_id_taken(document["external_id"], other.fields["email"]))
    return matching.find_one(session, employee)


def _administers(fields: Mapping[str, Any]) -> bool:
    return bool(fields["role"] == "admin" and fields["active"])


def _rows(changes: Iterable[EmployeeChange], team_ids: Mapping[str, UUID], moment: datetime) -> _Rows:
    rows = _Rows()
    for change in changes:
        values = {_COLUMNS.get(name, name): value for name, value in change.fields.items() if name != "team"}
        if "team" in change.fields:
            team = change.fields["team"]
            values["team_id"] = team_ids[teams.slugify(team)] if team else None
        if change.text is not None:
            values["search_text"] = change.text
        if change.is_new:
            values["languages"] = values["provisioned_languages"]
            created_at = start_of_day(moment.date()) if change.by_sign_in else moment
            rows.new.append(values | {"id": change.id, "created_at": created_at})
            continue
        if not change.by_sign_in:
            values["updated_at"] = moment
        bound = {f"new_{name}": value for name, value in values.items()} | {"stored": change.id}
        rows.known.setdefault(tuple(values), []).append(bound)
    return rows


def _update(columns: Collection[str]) -> Any:
    """Return the statement that stores columns; new languages of HR's count for who chose none themselves."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}", type_=_EMPLOYEES.c[name].type) for name in columns}
    if "provisioned_languages" in values:
        own, theirs = _EMPLOYEES.c.languages, values["provisioned_languages"]
        values["languages"] = case((_EMPLOYEES.c.languages_chosen, own), else_=theirs)
    statement = update(_EMPLOYEES).where(_EMPLOYEES.c.id == bindparam("stored")).values(values)
    return statement.execution_options(**SAME_COUNTS) if COUNTED_BY.isdisjoint(values) else statement
