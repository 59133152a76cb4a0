"""The day on which an API key was used last: stored once a day, when the answer has left, so that no caller waits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Response, after_this_request
from sqlalchemy.exc import SQLAlchemyError

from vertel.db.engine import make_session
from vertel.domain.people import api_keys
from vertel.http.context import resources

PATIENCE = 0.2
"""Seconds to wait for SQLite's write lock. When another has it for longer, the key's next request tries again."""


def note_use_afterwards(key_id: UUID, day: date) -> None:
    """Store that a key is used on a day, when the answer to this request was sent."""
    engine = resources().engine

    def store() -> None:
        try:
            with make_session(engine, writes=True, patience=PATIENCE) as session:
                api_keys.note_use(session, key_id, day)
                session.commit()
        except SQLAlchemyError:
            pass  # the day is no more than a help to tidy up by; the next request stores it

    @after_this_request
    def wait_for_the_end(response: Response) -> Response:
        response.call_on_close(store)
        return response
