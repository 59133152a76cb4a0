"""Counting the applications that a careers site reports, each once however often it is reported.

Nothing about the applicant is kept. The site's number of the application is stored as a hash, in case it holds a name.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Application, Link
from vertel.db.upsert import insert_if_absent
from vertel.domain.counting import cells, parts
from vertel.domain.counting.cells import Cell
from vertel.domain.people import organisations
from vertel.domain.webhooks import events
from vertel.errors import refused
from vertel.translations.active import gettext as _

OLDEST = timedelta(days=366)


def record(session: Session, number: str, code: str, day: date | None) -> bool:
    """Count an application; return False when its number was counted before.

    The link may have been withdrawn since. Reports have it on the day of recording, and only if its link is counted.

    :param number: the careers site's own, of any form.
    :param day: in the organisation's time zone; today when missing.
    :raises RefusedError: there is no such link, or the day is in the future or more than a year ago.
    """
    link = session.scalars(select(Link).where(Link.code == code)).one_or_none()
    if link is None:
        raise refused("/link_code", _("There is no link with this code."))
    today = organisations.today(session)
    day = day or today
    if not today - OLDEST <= day <= today + timedelta(days=1):
        raise refused("/day", _("Expected a day of the last twelve months. Is the clock right?"))
    row: dict[str, Any] = {
        "id": hashlib.sha256(number.encode()).hexdigest(),
        "link_id": link.id,
        "day": day,
        "recorded_at": now(),
    }
    if not insert_if_absent(session, Application, [row], returning=Application.id):
        return False
    target = parts.targets(session, [link.id]).get(link.id)
    if target is not None:
        cells.add(session, "applications", {Cell(row["recorded_at"], target): 1})
        events.application_reported(session, suggestion_id=target.suggestion_id, day=day)
    return True
