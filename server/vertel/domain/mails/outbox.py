"""Mails that are still to be sent, as rows: one that is stored is sent, or given up with a line in the log.

A row holds no text and no secret. What a mail says is written when it is sent.

A code or an invitation that may not have arrived is sent again. What people asked to read now and then is not: of
:data:`NEVER_TWICE` it is noted that handing over begins, and one of which it is not known how it ended is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Mail

SIGN_IN_CODE = "sign_in_code"
INVITATION = "invitation"
CONSENT = "consent"
DIGEST = "digest"
WAITING = "waiting"
DIGEST_TEST = "digest_test"
WAITING_TEST = "waiting_test"

NEVER_TWICE = frozenset({DIGEST, WAITING, DIGEST_TEST, WAITING_TEST})

LEASE = timedelta(minutes=2)
"""For so long a mail that a node has claimed is left alone by the others. Handing one over takes less."""

PAUSES = (5, 15, 60, 300, 1800)
"""Seconds to wait after each failure; after more of them the last one again."""

_PAUSED = [timedelta(seconds=seconds) for seconds in PAUSES]


def queue(
    session: Session,
    kind: str,
    employee_id: UUID | None,
    expires_at: datetime,
    *,
    subject_id: UUID | None = None,
    address: str | None = None,
) -> None:
    """Have a mail sent, as soon as this transaction is committed.

    :param kind: which mail: a constant of this module.
    :param employee_id: to whom; None for a mail to an address, or one that is not sent.
    :param expires_at: when it is given up.
    :param subject_id: what it is about.
    :param address: where it goes when that is no employee; deleted with the row.
    """
    moment = now()
    mail = Mail(kind=kind, employee_id=employee_id, subject_id=subject_id, expires_at=expires_at)
    mail.address = address
    mail.created_at = mail.next_try_at = moment
    mail.tries = 0
    session.add(mail)
    session.flush()


def are_due(session: Session, moment: datetime) -> bool:
    """Return whether a mail waits to be sent."""
    return session.scalar(select(Mail.id).where(Mail.next_try_at <= moment).limit(1)) is not None


def claim(session: Session, moment: datetime, most: int) -> Sequence[Mail]:
    """Return mails that are due, those first that are of use for the shortest time; no other node sends them now."""
    query = select(Mail).where(Mail.next_try_at <= moment).order_by(Mail.expires_at, Mail.id).limit(most)
    found = session.scalars(query.with_for_update(skip_locked=True)).all()
    for mail in found:
        mail.next_try_at = moment + LEASE
        mail.tries += 1
    session.flush()
    return found


def begin(session: Session, mail: Mail, moment: datetime) -> bool:
    """Note that a mail is handed over now; return False when it was taken back or another node has it.

    :param mail: as :func:`claim` returned it.
    """
    begun = update(Mail).where(Mail.id == mail.id, Mail.tries == mail.tries, Mail.begun_at.is_(None))
    result = session.execute(begun.values(begun_at=moment), execution_options={"synchronize_session": False})
    return bool(result.rowcount)  # type: ignore[attr-defined]  # DML answers a CursorResult


def remove(session: Session, mail: Mail) -> None:
    """Forget a mail that was sent, or is given up."""
    session.execute(delete(Mail).where(Mail.id == mail.id))


def postpone(session: Session, mail: Mail, moment: datetime) -> bool:
    """Have a mail that failed tried again; return False, and forget it, when that would be too late."""
    again = moment + _PAUSED[min(mail.tries, len(_PAUSED)) - 1]
    if again >= mail.expires_at:
        remove(session, mail)
        return False
    stored = session.get(Mail, mail.id)
    if stored is not None:
        stored.next_try_at, stored.begun_at = again, None
    return True
