"""The audit log for routes: they say what was done, and the caller is the actor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.auth.principal import principal
from vertel.domain import audit
from vertel.domain.audit import Act, AuditAction, Subject
from vertel.domain.people.provisioning import Provisioned
from vertel.http.context import db, release, resources, write_last

SubjectLike = Subject | tuple[str, UUID | str] | None


def record(action: AuditAction, subject: SubjectLike = None, **details: Any) -> None:
    """Record what the caller did, in the request's transaction; see :func:`audit.record`."""
    audit.record(db(), principal().name, action, subject, **details)


def record_act(act: Act | None) -> None:
    """Record an act, if there was one, in the request's transaction."""
    if act is not None:
        record(act.action, act.subject, **act.details)


def record_people(done: Provisioned) -> None:
    """Record what the caller had become of an employee, in the request's transaction."""
    if done.change is not None:
        audit.record_people(db(), principal().name, [done.change])


def record_read(action: AuditAction, subject: SubjectLike = None, **details: Any) -> None:
    """Record that the caller reads personal data: once the answer is ready, and before it leaves."""
    actor = principal().name

    def write() -> None:
        release()  # a request that holds two connections can wait for itself when the pool is empty
        audit.record_read(resources().engine, actor, action, subject, **details)

    write_last(write)
