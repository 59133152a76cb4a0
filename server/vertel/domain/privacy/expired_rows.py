"""Rows that are deleted after some time. docs/operations.md lists all tables, and what takes their rows away."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, exists, or_, select
from sqlalchemy.orm import aliased

from vertel.db import kept_answers
from vertel.db.batches import delete_in_batches
from vertel.db.models import (
    AttemptCount,
    Base,
    ChannelMessage,
    DeviceCode,
    EmailCode,
    EnrolmentCode,
    Event,
    IdempotencyKey,
    Image,
    Mail,
    RefreshToken,
    SignIn,
    UsedState,
)
from vertel.domain.images import employee_photos
from vertel.domain.webhooks import deliveries

SIGN_IN_KEPT = timedelta(days=30)
"""How long it is known when a sign-in began and ended, and when a code was used."""

TOLD_TO_HAVE_EXPIRED = timedelta(hours=1)
"""How long a device that waits for somebody who never came is told that its code has expired."""

MAIL_LEFT = timedelta(days=1)
"""After how long a mail is deleted that no process has given up, because mail was switched off."""

REUSE_NOTICED = timedelta(days=30)
"""How long a refresh token that was used is known. When it is used again after that, it is refused like an unknown one,
and its family does not end. The token that was used last in its family is known until it expires."""


def delete_all(engine: Engine, moment: datetime) -> None:
    """Delete all rows that have expired."""
    for model, condition in _expired(moment).items():
        delete_in_batches(engine, model, condition)


def _expired(moment: datetime) -> dict[type[Base], ColumnElement[bool]]:
    long_ago = moment - SIGN_IN_KEPT
    return {
        IdempotencyKey: kept_answers.expired(moment),
        ChannelMessage: ChannelMessage.created_at < moment - deliveries.KEPT,
        Event: Event.created_at < moment - deliveries.KEPT,
        Image: employee_photos.forgotten(moment),
        EnrolmentCode: or_(EnrolmentCode.used_at < long_ago, EnrolmentCode.expires_at < long_ago),
        EmailCode: _short_lived(EmailCode, moment),
        DeviceCode: _short_lived(DeviceCode, moment),
        AttemptCount: AttemptCount.until < moment,
        UsedState: UsedState.expires_at < moment,
        Mail: Mail.expires_at < moment - MAIL_LEFT,
        RefreshToken: _refresh_tokens(moment),
        SignIn: or_(SignIn.ended_at < long_ago, and_(SignIn.created_at < long_ago, ~_has_token())),
    }


def _short_lived(model: type[EmailCode | DeviceCode], moment: datetime) -> ColumnElement[bool]:
    unused = and_(model.used_at.is_(None), model.expires_at < moment - TOLD_TO_HAVE_EXPIRED)
    return or_(unused, model.used_at < moment - SIGN_IN_KEPT)


def _refresh_tokens(moment: datetime) -> ColumnElement[bool]:
    later = aliased(RefreshToken)
    followed = exists().where(later.sign_in_id == RefreshToken.sign_in_id, later.used_at > RefreshToken.used_at)
    ended = select(SignIn.id).where(SignIn.ended_at.is_not(None))
    return or_(
        RefreshToken.expires_at < moment,
        and_(RefreshToken.used_at < moment - REUSE_NOTICED, followed),
        RefreshToken.sign_in_id.in_(ended),
    )


def _has_token() -> ColumnElement[bool]:
    return exists().where(RefreshToken.sign_in_id == SignIn.id)
