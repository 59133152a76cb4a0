"""Which moments belong to which day of an organisation, which may have moved from one time zone to another.

Counts are stored by day, so a moment keeps its day when the time zone changes. Days never go back: where it is earlier
in the new zone, the day of the change lasts until that day ends there too; where it is later, it ends with the change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Era:
    """A time in which one time zone was in force.

    :ivar since: the first moment of it.
    :ivar first: the day that it begins on; none before is one of its own.
    """

    zone: ZoneInfo
    since: datetime
    first: date

    def day(self, moment: datetime) -> date:
        """Return the day of a moment of this time."""
        return max(moment.astimezone(self.zone).date(), self.first)

    def start(self, day: date) -> datetime:
        """Return when a day that begins in this time does."""
        return max(datetime.combine(day, time(), self.zone).astimezone(UTC), self.since)


@dataclass(frozen=True)
class Calendar:
    """The days of an organisation.

    :ivar eras: the oldest first; the last one is the present.
    """

    eras: tuple[Era, ...]

    @classmethod
    def of(cls, time_zone: str, earlier: Sequence[Mapping[str, str]] = ()) -> Calendar:
        """Return the calendar of an organisation in a time zone.

        :param earlier: ``Organisation.earlier_time_zones``.
        """
        zones = [*(ZoneInfo(one["time_zone"]) for one in earlier), ZoneInfo(time_zone)]
        eras = [Era(zones[0], ALWAYS, date.min)]
        for zone, ended in zip(zones[1:], earlier, strict=True):
            until = datetime.fromisoformat(ended["until"])
            eras.append(Era(zone, until, eras[-1].day(until)))
        return cls(tuple(eras))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the present."""
        return self.eras[-1].zone

    def day(self, moment: datetime) -> date:
        """Return the day to which a moment belongs."""
        return next(era for era in reversed(self.eras) if era.since <= moment).day(moment)

    def start(self, day: date) -> datetime:
        """Return the first moment of a day, in UTC."""
        for era, later in pairwise(self.eras):
            if day <= later.first:
                return era.start(day)
        return self.eras[-1].start(day)
