"""A look at a feed from its beginning to its end: fetch and read without a transaction, then store in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vertel.db.engine import make_session
from vertel.db.models import Feed
from vertel.domain.feeds import schedule
from vertel.errors import StaleError
from vertel.imports.feeds import errors, reading
from vertel.imports.feeds.drafts import Draft, draft, drafting
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import Fetch, Fetched
from vertel.imports.feeds.reading import Looked
from vertel.imports.feeds.synchronising import Synchronising
from vertel.outbound.deadline import Deadline

SECONDS = 60.0
"""For all pages of a feed together."""


def look(engine: Engine, feed: Feed, fetch: Fetch, hosts: Sequence[str], moment: datetime) -> None:
    """Look at a feed that was claimed, and store what came of it, or why nothing did."""
    try:
        known = Fetched(None, feed.etag, feed.last_modified) if feed.etag or feed.last_modified else None
        looked = reading.look(fetch, feed.url, Deadline(SECONDS), known)
        drafts = _drafts(engine, feed, looked, hosts, moment)
    except FeedError as error:
        _store_failure(engine, feed, error, moment)
        return
    try:
        with make_session(engine, writes=True) as session:
            _store(session, feed, looked, drafts, moment)
            session.commit()
    except (StaleError, IntegrityError):
        # An editor wrote one of the suggestions at this very moment.
        _store_failure(engine, feed, FeedError(errors.WRITTEN_MEANWHILE), moment)


def _drafts(engine: Engine, feed: Feed, looked: Looked, hosts: Sequence[str], moment: datetime) -> list[Draft]:
    if looked.reading is None:
        return []
    with make_session(engine, writes=False) as session:
        common = drafting(session, feed.kind, feed.language, hosts)
    return [draft(item, common, moment) for item in looked.reading.items]


def _store(session: Session, claimed: Feed, looked: Looked, drafts: Sequence[Draft], moment: datetime) -> None:
    feed = schedule.still_leased(session, claimed)
    if feed is None:
        return
    work = Synchronising(session, feed, moment)
    work.lapse()
    if looked.reading is not None:
        work.follow(looked.reading, drafts)
        feed.format = looked.reading.format
    work.store()
    outcome = work.outcome
    # Unchanged is of no use while something waits: the next look has to see it again.
    is_over = work.is_done and not outcome.waiting and looked.reading is not None
    if looked.reading is not None:
        feed.etag, feed.last_modified = (looked.etag, looked.last_modified) if is_over else (None, None)
    schedule.succeeded(feed, moment, asdict(outcome) if looked.reading else None, is_done=work.is_done)


def _store_failure(engine: Engine, claimed: Feed, error: FeedError, moment: datetime) -> None:
    with make_session(engine, writes=True) as session:
        feed = schedule.still_leased(session, claimed)
        if feed is not None:
            work = Synchronising(session, feed, moment)
            work.lapse()
            work.store()
            schedule.failed(feed, moment, str(error), error.wait)
        session.commit()
