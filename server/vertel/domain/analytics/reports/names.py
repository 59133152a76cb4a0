"""What the groups of a report are called, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.db.collation import by_code_point
from vertel.db.models import ReportGroup, Suggestion, Team
from vertel.domain.counting.facets import NONE
from vertel.domain.counting.partition import OTHERS
from vertel.domain.suggestions import generation, texts_by_language
from vertel.domain.suggestions.generation import Generation


class Named(NamedTuple):
    """What a row is about: its place in the order of names, its name, and its id if it is a suggestion or a team."""

    place: int
    id: str | None
    name: str | None


Names = Mapping[int, Named]
NOBODY = Named(-1, None, None)


class _Kept:
    """The names of suggestions as this process read them last: reading them costs as much as a report's numbers do."""

    newest: ClassVar[dict[str | None, tuple[Generation, Names]]] = {}
    """By language: one of the organisation's, or None for the plain titles."""


def of_groups(session: Session, facet: str, found: Iterable[int], language: str | None = None) -> Names:
    """Return what the groups of a facet are called, by row.

    :param found: the rows of which the names are needed.
    :param language: of suggestions' titles; None for the plain ones.
    """
    if facet != "suggestion":
        return _read(session, facet, None)
    now, kept = generation.current(session), _Kept.newest.get(language)
    # A suggestion that is counted for the first time gets a row without being changed itself.
    if kept is not None and kept[0] == now and kept[1].keys() >= {*found} - {NONE}:
        return kept[1]
    names = _read(session, facet, language)
    _Kept.newest[language] = now, names
    return names


def _read(session: Session, facet: str, language: str | None) -> Names:
    """Read by tables and not by classes, whose rows take twice as long."""
    groups, teams, suggestions = ReportGroup.__table__, Team.__table__, Suggestion.__table__
    name: Any
    if facet == "suggestion":
        name = texts_by_language.title_in(language)
        source = groups.join(suggestions, suggestions.c.id == groups.c.suggestion_id)
    else:
        name = func.coalesce(teams.c.name, groups.c.name)
        source = groups.outerjoin(teams, teams.c.id == groups.c.team_id)
    query = select(groups.c.id, groups.c.key, name).select_from(source).where(groups.c.facet == facet)
    in_order = query.order_by(func.coalesce(name, "").collate(by_code_point(session)), groups.c.key)
    rows = session.execute(in_order).all()  # at once: one by one they take twice as long
    has_id = facet in {"suggestion", "team"}
    return {row_id: Named(place, _id(key) if has_id else None, name) for place, (row_id, key, name) in enumerate(rows)}


def _id(key: str) -> str | None:
    """Return the id whose digits are a group's key, None for other teams. A UUID object takes three times as long."""
    return None if key == OTHERS else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
