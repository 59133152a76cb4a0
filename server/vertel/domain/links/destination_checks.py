"""Checking all pages to which links lead, as a job: somebody asks for it, a node does it, and its answers are kept.

Asking a page takes seconds, so no request waits for it. One node at a time is at work; a lease says for how long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import DestinationAnswer, DestinationCheck
from vertel.db.upsert import upsert
from vertel.domain.links.destination_check import Answer

LEASE = timedelta(minutes=3)
"""How long a node may take for some pages before another one takes its place."""


def newest(session: Session) -> DestinationCheck | None:
    """Return the newest check; None when nobody asked for one."""
    return session.get(DestinationCheck, 1, populate_existing=True)


def ask(session: Session) -> DestinationCheck:
    """Have all pages checked, and return the check: the one that is under way if there is one."""
    found = session.get(DestinationCheck, 1, with_for_update=True, populate_existing=True)
    if found is None or found.finished_at is not None:
        anew: dict[str, Any] = {"asked_at": now(), "finished_at": None, "leased_until": None, "position": None}
        anew |= {"checked": 0, "total": None}
        upsert(session, DestinationCheck, [{"id": 1} | anew], key=["id"], replace=[*anew])
    return session.get_one(DestinationCheck, 1, populate_existing=True)


def is_due(session: Session) -> bool:
    """Return whether a check waits for a node to do it."""
    return session.scalar(select(DestinationCheck.id).where(_unattended())) is not None


def claim(session: Session) -> DestinationCheck | None:
    """Take on the check that waits, and return it; None when there is none, or another node was faster."""
    mine = update(DestinationCheck).where(_unattended()).values(leased_until=now() + LEASE)
    if session.scalar(mine.returning(DestinationCheck.id)) is None:
        return None
    return newest(session)


def record(session: Session, answers: Mapping[str, Answer], position: str | None, total: int) -> None:
    """Store what some pages answered, and how far the check is.

    :param position: the last of these pages; None when no more follow.
    :param total: how many pages there are in all.
    """
    moment = now()
    rows = [
        {"destination_url": url} | answer._asdict() | {"checked_at": moment} for url, answer in sorted(answers.items())
    ]
    changed = ["status", "message", "moved_to", "checked_at"]
    upsert(session, DestinationAnswer, rows, key=["destination_url"], replace=changed)
    check = session.get_one(DestinationCheck, 1, with_for_update=True, populate_existing=True)
    check.checked, check.total = check.checked + len(rows), total
    check.position, check.leased_until = position, moment + LEASE
    if position is None:
        check.finished_at, check.leased_until = moment, None
        # Pages to which nothing leads any more were not asked this time.
        session.execute(delete(DestinationAnswer).where(DestinationAnswer.checked_at < check.asked_at))
    session.flush()


def answers(session: Session, urls: Sequence[str]) -> dict[str, DestinationAnswer]:
    """Return what pages answered when they were asked last, by address; without those that never were."""
    query = select(DestinationAnswer).where(DestinationAnswer.destination_url.in_(urls))
    return {answer.destination_url: answer for answer in session.scalars(query)} if urls else {}


def _unattended() -> ColumnElement[bool]:
    free = or_(DestinationCheck.leased_until.is_(None), DestinationCheck.leased_until < now())
    return and_(DestinationCheck.finished_at.is_(None), free)
