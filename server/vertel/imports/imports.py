"""Taking many suggestions at once: new ones are created, known ones (by ``external_id``) changed, faulty ones refused.

Rows are stored some hundred at a time, so that a long file needs neither much memory nor a round trip per row.
:class:`Upload` is what an upload of anything has in common.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Suggestion
from vertel.domain.suggestions import suggestions
from vertel.domain.suggestions.suggestions import Document
from vertel.domain.suggestions.warnings import Expectations, Warning, lint  # noqa: A004  the field's own word
from vertel.errors import Fault, RefusedError, fault

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


class Upload(ABC):
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


class Import(Upload):
    """An upload of suggestions."""

    def __init__(self, session: Session, hosts: Sequence[str]) -> None:
        super().__init__(session, hosts)
        self._expected: Expectations = suggestions.expectations(session)
        self._seen: dict[str, int] = {}

    def _take(self, batch: list[Row]) -> list[Verdict]:
        known = self._known(batch)
        pairs = [(row, *self._judge(row, known)) for row in batch]
        written = [suggestion for _, verdict, suggestion in pairs if suggestion and verdict.status != "unchanged"]
        suggestions.settle(self._session, written)
        for _, verdict, suggestion in pairs:
            verdict.id = suggestion.id if suggestion else None
        return [verdict for _, verdict, _ in pairs]

    def _known(self, batch: list[Row]) -> dict[str, Suggestion]:
        names = [row.external_id for row in batch if row.external_id is not None and row.document is not None]
        query = select(Suggestion).where(Suggestion.external_id.in_(names))
        return {found.external_id: found for found in self._session.scalars(query) if found.external_id}

    def _judge(self, row: Row, known: dict[str, Suggestion]) -> tuple[Verdict, Suggestion | None]:
        faults = row.faults or self._faults(row)
        if row.document is None or faults:
            return Verdict(row.number, row.external_id, "refused", errors=faults), None
        document = suggestions.complete(row.document)
        old = known.get(row.external_id) if row.external_id else None
        verdict = Verdict(row.number, row.external_id, "updated" if old else "created")
        verdict.warnings = lint(document, self._expected)
        if old is not None and suggestions.as_document(old) == document:
            verdict.status = "unchanged"
            return verdict, old
        return verdict, suggestions.write(self._session, old, document)

    def _faults(self, row: Row) -> list[Fault]:
        if row.document is None:
            return []
        earlier = self._seen.setdefault(row.external_id, row.number) if row.external_id else row.number
        if earlier != row.number:
            return [fault("/external_id", f"Row {earlier} has this external_id already.")]
        try:
            suggestions.check(self._session, suggestions.complete(row.document), self._hosts)
        except RefusedError as error:
            return error.faults
        return []


def as_document(result: Result) -> dict[str, Any]:
    """Return the result with its counts, as ``ImportResult`` is written."""
    counts = {status: result.count(status) for status in ("created", "updated", "unchanged", "refused")}
    return {"dry_run": result.dry_run, "stored": result.stored, "rows": result.rows} | counts
