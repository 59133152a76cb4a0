"""How many clicks of one link count from one source in a minute. What is above still leads on, and is not counted.

An office behind one address has room; a program that makes up user agents has not. The memory is like that of
``visitors.py``: shared by a server's processes, no file, and its key is drawn anew each day.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import secrets
import time
from typing import Any

MOST = 120
"""Clicks that count, of one link from one source in one minute."""

SLOTS = 1 << 16
_HEADER = 64
_SALT, _DAY = slice(0, 32), slice(32, 40)
BYTES = _HEADER + 8 * SLOTS
LOCATION = "_VERTEL_CLICK_LIMIT"
"""Environment variable that leads a server's processes to the memory they share."""

_DAY_SECONDS = 86_400
_COUNT = 0xFFFF


class ClickLimit:
    """Counts in memory. Two processes that write the same place at the same time may count one for two."""

    def __init__(self, memory: mmap.mmap | None = None) -> None:
        self._memory = memory or mmap.mmap(-1, BYTES)
        self._slots: Any = memoryview(self._memory)[_HEADER:].cast("Q")
        self._salt = b""
        self.tick()

    def allows(self, source: str | None, link: bytes) -> bool:
        """Return whether another click of a link from a source counts, and count it.

        :param source: None when nobody can tell; then all count.
        """
        if source is None:
            return True
        minute = int(time.monotonic()) // 60
        who = f"{source}\n{minute}\n".encode() + link
        digest = int.from_bytes(hashlib.blake2b(who, key=self._salt, digest_size=8).digest(), "little")
        slot, mark = digest % SLOTS, digest >> 16 << 16
        seen = self._slots[slot]
        if seen & ~_COUNT != mark:
            self._slots[slot] = mark | 1
            return True
        if seen & _COUNT >= MOST:
            return False
        self._slots[slot] = seen + 1
        return True

    def tick(self) -> None:
        """Draw a new key when a new day (UTC) began, and take over the key that another process drew."""
        today = (int(time.time()) // _DAY_SECONDS).to_bytes(8, "little")
        if self._memory[_DAY] != today:
            self._memory[_SALT] = secrets.token_bytes(32)
            self._memory[_DAY] = today
        self._salt = self._memory[_SALT]


def share_memory() -> str:
    """Make memory that processes of this server can open, for as long as this process lives; return where it is."""
    file = os.memfd_create("vertel-click-limit")
    os.ftruncate(file, BYTES)
    return f"/proc/{os.getpid()}/fd/{file}"


def shared_memory() -> mmap.mmap | None:
    """Return the memory that this server's processes share; ``None`` when there is none, as in a test."""
    location = os.environ.get(LOCATION)
    if location is None:
        return None
    file = os.open(location, os.O_RDWR | os.O_CLOEXEC)
    try:
        return mmap.mmap(file, BYTES)
    finally:
        os.close(file)
