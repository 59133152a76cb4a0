"""``vertel feeds``: addresses at which news or vacancies stand, of which drafts are made."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import click

from vertel.cli.context import config, printable, say
from vertel.cli.sessions import database, engine
from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import Feed
from vertel.domain import audit
from vertel.domain.audit import CLI, AuditAction, Subject
from vertel.domain.feeds import feeds as service
from vertel.domain.feeds import schedule
from vertel.imports.feeds import looking, previewing
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import Fetcher
from vertel_schema import FeedPreview, FeedPreviewRequest, FeedRequest, faults
from vertel_schema.words import KINDS

kind_option = click.option(
    "--kind", type=click.Choice(KINDS), default="vacancy", show_default=True, help="Of the drafts."
)
language_option = click.option("--language", default="nl", show_default=True, help="Of the feed's texts.")


@click.group()
def feeds() -> None:
    """Make drafts of what stands in feeds: RSS, Atom, JSON Feed, JobPosting, Personio, Recruitee.

    Drafts only: an editor publishes them.
    """


@feeds.command("list")
def list_feeds() -> None:
    """Print id, state, name, address, next look, and why the last one failed, of every feed."""
    with database(writes=False) as session:
        for feed in service.browse(session, service.MOST, None).items:
            coming = f"{feed.next_look_at:%Y-%m-%dT%H:%M:%SZ}" if feed.active else "-"
            cells = [str(feed.id), service.state_of(feed), feed.name, feed.url, coming, feed.failure or ""]
            click.echo("\t".join(map(printable, cells)).rstrip("\t"))


@feeds.command()
@click.argument("url")
@click.option("--name", required=True, help="What editors know it by.")
@kind_option
@language_option
@click.option("--drafts-per-day", type=int, help="At most; 5 if not given.")
@click.option("--drafts-at-once", type=int, help="At most; 20 if not given.")
@click.option("--days-alive", type=int, help="Days after which an untouched draft is archived; 30 if not given.")
def add(url: str, **given: Any) -> None:
    """Add a feed and print its id. A running server looks at it within seconds."""
    document = _loaded(
        FeedRequest(), {"url": url} | {name: value for name, value in given.items() if value is not None}
    )
    try:
        Fetcher(config()).check(url)
    except FeedError as error:
        raise click.UsageError(f"URL: {error}") from error
    with database() as session:
        made = service.create(session, document)
        audit.record(session, CLI, AuditAction.FEED_CREATED, ("feed", made.id), **document)
    click.echo(made.id)


@feeds.command()
@click.argument("feed_id", metavar="ID", type=click.UUID)
def look(feed_id: UUID) -> None:
    """Look at a feed now, make its drafts, and print what came of it. The exit status is 1 when it failed."""
    settings = config()
    with engine() as opened:
        with make_session(opened, writes=True) as session:
            service.find(session, feed_id)
            feed = schedule.claim(session, now(), feed_id)
            session.commit()
        if feed is None:
            raise click.ClickException("A server is looking at this feed at this moment. Try again in a minute.")
        looking.look(opened, feed, Fetcher(settings), settings.destination_hosts, now())
        with make_session(opened, writes=False) as session:
            _tell(service.find(session, feed_id))


@feeds.command("dry-run")
@click.argument("url")
@kind_option
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON document.")
def dry_run(url: str, kind: str, language: str, *, as_json: bool) -> None:
    """Print what an address would give, and why what becomes no draft does not. Nothing is stored."""
    document = _loaded(FeedPreviewRequest(), {"url": url, "kind": kind, "language": language})
    settings = config()
    try:
        with database(writes=False) as session:
            found = previewing.preview(document, Fetcher(settings), lambda: session, settings.destination_hosts, now())
    except FeedError as error:
        raise click.ClickException(str(error)) from error
    shown = FeedPreview().dump(found)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for item in shown["items"]:
        cells = [item["verdict"], item["title"] or "-", item["destination_url"] or "-", item["reason"] or ""]
        click.echo("\t".join(map(printable, cells)).rstrip("\t"))
    counts = ", ".join(f"{shown[name]} {name.replace('_', ' ')}" for name in ("drafted", "waiting", "left_out"))
    say(f"{shown['format']}: {shown['total']} items: {counts}. Nothing was stored.")


@feeds.command()
@click.argument("feed_id", metavar="ID", type=click.UUID)
def remove(feed_id: UUID) -> None:
    """Remove a feed. Its suggestions stay as they are."""
    with database() as session:
        feed = service.find(session, feed_id)
        audit.record(session, CLI, AuditAction.FEED_REMOVED, Subject("feed", feed_id, feed.name), url=feed.url)
        service.remove(session, feed)
    say("Removed.")


def _loaded(schema: Any, document: Mapping[str, Any]) -> Any:
    """Return a document loaded by its contract class; a wrong one is a wrong use of the command."""
    wrong = faults(schema.validate(document))
    if wrong:
        raise click.UsageError(f"{wrong[0]['pointer'].strip('/')}: {wrong[0]['message']}")
    return schema.load(document)


def _tell(feed: Feed) -> None:
    if feed.failure is not None:
        say(printable(feed.failure))
        sys.exit(1)
    outcome = feed.outcome or {}
    names = ("items", "drafted", "changed", "ended", "lapsed", "waiting", "left_out")
    click.echo("\t".join(f"{outcome.get(name, 0)} {name.replace('_', ' ')}" for name in names))
    for reason in outcome.get("reasons", ()):
        say(f"{printable(reason['title'])}: {printable(reason['message'])}")
