"""How the database orders text where Python has to order it likewise."""

from __future__ import annotations

from sqlalchemy.orm import Session


def by_code_point(session: Session) -> str:
    """Return the collation that orders text by code points, as Python does."""
    return "BINARY" if session.get_bind().dialect.name == "sqlite" else "C"
