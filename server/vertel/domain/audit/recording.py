"""Writing entries of the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.orm import QueryableAttribute, Session

from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import ApiKey, AuditEntry, Employee, Team, Webhook
from vertel.domain.audit.actions import AuditAction

CLI = "cli"
"""Whoever uses the command line on the server."""

LONGEST_NAME = 200

_NAMES: dict[str, tuple[ColumnElement[UUID] | QueryableAttribute[UUID], QueryableAttribute[str]]] = {
    "employee": (Employee.id, Employee.name),
    "team": (Team.id, Team.name),
    "key": (ApiKey.id, ApiKey.name),
    "webhook": (Webhook.id, Webhook.url),
}
"""Kind of an actor or subject -> its id, and what people know it by."""


class Subject(NamedTuple):
    """What an act was done to.

    :ivar kind: ``employee``, ``team``, ``key``, ``webhook`` and so on.
    :ivar name: what people know it by, where :func:`record` cannot look it up because it is gone or of another kind.
    """

    kind: str
    id: UUID | str | None = None
    name: str | None = None


def record(
    session: Session,
    actor: str,
    action: AuditAction,
    subject: Subject | tuple[str, UUID | str] | None = None,
    **details: Any,
) -> AuditEntry:
    """Record an act in the transaction of the act: what is rolled back was not done.

    :param actor: ``principal().name``, or :data:`CLI`.
    :param subject: what it was done to.
    :param details: what else there is to know, such as ``changes=changes(before, after)``. No secrets, no names of
        other people, and nothing about how somebody uses Vertel.
    """
    session.flush()  # somebody who was just added has a name
    about = Subject(*subject) if subject else None
    entry = AuditEntry(
        actor=actor,
        actor_name=_short(_name_of_actor(session, actor)),
        action=action.value,
        at=now(),
        details=_json(details),
    )
    if about is not None:
        entry.subject_kind = about.kind
        entry.subject_id = None if about.id is None else str(about.id)
        entry.subject_name = _short(about.name or _name(session, about.kind, entry.subject_id))
    session.add(entry)
    session.flush()
    return entry


def record_read(
    engine: Engine,
    actor: str,
    action: AuditAction,
    subject: Subject | tuple[str, UUID | str] | None = None,
    **details: Any,
) -> None:
    """Record that personal data was read, in a transaction of its own: one entry for each page of a list."""
    with make_session(engine, writes=True) as session:
        record(session, actor, action, subject, **details)
        session.commit()


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of ``after`` that differ, each as ``{"before": ..., "after": ...}``."""
    return {
        name: {"before": before.get(name), "after": value} for name, value in after.items() if before.get(name) != value
    }


def _name_of_actor(session: Session, actor: str) -> str | None:
    kind, _, actor_id = actor.partition(":")
    return _name(session, kind, actor_id)


def _name(session: Session, kind: str, subject_id: str | None) -> str | None:
    if kind not in _NAMES or not subject_id:
        return None
    id_column, name = _NAMES[kind]
    return session.scalar(select(name).where(id_column == UUID(subject_id)))


def _short(name: str | None) -> str | None:
    return name[:LONGEST_NAME] if name else None


def _json(value: Any) -> Any:
    """Return a value as JSON can hold it; sets in order."""
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(_json(item) for item in value)
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
