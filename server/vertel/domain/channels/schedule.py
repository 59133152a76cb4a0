"""When it is a channel's turn: on its weekday and hour in the organisation's time zone, at most once a week."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vertel.db.models import Channel

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As the contract calls them; ``Channel.weekday`` is a place among them."""

WEEK = timedelta(days=7)
LATEST = timedelta(days=1)
"""How late a turn may be, when no server was running at its hour. After that it is the next week's."""


def next_turn(channel: Channel, zone: ZoneInfo) -> datetime:
    """Return the first turn that is not over, in UTC; it may have come already.

    A channel that was moved to another day has its next turn a week after the last message at the earliest.
    """
    earliest = channel.settled_at.astimezone(zone).date()
    if channel.last_turn_at is not None:
        earliest = max(earliest, channel.last_turn_at.astimezone(zone).date() + WEEK)
    day = earliest + timedelta(days=(channel.weekday - earliest.weekday()) % 7)
    turn = _moment(day, channel.hour, zone)
    return turn if turn > channel.settled_at else _moment(day + WEEK, channel.hour, zone)


def is_too_late(turn: datetime, moment: datetime) -> bool:
    """Return whether a turn is missed by now."""
    return moment - turn > LATEST


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    # An hour that the change to summer time leaves out becomes the one after it.
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
