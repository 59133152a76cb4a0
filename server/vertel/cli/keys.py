"""``vertel key``: API keys for programs."""

from __future__ import annotations

import click

from vertel.cli.context import database, printable, say
from vertel.domain.people import api_keys

ROLES = ["admin", "editor", "reader"]


@click.group()
def key() -> None:
    """Make, list and revoke API keys."""


@key.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the key may do.")
@click.option("--name", required=True, help="What the key is for; revoke it by this name.")
def create(role: str, name: str) -> None:
    """Make a key and print it. It is stored as a hash only: this is the one time it can be seen."""
    if not 1 <= len(name.strip()) <= 100:
        raise click.UsageError("--name: expected 1 to 100 characters.")
    with database() as session:
        secret = api_keys.create(session, name.strip(), role)
    click.echo(secret)


@key.command("list")
def list_keys() -> None:
    """Print name, role, day of making and state of every key; never the key."""
    with database(writes=False) as session:
        for found in api_keys.list_all(session):
            state = f"revoked {found.revoked_at:%Y-%m-%d}" if found.revoked_at else "in force"
            click.echo(f"{printable(found.name)}\t{found.role}\t{found.created_at:%Y-%m-%d}\t{state}")


@key.command()
@click.option("--name", required=True, help="The name it was made with.")
def revoke(name: str) -> None:
    """Refuse the keys of that name from the next request on."""
    with database() as session:
        number = api_keys.revoke(session, name)
    say(f"Revoked {number} key{'s' if number > 1 else ''}.")
