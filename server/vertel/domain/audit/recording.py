"""Writing entries of the audit log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import AuditEntry
from vertel.domain.audit.actions import AuditAction
from vertel.domain.audit.parties import Party, name_of
from vertel.domain.people import organisations
from vertel.domain.webhooks import events
from vertel.errors import printable
from vertel.ids import coarse_id, start_of_day

CLI = "cli"
"""Whoever uses the command line on the server."""

LONGEST_NAME = 200


class Subject(NamedTuple):
    """What an act was done to.

    :ivar kind: ``employee``, ``team``, ``key``, ``webhook`` and so on.
    :ivar name: what people know it by, where :func:`record` cannot look it up because it is gone or of another kind.
    """

    kind: str
    id: UUID | str | None = None
    name: str | None = None


class Act(NamedTuple):
    """An act that is to be recorded; as the parameters of :func:`record`."""

    action: AuditAction
    subject: Subject | tuple[str, UUID | str] | None
    details: Mapping[str, Any]


def record(
    session: Session,
    actor: str,
    action: AuditAction,
    subject: Subject | tuple[str, UUID | str] | None = None,
    *,
    by_day: bool = False,
    **details: Any,
) -> AuditEntry:
    """Record an act in the transaction of the act: what is rolled back was not done.

    :param actor: ``principal().name``, or :data:`CLI`.
    :param subject: what it was done to.
    :param by_day: whether no finer time is told than the day, because a colleague caused it by using Vertel.
    :param details: what else there is to know, such as ``changes=changes(before, after)``. No secrets, no names of
        other people, and nothing about how somebody uses Vertel.
    """
    session.flush()  # somebody who was just added has a name
    if subject is not None:
        about = Subject(*subject)
        subject_id = None if about.id is None else str(about.id)
        subject = about._replace(name=about.name or name_of(session, about.kind, subject_id))
    (entry,) = record_all(session, actor, [Act(action, subject, details)], by_day=by_day)
    return entry


def record_all(session: Session, actor: str, acts: Sequence[Act], *, by_day: bool = False) -> list[AuditEntry]:
    """Record several acts of the same actor as :func:`record` does; what they were done to brings its name along.

    Programs hear of each, but not of pages of the log: one that reads the log when it hears of an act would never end.
    """
    by, moment = Party.read(actor), start_of_day(organisations.today(session)) if by_day else now()
    actor_name = _line(name_of(session, by.kind, by.id))
    entries = [
        AuditEntry(at=moment, actor=actor, actor_name=actor_name, action=act.action.value, details=_json(act.details))
        for act in acts
    ]
    for entry, act in zip(entries, acts, strict=True):
        if by_day:
            entry.id = coarse_id(moment)
        if act.subject is not None:
            entry.subject_kind, subject_id, name = Subject(*act.subject)
            entry.subject_id = None if subject_id is None else str(subject_id)
            entry.subject_name = _line(name)
    session.add_all(entries)
    session.flush()
    told = [entry for entry in entries if entry.action != AuditAction.AUDIT_LISTED]
    events.audit_recorded(session, told, by_day=by_day)
    return entries


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


def _line(name: str | None) -> str | None:
    return printable(name)[:LONGEST_NAME].strip() or None if name else None


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
