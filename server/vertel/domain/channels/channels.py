"""Channels: adding and changing them, and what is known of how telling them goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Channel, ChannelMessage, Team
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.channels import news, schedule
from vertel.domain.channels.schedule import WEEKDAYS
from vertel.domain.people import organisations, teams
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.errors import ConflictError, NotFoundError, refused
from vertel.translations.active import gettext as _

MOST = 100
"""Channels of one deployment."""

PLAIN = ("name", "language", "hour", "location", "active")


class ChannelDocument(TypedDict):
    """A loaded ``ChannelRequest``."""

    kind: str
    name: str
    address: str
    language: str
    weekday: str
    hour: int
    team: str | None
    location: str | None
    active: bool


class ChannelChanges(TypedDict, total=False):
    """A loaded ``ChannelPatch``."""

    name: str
    address: str
    language: str
    weekday: str
    hour: int
    team: str | None
    location: str | None
    active: bool


def create(session: Session, document: ChannelDocument, box: SecretBox) -> Channel:
    """Add a channel whose address was checked. What went live in the last seven days is new to it.

    :raises ConflictError: there are 100 already.
    :raises RefusedError: there is no such team.
    """
    if len(session.scalars(select(Channel.id).limit(MOST)).all()) >= MOST:
        raise ConflictError(
            _("There are %(most)s channels already. Remove one that is not needed any more.") % {"most": MOST}
        )
    moment = now()
    channel = Channel(
        **{name: document[name] for name in ("kind", *PLAIN)},  # type: ignore[literal-required]  # names of the document
        weekday=WEEKDAYS.index(document["weekday"]),
        address=box.encrypt(document["address"]),
        team=_team(session, document["team"]),
        settled_at=moment,
        told_until=moment - schedule.WEEK,
        created_at=moment,
    )
    session.add(channel)
    session.flush()
    return channel


def find(session: Session, channel_id: UUID, *, to_change: bool = False) -> Channel:
    """Return a channel, with ``to_change`` locked against other writers.

    :raises NotFoundError: there is none.
    """
    lock = {"of": Channel} if to_change else None
    found = session.get(Channel, channel_id, with_for_update=lock, populate_existing=to_change)
    if found is None:
        raise NotFoundError(_("There is no channel with this id."))
    return found


def change(session: Session, channel: Channel, patch: ChannelChanges, box: SecretBox) -> None:
    """Change a channel. What waited to be sent is forgotten when it is paused or goes on.

    :param patch: its address was checked.
    :raises RefusedError: there is no such team.
    """
    before = (channel.weekday, channel.hour, channel.active)
    _set_values(session, channel, patch)
    if "address" in patch:
        channel.address = box.encrypt(patch["address"])
    if before != (channel.weekday, channel.hour, channel.active):
        channel.settled_at = now()
    if before[2] != channel.active:
        waiting = ChannelMessage.channel_id == channel.id, ChannelMessage.state == "waiting"
        session.execute(delete(ChannelMessage).where(*waiting))
    if patch.get("active"):
        channel.disabled_reason = None
    session.flush()


def remove(session: Session, channel: Channel) -> None:
    """Remove a channel, with its address and its messages."""
    session.delete(channel)
    session.flush()


def browse(session: Session, limit: int, after: Position | None) -> Page[Channel]:
    """Return a page of channels, the oldest first."""
    return keyset_page(session, select(Channel), [Channel.created_at, Channel.id], limit, after)


def test(session: Session, channel: Channel) -> ChannelMessage:
    """Have a test sent, to a paused channel too: it is how one sees whether the address is right.

    :raises ConflictError: the last one is still on its way.
    """
    under_way = ("waiting", "sending")
    last = latest(session, channel, "test")
    if last is not None and last.state in under_way:
        raise ConflictError(_("A test is on its way already. Look in a moment how it went."))
    message = ChannelMessage(channel_id=channel.id, purpose="test", created_at=now(), next_try_at=now())
    session.add(message)
    session.flush()
    return message


def latest(session: Session, channel: Channel, purpose: str) -> ChannelMessage | None:
    """Return the last message of a channel that was meant for something."""
    query = select(ChannelMessage).where(ChannelMessage.channel_id == channel.id, ChannelMessage.purpose == purpose)
    return session.scalars(query.order_by(ChannelMessage.created_at.desc(), ChannelMessage.id.desc()).limit(1)).first()


def next_at(session: Session, channel: Channel) -> datetime | None:
    """Return when a channel is told next; None while it is paused."""
    return schedule.next_turn(channel, organisations.calendar(session).zone) if channel.active else None


def values(session: Session, channel: Channel) -> dict[str, Any]:
    """Return what an administrator sets of a channel, for the audit log: never its address."""
    team = news.current_team(session, channel)
    plain = {name: getattr(channel, name) for name in ("kind", *PLAIN)}
    return plain | {"weekday": WEEKDAYS[channel.weekday], "team": team.slug if team else None}


def _set_values(session: Session, channel: Channel, patch: ChannelChanges) -> None:
    for name in PLAIN:
        if name in patch:
            setattr(channel, name, patch[name])  # type: ignore[literal-required]  # a name of PLAIN
    if "weekday" in patch:
        channel.weekday = WEEKDAYS.index(patch["weekday"])
    if "team" in patch:
        channel.team = _team(session, patch["team"])


def _team(session: Session, name: str | None) -> Team | None:
    if name is None:
        return None
    slug = teams.current_slug(session, name)
    found = session.scalars(select(Team).where(Team.slug == slug, Team.is_there())).one_or_none()
    if found is None:
        raise refused("/team", _("Expected the name or the slug of a team that there is: GET /teams lists them."))
    return found
