"""``suggestion.published``: emitted once for each suggestion, at the moment from which employees see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, or_, select, text
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Suggestion
from vertel.db.models.suggestions import UNANNOUNCED
from vertel.domain.webhooks import events

BATCH = 100
_TABLE = cast("Table", Suggestion.__table__)


def emit_published(session: Session, suggestions: Sequence[Suggestion]) -> None:
    """Emit the event of suggestions that are live, unless it was emitted before."""
    moment = now()
    live = [
        suggestion
        for suggestion in suggestions
        if suggestion.announced_at is None
        and suggestion.status == "published"
        and suggestion.live_from <= moment
        and (suggestion.expires_at is None or suggestion.expires_at > moment)
    ]
    if not live:
        return
    columns = _TABLE.c
    # Not through the ORM, which would raise the version, though nothing changed that an editor wrote. Two nodes that
    # announce the same suggestion wait for each other here, and the second updates no row.
    statement = (
        _TABLE.update()
        .where(columns.id.in_([suggestion.id for suggestion in live]), columns.announced_at.is_(None))
        .values(announced_at=moment)
        .returning(columns.id)
    )
    announced = set(session.execute(statement).scalars())
    events.suggestions_published(session, [suggestion for suggestion in live if suggestion.id in announced])


def due(session: Session) -> Sequence[Suggestion]:
    """Return at most 100 suggestions whose ``publish_at`` has come and whose event was not emitted."""
    moment = now()
    # The condition of the partial index, word for word, so that it is used: the worker asks twice a second.
    waiting = select(Suggestion).where(
        text(UNANNOUNCED),
        Suggestion.live_from <= moment,
        or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > moment),
    )
    return session.scalars(waiting.order_by(Suggestion.live_from).limit(BATCH)).all()
