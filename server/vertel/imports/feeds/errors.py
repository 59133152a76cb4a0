"""Why a feed could not be read."""

from __future__ import annotations

from vertel.errors import printable

LONGEST = 500


class FeedError(Exception):
    """A feed could not be fetched or read. The message says why and what to do, in plain words.

    :ivar wait: seconds for which the server asked to be left alone; None when it did not.
    """

    def __init__(self, message: str, wait: int | None = None) -> None:
        super().__init__(printable(message)[:LONGEST])
        self.wait = wait
