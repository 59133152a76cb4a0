"""How people and programs prove who they are. Secrets are stored as SHA-256 of the secret, never as themselves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.db.models.people import Employee, Organisation
from vertel.ids import new_id


class OneTime:
    """What is kept of a secret that begins one sign-in.

    ``attempt_hash`` is of the id with which it was used: who knows that too may ask again for the first refresh token,
    which follows from ``salt``, the secret and the id.
    """

    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempt_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class EnrolmentCode(OneTime, Base):
    """A one-time code with which an employee begins their first session."""

    __tablename__ = "enrolment_codes"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EmailCode(OneTime, Base):
    """Six digits that were asked for with an address; which ones follows from the id and the server's key.

    An address that nobody here has gets a row, too, with ``employee_id`` null: both are answered in the same time.
    """

    __tablename__ = "email_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    address_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)


class DeviceCode(OneTime, Base):
    """A browser or terminal that asks to be connected (RFC 8628).

    ``agreed`` is null until the employee of ``employee_id`` has said yes or no. ``asked_at`` is when the device asked
    last, and ``interval`` how many seconds it has to wait in between.
    """

    __tablename__ = "device_codes"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    interval: Mapped[int] = mapped_column(default=5)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    agreed: Mapped[bool | None] = mapped_column()


class AttemptCount(Base):
    """How often something was tried in a span of time.

    ``key_hash`` is of what is counted, with a key that changes daily; ``until`` is the end of the span.
    """

    __tablename__ = "attempt_counts"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True, index=True)
    attempts: Mapped[int] = mapped_column()


class SignIn(Base):
    """One sign-in and the family of tokens that came from it; ending it ends them all. ``name`` is the device's."""

    __tablename__ = "sign_ins"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    name: Mapped[str | None] = mapped_column(String(100))

    employee: Mapped[Employee] = relationship(lazy="joined")

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        """Return the condition that it was not ended, by itself or with everybody's."""
        since = select(Organisation.sign_ins_since).where(Organisation.id == 1).scalar_subquery()
        return and_(cls.ended_at.is_(None), or_(since.is_(None), cls.created_at > since))


class RefreshToken(Base):
    """A refresh token of a sign-in, and, once it was used, from what its one successor follows.

    ``attempt_hash`` is of the id with which it was used first, ``salt`` is random. The successor follows from the salt
    and the token, of which only the hash is stored.
    """

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sign_in_id: Mapped[UUID] = mapped_column(ForeignKey("sign_ins.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    attempt_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))

    sign_in: Mapped[SignIn] = relationship(lazy="joined")


class ApiKey(Base):
    """A key with which a program calls the API.

    ``prefix`` is how the key begins, to know it by; of keys from before it was stored it is null. ``last_used_on`` is
    a day in UTC. ``created_by`` is written as the ``actor`` of an audit entry.
    """

    __tablename__ = "api_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    prefix: Mapped[str | None] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[str | None] = mapped_column(String(64))
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_on: Mapped[date | None] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class IdempotencyKey(Base):
    """The answer to a POST that carried an ``Idempotency-Key``, to be given again.

    ``subject_id`` is what the answer repeats the words of, such as an idea. The answer is deleted with it: ``headers``
    and ``body`` are then null, ``status`` is not, and the key stays.
    """

    __tablename__ = "idempotency_keys"

    caller: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int | None] = mapped_column()
    headers: Mapped[str | None] = mapped_column()
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
