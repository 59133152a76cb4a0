"""The form of a click on its way into the database.

A record is a line of the quarter of an hour, the click's id and the link's id, separated by tabs: as PostgreSQL's COPY
and SQLite's columns both take them. It holds nothing about the visitor.
"""

from __future__ import annotations

import re
from datetime import datetime

QUARTER = 15
"""Minutes."""

RECORD_BYTES = 93
RECORDS = re.compile(
    rb"(?:[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:(?:00|15|30|45):00\.000000\t[0-9a-f]{32}\t[0-9a-f]{32}\n)*"
)
"""Whole records and nothing else; each is ``RECORD_BYTES`` long."""

MOMENT = slice(0, 26)
CLICK_ID = slice(27, 59)
LINK_ID = slice(60, 92)


def quarter(moment: datetime) -> datetime:
    """Return the first moment of the quarter of an hour in which a moment lies."""
    return moment.replace(minute=moment.minute - moment.minute % QUARTER, second=0, microsecond=0)
