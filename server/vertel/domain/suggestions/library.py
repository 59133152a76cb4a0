"""What one employee is shown: live now, meant for them, closest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, or_, select, tuple_
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import AudienceEntry, Bookmark, Employee, Suggestion
from vertel.db.models.base import UtcDateTime
from vertel.db.pagination import Page, Position, no_position, page_of, read_position
from vertel.domain.audience import audience_index
from vertel.domain.audience.member import AudienceMember
from vertel.domain.suggestions import search
from vertel.domain.suggestions.search import Filters, Statement
from vertel.errors import NotFoundError
from vertel.translations.active import gettext as _

# By columns of the tables, which cost less to read than attributes of mapped objects.
_SUGGESTIONS, _ENTRIES, _BOOKMARKS = Suggestion.__table__.c, AudienceEntry.__table__.c, Bookmark.__table__.c

SOON = timedelta(days=7)
"""For how long a suggestion is new, and before its end closing soon."""


class Viewer(NamedTuple):
    """Who looks at their list, and when."""

    member: AudienceMember
    saved: frozenset[UUID]
    hidden: frozenset[UUID]
    moment: datetime


class Entry(NamedTuple):
    """A suggestion in an employee's list: which, in what version, from and until when.

    :ivar stage: the place among the employee's keys, from 0, of the one by which it was found.
    """

    id: UUID
    version: int
    live_from: datetime
    expires_at: datetime | None
    stage: int
    audience_key: str


def for_employee(
    session: Session, viewer: Viewer, filters: Filters, limit: int, after: Position | None = None
) -> Page[Entry]:
    """Return what is live and meant for an employee: their team's, their location's, everyone's.

    Each of the three is a scan of one index that ends when the page is full, so its cost does not grow with the number
    of suggestions or employees. What the employee hides is left out, unless the filters ask for it.
    """
    member = viewer.member
    keys = audience_index.keys_for(member)
    stage, live_from, last = _read_position(after, len(keys), viewer.moment)
    # Most employees hide nothing, and a condition less keeps the scan short.
    bookmarks = "only" if filters.marked else "without" if viewer.hidden else "any"
    values = _values(member, viewer.moment) | {"employee_id": member.id, "bookmark": filters.marked or "hidden"}
    found: list[Entry] = []
    while stage < len(keys) and len(found) <= limit:
        query = _scan(len(audience_index.matching_tags(member.languages)), bookmarks, after_entry=last is not None)
        query = search.narrowed(query, filters)
        values |= {"key": keys[stage], "limit": limit + 1 - len(found), "after_moment": live_from, "after_id": last}
        found += [
            Entry(row.id, row.version, row.live_from, row.expires_at, stage, keys[stage])
            for row in session.execute(query, values)
        ]
        stage, last = stage + 1, None
    return page_of(found, limit, lambda end: [end.stage, end.live_from, end.id])


def reasons(entry: Entry, moment: datetime, *, little_used: bool) -> list[str]:
    """Return why a suggestion is shown to an employee, the closest reason first."""
    why = [side for side in ("team", "location") if entry.audience_key.startswith(f"{side}:")]
    if entry.expires_at is not None and entry.expires_at < moment + SOON:
        why.append("closing_soon")
    if entry.live_from > moment - SOON:
        why.append("new")
    return [*why, "little_used"] if little_used else why


def visible(session: Session, employee: Employee, suggestion_id: UUID) -> Suggestion:
    """Return a suggestion that the employee can see now; :class:`NotFoundError` otherwise."""
    member = AudienceMember.of(employee)
    query = _live(select(Suggestion), len(audience_index.matching_tags(member.languages)))
    query = query.where(AudienceEntry.suggestion_id == suggestion_id)
    for key in audience_index.keys_for(member):
        found: Suggestion | None = session.scalars(query, _values(member, now()) | {"key": key}).one_or_none()
        if found is not None:
            return found
    raise NotFoundError(_("There is no such suggestion for you now. It may have been archived or have expired."))


def newest(
    session: Session, member: AudienceMember, since: datetime, until: datetime, moment: datetime, limit: int
) -> list[Suggestion]:
    """Return what is live for a member and went live in a time: the closest first, then the newest first.

    :param since: the last moment that is too early.
    :param until: the last moment of the time.
    :param moment: at which it is live.
    """
    found: dict[UUID, Suggestion] = {}
    query = _live(select(Suggestion), len(audience_index.matching_tags(member.languages)))
    query = query.where(Suggestion.announced_at > since, Suggestion.announced_at <= until)
    query = query.order_by(Suggestion.announced_at.desc(), Suggestion.id.desc()).limit(limit)
    for key in audience_index.keys_for(member):
        found |= {one.id: one for one in session.scalars(query, _values(member, moment) | {"key": key})}
    return list(found.values())[:limit]


@lru_cache
def _scan(tags: int, bookmarks: str, *, after_entry: bool) -> Statement:
    """Return the statement of one scan. Kept by its shape: building it costs several times as much as running it."""
    columns = select(_SUGGESTIONS.id, _SUGGESTIONS.version, _ENTRIES.live_from, _ENTRIES.expires_at)
    query = _live(columns, tags).order_by(_ENTRIES.live_from.desc(), _ENTRIES.suggestion_id.desc())
    bookmarked = select(_BOOKMARKS.suggestion_id).where(
        _BOOKMARKS.employee_id == bindparam("employee_id", type_=Uuid), _BOOKMARKS.mark == bindparam("bookmark")
    )
    if bookmarks == "only":
        query = query.where(_ENTRIES.suggestion_id.in_(bookmarked))
    elif bookmarks == "without":
        query = query.where(_ENTRIES.suggestion_id.not_in(bookmarked))
    if after_entry:
        last = tuple_(bindparam("after_moment", type_=UtcDateTime), bindparam("after_id", type_=Uuid))
        query = query.where(tuple_(_ENTRIES.live_from, _ENTRIES.suggestion_id) < last)
    return query.limit(bindparam("limit"))


def _live(columns: Statement, tags: int) -> Statement:
    """Return the columns of what is live under a key and meant for a member; see :func:`_values`."""
    moment = bindparam("moment", type_=UtcDateTime)
    languages = [_ENTRIES.languages.like(bindparam(f"language{n}", type_=String), escape="/") for n in range(tags)]
    return (
        columns.join(AudienceEntry.__table__, _ENTRIES.suggestion_id == _SUGGESTIONS.id)
        .where(_ENTRIES.place == bindparam("key"), _ENTRIES.live_from <= moment)
        .where(or_(_ENTRIES.expires_at.is_(None), _ENTRIES.expires_at > moment))
        .where(or_(_ENTRIES.locations == "", _ENTRIES.locations.like(bindparam("location"), escape="/")))
        # Of somebody new it is not known yet what they read, so no language keeps anything from them.
        .where(*([or_(_ENTRIES.languages == "", *languages)] if tags else []))
    )


def _values(member: AudienceMember, moment: datetime) -> dict[str, Any]:
    """Return the parameters of :func:`_live`, but the key."""
    tags = audience_index.matching_tags(member.languages)
    languages = {f"language{number}": _containing(tag) for number, tag in enumerate(tags)}
    return {"moment": moment, "location": _containing(member.location) if member.location else "", **languages}


def _containing(word: str) -> str:
    """Return the pattern of columns that contain a word of the audience."""
    escaped = audience_index.delimited_word(word).replace("/", "//").replace("%", "/%").replace("_", "/_")
    return f"%{escaped}%"


def _read_position(position: Position | None, stages: int, moment: datetime) -> tuple[int, datetime, UUID | None]:
    if position is None:
        return 0, moment, None
    stage, live_from, last = read_position(position, [int, datetime, UUID])
    if not 0 <= stage < stages:
        raise no_position()
    return stage, live_from, last
