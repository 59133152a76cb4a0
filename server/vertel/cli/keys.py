"""``vertel key``: API keys for programs."""

from __future__ import annotations

from datetime import datetime, timedelta

import click
from sqlalchemy.orm import Session

from vertel.cli.context import printable, say
from vertel.cli.sessions import database
from vertel.clock import now
from vertel.db.models import ApiKey
from vertel.domain import audit
from vertel.domain.audit import CLI, AuditAction
from vertel.domain.people import api_keys, organisations
from vertel_schema.words import KEY_ROLES


@click.group()
def key() -> None:
    """Make, list and revoke API keys."""


@key.command()
@click.option("--role", type=click.Choice(KEY_ROLES), required=True, help="What the key may do.")
@click.option("--name", required=True, help="What the key is for; revoke it by this name.")
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day on which it is good, such as 2027-11-30; without it, it does not expire.",
)
def create(role: str, name: str, expires: datetime | None) -> None:
    """Make a key and print it. It is stored as a hash only: this is the one time it can be seen."""
    if not 1 <= len(name.strip()) <= 100:
        raise click.UsageError("--name: expected 1 to 100 characters.")
    with database() as session:
        expires_at = _end_of(session, expires) if expires else None
        secret = api_keys.create(session, name.strip(), role, expires_at=expires_at, created_by=CLI)
        made = api_keys.get(session, secret)
        audit.record(session, CLI, AuditAction.KEY_CREATED, ("key", made.id), role=role, expires_at=expires_at)
    click.echo(secret)


@key.command("list")
def list_keys() -> None:
    """Print of every key, tab between: name, role, how it begins, day of making, state, and day of last use.

    Never the key.
    """
    with database(writes=False) as session:
        for found in api_keys.list_all(session):
            begins = f"{found.prefix}..." if found.prefix else "?"
            used = f"used {found.last_used_on}" if found.last_used_on else "never used"
            made = f"{found.created_at:%Y-%m-%d}"
            click.echo("\t".join([printable(found.name), found.role, begins, made, _state(found), used]))


@key.command()
@click.option("--name", required=True, help="The name it was made with.")
def revoke(name: str) -> None:
    """Refuse the keys of that name from the next request on."""
    with database() as session:
        revoked = api_keys.revoke(session, name)
        for found in revoked:
            audit.record(session, CLI, AuditAction.KEY_REVOKED, ("key", found.id), role=found.role)
    say(f"Revoked {len(revoked)} key{'s' if len(revoked) > 1 else ''}.")


def _end_of(session: Session, day: datetime) -> datetime:
    """Return when a day of the organisation ends."""
    return organisations.calendar(session).start(day.date() + timedelta(days=1))


def _state(key: ApiKey) -> str:
    if key.revoked_at:
        return f"revoked {key.revoked_at:%Y-%m-%d}"
    if key.expires_at is None:
        return "in force"
    return f"{'expired' if key.expires_at <= now() else 'in force until'} {key.expires_at:%Y-%m-%dT%H:%MZ}"
