"""SCIM's users: our employees, as a directory sees and writes them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from marshmallow import ValidationError
from scim2_models import InvalidValueException, Meta, NotFoundException, Reference, UniquenessException
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from vertel.api.scim import filters
from vertel.api.scim.models import WORK, Address, Email, Name, User, UserGroup
from vertel.auth import auditing
from vertel.clock import now
from vertel.db.models import Employee
from vertel.domain.audit import AuditAction, changes
from vertel.domain.people import administrators, provisioning
from vertel.domain.people.matching import TakenError
from vertel_schema import EmployeeRequest, faults, patterns

_REQUEST = EmployeeRequest()
_LANGUAGE = re.compile(patterns.LANGUAGE, re.ASCII).fullmatch
_ATTRIBUTES = {
    "email": "emails",
    "name": "displayName",
    "location": "addresses.locality",
    "external_id": "externalId",
    "languages": "preferredLanguage",
}
GIVEN = ("email", "name", "location", "languages", "active", "external_id")
"""What a directory says of somebody. Teams come by groups, and roles are given in Vertel."""

NO_ADDRESS = "Expected an e-mail address, as emails with the type work or as userName."


def visible() -> Select[Employee]:
    """Return the query of those whom a directory sees: all who are not deleted, disabled or not."""
    return select(Employee).where(Employee.deprovisioned_at.is_(None))


def find(session: Session, user_id: str, *, to_change: bool) -> Employee:
    """Return an employee that a directory sees.

    :param to_change: lock the row, after those of the administrators.
    :raises NotFoundException: there is none.
    """
    try:
        query = visible().where(Employee.id == UUID(user_id))
    except ValueError:
        raise NotFoundException(detail=f"There is no user {user_id!r}.") from None
    if to_change:
        administrators.lock(session)
        query = query.with_for_update(of=Employee).execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundException(detail=f"There is no user {user_id!r}.")
    return found


def create(session: Session, user: User) -> Employee:
    """Add somebody; who was deleted before, and is meant by the external id or the address, is enabled again.

    :raises UniquenessException: somebody is there who has the name, the address or the external id.
    """
    document = _document(user, None)
    user_name = _user_name(user)
    _require_free(session, user_name, None)
    same = [Employee.email == document["email"]]
    if document["external_id"] is not None:
        same.append(Employee.external_id == document["external_id"])
    for condition in same:
        if session.scalars(visible().where(condition)).first() is not None:
            raise UniquenessException(detail="Somebody with this address or externalId is there already.")
    return _store(session, user, document, None)


def replace(session: Session, user: User, employee: Employee, *, says_address: bool) -> Employee:
    """Store what a directory says of somebody now.

    :param says_address: whether the request named an address. Otherwise it goes with the name, where that was the same.
    """
    _require_free(session, _user_name(user), employee)
    follows = employee.user_name is None and not says_address
    return _store(session, user, _document(user, _user_name(user) if follows else None), employee)


def delete(session: Session, employee: Employee) -> None:
    """Disable somebody and hide them from the directory. To erase them is for people to decide."""
    auditing.record_people(provisioning.disable(session, employee))
    employee.deprovisioned_at = now()
    session.flush()


def shown(employee: Employee) -> User:
    """Return an employee as a directory sees them, with a version that changes with what it sees."""
    parts = name_parts(employee)
    user = User(
        id=str(employee.id),
        external_id=employee.external_id,
        user_name=employee.user_name or employee.email,
        display_name=parts.pop("displayName", None),
        name=Name(**parts) if parts else None,
        preferred_language=next(iter(employee.provisioned_languages), None),
        active=employee.active,
        emails=[Email(value=employee.email, type=WORK)],
        addresses=[Address(locality=employee.location, type=WORK)] if employee.location else None,
        groups=_groups(employee),
    )
    version = hashlib.sha256(user.model_dump_json().encode()).hexdigest()[:32]
    user.meta = Meta(
        resource_type="User",
        created=employee.created_at,
        last_modified=employee.updated_at or employee.created_at,
        version=f'W/"{version}"',
    )
    return user


def name_parts(employee: Employee) -> dict[str, str]:
    """Return the name as the directory has it; only the whole one where that is not known, or was changed since."""
    parts = employee.name_parts
    if parts is None or (_whole_name(parts) or _fallback(employee.user_name or employee.email)) != employee.name:
        return {"displayName": employee.name, "formatted": employee.name}
    return dict(parts)


def _groups(employee: Employee) -> list[UserGroup] | None:
    team = employee.team
    if team is None or team.removed:
        return None
    return [UserGroup(value=str(team.id), ref=Reference(f"Groups/{team.id}"), display=team.name)]


def _document(user: User, address: str | None) -> dict[str, Any]:
    """Return a user as a loaded ``EmployeeRequest``.

    :param address: counts instead of what the user's emails say, if it is one.
    :raises InvalidValueException: a value is none that we can keep; it says which.
    """
    email = user.emails[0].value if user.emails else None
    if address is not None and re.fullmatch(patterns.EMAIL, address, re.ASCII):
        email = address
    if email is None:
        raise InvalidValueException(detail=f"emails: {NO_ADDRESS}")
    languages = _languages(user.preferred_language)
    location = next((place.locality for place in user.addresses or [] if place.locality), None)
    document = {
        "email": email.strip(),
        "name": _whole_name(_parts(user)) or _fallback(_user_name(user)),
        "location": _line(location),
        "languages": languages,
        "active": bool(user.active),
        "external_id": _line(user.external_id),
    }
    try:
        return cast("dict[str, Any]", _REQUEST.load(document))
    except ValidationError as error:
        found = [(one["pointer"].split("/")[1], one["message"]) for one in faults(error.messages)]
        text = "; ".join(f"{_ATTRIBUTES.get(name, name)}: {message}" for name, message in found)
        raise InvalidValueException(detail=text) from error


def _store(session: Session, user: User, document: dict[str, Any], employee: Employee | None) -> Employee:
    user_name: str | None = _user_name(user)
    if user_name == document["email"]:
        user_name = None
    try:
        done = provisioning.provision(session, document, source="scim", given=GIVEN, employee=employee)
    except TakenError as error:
        raise UniquenessException(detail=str(error)) from error
    auditing.record_people(done)
    own = {"user_name": user_name, "name_parts": _parts(user), "deprovisioned_at": None}
    before = {name: getattr(done.employee, name) for name in own}
    _free_name_of_deleted(session, user_name, done.employee)
    for name, value in own.items():
        setattr(done.employee, name, value)
    if done.change is None and before != own:
        done.employee.updated_at = now()
        subject = ("employee", done.employee.id)
        auditing.record(AuditAction.EMPLOYEE_CHANGED, subject, changes=changes(before, own))
    session.flush()
    return done.employee


def _require_free(session: Session, user_name: str, employee: Employee | None) -> None:
    query = visible().where(filters.has_user_name(user_name))
    if any(other is not employee for other in session.scalars(query)):
        raise UniquenessException(detail="Somebody with this userName is there already.")


def _free_name_of_deleted(session: Session, user_name: str | None, employee: Employee) -> None:
    query = select(Employee).where(Employee.user_name == user_name, Employee.id != employee.id)
    for deleted in session.scalars(query) if user_name is not None else ():
        deleted.user_name = None
    session.flush()


def _user_name(user: User) -> str:
    name = " ".join((user.user_name or "").split()).lower()
    if not name or len(name) > 254 or not name.isprintable():
        raise InvalidValueException(detail="userName: Expected one line of 1 to 254 characters.")
    return name


def _parts(user: User) -> dict[str, str]:
    """Return the parts of a name that are given, by SCIM's names."""
    name = user.name or Name()
    parts = {
        "displayName": user.display_name,
        "formatted": name.formatted,
        "givenName": name.given_name,
        "familyName": name.family_name,
    }
    lines = {part: _line(value) for part, value in parts.items()}
    return {part: line for part, line in lines.items() if line is not None}


def _whole_name(parts: Mapping[str, str]) -> str:
    together = " ".join(parts[part] for part in ("givenName", "familyName") if part in parts)
    return parts.get("displayName") or parts.get("formatted") or together


def _fallback(user_name: str) -> str:
    """Return what somebody is called of whom only the name at the directory is known."""
    return user_name.partition("@")[0][:100]


def _languages(text: str | None) -> list[str]:
    """Return the languages of ``nl_NL`` or ``nl-NL, en;q=0.8``; what is none is left out."""
    tags = [part.partition(";")[0].strip().replace("_", "-") for part in (text or "").split(",")]
    return list(dict.fromkeys(tag for tag in tags if _LANGUAGE(tag)))[:20]


def _line(text: str | None) -> str | None:
    """Return a text as one line; None when nothing is left."""
    return " ".join(text.split()) or None if text is not None else None
