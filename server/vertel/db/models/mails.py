"""Mails that are still to be sent, and those that people asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class Mail(Base):
    """A mail to an employee, until it was handed over or given up. What it says is written when it is sent.

    ``address`` is where one goes to somebody who is no employee.

    ``kind`` says which mail, ``subject_id`` what it is about. Without an employee there is nobody to send it to: that
    row was stored so that an unknown address is answered in the same time as a known one.

    ``begun_at`` is when a node began to hand over a mail that is never sent twice; ``told`` is what such a mail tells,
    for :class:`MailSubscription`.
    """

    __tablename__ = "mails"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    address: Mapped[str | None] = mapped_column(String(254))
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class MailSubscription(Base):
    """A mail that an employee asked for, or has ended: ``kind`` is ``digest`` or ``waiting``.

    ``weekday`` (Monday is 0; for ``digest`` only) and ``hour`` are in ``time_zone``, the organisation's when null.
    ``personal`` is whether the mail also tells what editors said to the employee.

    ``next_at`` is when it is looked at next, null while it is off; ``queued_at`` when one was stored to be sent, which
    keeps the next one away however that went; ``sent_at`` when one was handed over; ``tested_at`` when one was sent on
    request. ``refused_at`` is when the mail server refused the address, which ended it. ``told`` is what the last one
    said, so that the next one says something new.
    """

    __tablename__ = "mail_subscriptions"

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    active: Mapped[bool] = mapped_column(default=False)
    weekday: Mapped[int] = mapped_column(default=1)
    hour: Mapped[int] = mapped_column(default=9)
    time_zone: Mapped[str | None] = mapped_column(String(64))
    personal: Mapped[bool] = mapped_column(default=False)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
