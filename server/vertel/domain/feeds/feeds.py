"""Feeds: adding, changing and removing them."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Feed, FeedItem, Suggestion
from vertel.db.pagination import Page, Position, keyset_page
from vertel.errors import ConflictError, NotFoundError
from vertel.ids import new_id
from vertel.translations.active import gettext as _

MOST = 50
"""Feeds of one deployment."""

SOURCE = "feed:"
"""How the source of a feed's suggestions begins, before the feed's id; also who wrote them."""

SET = ("name", "url", "kind", "language", "active", "drafts_per_day", "drafts_at_once", "days_alive")
"""What administrators set."""


class FeedDocument(TypedDict):
    """A loaded ``FeedRequest``."""

    name: str
    url: str
    kind: str
    language: str
    active: bool
    drafts_per_day: int
    drafts_at_once: int
    days_alive: int


class FeedChanges(TypedDict, total=False):
    """A loaded ``FeedPatch``."""

    name: str
    language: str
    active: bool
    drafts_per_day: int
    drafts_at_once: int
    days_alive: int


def create(session: Session, document: FeedDocument) -> Feed:
    """Add a feed whose address was checked. It is looked at soon.

    :raises ConflictError: its address is that of another one, or there are 50 already.
    """
    if session.scalar(select(func.count()).select_from(Feed)) >= MOST:  # type: ignore[operator]  # a count is a number
        raise ConflictError(
            _("There are %(most)s feeds already. Remove one that is not needed any more.") % {"most": MOST}
        )
    taken = session.scalar(select(Feed.name).where(Feed.url == document["url"]))
    if taken is not None:
        raise ConflictError(_("The feed %(taken)r has this address already.") % {"taken": taken})
    feed = Feed(id=new_id(), failures=0, **document)
    session.add(feed)
    session.flush()
    return feed


def find(session: Session, feed_id: UUID, *, to_change: bool = False) -> Feed:
    """Return a feed, with ``to_change`` locked against other writers.

    :raises NotFoundError: there is none.
    """
    found = session.get(Feed, feed_id, with_for_update=to_change or None, populate_existing=to_change)
    if found is None:
        raise NotFoundError(_("There is no feed with this id."))
    return found


def change(session: Session, feed: Feed, changes: FeedChanges) -> None:
    """Change a feed. It is read anew; one that is switched on is looked at soon."""
    for name, value in changes.items():
        setattr(feed, name, value)
    feed.etag = feed.last_modified = None
    if changes.get("active"):
        feed.failures, feed.failure = 0, None
        feed.next_look_at = now()
    session.flush()


def look_soon(session: Session, feed: Feed) -> None:
    """Have a feed looked at as soon as a node gets to it.

    :raises ConflictError: it is switched off.
    """
    if not feed.active:
        raise ConflictError(_('This feed is switched off. Switch it on first: PATCH it with {"active": true}.'))
    feed.next_look_at = now()
    session.flush()


def remove(session: Session, feed: Feed) -> None:
    """Remove a feed. Its suggestions stay as they are."""
    session.delete(feed)
    session.flush()


def browse(session: Session, limit: int, after: Position | None) -> Page[Feed]:
    """Return a page of feeds, the oldest first."""
    return keyset_page(session, select(Feed), [Feed.created_at, Feed.id], limit, after)


def state_of(feed: Feed) -> str:
    """Return how it stands with a feed: ``new``, ``fine``, ``failing`` or ``paused``."""
    if not feed.active:
        return "paused"
    if feed.failure is not None:
        return "failing"
    return "fine" if feed.looked_at else "new"


def name_of(session: Session, source: str | None) -> str | None:
    """Return the name of the feed that a suggestion's source is; None when it is none, or was removed."""
    if source is None or not source.startswith(SOURCE):
        return None
    try:
        feed = session.get(Feed, UUID(source.removeprefix(SOURCE)))
    except ValueError:  # an upload may call its source anything
        return None
    return feed.name if feed else None


def drafts(session: Session, feed_id: UUID) -> int:
    """Return how many drafts of a feed there are at the moment."""
    made = select(func.count()).select_from(FeedItem).join(Suggestion, Suggestion.id == FeedItem.suggestion_id)
    return session.scalar(made.where(FeedItem.feed_id == feed_id, Suggestion.status == "draft")) or 0
