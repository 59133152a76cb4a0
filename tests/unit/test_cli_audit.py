"""What is done on the command line is in the audit log, as by the API."""

from __future__ import annotations

from sqlalchemy import select

from support.world import World
from vertel.config import Config
from vertel.db.models import AuditEntry


def acts(world: World) -> list[tuple[str, str, str | None]]:
    """Actor, act and the name of what it was done to, the oldest first."""
    with world.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)).all()
        return [(entry.actor, entry.action, entry.subject_name) for entry in entries]


def test_an_export_and_an_erasure_are_recorded_and_then_without_the_name(vertel, world: World) -> None:
    world.employee(email="noor@example.com", name="Noor de Wit")

    assert vertel("export", "noor@example.com").exit_code == 0
    assert acts(world) == [("cli", "employee.exported", "Noor de Wit")]
    assert vertel("erase", "noor@example.com", "--yes").exit_code == 0

    assert acts(world) == [("cli", "employee.exported", None), ("cli", "employee.erased", None)]


def test_what_does_not_succeed_is_not_recorded(vertel, world: World) -> None:
    world.employee(email="noor@example.com")
    assert vertel("export", "nobody@example.com").exit_code == 1
    assert vertel("erase", "nobody@example.com", "--yes").exit_code == 1
    assert vertel("erase", "noor@example.com", typed="n\n").exit_code == 1
    assert acts(world) == []


def test_webhooks_are_recorded_without_their_secret(vertel, world: World, config: Config) -> None:
    url = "https://hooks.example.com/"
    secret = vertel("webhooks", "add", url, VERTEL_SECRET_KEYS=config.secret_keys[0]).stdout.strip()
    webhook_id = vertel("webhooks", "list").stdout.split("\t")[0]
    assert vertel("webhooks", "remove", webhook_id).exit_code == 0

    assert acts(world) == [("cli", "webhook.created", url), ("cli", "webhook.removed", url)]
    with world.session() as session:
        assert secret not in str([entry.details for entry in session.scalars(select(AuditEntry))])
