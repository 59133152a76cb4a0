"""When each feed is looked at, and by one node at a time: a lease says for how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from vertel.db.models import Feed

EVERY = timedelta(hours=1)
AGAIN = timedelta(minutes=1)
"""After a look that could not do all at once."""

LEASE = timedelta(minutes=5)
"""How long a node may take for a look before another one takes its place."""

LONGEST = timedelta(days=1)
"""The longest pause between two looks at a feed that fails, however often it did."""


def is_due(session: Session, moment: datetime) -> bool:
    """Return whether a feed waits to be looked at."""
    return session.scalar(select(Feed.id).where(_due(moment)).limit(1)) is not None


def claim(session: Session, moment: datetime, feed_id: UUID | None = None) -> Feed | None:
    """Take on a look, and return the feed; None when there is none to take on.

    :param feed_id: a certain feed, whether it is due or not; else the one that waits longest.
    """
    if feed_id is None:
        feed_id = session.scalar(select(Feed.id).where(_due(moment)).order_by(Feed.next_look_at, Feed.id).limit(1))
        condition = _due(moment)
    else:
        condition = _free(moment)
    mine = update(Feed).where(Feed.id == feed_id, condition).values(leased_until=moment + LEASE)
    if session.scalar(mine.returning(Feed.id)) is None:
        return None
    return session.get(Feed, feed_id, populate_existing=True)


def still_leased(session: Session, claimed: Feed) -> Feed | None:
    """Return a feed locked, if it is still this node's and as it was claimed; None when it was changed meanwhile."""
    feed = session.get(Feed, claimed.id, with_for_update=True, populate_existing=True)
    same = ("leased_until", "language", "active")
    return feed if feed is not None and all(getattr(feed, name) == getattr(claimed, name) for name in same) else None


def succeeded(feed: Feed, moment: datetime, outcome: Mapping[str, Any] | None, *, is_done: bool) -> None:
    """Note that a look went well.

    :param outcome: what was made of it; None when nothing had changed.
    :param is_done: whether all that could be done was; else the next look is soon.
    """
    feed.failures, feed.failure = 0, None
    feed.answered_at = moment
    if outcome is not None:
        feed.outcome = dict(outcome)
    _over(feed, moment, EVERY if is_done else AGAIN)


def failed(feed: Feed, moment: datetime, reason: str, wait: int | None) -> None:
    """Note that a look failed: the more in a row, the longer until the next.

    :param wait: seconds for which the server asked to be left alone.
    """
    pause = min(EVERY * 2 ** min(feed.failures, 10), LONGEST)
    feed.failures, feed.failure = feed.failures + 1, reason
    feed.etag = feed.last_modified = None
    _over(feed, moment, max(pause, timedelta(seconds=wait or 0)))


def _over(feed: Feed, moment: datetime, pause: timedelta) -> None:
    feed.looked_at, feed.leased_until, feed.next_look_at = moment, None, moment + pause


def _due(moment: datetime) -> ColumnElement[bool]:
    return and_(Feed.active, Feed.next_look_at <= moment, _free(moment))


def _free(moment: datetime) -> ColumnElement[bool]:
    return or_(Feed.leased_until.is_(None), Feed.leased_until < moment)
