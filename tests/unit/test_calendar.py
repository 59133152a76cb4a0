"""Each moment has one day, for ever, wherever the organisation moves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertel.domain.people.calendar import Calendar

ZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")
BEGIN = datetime(2026, 10, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """An organisation that moved up to four times in forty days, also around a change of the clock."""
    hours = sorted(draw(st.sets(st.integers(0, 40 * 24), max_size=4)))
    earlier = [
        {"time_zone": draw(st.sampled_from(ZONES)), "until": (BEGIN + hour * HOUR).isoformat()} for hour in hours
    ]
    return Calendar.of(draw(st.sampled_from(ZONES)), earlier)


@settings(max_examples=25, deadline=None)
@given(calendars())
def test_days_never_go_back_and_begin_and_end_where_they_say(calendar: Calendar) -> None:
    moments = [BEGIN + number * HOUR for number in range(42 * 24)]
    days = [calendar.day(moment) for moment in moments]
    assert all(first <= second for first, second in pairwise(days))
    for moment, day in zip(moments, days, strict=True):
        assert calendar.start(day) <= moment < calendar.start(day + timedelta(days=1))


@settings(max_examples=25, deadline=None)
@given(calendars(), st.sampled_from(ZONES))
def test_another_move_leaves_the_days_of_what_was_before(calendar: Calendar, zone: str) -> None:
    moved_at = BEGIN + timedelta(days=41)
    earlier = [
        {"time_zone": era.zone.key, "until": following.since.isoformat()} for era, following in pairwise(calendar.eras)
    ]
    moved = Calendar.of(zone, [*earlier, {"time_zone": calendar.zone.key, "until": moved_at.isoformat()}])
    for number in range(41 * 24):
        moment = BEGIN + number * HOUR
        assert moved.day(moment) == calendar.day(moment)


@pytest.mark.parametrize(
    ("before", "after", "at", "begins", "ends"),
    [
        # It is earlier there: the day of the change goes on until it ends there too.
        ("Europe/Amsterdam", "America/New_York", "2026-11-28T02:00", "2026-11-27T23:00", "2026-11-29T05:00"),
        ("Europe/Amsterdam", "America/New_York", "2026-11-28T12:00", "2026-11-27T23:00", "2026-11-29T05:00"),
        # It is the day after already: the day of the change ends with it.
        ("Europe/Amsterdam", "Asia/Tokyo", "2026-11-28T20:00", "2026-11-27T23:00", "2026-11-28T20:00"),
        ("Europe/Amsterdam", "Asia/Tokyo", "2026-11-28T12:00", "2026-11-27T23:00", "2026-11-28T15:00"),
    ],
)
def test_the_day_of_a_move(before: str, after: str, at: str, begins: str, ends: str) -> None:
    calendar = Calendar.of(after, [{"time_zone": before, "until": f"{at}+00:00"}])
    day = date(2026, 11, 28)
    bounds = (calendar.start(day), calendar.start(day + timedelta(days=1)))
    assert bounds == tuple(datetime.fromisoformat(f"{moment}+00:00") for moment in (begins, ends))
