"""Who changed what: recorded with the change, told to admins, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from support.world import World
from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import AuditEntry
from vertel.domain import audit
from vertel.domain.audit import AuditAction


def entries(world: World) -> list[AuditEntry]:
    """All entries, the oldest first."""
    with world.session() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)))


def test_an_act_is_recorded_with_the_names_of_that_time(world: World) -> None:
    noor, daan = world.employee(name="Noor de Wit"), world.employee(name="Daan")
    with world.session() as session:
        changed = audit.changes({"location": "Zwolle", "languages": ["nl"]}, {"location": None, "languages": ["nl"]})
        subject = ("employee", daan.id)
        audit.record(session, f"employee:{noor.id}", AuditAction.EMPLOYEE_INVITED, subject, changes=changed, by="mail")
        session.merge(daan).name = "Daan Vos"

    (entry,) = entries(world)
    assert (entry.actor, entry.actor_name, entry.action) == (f"employee:{noor.id}", "Noor de Wit", "employee.invited")
    assert (entry.subject_kind, entry.subject_id, entry.subject_name) == ("employee", str(daan.id), "Daan")
    assert entry.details == {"changes": {"location": {"before": "Zwolle", "after": None}}, "by": "mail"}


def test_an_act_that_is_rolled_back_was_not_done(world: World) -> None:
    with make_session(world.engine, writes=True) as session:
        audit.record(session, audit.CLI, AuditAction.SETTINGS_CHANGED)
        session.rollback()
    assert entries(world) == []


def test_a_read_is_recorded_although_its_request_writes_nothing(world: World) -> None:
    audit.record_read(world.engine, audit.CLI, AuditAction.EMPLOYEE_EXPORTED, ("employee", world.employee().id))
    assert [entry.action for entry in entries(world)] == ["employee.exported"]


def test_old_entries_go_and_zero_days_keeps_them(world: World) -> None:
    with world.session() as session:
        for days in (0, 9, 10, 11, 400):
            audit.record(session, audit.CLI, AuditAction.SETTINGS_CHANGED).at = now() - timedelta(days=days)

    assert audit.delete_old(world.engine, 0, now()) == 0
    assert audit.delete_old(world.engine, 10, now()) == 3
    assert len(entries(world)) == 2
