"""The one organisation of this deployment."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from vertel.clock import now
from vertel.db.models import Organisation
from vertel.domain.people.calendar import Calendar

_READ = "vertel.organisation"


def get(session: Session) -> Organisation:
    """Return the organisation; one with plain defaults, not stored, where none was set up.

    It is read once in a transaction: a session by itself forgets what nobody holds on to, and would read it again for
    each of a list's rows.
    """
    if _READ not in session.info:
        session.info[_READ] = session.get(Organisation, 1) or default()
    return cast("Organisation", session.info[_READ])


def stored(session: Session) -> Organisation:
    """Return the organisation, stored and locked until the transaction ends."""
    found = session.get(Organisation, 1, with_for_update=True)
    if found is None:
        found = default()
        session.add(found)
        session.flush()
    session.info[_READ] = found
    return found


def default() -> Organisation:
    """Return an organisation that has set nothing yet."""
    return Organisation(
        id=1,
        name="Vertel",
        languages=["nl", "en"],
        time_zone="Europe/Amsterdam",
        earlier_time_zones=[],
        fold_desktop=210,
        fold_phone=140,
        guidance=[],
        offers_composer_button=True,
        offers_personal_links=True,
        offers_ideas=True,
        offers_digests=True,
        require_consent=False,
        consent_rules=1,
        data_sheet={},
        version=1,
    )


def calendar(session: Session) -> Calendar:
    """Return the organisation's calendar: which moments belong to which of its days."""
    found = get(session)
    return Calendar.of(found.time_zone, found.earlier_time_zones)


def today(session: Session) -> date:
    """Return the present day in the organisation's time zone."""
    return calendar(session).day(now())


def _forget(session: Session, _: SessionTransaction) -> None:
    session.info.pop(_READ, None)


event.listen(Session, "after_transaction_end", _forget)
