"""The period that a report is about: whole days in the organisation's time zone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vertel.clock import now
from vertel.domain.people.calendar import Calendar
from vertel.errors import refused
from vertel.translations.active import gettext as _

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LONGEST = timedelta(days=5 * 366)
LONGEST_BY_HOUR = timedelta(days=6)
HOURS_KEPT = 35
"""Days for which counts by the hour are kept."""

USUAL = timedelta(days=29)
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Period:
    """Whole days of the organisation's calendar, both ends included.

    :ivar today: the present day.
    """

    since: date
    until: date
    calendar: Calendar
    today: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after the end, in UTC."""
        return self.calendar.start(self.since), self.calendar.start(self.until + DAY)

    def starts(self, interval: str) -> list[date] | list[datetime]:
        """Return where each interval begins, as the counts by interval have it."""
        begin, end = self.bounds
        if interval == "hour":
            first = begin.replace(minute=0) + (HOUR if begin.minute else timedelta())
            return [first + number * HOUR for number in range(math.ceil((end - first) / HOUR))]
        days = [self.since + number * DAY for number in range((self.until - self.since).days + 1)]
        return [*dict.fromkeys(interval_start(day, interval) for day in days)]


def period(since: date | None, until: date | None, calendar: Calendar, interval: str = "day") -> Period:
    """Return the period asked for: the last 30 days when nothing is said, and a week for a report by the hour."""
    by_hour = interval == "hour"
    today = calendar.day(now())
    until = until or (max(since, today) if since else today)
    since = since or max(until - (LONGEST_BY_HOUR if by_hour else USUAL), EARLIEST)
    if since > until:
        raise refused("/since", _("Expected a day not after until."))
    if until - since > LONGEST:
        raise refused("/since", _("Expected at most five years before until."))
    if by_hour and until - since > LONGEST_BY_HOUR:
        raise refused("/interval", _("Hours are told for at most 7 days. Ask for fewer days, or for days instead."))
    if by_hour and since < today - timedelta(days=HOURS_KEPT):
        message = _(
            "Hours are kept for %(days)d days. Ask for since=%(day)s or later. For what was "
            "before, ask for interval=day."
        )
        raise refused("/since", message % {"days": HOURS_KEPT, "day": today - timedelta(days=HOURS_KEPT)})
    return Period(since, until, calendar, today)


def interval_start(day: date, interval: str) -> date:
    """Return the first day of the ``day``, ``week`` or ``month`` in which a day lies."""
    if interval == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if interval == "week" else day
