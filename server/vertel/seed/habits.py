"""How much happens in the demo company's year, and when: what a week, a day and a year look like there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

Thing = TypeVar("Thing")

SHARES_A_DAY = 2.0
"""On an ordinary day at the end of the year; at its beginning, half of that."""

WEEK = (1.0, 1.25, 1.15, 1.1, 0.75, 0.12, 0.1)
"""From Monday."""

MONTHS = (0.85, 1.0, 1.05, 0.95, 0.9, 1.0, 0.55, 0.5, 1.15, 1.15, 1.1, 0.75)
"""From January."""

HOURS = {8: 2, 9: 6, 10: 5, 11: 4, 12: 6, 13: 4, 14: 3, 15: 3, 16: 4, 17: 3, 18: 1, 19: 2, 20: 2, 21: 1}
"""By the clock on the wall."""

WAKES_AT, SLEEPS_AT = 7, 23
READ_WITHIN = timedelta(hours=16)
"""On average, how long after a post a reader follows its link."""

FADES_AFTER = 12
"""Days after which a suggestion is shared a third as often as when it was new."""

APPETITE = {"story": 1.5, "team_moment": 1.2, "success": 1.1, "vacancy": 1.0, "event": 0.9, "article": 0.7}
"""How gladly each kind is shared."""


class Habits:
    """Draws moments and numbers, the same ones for the same seed.

    :ivar zone: the organisation's time zone.
    """

    def __init__(self, seed: int, zone: ZoneInfo) -> None:
        self.chance = Random(seed)  # noqa: S311  the same year each time
        self.zone = zone

    def day(self, moment: datetime) -> date:
        """Return the day of a moment."""
        return moment.astimezone(self.zone).date()

    def moment_of(self, day: date) -> datetime:
        """Return a moment of a day at which people look at their screens, in UTC."""
        hour = self.chance.choices([*HOURS], [*HOURS.values()])[0]
        at = time(hour, self.chance.randrange(60), self.chance.randrange(60))
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def shares_on(self, day: date, *, passed: float, offer: float) -> int:
        """Return how many shares there are on a day.

        :param passed: how much of the year has passed, from 0 to 1.
        :param offer: the sum of :func:`appetite` of all that is live; eight times as much is shared twice as often.
        """
        ordinary = SHARES_A_DAY * (0.5 + passed / 2) * WEEK[day.weekday()] * MONTHS[day.month - 1]
        return self.number(ordinary * math.cbrt(offer))

    def number(self, expected: float) -> int:
        """Return a number that is ``expected`` on average (Poisson)."""
        left, number = math.exp(-expected), -1
        product = 1.0
        while product > left:
            product *= self.chance.random()
            number += 1
        return max(number, 0)

    def clicks_after(self, shared_at: datetime) -> list[datetime]:
        """Return when people follow the link of one post: a few of some, many of others."""
        number = int(self.chance.lognormvariate(1.9, 0.8))
        rate = 1 / READ_WITHIN.total_seconds()
        return [self._awake(shared_at + timedelta(seconds=self.chance.expovariate(rate))) for _ in range(number)]

    def clicks_between(self, begin: date, end: date, a_day: float) -> list[datetime]:
        """Return when people follow a link that hangs somewhere, from one day up to another."""
        days = [begin + timedelta(days=passed) for passed in range((end - begin).days)]
        return [self.moment_of(day) for day in days for _ in range(self.number(a_day))]

    def one_of(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """Return one of some things, the heavier the more often."""
        return self.chance.choices(things, weights)[0]

    def happens(self, probability: float) -> bool:
        """Return whether something happens."""
        return self.chance.random() < probability

    def _awake(self, moment: datetime) -> datetime:
        """Return the moment, or one of the next morning when readers sleep."""
        local = moment.astimezone(self.zone)
        if WAKES_AT <= local.hour < SLEEPS_AT:
            return moment
        morning = local.date() + timedelta(days=local.hour >= SLEEPS_AT)
        at = time(WAKES_AT + self.chance.randrange(3), self.chance.randrange(60))
        return max(moment, datetime.combine(morning, at, self.zone).astimezone(UTC))


def appetite(kind: str, age: timedelta) -> float:
    """Return how gladly a suggestion of some age is shared."""
    return APPETITE[kind] * (0.05 + math.exp(-age / timedelta(days=FADES_AFTER)))
