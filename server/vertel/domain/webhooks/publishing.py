"""``suggestion.published``: emitted once for each suggestion, at the moment from which employees see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Table, or_, select, text
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Suggestion
from vertel.db.models.suggestions import UNANNOUNCED
from vertel.domain.webhooks import events

BATCH = 100
_TABLE = cast("Table", Suggestion.__table__)


def emit_published(session: Session, suggestion_ids: Sequence[UUID]) -> None:
    """Emit the event of suggestions that are live, unless it was emitted before."""
    if not suggestion_ids:
        return
    columns, moment = _TABLE.c, now()
    # Not through the ORM, which would raise the version, though nothing changed that an editor wrote. Two nodes that
    # announce the same suggestion wait for each other here, and the second updates no row.
    first = (
        _TABLE.update()
        .where(columns.id.in_(suggestion_ids), *_unannounced(moment))
        .values(announced_at=moment)
        .returning(columns.id)
    )
    events.suggestions_published(session, session.scalars(first).all())


def due(session: Session) -> Sequence[UUID]:
    """Return at most 100 suggestions whose ``publish_at`` has come and whose event was not emitted."""
    # The condition of the partial index, word for word, so that it is used: the worker asks twice a second.
    waiting = select(Suggestion.id).where(text(UNANNOUNCED), *_unannounced(now()))
    return session.scalars(waiting.order_by(Suggestion.live_from).limit(BATCH)).all()


def _unannounced(moment: datetime) -> list[ColumnElement[bool]]:
    columns = _TABLE.c
    return [
        columns.announced_at.is_(None),
        columns.status == "published",
        columns.live_from <= moment,
        or_(columns.expires_at.is_(None), columns.expires_at > moment),
        or_(columns.consent_ends_at.is_(None), columns.consent_ends_at > moment),
    ]
