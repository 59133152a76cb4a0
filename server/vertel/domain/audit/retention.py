"""How long it is kept who changed what, and what of it stays of a colleague who is erased."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine

from vertel.db.batches import delete_in_batches
from vertel.db.models import AuditEntry


def delete_old(engine: Engine, days: int, moment: datetime) -> int:
    """Delete entries that are older than so many days, some at a time; return how many. 0 days keeps all."""
    if not days:
        return 0
    return delete_in_batches(engine, AuditEntry, AuditEntry.at < moment - timedelta(days=days))
