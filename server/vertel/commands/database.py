"""``vertel db`` and ``vertel seed``: the tables, and the demo company in them."""

from __future__ import annotations

import click

from vertel import migrations
from vertel import seed as demo
from vertel.commands.context import config, database, engine, say


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables to this version. Safe to run again."""
    with engine() as opened:
        migrations.upgrade(opened)
    say("The database has the tables of this version.")


@click.command()
def seed() -> None:
    """Load the demo company, in Dutch and English. What is there already is left as it is."""
    with database() as session:
        added = demo.load(session)
    say("Added: " + ", ".join(f"{number} {what}" for what, number in added.items()) + ".")
    closed = sorted(set(demo.destination_hosts()) - set(config().destination_hosts))
    if closed:
        say(f"Its tracked links need VERTEL_DESTINATION_HOSTS to allow {', '.join(closed)}.")
