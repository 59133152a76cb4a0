"""What can go wrong with a call. None of these carries the token, nor the request that had it."""

from __future__ import annotations

from typing import cast

from vertel_schema.documents import FaultDict, ProblemDict


class VertelError(Exception):
    """A call failed; which of the three below says why, and ``__cause__`` what was behind it.

    :ivar retry_after: how many seconds the server asked to wait, or ``None``.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class UnreachableError(VertelError):
    """No whole answer came: no connection, a broken one, or the server took too long.

    Whether the server did what it was asked is not known; the same call with the same ``idempotency_key`` counts once.
    """


class UnexpectedAnswerError(VertelError):
    """The answer is not Vertel's: a proxy, another program, a redirect, or a version that does not fit.

    :ivar status: the status of the answer.
    """

    def __init__(self, message: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after)
        self.status = status


class ProblemError(VertelError):
    """The server read the request and refused it, as problem details (RFC 9457).

    :ivar status: 401 without a token that is valid, 403 without the role, 404, 409, 412 when somebody else changed it
        meanwhile, 422 when the document is refused, 429 for too many calls.
    :ivar type: which problem it is, for programs; stable.
    :ivar title: the same in a few words.
    :ivar detail: what happened and what to do, in words for people.
    :ivar request_id: by which the server's log has the call.
    :ivar errors: a pointer into the document and a message for each fault.
    """

    def __init__(self, problem: ProblemDict, retry_after: float | None = None) -> None:
        self.status: int = problem["status"]
        self.type: str = problem["type"]
        self.title: str = problem["title"]
        self.detail: str = problem["detail"]
        self.request_id: str | None = problem.get("request_id")
        self.errors: list[FaultDict] = cast("list[FaultDict]", problem.get("errors") or [])
        faults = "".join(f"\n  {fault['pointer'] or 'document'}: {fault['message']}" for fault in self.errors)
        super().__init__(f"{self.status} {self.title}: {self.detail}{faults}", retry_after)
