"""Periods in which the passing of time alone changes no list: nothing begins, ends, stops being new or closes soon."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select

from vertel.db.models import AudienceEntry
from vertel.db.models.base import UtcDateTime
from vertel.domain.suggestions.library import SOON


class Period(NamedTuple):
    """From when to when no list changes by itself; None where nothing is before, or comes."""

    begin: datetime | None
    end: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Return whether a moment, not before the one the period was asked for, is in it."""
        return self.end is None or moment < self.end


def at(connection: Connection, moment: datetime) -> Period:
    """Return the period around a moment, by all suggestions that are published."""
    row = connection.execute(_AROUND, {"moment": moment, "soon": moment + SOON, "old": moment - SOON}).one()
    live, not_new, closing, ended = row[:4]
    past = [live, not_new and not_new + SOON, closing and closing - SOON, ended]
    live, not_new, closing, ended = row[4:]
    coming = [live, not_new and not_new + SOON, closing and closing - SOON, ended]
    return Period(max(filter(None, past), default=None), min(filter(None, coming), default=None))


def _around() -> Select[*tuple[datetime | None, ...]]:
    """Return the statement for the last and the next of each kind; each is one look into an index."""
    moment, soon, old = (bindparam(name, type_=UtcDateTime) for name in ("moment", "soon", "old"))
    begins, ends = AudienceEntry.live_from, AudienceEntry.expires_at
    # Bounds as the list has them: it is new until a week has passed, and closes soon when less than a week is left.
    past = ((begins, begins <= moment), (begins, begins <= old), (ends, ends < soon), (ends, ends <= moment))
    coming = ((begins, begins > moment), (begins, begins > old), (ends, ends >= soon), (ends, ends > moment))
    last = [select(func.max(column)).where(condition).scalar_subquery() for column, condition in past]
    following = [select(func.min(column)).where(condition).scalar_subquery() for column, condition in coming]
    return select(*last, *following)


_AROUND = _around()
