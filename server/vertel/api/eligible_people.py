"""Knowing who could cause a counted event before a request that needs it takes SQLite's write lock."""

from __future__ import annotations

from flask import request

from vertel.db.engine import make_session
from vertel.domain.audience import eligible
from vertel.http.context import READING, resources


def know() -> None:
    """Count the eligible people anew if anything changed; in a large organisation that takes a moment."""
    if request.method not in READING:
        with make_session(resources().engine, writes=False) as session:
            eligible.current(session)
