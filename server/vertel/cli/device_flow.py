"""Waiting until somebody confirms on the server's page that this computer may sign in, as RFC 8628 has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from vertel.errors import VertelError
from vertel_schema import client
from vertel_schema.documents import DeviceResponseDict, TokenResponseDict

GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
SLOWER = 5.0
"""Seconds to wait longer from each time that the server is asked too often."""
LONGEST_PAUSE = 60.0
PROBLEM = "urn:vertel:problem:"


class NotConfirmedError(VertelError):
    """Nobody said yes."""


class Clock(NamedTuple):
    """Time, so that a test can bring its own. Both in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def wait_for_tokens(
    server: client.Vertel, asked: DeviceResponseDict, attempt: str, clock: Clock | None = None
) -> TokenResponseDict:
    """Ask at the server's interval until it has an answer, and return the tokens.

    A connection that breaks off is not the end: the same attempt gets the same answer.

    :raises NotConfirmedError: somebody refused, or nobody confirmed it in time.
    """
    clock = clock or Clock()
    pause = float(asked["interval"])
    unanswered = 0
    end = clock.now() + asked["expires_in"]
    while True:
        clock.sleep(min(pause * 2**unanswered, LONGEST_PAUSE))
        try:
            return server.auth.token(
                {"grant_type": GRANT, "device_code": asked["device_code"]}, idempotency_key=attempt
            )
        except client.ProblemError as problem:
            pause += _slower(problem)
            unanswered = 0
        except client.VertelError:
            if clock.now() > end:
                raise
            unanswered += 1


def _slower(problem: client.ProblemError) -> float:
    """Return by how many seconds to wait longer; raise when there is nothing to wait for."""
    match problem.type.removeprefix(PROBLEM):
        case "authorization-pending":
            return 0.0
        case "slow-down":
            return SLOWER
        case "access-denied":
            raise NotConfirmedError("On the page, somebody chose not to connect this computer.") from None
        case "expired-token":
            raise NotConfirmedError("Nobody confirmed it in time. Run the command again for a new code.") from None
        case _ if problem.status in {429, 500, 502, 503, 504}:
            return SLOWER
        case _:
            raise NotConfirmedError(problem.detail) from None
