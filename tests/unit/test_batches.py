"""How many rows are written at a time follows from how long the batch before held the lock."""

from __future__ import annotations

import pytest

from vertel.db import batches
from vertel.db.batches import BatchSize

MILLISECOND = 0.001


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What time it is, as a list of one."""
    time = [0.0]
    monkeypatch.setattr(batches.time, "perf_counter", lambda: time[0])
    return time


def write(size: BatchSize, clock: list[float], fixed: float, each: float, batches_: int = 50) -> list[float]:
    """Return for how many milliseconds each of some batches held the lock."""
    taken = []
    for _ in range(batches_):
        milliseconds = fixed + each * size.rows
        with size.measured(size.rows):
            clock[0] += milliseconds * MILLISECOND
        taken.append(milliseconds)
    return taken


@pytest.mark.parametrize(("fixed", "each"), [(1.0, 0.1), (3.0, 0.2), (0.1, 0.5), (2.0, 0.01)])
def test_batches_come_to_take_the_time_that_is_meant_for_them(clock: list[float], fixed: float, each: float) -> None:
    taken = write(BatchSize(20, 1000), clock, fixed, each)
    assert all(4 <= milliseconds <= 9 for milliseconds in taken[10:])


def test_a_batch_that_took_too_long_is_followed_by_a_smaller_one_at_once(clock: list[float]) -> None:
    size = BatchSize(60, 60)
    write(size, clock, 0, 0.4, 1)
    assert size.rows == 15


def test_rows_that_did_not_change_make_no_batch_smaller(clock: list[float]) -> None:
    size = BatchSize(60, 60)
    with size.measured(2):
        clock[0] += 3 * MILLISECOND
    assert size.rows == 60


def test_rows_of_which_none_changed_are_looked_at_in_larger_batches(clock: list[float]) -> None:
    size = BatchSize(20, 60)
    for _ in range(10):
        size.grow()
    assert size.rows == 60


def test_a_disk_on_which_one_row_takes_too_long_gets_a_few_at_a_time(clock: list[float]) -> None:
    size = BatchSize(20, 60)
    write(size, clock, 500, 0)
    assert size.rows == batches.LEAST


def test_where_others_need_not_wait_batches_stay_as_large_as_they_are(clock: list[float]) -> None:
    size = BatchSize(100, 100, 100)
    write(size, clock, 0, 10)
    assert size.rows == 100
