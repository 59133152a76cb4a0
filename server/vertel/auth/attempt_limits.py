"""How many failed attempts to sign in are allowed, for each code and for each source that they come from.

Counted in memory that all workers of a server share, since they are forked from the process that makes the
application. Codes and addresses are in it as keyed hashes only; the key is drawn at the start, and nothing is stored.
"""

from __future__ import annotations

import hashlib
import mmap
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from vertel.client_addresses import canonical, network
from vertel.errors import NotSignedInError
from vertel.http.problems import too_many_attempts

EXTENSION = "vertel.attempt_limits"
WINDOW_SECONDS = 600
PER_CODE = 5
"""Failures with the same code or token in a window."""

PER_SOURCE = {"refresh_token": 600}
"""Failures from the same address in a window. An office has one, and after a restore all its tokens may be unknown."""

OTHERS_PER_SOURCE = 60
SLOTS, WAYS = 1 << 15, 4
"""Counters in all, and how many of them a key may use: then two keys rarely share one."""

_TAG, _WINDOW, _COUNT = 32, 16, 0
_MOST = 0xFFFF


class AttemptLimits:
    """Counts failures.

    :param proxies: how many proxies of one's own each add to ``X-Forwarded-For``.
    """

    def __init__(self, proxies: int) -> None:
        self._proxies, self._key = proxies, secrets.token_bytes(32)
        self._counters: Any = memoryview(mmap.mmap(-1, 8 * SLOTS)).cast("Q")

    def check(self, grant: str, secret: str, environ: Mapping[str, Any]) -> None:
        """Raise ``TooManyRequests`` when there were too many failures with this code or from this source."""
        if any(self._count(key) >= most for key, most in self._limits(grant, secret, environ)):
            seconds = WINDOW_SECONDS - int(time.time()) % WINDOW_SECONDS
            raise TooManyRequests(too_many_attempts(seconds), retry_after=seconds)

    def note_failure(self, grant: str, secret: str, environ: Mapping[str, Any]) -> None:
        """Count a failure."""
        for key, _ in self._limits(grant, secret, environ):
            slot = self._slot(key)
            count = min(self._count(key) + 1, _MOST)
            self._counters[slot] = self._tag(key) << _TAG | _window() << _WINDOW | count << _COUNT

    def _limits(self, grant: str, secret: str, environ: Mapping[str, Any]) -> list[tuple[bytes, int]]:
        source = client_source(environ, self._proxies)
        by_source = PER_SOURCE.get(grant, OTHERS_PER_SOURCE)
        return [(self._hash("code", secret), PER_CODE), (self._hash(f"source:{grant}", source), by_source)]

    def _hash(self, kind: str, text: str) -> bytes:
        return hashlib.blake2b(f"{kind}\n{text}".encode(), key=self._key, digest_size=8).digest()

    def _tag(self, key: bytes) -> int:
        return int.from_bytes(key[:4], "little")

    def _count(self, key: bytes) -> int:
        value = self._counters[self._slot(key)]
        same = value >> _TAG == self._tag(key) and value >> _WINDOW & _MOST == _window()
        return int(value & _MOST) if same else 0

    def _slot(self, key: bytes) -> int:
        """Return the key's counter in this window; if it has none yet, the one that is missed least."""
        first = int.from_bytes(key[4:], "little") % (SLOTS // WAYS) * WAYS
        slots = range(first, first + WAYS)
        tag, window = self._tag(key), _window()

        def failures(slot: int) -> int:
            value = self._counters[slot]
            return int(value & _MOST) if value >> _WINDOW & _MOST == window else 0

        own = [slot for slot in slots if self._counters[slot] >> _TAG == tag]
        return own[0] if own else min(slots, key=failures)


def client_source(environ: Mapping[str, Any], proxies: int) -> str:
    """Return the IPv4 address or IPv6 network that a request came from, as the outermost proxy of one's own saw it."""
    hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if proxies else []
    address = hops[-proxies] if len(hops) >= proxies > 0 else str(environ.get("REMOTE_ADDR", ""))
    return network(address) or canonical(address)


def register(app: Flask, proxies: int) -> None:
    """Give an application its counters."""
    app.extensions[EXTENSION] = AttemptLimits(proxies)


def attempt_limits() -> AttemptLimits:
    """Return the running application's counters."""
    return cast("AttemptLimits", current_app.extensions[EXTENSION])


@contextmanager
def limited(grant: str, secret: str) -> Iterator[None]:
    """Try to sign in: refused after too many failures, and counted when it fails.

    :param grant: the way to sign in.
    :param secret: the code or token, in one spelling.
    """
    attempt_limits().check(grant, secret, request.environ)
    try:
        yield
    except NotSignedInError:
        attempt_limits().note_failure(grant, secret, request.environ)
        raise


def _window() -> int:
    return int(time.time()) // WINDOW_SECONDS & _MOST
