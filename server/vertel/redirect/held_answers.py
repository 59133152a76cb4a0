"""Answers that wait until what they say is on the disk, so that several share one sync."""

from __future__ import annotations

from collections.abc import Callable

HELD = "vertel.held_answers"
"""Where the server puts its :class:`HeldAnswers` into a request's WSGI environment, when it can hold answers."""

MOST = 64
"""Answers that are held at once."""


class HeldAnswers:
    """Sends answers at once, unless a sync was asked for; then all of them after that."""

    def __init__(self) -> None:
        self._syncs: list[Callable[[], None]] = []
        self._answers: list[Callable[[], None]] = []

    def after(self, sync: Callable[[], None]) -> None:
        """Have the answers from now on wait until ``sync`` was called, once for all of them."""
        if sync not in self._syncs:
            self._syncs.append(sync)

    def answer(self, send: Callable[[], None]) -> None:
        """Send an answer, now or at the next release."""
        if not self._syncs:
            send()
            return
        self._answers.append(send)
        if len(self._answers) >= MOST:
            self.release()

    def release(self) -> None:
        """Sync, and send what was held: before the server waits for something, or does what takes long."""
        while self._syncs or self._answers:
            syncs, self._syncs = self._syncs, []
            for sync in syncs:
                sync()
            answers, self._answers = self._answers, []
            for send in answers:
                send()
