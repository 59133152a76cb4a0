"""Recording a click: which link, and when to the quarter of an hour. Nothing about who."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.orm import Session

from vertel.models import Click

QUARTER = 15
_CLICKS = cast("Table", Click.__table__)


def record(session: Session, link_id: UUID, moment: datetime) -> None:
    """Count a click on a link."""
    # Without the ORM's unit of work, which costs more than the rest of a redirect.
    coarse = quarter(moment)
    session.execute(_CLICKS.insert(), {"id": coarse_id(coarse), "link_id": link_id, "clicked_at": coarse})


def quarter(moment: datetime) -> datetime:
    """Return the quarter of an hour of a moment: enough for a chart, too coarse to tell anyone apart."""
    return moment.replace(minute=moment.minute - moment.minute % QUARTER, second=0, microsecond=0)


def coarse_id(moment: datetime) -> UUID:
    """Return a UUIDv7 of that moment: one made now would tell the very millisecond that is left out beside it."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62))
