"""Recording a click: which link, and when to the quarter of an hour. Nothing about who."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.orm import Session

from vertel.clock import new_id
from vertel.models import Click

QUARTER = 15
_CLICKS = cast("Table", Click.__table__)


def record(session: Session, link_id: UUID, moment: datetime) -> None:
    """Count a click on a link."""
    # Without the ORM's unit of work, which costs more than the rest of a redirect.
    session.execute(_CLICKS.insert(), {"id": new_id(), "link_id": link_id, "clicked_at": quarter(moment)})


def quarter(moment: datetime) -> datetime:
    """Return the quarter of an hour of a moment: enough for a chart, too coarse to tell anyone apart."""
    return moment.replace(minute=moment.minute - moment.minute % QUARTER, second=0, microsecond=0)
