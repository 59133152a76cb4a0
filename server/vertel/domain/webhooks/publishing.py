"""``suggestion.published``: told once for each suggestion, at the moment from which employees see it."""

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
    """Tell of those that are live and were never told of. Of the others it is told when their moment comes."""
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
    # Past the ORM: it would make this a new version, and nothing changed that an editor wrote. Two who announce the
    # same wait for each other here, and the second one finds nothing left.
    first = (
        _TABLE.update()
        .where(columns.id.in_([suggestion.id for suggestion in live]), columns.announced_at.is_(None))
        .values(announced_at=moment)
        .returning(columns.id)
    )
    fresh = set(session.execute(first).scalars())
    events.suggestions_published(session, [suggestion for suggestion in live if suggestion.id in fresh])


def due(session: Session) -> Sequence[Suggestion]:
    """Return some suggestions whose ``publish_at`` has come and that were not told of."""
    moment = now()
    # Word for word the condition of the index: asked twice a second, of however many suggestions there are.
    waiting = select(Suggestion).where(
        text(UNANNOUNCED),
        Suggestion.live_from <= moment,
        or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > moment),
    )
    return session.scalars(waiting.order_by(Suggestion.live_from).limit(BATCH)).all()
