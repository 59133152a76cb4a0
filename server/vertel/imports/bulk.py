"""Many documents at once, each with a verdict: what every import has in common.

Rows are stored some hundred at a time, so that a long file needs neither much memory nor a round trip per row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.domain.suggestions.suggestions import Document
from vertel.domain.suggestions.warnings import Warning  # noqa: A004  the field's own word
from vertel.errors import Fault

BATCH = 200


@dataclass(frozen=True)
class Row:
    """One row as it was read: a document, or the reasons why it is none."""

    number: int
    external_id: str | None
    document: Document | None
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Verdict:
    """What became of a row; an ``ImportRow``."""

    row: int
    external_id: str | None
    status: str
    id: UUID | None = None
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def forget(self) -> None:
        """Name nothing that was not stored after all."""
        self.id = None if self.status == "created" else self.id


@dataclass
class Result:
    """What became of an upload; an ``ImportResult``."""

    dry_run: bool
    stored: bool = False
    rows: list[Verdict] = field(default_factory=list)

    def count(self, status: str) -> int:
        """Return how many rows have a verdict."""
        return sum(verdict.status == status for verdict in self.rows)


class BulkImport(ABC):
    """One upload, of whatever. Give it rows with :meth:`run`.

    :param hosts: where tracked links may lead.
    """

    def __init__(self, session: Session, hosts: Sequence[str]) -> None:
        self._session, self._hosts = session, hosts

    def run(self, rows: Iterable[Row], *, dry_run: bool, atomic: bool) -> Iterator[Result]:
        """Take the rows; yield the result after each batch, for whoever shows progress. The last one is complete.

        Nothing is stored in a dry run, nor when ``atomic`` and a row was refused.
        """
        result = Result(dry_run)
        waiting = iter(rows)
        savepoint = self._session.begin_nested()
        while batch := list(islice(waiting, BATCH)):
            result.rows += self._take(batch)
            yield result
        result.stored = not dry_run and not (atomic and result.count("refused"))
        if result.stored:
            savepoint.commit()
        else:
            savepoint.rollback()
            for verdict in result.rows:
                verdict.forget()
        yield result

    @abstractmethod
    def _take(self, batch: list[Row]) -> Sequence[Verdict]:
        """Judge some rows and store those that are accepted."""


def as_document(result: Result) -> dict[str, Any]:
    """Return the result with its counts, as ``ImportResult`` is written."""
    counts = {status: result.count(status) for status in ("created", "updated", "unchanged", "refused")}
    return {"dry_run": result.dry_run, "stored": result.stored, "rows": result.rows} | counts
