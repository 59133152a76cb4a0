"""Recording a click: which link, and when to the quarter of an hour. Nothing about who."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.models import Click

QUARTER = 15


def record(session: Session, link_id: UUID, moment: datetime) -> None:
    """Count a click on a link."""
    session.add(Click(link_id=link_id, clicked_at=quarter(moment)))
    session.flush()


def quarter(moment: datetime) -> datetime:
    """Return the quarter of an hour of a moment: enough for a chart, too coarse to tell anyone apart."""
    return moment.replace(minute=moment.minute - moment.minute % QUARTER, second=0, microsecond=0)
