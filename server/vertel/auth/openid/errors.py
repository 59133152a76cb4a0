"""What can go wrong between the server and the provider. Messages are for administrators; they hold no token."""

from __future__ import annotations

from vertel.errors import printable

LONGEST_DETAIL = 300


class OpenIdError(Exception):
    """Signing in did not work.

    :ivar reason: one word that the log and the docs have.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(printable(detail[:LONGEST_DETAIL]))
        self.reason = reason


class ProviderError(OpenIdError):
    """The provider cannot be reached, or is not set up as it has to be. Trying again at once does not help."""


class RefusedAnswerError(OpenIdError):
    """What came back through the browser, or the token for it, is not to be trusted."""


class DeclinedError(OpenIdError):
    """The provider itself let nobody in, such as because somebody chose to cancel."""
