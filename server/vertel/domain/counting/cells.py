"""Adding events to the counts that reports read, in the transaction that records them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from vertel.db.models import DaySum, HourSum, MonthSum, ReportGroup
from vertel.db.models.cells import CellSum
from vertel.db.upsert import upsert
from vertel.domain.counting import facets
from vertel.domain.counting.facets import NONE, SuggestionGroups
from vertel.domain.counting.parts import Target
from vertel.domain.people import organisations

MEASURES = ("shares", "clicks", "applications")
SUMS: Sequence[type[CellSum]] = (MonthSum, DaySum, HourSum)
TOTAL = "total"

Row = tuple[str, date | datetime, int]
"""The key of a sum: facet, start, group."""


class Cell(NamedTuple):
    """When something was recorded, by the quarter of an hour or finer, and where it is counted."""

    moment: datetime
    target: Target


def add(session: Session, measure: str, events: Mapping[Cell, int]) -> None:
    """Add events to the counts.

    :param measure: ``shares``, ``clicks`` or ``applications``.
    :param events: how many there were in each cell.
    """
    if not events:
        return
    calendar = organisations.calendar(session)
    targets = {cell.target for cell in events}
    suggestions = facets.of_suggestions(session, {found for found, _ in targets if found is not None})
    groups = facets.of_people(session, {group for _, group in targets if group is not None})
    rows = {target: [*_rows(target, suggestions, groups)] for target in targets}
    sums: dict[type[CellSum], Counter[Row]] = {model: Counter() for model in SUMS}
    for (moment, target), number in events.items():
        day = calendar.day(moment)
        starts = day.replace(day=1), day, moment.replace(minute=0, second=0, microsecond=0)
        for model, start in zip(SUMS, starts, strict=True):
            for facet, group in rows[target]:
                sums[model][facet, start, group] += number
    for model, counted in sums.items():
        _increase(session, model, measure, counted)


def add_days(session: Session, measure: str, days: Mapping[date, int]) -> None:
    """Add events of which only the day is known, and that belong to no suggestion and no group."""
    sums: dict[type[CellSum], Counter[Row]] = {MonthSum: Counter(), DaySum: Counter()}
    for day, number in days.items():
        for facet in (TOTAL, *facets.FACETS):
            sums[MonthSum][facet, day.replace(day=1), NONE] += number
            sums[DaySum][facet, day, NONE] += number
    for model, counted in sums.items():
        _increase(session, model, measure, counted)


def refile(session: Session, suggestion_ids: Sequence[UUID]) -> None:
    """Have the counts of suggestions stand under the kind, locations and languages that they have now."""
    stored = facets.stored(session, suggestion_ids)
    of_today = facets.today(session, [*stored])
    for suggestion_id, before in sorted(stored.items()):
        places = zip(("kind", "location", "language"), before[1:], of_today[suggestion_id], strict=True)
        moves = {facet: (old, new) for facet, old, new in places if old != new}
        if not moves:
            continue
        for model in SUMS:
            _move(session, model, before.suggestion, moves)
        values = {f"{facet}_id": new for facet, (_, new) in moves.items()}
        session.execute(update(ReportGroup).where(ReportGroup.id == before.suggestion).values(values))


def _rows(
    target: Target, suggestions: Mapping[UUID, SuggestionGroups], groups: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Yield facet and group of the sums to which an event is added."""
    yield TOTAL, NONE
    if target.suggestion_id is None or target.group is None:
        yield from ((facet, NONE) for facet in facets.FACETS)
        return
    of_suggestion = suggestions[target.suggestion_id]
    yield "suggestion", of_suggestion.suggestion
    yield "team", groups[target.group]
    yield from zip(("kind", "location", "language"), of_suggestion[1:], strict=True)


def _increase(session: Session, model: type[CellSum], measure: str, counted: Counter[Row]) -> None:
    # Sorted, so that two nodes that count the same do not deadlock.
    rows = [
        {"facet": facet, "start": start, "group_id": group} | dict.fromkeys(MEASURES, 0) | {measure: number}
        for (facet, start, group), number in sorted(counted.items())
    ]
    upsert(session, cast("Any", model), rows, key=("facet", "start", "group_id"), add=[measure])


def _move(session: Session, model: type[CellSum], suggestion: int, moves: Mapping[str, tuple[int, int]]) -> None:
    """Take a suggestion's counts from some groups and add them to others."""
    table = cast("Table", model.__table__)  # type: ignore[attr-defined]
    columns = table.c.start, *(table.c[measure] for measure in MEASURES)
    of_suggestion = select(*columns).where(table.c.facet == "suggestion", table.c.group_id == suggestion)
    counted = session.execute(of_suggestion.order_by(table.c.start)).all()
    for facet, (old, new) in moves.items():
        for group, sign in ((old, -1), (new, 1)):
            rows = [
                {"facet": facet, "start": start, "group_id": group}
                | {measure: sign * number for measure, number in zip(MEASURES, numbers, strict=True)}
                for start, *numbers in counted
            ]
            upsert(session, cast("Any", model), rows, key=("facet", "start", "group_id"), add=MEASURES)
