"""Which messages are sent, and what follows from how a try went.

A message is sent at most once: before a node tries, it writes down that it is sending. When nobody knows afterwards
whether the message arrived, it is not sent again; a missing message is a smaller nuisance than a second one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Channel, ChannelMessage
from vertel.domain.channels import card, news, reasons, schedule
from vertel.domain.channels.card import Card
from vertel.domain.people import organisations
from vertel.domain.webhooks.deliveries import GONE, LEASE, PAUSES, Outcome, pause_after
from vertel.domain.webhooks.reasons import LONGEST, NOTHING_TAKEN

TRY_AGAIN_LATER = 503
"""The one answer above 499 that says that nothing was done."""


@dataclass(frozen=True)
class Job:
    """A message that is about to be sent.

    :ivar address: encrypted.
    """

    message_id: UUID
    kind: str
    address: bytes
    card: Card


def whose_turn(session: Session, moment: datetime) -> list[UUID]:
    """Return the channels whose turn has come."""
    zone = organisations.calendar(session).zone
    active = session.scalars(select(Channel).where(Channel.active).order_by(Channel.id))
    return [channel.id for channel in active if schedule.next_turn(channel, zone) <= moment]


def take_turn(session: Session, channel_id: UUID, moment: datetime) -> None:
    """Have a channel told what is new, when there is anything and no other node was at it before."""
    query = select(Channel).where(Channel.id == channel_id).with_for_update(skip_locked=True, of=Channel)
    channel = session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
    if channel is None or not channel.active:
        return
    turn = schedule.next_turn(channel, organisations.calendar(session).zone)
    if turn > moment:
        return
    channel.settled_at = channel.looked_at = moment
    if not schedule.is_too_late(turn, moment) and news.since_last_told(session, channel, moment).suggestions:
        channel.last_turn_at = turn
        message = ChannelMessage(channel_id=channel.id, purpose="weekly", created_at=moment, next_try_at=moment)
        session.add(message)
    session.flush()


def are_due(session: Session, moment: datetime) -> bool:
    """Return whether a message waits to be sent, or was being sent by a node that ended."""
    return session.scalar(select(ChannelMessage.id).where(or_(_due(moment), _cut_off(moment))).limit(1)) is not None


def claim(session: Session, moment: datetime, public_url: str) -> Job | None:
    """Return the next message that is due, which no other node sends from now on; None when there is none.

    Once this transaction is committed, the message is sent or nobody ever knows.
    """
    _settle_cut_off(session, moment)
    query = (
        select(ChannelMessage, Channel)
        .join(Channel, Channel.id == ChannelMessage.channel_id)
        .where(_due(moment), or_(Channel.active, ChannelMessage.purpose == "test"))
        .order_by(ChannelMessage.next_try_at, ChannelMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=(ChannelMessage, Channel))
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    message, channel = found
    written = _write(session, message, channel, moment, public_url)
    if written is None:
        message.state, message.next_try_at = "nothing_new", None
    else:
        message.state, message.tries, message.tried_at, message.next_try_at = "sending", message.tries + 1, moment, None
    session.flush()
    return None if written is None else Job(message.id, channel.kind, channel.address, written)


def record(session: Session, message_id: UUID, outcome: Outcome, moment: datetime) -> str | None:
    """Store how a try went; return the message's state, None when the channel was removed."""
    message = session.get(ChannelMessage, message_id, with_for_update=True, populate_existing=True)
    channel = session.get(Channel, message.channel_id, with_for_update={"of": Channel}) if message else None
    if message is None or channel is None:
        return None
    message.status, message.error, message.excerpt = outcome.status, outcome.error, outcome.excerpt
    if outcome.error is None:
        message.state = "delivered"
        _told(channel, message)
        if message.purpose == "weekly":
            channel.last_sent_at = moment
    elif _may_have_arrived(outcome):
        message.state, message.error = "uncertain", (reasons.UNCERTAIN % {"error": outcome.error})[:LONGEST]
        _told(channel, message)
    else:
        _failed(channel, message, outcome, moment)
    session.flush()
    return message.state


def _write(
    session: Session, message: ChannelMessage, channel: Channel, moment: datetime, public_url: str
) -> Card | None:
    """Return what a message says; None when there is nothing to tell any more."""
    zone = organisations.calendar(session).zone
    if message.purpose == "test":
        return card.write(news.newest(session, channel, moment), channel.language, zone, public_url, is_test=True)
    found = news.since_last_told(session, channel, moment)
    message.tells_until = found.until
    return card.write(found.suggestions, channel.language, zone, public_url) if found.suggestions else None


def _settle_cut_off(session: Session, moment: datetime) -> None:
    query = select(ChannelMessage).where(_cut_off(moment)).with_for_update(skip_locked=True)
    for message in session.scalars(query):
        message.state, message.error = "uncertain", reasons.ENDED
        _told(session.get_one(Channel, message.channel_id), message)
    session.flush()


def _failed(channel: Channel, message: ChannelMessage, outcome: Outcome, moment: datetime) -> None:
    """Have a message tried again, that certainly did not arrive. A test is tried once: somebody waits for it."""
    if message.purpose == "weekly" and outcome.status != GONE and message.tries <= len(PAUSES):
        message.state, message.next_try_at = "waiting", moment + pause_after(message.tries, outcome.rest)
        return
    message.state = "given_up"
    if message.purpose == "weekly":
        channel.active = False
        reason = reasons.GONE if outcome.status == GONE else NOTHING_TAKEN
        channel.disabled_reason = (reason % {"error": outcome.error})[:LONGEST]


def _may_have_arrived(outcome: Outcome) -> bool:
    """Return whether a message may have arrived, though the answer was no good.

    A gateway that answers 502 or 504, and a program that answers 500, may have done what they were asked to.
    """
    if outcome.status is None:
        return outcome.left
    return outcome.status >= 500 and outcome.status != TRY_AGAIN_LATER


def _told(channel: Channel, message: ChannelMessage) -> None:
    if message.tells_until is not None:
        channel.told_until = max(channel.told_until, message.tells_until)


def _due(moment: datetime) -> ColumnElement[bool]:
    return ChannelMessage.next_try_at <= moment


def _cut_off(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that a try took longer than one can take: its node has ended."""
    return (ChannelMessage.state == "sending") & (ChannelMessage.tried_at <= moment - LEASE)
