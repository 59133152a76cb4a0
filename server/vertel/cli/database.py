"""``vertel db`` and ``vertel seed``: the tables, and the demo company in them."""

from __future__ import annotations

from datetime import timedelta

import click

from vertel.cli.context import config, say
from vertel.cli.sessions import database, engine
from vertel.clock import now
from vertel.db import migrations
from vertel.domain.analytics import recounting
from vertel.seed import demo_company as demo
from vertel.seed import demo_year


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables to this version. Safe to run again."""
    with engine() as opened:
        migrations.upgrade(opened)
    say("The database has the tables of this version.")


@db.command()
@click.option("--days", type=click.IntRange(1, 31), default=7, show_default=True, help="How far back, from today.")
def recount(days: int) -> None:
    """Add the clicks of the last days up anew, for reports. Needed after an upgrade; safe to run at any time."""
    kept = config().click_retention_days
    if kept and days >= kept:
        raise click.UsageError(f"Single clicks are kept for {kept} days, so go back less than that.")
    with database() as session:
        number = recounting.recount(session, (now() - timedelta(days=days)).date())
    say(f"Added {number} clicks up.")


@click.command()
@click.option("--without-year", is_flag=True, help="The company as on its first day: nothing was shared or said yet.")
def seed(*, without_year: bool) -> None:
    """Load the demo company, in Dutch and English, with a year behind it. What is there already is left as it is."""
    with database() as session:
        added = demo.load(session)
        if not without_year:
            added.update(demo_year.load(session))
    say("Added: " + ", ".join(f"{number} {what}" for what, number in added.items()) + ".")
    closed = sorted(set(demo.destination_hosts()) - set(config().destination_hosts))
    if closed:
        say(f"Its tracked links need VERTEL_DESTINATION_HOSTS to allow {', '.join(closed)}.")
