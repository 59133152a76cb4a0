"""Rows of a query as an export has them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

Rows = list[dict[str, Any]]


def rows(session: Session, query: Select[*tuple[Any, ...]]) -> Rows:
    """Return the rows of a query, each by the names of its columns."""
    return [dict(row._mapping) for row in session.execute(query)]  # noqa: SLF001  SQLAlchemy's public name for it
