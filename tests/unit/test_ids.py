"""Ids: what time they hold, and in which order they come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from vertel import clock, ids

NOON = datetime(2026, 11, 28, 12, 15, tzinfo=UTC)


def held(number: int) -> datetime:
    """The time in an id, to the millisecond."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number >> 80)


@pytest.mark.parametrize("made", [ids.new_id(), ids.coarse_id(NOON), ids.id_of_day(NOON.date())])
def test_every_id_is_a_uuid_of_version_7(made: ids.UUID) -> None:
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_an_id_holds_the_moment_at_which_it_was_made() -> None:
    before = clock.now()
    assert abs(held(ids.new_id().int) - before) < timedelta(minutes=1)


def test_ids_come_in_rising_order_also_within_a_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    start = 10**18
    nanoseconds = iter([start, start, start + 1, start - 10**12, start + 10**6])
    monkeypatch.setattr(ids, "_latest", 0)
    monkeypatch.setattr(ids, "time_ns", lambda: next(nanoseconds))
    made = [ids.new_id() for _ in range(5)]
    assert made == sorted(made)
    assert len({*made}) == 5


def test_a_coarse_id_holds_its_moment_and_sorts_at_random() -> None:
    made = [ids.coarse_id(NOON) for _ in range(100)]
    assert {held(one.int) for one in made} == {NOON}
    assert made != sorted(made)
    assert len({one.int >> 62 for one in made}) > 1
    assert len({one.int & 2**62 - 1 for one in made}) == 100


def test_an_id_of_a_day_holds_the_day_and_nothing_finer() -> None:
    assert held(ids.id_of_day(date(2026, 11, 28)).int) == datetime(2026, 11, 28, tzinfo=UTC)


def test_a_prefix_with_twelve_digits_of_the_callers_is_a_coarse_id() -> None:
    made = ids.UUID(ids.coarse_prefix(NOON) + "0" * 12)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert held(made.int) == NOON
    assert len({ids.coarse_prefix(NOON) for _ in range(100)}) > 90
