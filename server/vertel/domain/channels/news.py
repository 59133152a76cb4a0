"""What is new for those who read a channel: live, meant for everyone, or for the channel's team or location."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.db.models import Channel, Suggestion, Team
from vertel.domain.audience.member import AudienceMember
from vertel.domain.suggestions import library

MOST = 3
"""Suggestions of one message."""

UNSETTLED = timedelta(minutes=1)
"""What went live within this time may be in a transaction that is not committed yet. It is new the next week."""

_NOBODY = UUID(int=0)
_ALWAYS = datetime.min.replace(tzinfo=UTC)


class News(NamedTuple):
    """What a channel is told.

    :ivar until: what went live up to then is among it.
    """

    suggestions: list[Suggestion]
    until: datetime


def since_last_told(session: Session, channel: Channel, moment: datetime) -> News:
    """Return what went live since the channel was told last, closest first, then the newest first."""
    until = moment - UNSETTLED
    found = library.newest(session, _reader(session, channel), channel.told_until, until, moment, MOST)
    return News(found, until)


def newest(session: Session, channel: Channel, moment: datetime) -> list[Suggestion]:
    """Return what is live, new or not: what a test shows."""
    return library.newest(session, _reader(session, channel), _ALWAYS, moment, moment, MOST)


def _reader(session: Session, channel: Channel) -> AudienceMember:
    team = current_team(session, channel)
    return AudienceMember(_NOBODY, team.slug if team else None, channel.location, [channel.language])


def current_team(session: Session, channel: Channel) -> Team | None:
    """Return the channel's team; the one that it was made part of; None for none, and when it was removed."""
    team = channel.team
    if team is not None and team.part_of_id is not None:
        team = session.get(Team, team.part_of_id)
    return None if team is None or team.removed else team
