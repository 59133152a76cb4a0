"""What one employee is shown: live now, meant for them, closest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol, TypeVar, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import AudienceEntry, Caption, Employee, Prompt, Suggestion
from vertel.db.pagination import Page, Position, no_position, page_of
from vertel.domain.audience import audience_index
from vertel.domain.suggestions import bookmarks
from vertel.errors import NotFoundError

SOON = timedelta(days=7)
LITTLE_USED = 2
"""Uses of all its captions together, up to which a suggestion is hardly told by anyone."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the reader asks for besides what is meant for them."""

    kind: str | None = None
    language: str | None = None
    status: str | None = None
    marked: str | None = None
    q: str | None = None


class Entry(NamedTuple):
    """A suggestion in an employee's list: which, in what version, from and until when, and where it was found."""

    id: UUID
    version: int
    live_from: datetime
    expires_at: datetime | None
    stage: int
    audience_key: str


Columns = TypeVarTuple("Columns")


class OrderedCaption(Protocol):
    """What a caption's turn depends on, besides how often it was used."""

    @property
    def id(self) -> UUID:
        """The caption."""

    @property
    def language(self) -> str:
        """Its language."""

    @property
    def position(self) -> int:
        """Its place among the others, as the editor wrote them."""


S = TypeVar("S", bound=OrderedCaption)


def for_employee(
    session: Session,
    employee: Employee,
    filters: Filters,
    limit: int,
    after: Position | None = None,
    *,
    hides: bool = True,
) -> Page[Entry]:
    """Return what is live and meant for an employee: my team's, my location's, everyone's.

    Each of the three is a walk along one index that ends when the page is full, so its cost does not grow with the
    number of suggestions or employees. Entries only: who reads them may know the suggestions of that version already,
    and asks :func:`all_of` for the others.

    :param hides: whether the employee hides any; most do not, and a condition less keeps the walk short.
    """
    keys = audience_index.keys_for(employee)
    stage, live_from, last = _read_position(after, len(keys))
    found: list[Entry] = []
    moment = now()
    columns = select(Suggestion.id, Suggestion.version, AudienceEntry.live_from, AudienceEntry.expires_at)
    # What is hidden is left out, unless it is asked for.
    shown = [~bookmarks.is_bookmarked(employee, "hidden")] if hides else []
    if filters.marked:
        shown = [bookmarks.is_bookmarked(employee, filters.marked)]
    while stage < len(keys) and len(found) <= limit:
        query = _live_at(columns, keys[stage], employee, moment).where(*_matching(filters), *shown)
        query = query.limit(limit + 1 - len(found))
        if last is not None:
            query = query.where(tuple_(AudienceEntry.live_from, AudienceEntry.suggestion_id) < tuple_(live_from, last))
        found += [Entry(*row, stage, keys[stage]) for row in session.execute(query)]
        stage, last = stage + 1, None
    return page_of(found, limit, lambda end: [end.stage, _as_text(end.live_from), end.id])


def reasons(entry: Entry, uses: int | None, moment: datetime) -> list[str]:
    """Return why a suggestion is shown to an employee, the closest reason first.

    :param uses: how often its captions were used; None when it has none.
    """
    why = [side for side in ("team", "location") if entry.audience_key.startswith(f"{side}:")]
    if entry.expires_at is not None and entry.expires_at < moment + SOON:
        why.append("closing_soon")
    if entry.live_from > moment - SOON:
        why.append("new")
    return [*why, "little_used"] if uses is not None and uses <= LITTLE_USED else why


def visible(session: Session, employee: Employee, suggestion_id: UUID) -> Suggestion:
    """Return a suggestion that the employee can see now; :class:`NotFoundError` otherwise."""
    moment = now()
    for place in audience_index.keys_for(employee):
        query = _live_at(select(Suggestion), place, employee, moment).where(
            AudienceEntry.suggestion_id == suggestion_id
        )
        found = session.scalars(query).one_or_none()
        if found is not None:
            return found
    raise NotFoundError("There is no such suggestion for you now. It may have been archived or have expired.")


