"""A period at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import AudienceEntry, Suggestion
from vertel.domain.analytics.reports import counting
from vertel.domain.analytics.reports.counting import Count
from vertel.domain.analytics.reports.figures import WITHHELD, Sums
from vertel.domain.analytics.reports.period import Period
from vertel.domain.disclosure import suggestion_groups, withholding
from vertel.domain.disclosure.suggestion_groups import KINDS, SuggestionGroups

SHOWN = 50
MOST_GROUPS = 1000

Rows = list[dict[str, Any]]


def overview(session: Session, asked: Period) -> dict[str, Any]:
    """Return an ``Overview``."""
    known = suggestion_groups.load(session)
    suggested = [*counting.totals(session, asked, "suggestion")]
    scoped = Sums(counting.totals(session, asked, "scope"))
    return {
        "since": asked.since,
        "until": asked.until,
        "live": _live(session),
        **scoped.together,
        "by_kind": _by_kind(session, suggested, known),
        "by_suggestion": by_suggestion(suggested, known)[:SHOWN],
        "by_team": _by_team(session, Sums(counting.totals(session, asked, "team"))),
        "by_location": _by_dimension("location", suggested, known),
        "by_language": _by_dimension("language", suggested, known),
        "by_scope": _by_scope(session, scoped),
    }


def by_suggestion(counted: Iterable[Count], known: SuggestionGroups) -> Rows:
    """Return every suggestion with which something happened, the one with most clicks first.

    The withheld ones stand last, and whether anything happened or not: neither their place nor that they are there
    tells anything.
    """
    sums = Sums(counted)
    return sorted(
        (
            {"id": key, "title": known.entries[key].title, "kind": known.entries[key].kind}
            | (WITHHELD if key in known.withheld else sums.of(key))
            for key in (sums.groups - {None}) | known.withheld
        ),
        key=_most_clicks,
    )


def _most_clicks(row: dict[str, Any]) -> tuple[bool, int, int, str, UUID]:
    return row["clicks"] is None, -(row["clicks"] or 0), -(row["shares"] or 0), row["title"], row["id"]


def _by_kind(session: Session, counted: Iterable[Count], known: SuggestionGroups) -> Rows:
    made = Counter(dict(row for row in session.execute(_made())))
    sums, withheld = _in_dimension("kind", counted, known)
    return [
        {"kind": kind, "suggestions": made[kind]} | (WITHHELD if kind in withheld else sums.of(kind)) for kind in KINDS
    ]


def _by_dimension(dimension: str, counted: Iterable[Count], known: SuggestionGroups) -> Rows:
    sums, withheld = _in_dimension(dimension, counted, known)
    rows = [
        {"group": known.names[dimension][group]} | (WITHHELD if group in withheld else sums.of(group))
        for group in sorted((sums.groups - {None}) | withheld)
    ]
    return sorted(rows, key=lambda row: row["group"] or "")[:MOST_GROUPS]


def _by_team(session: Session, sums: Sums) -> Rows:
    sizes = withholding.team_sizes(session)
    hidden = withholding.withheld_teams(sizes)
    return [
        {"team": team.name} | (WITHHELD if team.id in hidden else sums.of(team.id))
        for team in list(sizes)[:MOST_GROUPS]
    ]


def _by_scope(session: Session, sums: Sums) -> Rows:
    sizes = withholding.scope_sizes(session)
    hidden = withholding.withheld(sizes)
    return [{"group": scope} | (WITHHELD if scope in hidden else sums.of(scope)) for scope in sizes]


def _in_dimension(dimension: str, counted: Iterable[Count], known: SuggestionGroups) -> tuple[Sums, set[Any]]:
    return Sums(counted, lambda key: known.group_of(key, dimension)), known.withheld_groups(dimension)


def _made() -> Any:
    return select(Suggestion.kind, func.count()).group_by(Suggestion.kind)


def _live(session: Session) -> int:
    moment = now()
    live = select(func.count(func.distinct(AudienceEntry.suggestion_id))).where(AudienceEntry.live_from <= moment)
    return session.execute(
        live.where(AudienceEntry.expires_at.is_(None) | (AudienceEntry.expires_at > moment))
    ).scalar_one()
