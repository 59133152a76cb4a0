"""What can go wrong in the rules of Vertel, said without HTTP. ``vertel.http.problems`` gives each its status."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict


class Fault(TypedDict):
    """One fault in a document: where (JSON pointer), and what was expected there."""

    pointer: str
    message: str


LONGEST_TEXT = 1000


def fault(pointer: str, message: str) -> Fault:
    """Return a fault. What it repeats of the document is made fit to print: short, without control characters."""
    return Fault(pointer=printable(pointer), message=printable(message))


def printable(text: str) -> str:
    """Return a text in which nothing can steer a terminal, a log or the direction of reading."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:LONGEST_TEXT])


class VertelError(Exception):
    """Something the caller can mend. The message says what happened and what to do.

    :cvar keeps_changes: whether what the request changed so far is kept all the same.
    """

    keeps_changes = False


class NotFoundError(VertelError):
    """There is no such thing, or it is not for the caller to know."""


class UnknownUserCodeError(NotFoundError):
    """Nothing waits under a code that people type: that it was tried is counted."""

    keeps_changes = True


class ForbiddenError(VertelError):
    """The caller may not do this."""


class NotSignedInError(VertelError):
    """The token or code is missing, wrong, used or expired."""


class ReusedTokenError(NotSignedInError):
    """A refresh token was used again: two parties hold it, so its family has been ended."""

    keeps_changes = True


class WrongCodeError(NotSignedInError):
    """A short code was wrong: that it was tried is counted."""

    keeps_changes = True


class TooManyAttemptsError(VertelError):
    """It was tried too often. :ivar seconds: after how long it may be tried again."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, int(wait.total_seconds()) + 1)
        super().__init__(f"too many attempts, for another {self.seconds} seconds")


class DeviceFlowError(VertelError):
    """What a device is told that asks whether it was connected yet; its form is that of RFC 8628."""

    keeps_changes = True


class AuthorizationPendingError(DeviceFlowError):
    """Nobody has said yes or no yet."""


class SlowDownError(DeviceFlowError):
    """It asks too often."""


class AccessDeniedError(DeviceFlowError):
    """Somebody said no."""


class ExpiredTokenError(DeviceFlowError):
    """It took too long."""


class ConflictError(VertelError):
    """It clashes with what is there already."""


class StaleError(VertelError):
    """It was changed by somebody else since the caller read it."""


class RefusedError(VertelError):
    """The document is well-formed, but breaks a rule."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault['pointer']}: {fault['message']}".removeprefix(": ") for fault in faults))
        self.faults = list(faults)


def refused(pointer: str, message: str) -> RefusedError:
    """Return the error for one fault."""
    return RefusedError(fault(pointer, message))
