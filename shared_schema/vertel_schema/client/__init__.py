"""A client of Vertel's API, with nothing to install beside this package.

    from vertel_schema.client import Vertel

    with Vertel("https://vertel.example.nl", "vk_...") as vertel:
        for suggestion in vertel.suggestions.browse_all(view="manage"):
            print(suggestion["title"])

Documents are given as dictionaries, as a person writes them or as ``load`` returns them: moments, days and ids may be
text, or a ``datetime``, ``date`` and ``UUID``. What is read is JSON as it came, after it was held against its schema.

What goes wrong is a ``VertelError``. The operations are written by `make generate` from the server's OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from vertel_schema.client._generated_operations import Operations
from vertel_schema.client.calls import Caller, File, Tagged
from vertel_schema.client.errors import ProblemError, UnexpectedAnswerError, UnreachableError, VertelError
from vertel_schema.client.sending import HttpRequest, Reply, keeps_a_secret, send_with_urllib
from vertel_schema.renamed import old_names


class Vertel(Operations):
    """A server, and the right to use it. Safe to share between threads; ``with`` it, the token is forgotten at the end.

    :param server: the server's address: https, or http on this machine.
    :param token: an API key or an access token; without one only what is open to anyone works.
    :param renew: gets a token that the server no longer takes, returns the one to use from now on. Called once per
        call, and from whichever thread met the refusal.
    :param retries: how often a call is repeated after 429, 502, 503, 504 or a broken connection.
    :param timeout: seconds to wait for the server before one attempt is given up.
    :param send: sends one request; put another HTTP library here. It must not follow redirects, and raises ``OSError``
        when the server is not reached.
    :raises ValueError: when the address or the token cannot be right. The message does not repeat the token.
    """

    def __init__(
        self,
        server: str,
        token: str | None = None,
        *,
        renew: Callable[[str], str] | None = None,
        retries: int = 3,
        timeout: float = 30.0,
        send: Callable[[HttpRequest], Reply] = send_with_urllib,
    ) -> None:
        if not keeps_a_secret(server):
            raise ValueError("expected https://HOST, or http:// on this machine; the token would be readable")
        self._caller = Caller(server.rstrip("/"), token, renew, retries, timeout, send)
        super().__init__(self._caller)

    def close(self) -> None:
        """Forget the token. Calls under way end as they would; later ones raise ``RuntimeError``."""
        self._caller.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Vertel({self._caller.server!r})"


if not TYPE_CHECKING:  # a type checker is to tell of an unknown name
    __getattr__ = old_names(__name__, {"Request": "HttpRequest"}, globals())

__all__ = [
    "File", "HttpRequest", "ProblemError", "Reply", "Tagged", "UnexpectedAnswerError", "UnreachableError", "Vertel",
    "VertelError", "send_with_urllib",
]  # fmt: skip
