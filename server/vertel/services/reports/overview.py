"""A period at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.models import Place, Suggestion
from vertel.services import withholding
from vertel.services.reports import catalogue, counting
from vertel.services.reports.catalogue import KINDS, Catalogue
from vertel.services.reports.counting import Total
from vertel.services.reports.figures import WITHHELD, Sums
from vertel.services.reports.period import Period

SHOWN = 50
MOST_GROUPS = 1000

Rows = list[dict[str, Any]]


def overview(session: Session, asked: Period) -> dict[str, Any]:
    """Return an ``Overview``."""
    found, known = [*counting.totals(session, asked)], catalogue.read(session)
    return {
        "since": asked.since,
        "until": asked.until,
        "live": _live(session),
        **Sums((total.measure, None, total.number) for total in found).of(None),
        "by_kind": _by_kind(session, found, known),
        "by_suggestion": by_suggestion(found, known)[:SHOWN],
        "by_team": _by_team(session, found),
        "by_location": _by_dimension("location", found, known),
        "by_language": _by_dimension("language", found, known),
        "by_scope": _by_scope(session, found),
    }


def by_suggestion(found: Sequence[Total], known: Catalogue) -> Rows:
    """Return every suggestion with which something happened, the one with most clicks first.

    The withheld ones stand last, and whether anything happened or not: neither their place nor that they are there
    tells anything.
    """
    sums = Sums((total.measure, total.suggestion, total.number) for total in found)
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


def _by_kind(session: Session, found: Sequence[Total], known: Catalogue) -> Rows:
    made = Counter(dict(row for row in session.execute(_made())))
    sums, withheld = _in_dimension("kind", found, known)
    return [
        {"kind": kind, "suggestions": made[kind]} | (WITHHELD if kind in withheld else sums.of(kind)) for kind in KINDS
    ]


def _by_dimension(dimension: str, found: Sequence[Total], known: Catalogue) -> Rows:
    sums, withheld = _in_dimension(dimension, found, known)
    rows = [
        {"group": known.names[dimension][group]} | (WITHHELD if group in withheld else sums.of(group))
        for group in sorted((sums.groups - {None}) | withheld)
    ]
    return sorted(rows, key=lambda row: row["group"] or "")[:MOST_GROUPS]


def _by_team(session: Session, found: Sequence[Total]) -> Rows:
    sums = Sums((total.measure, total.team, total.number) for total in found)
    sizes = withholding.team_sizes(session)
    hidden = withholding.withheld_teams(sizes)
    return [
        {"team": team.name} | (WITHHELD if team.id in hidden else sums.of(team.id))
        for team in list(sizes)[:MOST_GROUPS]
    ]


def _by_scope(session: Session, found: Sequence[Total]) -> Rows:
    sums = Sums((total.measure, total.scope, total.number) for total in found)
    sizes = withholding.scope_sizes(session)
    hidden = withholding.withheld(sizes)
    return [{"group": scope} | (WITHHELD if scope in hidden else sums.of(scope)) for scope in sizes]


def _in_dimension(dimension: str, found: Sequence[Total], known: Catalogue) -> tuple[Sums, set[Any]]:
    sums = Sums((total.measure, known.group_of(total.suggestion, dimension), total.number) for total in found)
    return sums, known.withheld_groups(dimension)


def _made() -> Any:
    return select(Suggestion.kind, func.count()).group_by(Suggestion.kind)


def _live(session: Session) -> int:
    moment = now()
    live = select(func.count(func.distinct(Place.suggestion_id))).where(Place.live_from <= moment)
    return session.execute(live.where(Place.expires_at.is_(None) | (Place.expires_at > moment))).scalar_one()
