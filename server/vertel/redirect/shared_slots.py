"""Numbers in memory that a server's processes share, under keyed hashes of what must not be stored.

The memory is no file and is gone with the server. The key is drawn anew each day, so that even who could read the
memory could not compare today with yesterday. Two processes that write the same slot at the same time may lose one of
the writes; no lock is worth that.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import secrets
import tempfile
import time
from pathlib import Path
from typing import Any

_HEADER = 64
_KEY, _DAY = slice(0, 32), slice(32, 40)
_DAY_SECONDS = 86_400


class SharedSlots:
    """Slots of 64 bits.

    :param memory: of :func:`shared_memory`; None for memory that is this process's own.
    """

    def __init__(self, number: int, memory: mmap.mmap | None = None) -> None:
        self._memory = memory or mmap.mmap(-1, size(number))
        self._slots: Any = memoryview(self._memory)[_HEADER:].cast("Q")
        self._key = b""
        self.tick()

    def __getitem__(self, slot: int) -> int:
        """Return what is in a slot."""
        return int(self._slots[slot])

    def __setitem__(self, slot: int, value: int) -> None:
        """Put something in a slot."""
        self._slots[slot] = value

    def place(self, what: bytes) -> tuple[int, int]:
        """Return the slot of something, and its hash of 64 bits."""
        digest = int.from_bytes(hashlib.blake2b(what, key=self._key, digest_size=8).digest(), "little")
        return digest % len(self._slots), digest

    def tick(self) -> None:
        """Draw a new key when a new day (UTC) began, and take over the key that another process drew."""
        today = (int(time.time()) // _DAY_SECONDS).to_bytes(8, "little")
        if self._memory[_DAY] != today:
            self._memory[_KEY] = secrets.token_bytes(32)
            self._memory[_DAY] = today
        self._key = self._memory[_KEY]


def size(number: int) -> int:
    """Return how many bytes so many slots take."""
    return _HEADER + 8 * number


def share_memory(number: int) -> str:
    """Make memory for so many slots that lives as long as this process; return where others find it."""
    if hasattr(os, "memfd_create"):
        file = os.memfd_create("vertel-slots")
        place = f"/proc/{os.getpid()}/fd/{file}"
    else:  # not on Linux: a file without a name, which the processes inherit
        file, name = tempfile.mkstemp(prefix="vertel-slots-")
        Path(name).unlink()
        place = f"/dev/fd/{file}"
    os.ftruncate(file, size(number))
    return place


def shared_memory(location: str, number: int) -> mmap.mmap | None:
    """Return the memory of so many slots that this server's processes share; None when there is none, as in a test.

    :param location: the environment variable that says where it is.
    """
    path = os.environ.get(location)
    if path is None:
        return None
    file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        return mmap.mmap(file, size(number))
    finally:
        os.close(file)
