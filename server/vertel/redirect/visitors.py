"""Who followed which link a moment ago: keyed hashes in memory, for telling a repeated click from a new one.

Nothing of it is ever stored. The memory is no file and is gone with the server; the key is drawn anew each day, so that
even who could read the memory could not compare today with yesterday. Two processes that write the same place at the
same time may miss a repeat; no lock is worth that.
"""

from __future__ import annotations

import hashlib
import ipaddress
import mmap
import os
import re
import secrets
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

SLOTS = 1 << 20
_HEADER = 64
_SALT = slice(0, 32)
_DAY = slice(32, 40)
BYTES = _HEADER + 8 * SLOTS
LOCATION = "_VERTEL_VISITORS"
"""Environment variable that leads a server's processes to the memory they share."""

_DAY_SECONDS = 86_400
_BRACKETED = re.compile(r"\[([^\]]*)\](?::\d*)?")
_WITH_PORT = re.compile(r"([\d.]+):\d*")


class RecentVisitors:
    """Remembers visits for some seconds.

    :param window: seconds; a visit of the same visitor to the same link within them is a repeat.
    :param proxies: how many proxies of one's own each add to ``X-Forwarded-For``.
    """

    def __init__(self, window: int, proxies: int, memory: mmap.mmap | None = None) -> None:
        self._window, self._proxies = window, proxies
        self._memory = memory or mmap.mmap(-1, BYTES)
        self._slots: Any = memoryview(self._memory)[_HEADER:].cast("Q")
        self._salt = b""
        self.tick()

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
        digest = int.from_bytes(hashlib.blake2b(who, key=self._salt, digest_size=8).digest(), "little")
        slot, mark, now = digest % SLOTS, digest >> 32, int(time.monotonic())
        seen = self._slots[slot]
        if seen >> 32 == mark and now - (seen & 0xFFFFFFFF) < self._window:
            return True
        self._slots[slot] = mark << 32 | now
        return False

    def tick(self) -> None:
        """Draw a new key when a new day (UTC) began, and take over the key that another process drew."""
        today = (int(time.time()) // _DAY_SECONDS).to_bytes(8, "little")
        if self._memory[_DAY] != today:
            self._memory[_SALT] = secrets.token_bytes(32)
            self._memory[_DAY] = today
        self._salt = self._memory[_SALT]


@lru_cache(maxsize=4096)
def canonical(written: str) -> str:
    """Return an address in its one shortest form, however a proxy wrote it; other text as it stands there.

    With or without a port, in brackets, as an element of RFC 7239 (``for="[2001:db8::1]:4711"``), with a zone, or an
    IPv4 address within IPv6.
    """
    text = written.strip().lower().removeprefix("for=").strip('"').strip()
    bracketed = _BRACKETED.fullmatch(text)
    with_port = _WITH_PORT.fullmatch(text)
    plain = bracketed[1] if bracketed else with_port[1] if with_port else text
    try:
        address = ipaddress.ip_address(plain.partition("%")[0])
    except ValueError:
        return text
    return str(getattr(address, "ipv4_mapped", None) or address)


def share_memory() -> str:
    """Make memory that processes of this server can open, for as long as this process lives; return where it is."""
    file = os.memfd_create("vertel-visitors")
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
