"""Answers about feeds: one that is new, one that was looked at, one that fails and one that is switched off."""

from __future__ import annotations

from support.answers.common import Answers, Sent
from support.feeds import BASE, Feeds, Source, feed, item
from support.world import API, HOST, World
from vertel.clock import now
from vertel.db.engine import make_session
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.previewing import preview
from vertel_schema import FeedPreview, FeedPreviewRequest


def feeds(world: World) -> tuple[Feeds, Answers]:
    """Feeds in each state; one of them, and the answers."""
    config = world.client.application.extensions["vertel"].config
    first = feed(world, config, url=f"{BASE}/1", name="First")
    first.look([item("a", title="A colleague"), item("b", title="")])
    failing = feed(world, config, url=f"{BASE}/2", name="Second")
    failing.source.failure = FeedError("It answered 404 Not Found.")
    failing.look()
    paused = feed(world, config, url=f"{BASE}/3", name="Third")
    paused.change(active=False)
    paths = [one.path for one in (first, failing, paused, feed(world, config, url=f"{BASE}/4", name="Fourth"))]
    answers = [world.client.get(path, headers=first.admin) for path in paths]
    return first, [*answers, world.client.post(f"{first.path}/look", headers=first.admin)]


def feed_page(world: World) -> Answers:
    """Feeds in two pages."""
    first, _ = feeds(world)
    page = world.client.get(f"{API}/feeds?limit=2", headers=first.admin)
    return [page, world.client.get(f"{API}/feeds?cursor={page.json['next_cursor']}", headers=first.admin)]


def feed_preview(world: World) -> Answers:
    """What an address would give, with an item of each verdict."""
    document = FeedPreviewRequest().load({"url": BASE, "drafts_per_day": 1})
    dated = item("a", date_published="2026-11-01", _jobposting={"validThrough": "2099-01-31"})
    source = Source([dated, item("b"), item("c", title="")])
    with make_session(world.engine, writes=False) as session:
        return [Sent(FeedPreview().dump(preview(document, source, lambda: session, [HOST], now())))]
