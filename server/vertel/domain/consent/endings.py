"""What time does to consents: the end of one is told, and some time after an end what was said is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Engine, Table, and_, or_, select, update
from sqlalchemy.orm import Session

from vertel.db.engine import make_session
from vertel.db.models import Consent, Suggestion
from vertel.domain import audit
from vertel.domain.audit import Act, AuditAction, Subject
from vertel.domain.people import organisations
from vertel.domain.suggestions.standing import LONG_AGO, State

ACTOR = "housekeeping"
"""Who records it, in the audit log: nobody did anything."""

_SUGGESTIONS = cast("Table", Suggestion.__table__)

AT_ONCE = 100
"""Rows in one transaction."""

FORGOTTEN = b""
"""In place of the digest of what was shown."""


def tell(engine: Engine, moment: datetime) -> int:
    """Record each published suggestion that left the lists because the days of a consent are over; return how many.

    Several nodes may call it at once. What ended before the column was there is told as well, once.
    """

    def tell_some(session: Session) -> int:
        # Not through the ORM, which would raise the version, though nothing changed that an editor wrote.
        ended = select(Suggestion.id).where(*_untold(moment)).order_by(Suggestion.id).limit(AT_ONCE)
        told = (
            _SUGGESTIONS.update()
            .where(_SUGGESTIONS.c.id.in_(session.scalars(ended).all()), *_untold(moment))
            .values(consent_end_told=_SUGGESTIONS.c.consent_ends_at)
            .returning(_SUGGESTIONS.c.id, _SUGGESTIONS.c.title, _SUGGESTIONS.c.consent_ends_at)
        )
        rows = session.execute(told).all()
        calendar = organisations.calendar(session)
        acts = [
            Act(
                AuditAction.CONSENT_EXPIRED,
                Subject("suggestion", row.id, row.title),
                {"until": calendar.day(row.consent_ends_at) - timedelta(days=1)},
            )
            for row in sorted(rows)
        ]
        audit.record_all(session, ACTOR, acts)
        return len(rows)

    return _until_done(engine, select(Suggestion.id).where(*_untold(moment)).exists(), tell_some)


def forget(engine: Engine, days: int, moment: datetime) -> int:
    """Forget which words and picture people answered to, and when, so many days after a no or an end; return how many.

    What stays is the answer itself, and the last day of a yes: without it somebody who said no would count as never
    asked, and be shown again. It goes with the person. Links keep leading to their page.

    :param days: 0 keeps all.
    """
    if not days:
        return 0

    def forget_some(session: Session) -> int:
        old = _over(organisations.calendar(session).day(moment) - timedelta(days=days))
        some = session.scalars(select(Consent.id).where(old).order_by(Consent.id).limit(AT_ONCE)).all()
        emptied = update(Consent).where(Consent.id.in_(some), old)
        done = session.execute(
            emptied.values(shown={}, digest=FORGOTTEN, answered_on=None),
            execution_options={"synchronize_session": False},
        )
        return int(done.rowcount)  # type: ignore[attr-defined]  # DML answers a CursorResult

    with make_session(engine, writes=False) as session:
        first = organisations.calendar(session).day(moment) - timedelta(days=days)
    return _until_done(engine, select(Consent.id).where(_over(first)).exists(), forget_some)


def _until_done(engine: Engine, remains: ColumnElement[bool], some: Callable[[Session], int]) -> int:
    """Write some rows at a time until none remains; look for them in transactions that only read."""
    done = 0
    while True:
        with make_session(engine, writes=False) as session:
            if not session.scalar(select(remains)):
                return done
        with make_session(engine, writes=True) as session:
            done += some(session)
            session.commit()


def _untold(moment: datetime) -> list[ColumnElement[bool]]:
    ends, told = Suggestion.consent_ends_at, Suggestion.consent_end_told
    return [
        Suggestion.status == "published",
        ends <= moment,
        ends > LONG_AGO,  # that somebody said no was told when they did
        or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > ends),
        or_(told.is_(None), told != ends),
    ]


def _over(first: date) -> ColumnElement[bool]:
    """Return the condition that a consent ended, or was asked for in vain, before a day, and was not forgotten yet."""
    said_no = and_(Consent.state.in_([State.REFUSED, State.WITHDRAWN]), Consent.answered_on < first)
    ran_out = and_(Consent.state == State.AGREED, Consent.until < first)
    unanswered = and_(Consent.state == State.ASKED, Consent.asked_on < first)
    return and_(Consent.digest != FORGOTTEN, or_(said_no, ran_out, unanswered))
