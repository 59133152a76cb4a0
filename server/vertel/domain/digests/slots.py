"""When a mail that somebody asked for is due: an hour of a day, where they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
WORKING_DAYS = frozenset(range(5))


class Rhythm(NamedTuple):
    """On which days and at which hour a mail comes.

    :ivar days: of the week, Monday is 0.
    :ivar apart: so many days lie between two of them at least.
    """

    days: frozenset[int]
    hour: int
    zone: ZoneInfo
    apart: timedelta

    def day(self, moment: datetime) -> date:
        """Return the day of a moment."""
        return moment.astimezone(self.zone).date()

    def allows(self, moment: datetime, last: datetime | None) -> bool:
        """Return whether a mail may come at a moment after the last one."""
        return last is None or self.day(moment) >= self.day(last) + self.apart

    def next(self, after: datetime, last: datetime | None) -> datetime:
        """Return the first time after a moment at which a mail may come, in UTC.

        :param last: when the last one came.
        """
        day = self.day(after)
        if last is not None:
            day = max(day, self.day(last) + self.apart)
        while day.weekday() not in self.days or self._at(day) <= after:
            day += DAY
        return self._at(day)

    def end(self, moment: datetime) -> datetime:
        """Return the end of the day of a moment, in UTC. A mail comes on its day or not at all."""
        return datetime.combine(self.day(moment) + DAY, time(), self.zone).astimezone(UTC)

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(self.hour), self.zone).astimezone(UTC)
