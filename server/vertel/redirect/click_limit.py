"""How many clicks of one link count from one source in a minute. What is above still leads on, and is not counted.

An office behind one address has room; a program that makes up user agents has not. Nothing is stored; see
``shared_slots.py``.
"""

from __future__ import annotations

import mmap
import time

from vertel.redirect.shared_slots import SharedSlots

MOST = 120
"""Clicks that count, of one link from one source in one minute."""

SLOTS = 1 << 16
LOCATION = "_VERTEL_CLICK_LIMIT"
"""Environment variable that leads a server's processes to the memory they share."""

_COUNT = 0xFFFF


class ClickLimit:
    """Counts in memory. Two processes that write the same place at the same time may count one for two."""

    def __init__(self, memory: mmap.mmap | None = None) -> None:
        self._slots = SharedSlots(SLOTS, memory)

    def allows(self, source: str | None, link: bytes) -> bool:
        """Return whether another click of a link from a source counts, and count it.

        :param source: None when nobody can tell; then all count.
        """
        if source is None:
            return True
        minute = int(time.monotonic()) // 60
        who = f"{source}\n{minute}\n".encode() + link
        slot, digest = self._slots.place(who)
        mark = digest >> 16 << 16
        seen = self._slots[slot]
        if seen & ~_COUNT != mark:
            self._slots[slot] = mark | 1
            return True
        if seen & _COUNT >= MOST:
            return False
        self._slots[slot] = seen + 1
        return True

    def tick(self) -> None:
        """Take over the key of the day."""
        self._slots.tick()
