"""Reading the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from vertel.db.models import AuditEntry
from vertel.db.pagination import Order, Page, Position, keyset_page
from vertel.domain.audit.actions import AuditAction
from vertel.errors import refused
from vertel.translations.active import gettext as _

MOST_ROWS = 100_000
AT_ONCE = 1000
"""Rows that are held in memory, of a file that is written."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which entries; all where nothing is said.

    :ivar actor: as it is stored.
    :ivar subject: a kind, or a kind and an id: ``employee:ID``.
    :ivar since: the first moment.
    :ivar until: the first moment that is too late.
    """

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse an act that is not in the catalogue, which would be an empty list for ever."""
        if self.action is not None and self.action not in {action.value for action in AuditAction}:
            raise refused("/action", _("Expected one of %(words)s.") % {"words": ", ".join(sorted(AuditAction))})


def browse(session: Session, filters: Filters, limit: int, after: Position | None) -> Page[AuditEntry]:
    """Return a page of entries, the newest first."""
    order: list[Order] = [AuditEntry.at.desc(), AuditEntry.id.desc()]
    return keyset_page(session, select(AuditEntry).where(*_conditions(filters)), order, limit, after)


def rows(session: Session, filters: Filters) -> tuple[int, Iterator[AuditEntry]]:
    """Return how many entries there are, and the entries, the newest first.

    :raises RefusedError: there are more than 100,000.
    """
    conditions = _conditions(filters)
    number = session.execute(select(func.count()).select_from(AuditEntry).where(*conditions)).scalar_one()
    if number > MOST_ROWS:
        raise refused(
            "/since",
            _("Expected a time with %(most_rows)s entries at most; in this one are %(number)s.")
            % {"most_rows": f"{MOST_ROWS:,}", "number": f"{number:,}"},
        )
    query = select(AuditEntry).where(*conditions).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    return number, iter(session.scalars(query.execution_options(yield_per=AT_ONCE)))


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    kind, _, own = (filters.subject or "").partition(":")
    equal = {
        AuditEntry.actor: filters.actor,
        AuditEntry.action: filters.action,
        AuditEntry.subject_kind: kind,
        AuditEntry.subject_id: own,
    }
    conditions = [column == value for column, value in equal.items() if value]
    if filters.since is not None:
        conditions.append(AuditEntry.at >= filters.since)
    if filters.until is not None:
        conditions.append(AuditEntry.at < filters.until)
    return conditions
