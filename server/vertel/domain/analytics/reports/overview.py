"""A period at a glance."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import AudienceEntry, Employee, ReportGroup, Suggestion, Team
from vertel.domain.analytics.reports import sums
from vertel.domain.analytics.reports.figures import Figures, figures
from vertel.domain.analytics.reports.period import Period
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.counting.cells import TOTAL
from vertel.domain.counting.facets import NONE, OTHER_TEAMS
from vertel.domain.suggestions import texts_by_language

KINDS = ("story", "team_moment", "success", "vacancy", "event", "article")
SHOWN = 50
MOST_GROUPS = 1000

Rows = list[dict[str, Any]]


class Counted(NamedTuple):
    """A group of a facet, and its figures."""

    name: str | None
    figures: Figures


def overview(session: Session, asked: Period, language: str | None = None) -> dict[str, Any]:
    """Return an ``Overview``.

    :param language: of the suggestions' titles; None for the plain ones.
    """
    counted = _counted(session, asked)
    nothing = figures(0, 0, 0)
    return {
        "since": asked.since,
        "until": asked.until,
        "live": _live(session),
        **next((total.figures for total in counted[TOTAL].values()), nothing),
        "by_kind": _by_kind(session, counted["kind"]),
        "by_suggestion": _by_suggestion(session, asked, language),
        "by_team": _by_team(session, counted["team"]),
        "by_location": _by_name(counted["location"]),
        "by_language": _by_name(counted["language"]),
        "by_scope": [],
        "unassigned": next((found.figures for key, found in counted["team"].items() if key == NONE), nothing),
    }


def suggestion_totals(asked: Period, most: int | None = None, language: str | None = None) -> Select[Any]:
    """Return the query for id, title, kind and the three numbers of each suggestion with which something happened.

    :param most: only of so many, those with most clicks.
    :param language: of the titles; None for the plain ones.
    """
    found = sums.totals(asked, ["suggestion"]).subquery()
    top = select(found).where(found.c.group_id != NONE)
    if most is not None:
        # Before the suggestions are looked up, of which there may be thousands.
        top = top.order_by(found.c.clicks.desc(), found.c.shares.desc(), found.c.group_id).limit(most)
    counted = top.subquery()
    title = texts_by_language.title_in(language).label("title")
    columns = (Suggestion.id, title, Suggestion.kind, counted.c.shares, counted.c.clicks)
    query = select(*columns, counted.c.applications).join(ReportGroup, ReportGroup.suggestion_id == Suggestion.id)
    return query.join(counted, counted.c.group_id == ReportGroup.id)


def suggestion_row(row: Any) -> dict[str, Any]:
    """Return a ``SuggestionTotals`` from a row of :func:`suggestion_totals`."""
    numbers = figures(row.shares, row.clicks, row.applications)
    return {"id": row.id, "title": row.title, "kind": row.kind} | numbers


def _counted(session: Session, asked: Period) -> defaultdict[str, dict[int, Counted]]:
    """Return the figures of a period by facet and group; without those of single suggestions."""
    counted = sums.totals(asked, [TOTAL, "team", "kind", "location", "language"]).subquery()
    name = func.coalesce(Team.name, ReportGroup.name)
    query = select(counted, name.label("name")).outerjoin(ReportGroup, ReportGroup.id == counted.c.group_id)
    found: defaultdict[str, dict[int, Counted]] = defaultdict(dict)
    for row in session.execute(query.outerjoin(Team, Team.id == ReportGroup.team_id)):
        found[row.facet][row.group_id] = Counted(row.name, figures(row.shares, row.clicks, row.applications))
    return found


def _by_kind(session: Session, counted: dict[int, Counted]) -> Rows:
    made = Counter(
        dict(row for row in session.execute(select(Suggestion.kind, func.count()).group_by(Suggestion.kind)))
    )
    numbers = {found.name: found.figures for found in counted.values()}
    nothing = figures(0, 0, 0)
    return [{"kind": kind, "suggestions": made[kind], **numbers.get(kind, nothing)} for kind in KINDS]


def _by_suggestion(session: Session, asked: Period, language: str | None) -> Rows:
    query = suggestion_totals(asked, SHOWN, language)
    numbers = query.selected_columns
    query = query.order_by(numbers.clicks.desc(), numbers.shares.desc(), numbers.title, Suggestion.id)
    return [suggestion_row(row) for row in session.execute(query)]


def _by_team(session: Session, counted: dict[int, Counted]) -> Rows:
    """Return every team of five active people or more, and what else was counted: who uses Vertel plays no part."""
    numbers = {found.name: found.figures for key, found in counted.items() if key != NONE}
    # Counted before the teams are joined, which need not be looked up for each of 50,000 people then.
    people = select(Employee.team_id).where(Employee.active).group_by(Employee.team_id)
    large_teams = people.having(func.count() >= SMALLEST_GROUP).subquery()
    large = session.scalars(select(Team.name).join(large_teams, large_teams.c.team_id == Team.id))
    names = sorted({*large, *numbers} - {OTHER_TEAMS}, key=str)[: MOST_GROUPS - 1]
    return [{"team": name, **numbers.get(name, figures(0, 0, 0))} for name in [*names, OTHER_TEAMS]]


def _by_name(counted: dict[int, Counted]) -> Rows:
    rows = [{"group": found.name, **found.figures} for key, found in counted.items() if key != NONE]
    return sorted(rows, key=lambda row: row["group"] or "")[:MOST_GROUPS]


def _live(session: Session) -> int:
    moment = now()
    live = select(func.count(func.distinct(AudienceEntry.suggestion_id))).where(AudienceEntry.live_from <= moment)
    return session.execute(
        live.where(AudienceEntry.expires_at.is_(None) | (AudienceEntry.expires_at > moment))
    ).scalar_one()
