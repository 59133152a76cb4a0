"""Under which groups of a report a suggestion's counts stand: its kind, locations and languages as they are today."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Caption, Prompt, ReportGroup, Suggestion
from vertel.db.upsert import insert_if_absent
from vertel.domain.audience import audience_index
from vertel.domain.counting.partition import OTHERS

FACETS = ("suggestion", "team", "kind", "location", "language")
NONE = 0
"""The row of what belongs to no group of a facet."""

OTHER_TEAMS = "Other teams"
LONGEST_NAME = 200
AT_ONCE = 500


class Name(NamedTuple):
    """A group of a facet: what tells it from others, and its name."""

    facet: str
    key: str
    name: str | None = None


class SuggestionGroups(NamedTuple):
    """The rows of a suggestion and of the groups to which it belongs."""

    suggestion: int
    kind: int
    location: int
    language: int


def of_suggestions(session: Session, ids: Collection[UUID]) -> dict[UUID, SuggestionGroups]:
    """Return the rows of suggestions under which counts stand, made where they are new."""
    found = stored(session, ids)
    missing = sorted({*ids} - found.keys())
    if missing:
        of_today = today(session, missing)
        rows = [
            _row(Name("suggestion", suggestion_id.hex))
            | {"suggestion_id": suggestion_id}
            | dict(zip(("kind_id", "location_id", "language_id"), of_today[suggestion_id], strict=True))
            for suggestion_id in missing
        ]
        insert_if_absent(session, ReportGroup, rows, returning=ReportGroup.id)
        found |= stored(session, missing)
    return found


def stored(session: Session, ids: Collection[UUID]) -> dict[UUID, SuggestionGroups]:
    """Return the rows of those suggestions that have counts."""
    groups, found = ReportGroup.__table__.c, {}
    columns = groups.suggestion_id, groups.id, groups.kind_id, groups.location_id, groups.language_id
    for some in _batches(ids):
        for suggestion_id, row_id, *others in session.execute(select(*columns).where(groups.suggestion_id.in_(some))):
            found[suggestion_id] = SuggestionGroups(row_id, *(other or NONE for other in others))
    return found


def of_people(session: Session, groups: Collection[str]) -> dict[str, int]:
    """Return the rows of groups of people, made where they are new.

    :param groups: as parts call them.
    """
    return _find_or_make(session, [Name("team", group, OTHER_TEAMS if group == OTHERS else None) for group in groups])


def today(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int, int]]:
    """Return the rows of kind, locations and languages to which suggestions belong as they are now."""
    names: dict[UUID, tuple[Name, Name, Name]] = {}
    for some in _batches(ids):
        spoken: defaultdict[UUID, set[str]] = defaultdict(set)
        for model in (Caption, Prompt):
            texts = select(model.suggestion_id, model.language).where(model.suggestion_id.in_(some)).distinct()
            for suggestion_id, language in session.execute(texts):
                spoken[suggestion_id].add(language.partition("-")[0])
        columns = select(Suggestion.id, Suggestion.kind, Suggestion.audience)
        for suggestion_id, kind, audience in session.execute(columns.where(Suggestion.id.in_(some))):
            languages = _together("language", {tag: tag for tag in spoken[suggestion_id]})
            names[suggestion_id] = Name("kind", kind, kind), _locations(audience["locations"]), languages
    rows = {
        facet: _find_or_make(session, [found[place] for found in names.values()])
        for place, facet in enumerate(("kind", "location", "language"))
    }
    return {
        suggestion_id: (rows["kind"][kind.key], rows["location"][location.key], rows["language"][language.key])
        for suggestion_id, (kind, location, language) in names.items()
    }


def _find_or_make(session: Session, names: Iterable[Name]) -> dict[str, int]:
    """Return the rows of groups of one facet by their keys."""
    wanted = {name.key: name for name in names}
    if not wanted:
        return {}
    facet = next(iter(wanted.values())).facet
    query = select(ReportGroup.key, ReportGroup.id).where(ReportGroup.facet == facet)
    found = {key: row_id for some in _batches(wanted) for key, row_id in session.execute(_keyed(query, some))}
    missing = sorted(wanted.keys() - found.keys())
    if missing:
        rows = [_row(wanted[key]) for key in missing]
        insert_if_absent(session, ReportGroup, rows, returning=ReportGroup.id)
        found.update(row for row in session.execute(_keyed(query, missing)))
    return found


def _keyed(query: Any, keys: Collection[str]) -> Any:
    return query.where(ReportGroup.key.in_(keys))


def _row(name: Name) -> dict[str, Any]:
    is_team = name.facet == "team" and name.key != OTHERS
    team_id = UUID(name.key) if is_team else None
    return {
        "facet": name.facet, "key": name.key, "name": name.name, "suggestion_id": None, "team_id": team_id,
        "kind_id": None, "location_id": None, "language_id": None,
    }  # fmt: skip


def _locations(locations: Sequence[str]) -> Name:
    """Return the locations for which a suggestion is meant, together one group; upper and lower case are the same."""
    return _together(
        "location", {audience_index.delimited_word(each): each for each in sorted(locations, reverse=True)}
    )


def _together(facet: str, names: Mapping[str, str]) -> Name:
    """Return several things that stand together.

    :param names: what each is told apart by, and its name.
    """
    text = ", ".join(sorted(names.values(), key=str.casefold))
    name = text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
    return Name(facet, hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest(), name or None)


def _batches(items: Iterable[Any]) -> Iterable[list[Any]]:
    every = list(items)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
