"""What happened hour by hour, day by day, week by week or month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from vertel.domain.analytics.reports import names, sums
from vertel.domain.analytics.reports.names import NOBODY, Names
from vertel.domain.analytics.reports.period import Period
from vertel.domain.counting.cells import TOTAL
from vertel.errors import refused
from vertel.translations.active import gettext as _

MOST_ROWS = 100_000


def clicks_over_time(
    session: Session, asked: Period, interval: str, group_by: str, language: str | None = None
) -> dict[str, Any]:
    """Return a ``ClickReport``: the rows of each interval in the order of their names.

    What belongs to no group stands in a row without a name, so that rows add up to the total.

    :param language: of suggestions' titles; None for the plain ones.
    """
    facet = TOTAL if group_by == "none" else group_by
    # Reports by the scope of links told more about people than about links, so there are none any more.
    found: Any = [] if group_by == "scope" else sums.over_time(session, asked, interval, facet)
    if len(found) > MOST_ROWS:
        raise refused(
            "/interval", _("That makes more than 100,000 rows. Ask for a longer interval or a shorter period.")
        )
    named = {} if facet == TOTAL else names.of_groups(session, facet, {row[1] for row in found}, language)
    report = {"since": asked.since, "until": asked.until, "interval": interval, "group_by": group_by}
    return report | {
        "time_zone": asked.calendar.zone.key,
        "rows": [*_rows(found, named, asked, by_hour=interval == "hour")],
    }


def _rows(found: Sequence[Any], named: Names, asked: Period, *, by_hour: bool) -> Iterator[dict[str, Any]]:
    """Yield a ``ClickRow`` for each row of numbers, which come oldest first.

    There may be 100,000, so each is written down once, as one dictionary.
    """
    for begin, together in groupby(found, itemgetter(0)):
        hour = begin if by_hour else None
        day = asked.calendar.day(begin) if by_hour else begin
        for _begin, group, shares, clicks, applications in sorted(
            together, key=lambda row: named.get(row[1], NOBODY)[0]
        ):
            _place, own, name = named.get(group, NOBODY)
            yield {
                "start": day,
                "hour": hour,
                "id": own,
                "group": name,
                "shares": shares,
                "clicks": clicks,
                "clicks_per_share": round(clicks / shares, 2) if shares else None,
                "applications": None if by_hour else applications,
            }
