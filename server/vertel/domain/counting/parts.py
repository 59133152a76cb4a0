"""The parts of audiences as rows, and which links belong to one that is open.

A part is made when the first of its people needs it, and closed for good when they become fewer than five. Links carry
their part: with a closed one they lead on and are not counted any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vertel.db import people_version
from vertel.db.models import Employee, Link, Part, Suggestion
from vertel.db.upsert import insert_if_absent
from vertel.domain.audience import cohorts, eligible
from vertel.domain.audience.cohorts import Audience
from vertel.domain.audience.eligible import Eligible
from vertel.domain.counting.partition import Partition, partition

EARLIER = UUID(int=1)
"""The part of links that were made before there were parts, where five people at least had made them."""

AT_ONCE = 500
SMALL_ORGANISATION = 1000
"""Employees up to whom parts are closed in the transaction in which somebody goes; else the recorder does it."""


class Target(NamedTuple):
    """Where an event is counted; both None for what belongs to no suggestion."""

    suggestion_id: UUID | None
    group: str | None


def of_employee(session: Session, employee: Employee, audience: Audience) -> Part | None:
    """Return the part of an audience to which an employee belongs, made when it is new.

    None when they are not in the audience, or when fewer than five people are.
    """
    if not cohorts.includes(audience, employee):
        return None
    key = audience_key(audience)
    found = _partition(session, eligible.current(session), key, audience)
    group = found.group_of(employee.team_id)
    return _find_or_make(session, key, audience, group, hosts=group == found.host) if group else None


def targets(session: Session, link_ids: Collection[UUID]) -> dict[UUID, Target]:
    """Return where clicks on links are counted, without links that are not. Closes parts with too few people by now."""
    counted: dict[UUID, Target] = {}
    ids = sorted(link_ids)
    for start in range(0, len(ids), AT_ONCE):
        columns = (Link.id, Link.suggestion_id, Link.part_id, Link.retired, Suggestion.audience)
        query = select(*columns).outerjoin(Suggestion, Suggestion.id == Link.suggestion_id)
        rows = session.execute(query.where(Link.id.in_(ids[start : start + AT_ONCE]))).all()
        parts = open_parts(session, {row.part_id for row in rows if row.part_id})
        for row in rows:
            part = parts.get(row.part_id)
            if row.suggestion_id is None or row.part_id == EARLIER:
                counted[row.id] = Target(None, None)
            elif part is not None and not row.retired and part.audience_key == audience_key(row.audience):
                counted[row.id] = Target(row.suggestion_id, part.group)
    return counted


def open_parts(session: Session, part_ids: Collection[UUID]) -> dict[UUID, Part]:
    """Return those of these parts that have five people at least, and close those that have fewer by now."""
    query = select(Part).where(Part.id.in_(part_ids), Part.id != EARLIER, Part.key.is_not(None))
    found = {part.id: part for part in session.scalars(query)} if part_ids else {}
    for part in _close(session, found.values()):
        del found[part.id]
    return found


def close_small(session: Session) -> None:
    """Close all parts that have fewer than five people by now."""
    _close(session, session.scalars(_OPEN).all())


def has_small(session: Session) -> bool:
    """Return whether a part has fewer than five people by now and is not closed yet."""
    return bool(_small(session, session.scalars(_OPEN).all()))


_OPEN = select(Part).where(Part.key.is_not(None), Part.id != EARLIER)


def retire_links(session: Session, suggestion_ids: Sequence[UUID]) -> None:
    """Have the links of suggestions, whose audience was changed, lead on uncounted; the next request gets new ones."""
    if not suggestion_ids:
        return
    links = Link.suggestion_id.in_(suggestion_ids)
    # The moment of the last change stays: where the link leads is the same, and nobody is to see that it was retired.
    values = {"retired": True, "owner": None, "changed_at": Link.changed_at}
    session.execute(update(Link).where(links, ~Link.retired).values(values), execution_options=UNSYNCHRONIZED)


UNSYNCHRONIZED = {"synchronize_session": False}


def audience_key(audience: Audience) -> str:
    """Return what is the same for two audiences of the same people."""
    sides = {side: sorted({word.casefold() for word in words}) for side, words in audience.items()}
    return hashlib.sha256(orjson.dumps(sides, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _close(session: Session, parts: Iterable[Part]) -> list[Part]:
    small = _small(session, parts)
    for part in small:
        part.key = None
    session.flush()
    return small


def _small(session: Session, parts: Iterable[Part]) -> list[Part]:
    """Return those parts that have fewer than five people by now."""
    people = eligible.current(session)
    partitions: dict[str, Partition] = {}
    small = []
    for part in parts:
        if part.audience_key not in partitions:
            partitions[part.audience_key] = _partition(session, people, part.audience_key, part.audience)
        if part.group not in partitions[part.audience_key].groups:
            small.append(part)
    return small


def _partition(session: Session, people: Eligible, key: str, audience: Audience) -> Partition:
    hosting = select(Part.group).where(Part.audience_key == key, Part.key.is_not(None), Part.hosts)
    return partition(people.by_team(audience), session.scalars(hosting).first())


def _find_or_make(session: Session, audience_key: str, audience: Audience, group: str, *, hosts: bool) -> Part:
    key = f"{audience_key}:{group}"
    query = select(Part).where(Part.key == key)
    part = session.scalars(query).one_or_none()
    if part is None:
        row = {"id": uuid4(), "key": key, "audience_key": audience_key, "audience": dict(audience)}
        row |= {"people": group, "hosts": hosts}
        insert_if_absent(session, Part, [row], returning=Part.id)
        part = session.scalars(query).one()
    if hosts and not part.hosts:
        part.hosts = True
        session.flush()
    return part


def _close_in_small_organisation(session: Session) -> None:
    if session.scalar(select(Employee.id).offset(SMALL_ORGANISATION).limit(1)) is None:
        close_small(session)


people_version.after_change.append(_close_in_small_organisation)
