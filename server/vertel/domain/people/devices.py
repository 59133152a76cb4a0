"""Where an employee is signed in."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import RefreshToken, SignIn
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.people import organisations, sign_ins
from vertel.errors import NotFoundError
from vertel.translations.active import gettext as _


class Device(NamedTuple):
    """A sign-in that can be carried on. Of its beginning no more than the day."""

    id: UUID
    name: str | None
    created_at: date
    current: bool


def browse(
    session: Session, employee_id: UUID, current: UUID | None, limit: int, after: Position | None
) -> Page[Device]:
    """Return a page of the devices of an employee, the newest first.

    :param current: the sign-in of the one that asks.
    """
    good = exists().where(RefreshToken.sign_in_id == SignIn.id, RefreshToken.expires_at > now())
    query = select(SignIn).where(SignIn.employee_id == employee_id, SignIn.is_open(), good)
    found = keyset_page(session, query, [SignIn.id.desc()], limit, after)
    zone = ZoneInfo(organisations.get(session).time_zone)
    devices = [
        Device(each.id, each.name, each.created_at.astimezone(zone).date(), each.id == current) for each in found.items
    ]
    return Page(devices, found.position)


def end(session: Session, employee_id: UUID, device_id: UUID) -> None:
    """Sign one device of an employee out.

    :raises NotFoundError: they have none with that id.
    """
    found = session.get(SignIn, device_id)
    if found is None or found.employee_id != employee_id or found.ended_at is not None:
        raise NotFoundError(_("You are not signed in on such a device, or not any more."))
    sign_ins.end(session, device_id)
