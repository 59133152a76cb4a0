"""Who followed which link a moment ago: keyed hashes in memory, for telling a repeated click from a new one.

Nothing of it is ever stored; see ``shared_slots.py``.
"""

from __future__ import annotations

import mmap
import time
from collections.abc import Mapping
from typing import Any

from vertel.client_addresses import canonical
from vertel.redirect.shared_slots import SharedSlots

SLOTS = 1 << 20
LOCATION = "_VERTEL_VISITORS"
"""Environment variable that leads a server's processes to the memory they share."""


class RecentVisitors:
    """Remembers visits for some seconds.

    :param window: seconds; a visit of the same visitor to the same link within them is a repeat.
    :param proxies: how many proxies of one's own each add to ``X-Forwarded-For``.
    """

    def __init__(self, window: int, proxies: int, memory: mmap.mmap | None = None) -> None:
        self._window, self._proxies = window, proxies
        self._slots = SharedSlots(SLOTS, memory)

    def is_repeat(self, environ: Mapping[str, Any], link: bytes) -> bool:
        """Return whether this visitor was here a moment ago, and remember the visit.

        A visitor is an address and a user agent. Behind a proxy that the settings do not know of, all have the same
        address: then nobody is taken for somebody else, and nothing is a repeat.
        """
        forwarded = environ.get("HTTP_X_FORWARDED_FOR")
        if self._proxies:
            hops = forwarded.split(",") if forwarded else ()
            if len(hops) < self._proxies:
                return False
            address = canonical(hops[-self._proxies])
        elif forwarded is not None or not self._window:
            return False
        else:
            address = canonical(environ.get("REMOTE_ADDR", ""))
        who = f"{address}\n{environ.get('HTTP_USER_AGENT', '')}\n".encode("latin-1", "replace") + link
        slot, digest = self._slots.place(who)
        mark, now = digest >> 32, int(time.monotonic())
        seen = self._slots[slot]
        if seen >> 32 == mark and now - (seen & 0xFFFFFFFF) < self._window:
            return True
        self._slots[slot] = mark << 32 | now
        return False

    def tick(self) -> None:
        """Take over the key of the day."""
        self._slots.tick()
