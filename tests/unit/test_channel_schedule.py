"""When it is a channel's turn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vertel.db.models import Channel
from vertel.domain.channels import schedule
from vertel_schema import words

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def turn(settled: str, weekday: str, hour: int, last: str | None = None, zone: ZoneInfo = AMSTERDAM) -> str:
    """The next turn, in the time zone."""
    channel = Channel(weekday=schedule.WEEKDAYS.index(weekday), hour=hour, settled_at=moment(settled, zone))
    channel.last_turn_at = moment(last, zone) if last else None
    return schedule.next_turn(channel, zone).astimezone(zone).isoformat()[:16]


def moment(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        ("2030-03-04T12:00", "2030-03-05T10:00"),
        ("2030-03-05T09:59", "2030-03-05T10:00"),
        ("2030-03-05T10:00", "2030-03-12T10:00"),
        ("2030-03-05T10:01", "2030-03-12T10:00"),
        ("2030-03-06T00:00", "2030-03-12T10:00"),
        ("2030-12-31T23:59", "2031-01-07T10:00"),
    ],
)
def test_it_is_the_first_day_and_hour_that_is_still_to_come(settled: str, expected: str) -> None:
    assert turn(settled, "tuesday", 10) == expected


@pytest.mark.parametrize("weekday", schedule.WEEKDAYS)
@pytest.mark.parametrize("hour", [0, 9, 23])
def test_after_a_message_no_day_comes_within_the_week(weekday: str, hour: int) -> None:
    found = datetime.fromisoformat(turn("2030-03-05T10:00", weekday, hour, last="2030-03-05T10:00"))
    assert timedelta(days=7) <= found.date() - date(2030, 3, 5) < timedelta(days=14)
    assert (schedule.WEEKDAYS[found.weekday()], found.hour) == (weekday, hour)


def test_the_hour_stays_the_same_through_summer_time() -> None:
    assert turn("2030-03-26T10:00", "tuesday", 10, last="2030-03-26T10:00") == "2030-04-02T10:00"
    assert turn("2030-10-22T10:00", "tuesday", 10, last="2030-10-22T10:00") == "2030-10-29T10:00"


def test_an_hour_that_summer_time_leaves_out_is_the_one_after_it() -> None:
    assert turn("2030-03-30T12:00", "sunday", 2) == "2030-03-31T03:00"


def test_a_turn_is_missed_a_day_after_it() -> None:
    now = datetime(2030, 3, 5, 10, tzinfo=UTC)
    assert not schedule.is_too_late(now - timedelta(days=1), now)
    assert schedule.is_too_late(now - timedelta(days=1, minutes=1), now)


def test_days_have_the_names_of_the_contract() -> None:
    assert schedule.WEEKDAYS == words.WEEKDAYS
