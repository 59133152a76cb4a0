"""An answer that says what has to be on the disk leaves when it is there, and several wait for one sync."""

from __future__ import annotations

from functools import partial

from vertel.redirect.held_answers import MOST, HeldAnswers


def test_answers_wait_for_the_sync_that_they_share() -> None:
    happened: list[str] = []
    sync, held = partial(happened.append, "sync"), HeldAnswers()
    for name in ("one", "two"):
        held.after(sync)
        held.answer(partial(happened.append, name))
    assert happened == []
    held.release()
    assert happened == ["sync", "one", "two"]


def test_an_answer_that_waits_for_nothing_leaves_at_once() -> None:
    happened: list[str] = []
    HeldAnswers().answer(partial(happened.append, "answer"))
    assert happened == ["answer"]


def test_no_more_answers_are_held_than_a_moment_brings() -> None:
    happened: list[str] = []
    held = HeldAnswers()
    held.after(partial(happened.append, "sync"))
    for _ in range(MOST):
        held.answer(partial(happened.append, "answer"))
    assert happened == ["sync"] + ["answer"] * MOST
