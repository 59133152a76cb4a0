"""PATCH of a group, done where the members are stored: nobody else's membership is read, so none can be lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from scim2_models import InvalidPathException, InvalidValueException, PatchOp, PatchOperation
from sqlalchemy.orm import Session

from vertel.api.scim import groups
from vertel.api.scim.models import Group
from vertel.db.models import Team

_MEMBER = re.compile(r'members\s*\[\s*value\s+eq\s+"(?P<id>[^"]*)"\s*\](?:\.\w+)?', re.IGNORECASE)
_MEMBERS = re.compile(r"members(?:\.value)?", re.IGNORECASE)
Op = PatchOperation.Op


def apply(session: Session, team: Team, patch: PatchOp[Group]) -> None:
    """Do the operations of a PATCH, one after the other."""
    for operation in patch.operations or []:
        if operation.path:
            _at(session, team, operation.op, str(operation.path), operation.value)
        elif isinstance(operation.value, Mapping):
            for path, value in operation.value.items():
                _at(session, team, operation.op, path, value)
        else:
            raise InvalidValueException(detail="Expected attributes and their values, as there is no path.")
    session.flush()


def _at(session: Session, team: Team, op: Op, path: str, value: Any) -> None:
    one = _MEMBER.fullmatch(path.strip())
    if one is not None:
        chosen = [groups.id_of(one["id"])]
        if op == Op.remove:
            groups.remove_members(session, team, chosen)
        else:
            groups.add_members(session, team, chosen)
    elif _MEMBERS.fullmatch(path.strip()):
        _members(session, team, op, value)
    elif path.lower().startswith("members"):
        raise InvalidPathException(detail=f'Cannot choose members by {path}. Use members[value eq "..."].')
    elif path.lower() == "displayname":
        groups.rename(session, team, None if op == Op.remove else _text(path, value))
    elif path.lower() == "externalid":
        is_gone = op == Op.remove or value in (None, "")
        groups.set_external_id(session, team, None if is_gone else _text(path, value))


def _members(session: Session, team: Team, op: Op, value: Any) -> None:
    """Add, remove or replace members; a removal with a list is of those only, as Entra means it."""
    if op == Op.remove and value is None:
        groups.remove_members(session, team, None)
        return
    entries = value if isinstance(value, list) else [value] if value else []
    ids = [_member_id(entry) for entry in entries]
    if op == Op.remove:
        groups.remove_members(session, team, ids)
    elif op == Op.add:
        groups.add_members(session, team, ids)
    else:
        groups.set_members(session, team, ids)


def _member_id(entry: Any) -> UUID:
    """Return the id of a member that is given as ``{"value": id}``, or as the id alone, as some send it."""
    found = entry
    if isinstance(entry, Mapping):
        lower = {str(name).lower(): value for name, value in entry.items()}
        found = lower.get("value") or lower.get("$ref")
    if not isinstance(found, str):
        raise InvalidValueException(detail='members: Expected entries as {"value": "the id of a user"}.')
    return groups.id_of(found.rpartition("/")[2])


def _text(path: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValueException(detail=f"{path}: Expected a text.")
    return value