def all_of(session: Session, ids: Sequence[UUID]) -> Sequence[Suggestion]:
    """Return whole suggestions, in no particular order."""
    return session.scalars(select(Suggestion).where(Suggestion.id.in_(ids))).all() if ids else []


def caption_uses(session: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return how often each caption of the suggestions was used."""
    rows = session.execute(select(Caption.id, Caption.share_count).where(Caption.suggestion_id.in_(ids)))
    return dict(row for row in rows) if ids else {}


def managed(session: Session, filters: Filters, limit: int, after: Position | None = None) -> Page[Suggestion]:
    """Return all suggestions, newest first, for editors."""
    query = select(Suggestion).where(*_matching(filters))
    query = query.order_by(Suggestion.created_at.desc(), Suggestion.id.desc()).limit(limit + 1)
    if after is not None:
        moment, last = _moment_and_id(after)
        query = query.where(tuple_(Suggestion.created_at, Suggestion.id) < tuple_(moment, last))
    found = session.scalars(query).all()
    return page_of(found, limit, lambda end: [_as_text(end.created_at), end.id])


def order_captions(captions: Sequence[S], languages: Sequence[str], uses: Mapping[UUID, int]) -> list[S]:
    """Return the captions in the reader's languages first, among those the least used first.

    Spreading them keeps colleagues from all posting the same words.
    """
    order = [language.partition("-")[0].lower() for language in languages]

    def turn(caption: S) -> tuple[int, int, int]:
        primary = caption.language.partition("-")[0]
        mine = order.index(primary) if primary in order else len(order)
        return mine, uses.get(caption.id, 0), caption.position

    return sorted(captions, key=turn)


def _live_at(columns: Select[*Columns], place: str, employee: Employee, moment: datetime) -> Select[*Columns]:
    # Of somebody new it is not known yet what they read, so no language keeps anything from them.
    speaks = (
        [_open_or_has(AudienceEntry.languages, audience_index.matching_tags(employee.languages))]
        if employee.languages
        else []
    )
    return (
        columns.join(AudienceEntry, AudienceEntry.suggestion_id == Suggestion.id)
        .where(AudienceEntry.key == place, AudienceEntry.live_from <= moment)
        .where(or_(AudienceEntry.expires_at.is_(None), AudienceEntry.expires_at > moment))
        .where(_open_or_has(AudienceEntry.locations, [employee.location] if employee.location else []))
        .where(*speaks)
        .order_by(AudienceEntry.live_from.desc(), AudienceEntry.suggestion_id.desc())
    )


def _open_or_has(column: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a side of the audience is open, or names one of the words."""
    return or_(column == "", *(column.contains(audience_index.delimited_word(word), autoescape=True) for word in words))


def _matching(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.kind is not None:
        conditions.append(Suggestion.kind == filters.kind)
    if filters.status is not None:
        conditions.append(Suggestion.status == filters.status)
    if filters.q is not None:
        words = filters.q.casefold().split()
        conditions.append(and_(*(Suggestion.search_text.contains(word, autoescape=True) for word in words)))
    if filters.language is not None:
        conditions.append(
            or_(
                Suggestion.captions.any(_in_language(Caption.language, filters.language)),
                Suggestion.prompts.any(_in_language(Prompt.language, filters.language)),
            )
        )
    return conditions


def _in_language(column: Any, language: str) -> ColumnElement[bool]:
    return or_(column == language, column.startswith(f"{language}-", autoescape=True))


def _read_position(position: Position | None, stages: int) -> tuple[int, datetime, UUID | None]:
    if position is None:
        return 0, now(), None
    stage, *rest = position
    if not isinstance(stage, int) or not 0 <= stage < stages:
        raise no_position()
    return stage, *_moment_and_id(rest)


def _as_text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _moment_and_id(parts: Position) -> tuple[datetime, UUID]:
    try:
        moment = datetime.strptime(parts[0], "%Y-%m-%dT%H:%M:%S.%f%z")
        return moment.astimezone(UTC), UUID(parts[1])
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise no_position() from error
