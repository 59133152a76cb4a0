"""The history of suggestions: each version as it was written, by whom and when.

Nobody who is shown is part of it, so that what is restored brings nobody back whose consent is gone; see
docs/adr/2026-11-28-revisions-of-suggestions.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

import orjson
from sqlalchemy import Table, delete, exists, func, insert, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Revision, Suggestion
from vertel.db.pagination import Page, Position, page_of, read_position
from vertel.domain import audit
from vertel.domain.audit import Party
from vertel.domain.people import organisations
from vertel.errors import NotFoundError
from vertel.ids import start_of_day
from vertel.translations.active import gettext as _

MOST = 100
"""Revisions that are kept of a suggestion, beside those of the last hour."""

RECENT = timedelta(hours=1)
"""For how long every version is kept: somebody may be writing on the basis of it."""

PERIOD_SECONDS = 600
"""Of what somebody wrote within ten minutes, only the last is kept for longer than that."""

MOMENTS = ("publish_at", "expires_at")
"""Fields of a document that are text in JSON."""

_TABLE = cast("Table", Revision.__table__)
_ROW = _TABLE.c
_ADD = insert(_TABLE)

Document = dict[str, Any]
Row = dict[str, Any]


class Entry(NamedTuple):
    """A revision in the history.

    :ivar at: to the day only for what somebody who is shown answered.
    :ivar by: None where nobody noted who wrote it.
    :ivar fields_changed: what differs from the revision before that is kept; empty for the oldest.
    """

    version: int
    at: datetime
    by: Party | None
    fields_changed: Sequence[str]


class WholeRevision(NamedTuple):
    """A revision with what was written, and the people who are in the suggestion now."""

    version: int
    at: datetime
    by: Party | None
    document: Document


class Kept(NamedTuple):
    """What is kept of a suggestion: its newest version, and the moment of the oldest."""

    newest: int
    since: datetime


def row(suggestion_id: UUID, version: int, at: datetime, document: Document, people: Iterable[UUID]) -> Row:
    """Return a revision by column, of an author who is still to be said.

    :param document: a loaded ``SuggestionRequest``.
    :param people: the ids of those who are in it.
    """
    written = {name: value for name, value in document.items() if name != "people"}
    return {
        "suggestion_id": suggestion_id,
        "version": version,
        "at": at,
        "period": int(at.timestamp()) // PERIOD_SECONDS,
        "author": None,
        "people": [str(person) for person in people],
        "document": orjson.loads(orjson.dumps(written)),
    }


def store(session: Session, written: Sequence[Row], before: Sequence[Row], author: str) -> None:
    """Store new revisions, and what they were made of where that is not there: a node of the version before keeps none.

    :param before: the revisions on which the written ones of known suggestions are based.
    :param author: who wrote them, as the audit log has it.
    """
    kept = _kept(session, [one["suggestion_id"] for one in before])
    newest = {suggestion_id: history.newest for suggestion_id, history in kept.items()}
    missing = [one for one in before if newest.get(one["suggestion_id"], 0) < one["version"]]
    session.connection().execute(_ADD, [*missing, *(one | {"author": author} for one in written)])
    recent = now() - RECENT
    _thin(session, [suggestion_id for suggestion_id, history in kept.items() if history.since < recent])


def keep(session: Session, suggestion: Suggestion, document: Document, author: str) -> None:
    """Store the version that a suggestion has got by what somebody shown in it said; its words are as before."""
    people = [person.id for person in suggestion.people]
    session.execute(_ADD, row(suggestion.id, suggestion.version, now(), document, people) | {"author": author})


def forget_shown(session: Session, removed: Mapping[UUID, Collection[str]]) -> None:
    """Delete the history of suggestions up to the last revision that showed somebody who was taken out.

    :param removed: suggestion -> the ids of those who were taken out of it.
    """
    query = select(_ROW.suggestion_id, _ROW.version, _ROW.people).where(_ROW.suggestion_id.in_(removed))
    last: dict[UUID, int] = {}
    for suggestion_id, version, people in session.execute(query) if removed else ():
        if not {*people}.isdisjoint(removed[suggestion_id]):
            last[suggestion_id] = max(version, last.get(suggestion_id, 0))
    for suggestion_id, version in last.items():
        forget_before(session, suggestion_id, version + 1)


def forget_before(session: Session, suggestion_id: UUID, version: int) -> None:
    """Delete what a suggestion was before a version."""
    session.execute(delete(_TABLE).where(_ROW.suggestion_id == suggestion_id, _ROW.version < version))


def browse(session: Session, present: Row, limit: int, after: Position | None) -> Page[Entry]:
    """Return a page of a suggestion's revisions, the newest first.

    :param present: the suggestion as it is, for one that was not written since revisions are kept.
    """
    query = select(_TABLE).where(_ROW.suggestion_id == present["suggestion_id"])
    if after is not None:
        (version,) = read_position(after, [int])
        query = query.where(_ROW.version < version)
    found: list[Any] = [*session.execute(query.order_by(_ROW.version.desc()).limit(limit + 1)).mappings()]
    if after is None and (not found or found[0]["version"] != present["version"]):
        found = [present, *found]
    names = audit.parties(session, {one["author"] for one in found if one["author"]})
    entries = [
        Entry(one["version"], _told_at(session, one), names.get(one["author"]), _changed(one, older))
        for one, older in zip(found, [*found[1:], None], strict=True)
    ]
    return page_of(entries, limit, lambda entry: [entry.version])


def read(session: Session, present: Row, version: int, people: Sequence[Mapping[str, Any]]) -> WholeRevision:
    """Return a revision of a suggestion.

    :param present: as for :func:`browse`.
    :param people: those who are in the suggestion now.
    :raises NotFoundError: there was none, or it is not kept.
    """
    this = (_ROW.suggestion_id == present["suggestion_id"], _ROW.version == version)
    found: Any = session.execute(select(_TABLE).where(*this)).mappings().one_or_none()
    if found is None and version == present["version"]:
        found = present
    if found is None:
        raise NotFoundError(_("This version is not kept. GET /suggestions/{id}/revisions lists those that are."))
    moments = {name: _moment(found["document"][name]) for name in MOMENTS}
    by = audit.parties(session, {found["author"]})[found["author"]] if found["author"] else None
    return WholeRevision(version, _told_at(session, found), by, found["document"] | moments | {"people": people})


def _told_at(session: Session, revision: Mapping[str, Any]) -> datetime:
    """Return when a revision was written. When somebody answered who is shown, nobody is told but for the day."""
    at: datetime = revision["at"]
    if revision["author"] != audit.CONSENT:
        return at
    return start_of_day(organisations.calendar(session).day(at))


def _kept(session: Session, suggestion_ids: Sequence[UUID]) -> dict[UUID, Kept]:
    query = select(_ROW.suggestion_id, func.max(_ROW.version), func.min(_ROW.at))
    query = query.where(_ROW.suggestion_id.in_(suggestion_ids)).group_by(_ROW.suggestion_id)
    return {row[0]: Kept(row[1], row[2]) for row in session.execute(query)} if suggestion_ids else {}


def _thin(session: Session, suggestion_ids: Sequence[UUID]) -> None:
    """Delete what is no longer kept of suggestions: what its author overwrote soon after, and more than enough."""
    if not suggestion_ids:
        return
    newer, limit = now() - RECENT, MOST - 1
    other = _TABLE.alias()
    same = (other.c.suggestion_id == _ROW.suggestion_id, other.c.at < newer)
    soon_after = exists().where(
        *(other.c.suggestion_id == _ROW.suggestion_id, other.c.version > _ROW.version),
        *(other.c.author == _ROW.author, other.c.period == _ROW.period),
    )
    kept = select(other.c.version).where(*same).order_by(other.c.version.desc()).offset(limit).limit(1)
    old = delete(_TABLE).where(_ROW.suggestion_id.in_(suggestion_ids), _ROW.at < newer)
    session.execute(old.where(soon_after))
    session.execute(old.where(_ROW.version < kept.scalar_subquery()))


def _changed(one: Mapping[str, Any], older: Mapping[str, Any] | None) -> list[str]:
    """Return the fields in which a revision differs from an older one; what is missing is as empty."""
    if older is None:
        return []
    was, became = older["document"], one["document"]
    names = [name for name in became if (became[name] or None) != (was.get(name) or None)]
    return [*names, "people"] if {*one["people"]} != {*older["people"]} else names


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
