"""What happens when, in the demo company's past, and the clock of each moment."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from vertel import clock


class Diary:
    """Things that are still to happen. What lies in the future never does.

    :ivar present: the real moment.
    """

    def __init__(self, present: datetime) -> None:
        self.present = present
        self._entries: list[tuple[datetime, int, Callable[[], object]]] = []
        self._order = count()

    def plan(self, moment: datetime, act: Callable[[], object]) -> None:
        """Have something happen at a moment."""
        if moment < self.present - timedelta(minutes=1):
            heapq.heappush(self._entries, (moment, next(self._order), act))

    def live(self) -> None:
        """Have everything happen, in its order, also what is planned meanwhile."""
        while self._entries:
            moment, _, act = heapq.heappop(self._entries)
            with clock.at(moment):
                act()
