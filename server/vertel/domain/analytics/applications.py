"""Counting applications that a careers site reports, each once however often it is reported.

Nothing about the applicant is kept: the site's own number of the application is stored as a hash, in case that number
is a name or an address after all.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Application, Link
from vertel.db.upsert import insert_if_absent
from vertel.domain.people import organisations
from vertel.domain.webhooks import events
from vertel.errors import refused

OLDEST = timedelta(days=366)


def record(session: Session, number: str, code: str, day: date | None) -> bool:
    """Count an application; return whether it was new. A number that is known counts no second time, whatever it says.

    An application through a link that was withdrawn in the meantime is no less true.

    :param number: the careers site's own, of any form.
    :param day: in the organisation's time zone; today when missing.
    """
    link = session.scalars(select(Link).where(Link.code == code)).one_or_none()
    if link is None:
        raise refused("/link_code", "There is no link with this code.")
    today = now().astimezone(ZoneInfo(organisations.get(session).time_zone)).date()
    day = day or today
    if not today - OLDEST <= day <= today + timedelta(days=1):
        raise refused("/day", "Expected a day of the last twelve months. Is the clock right?")
    row = {"id": hashlib.sha256(number.encode()).hexdigest(), "link_id": link.id, "day": day, "recorded_at": now()}
    if not insert_if_absent(session, Application, [row], returning=Application.id):
        return False
    events.application_reported(session, suggestion_id=link.suggestion_id, day=day)
    return True
