"""Many documents at once, each with a verdict: what every import has in common.

Rows are taken some at a time. Reading, checking and comparing them with what is stored needs no lock; only then
is SQLite's write lock taken, for as long as it takes to store these rows. Why, and what that means for a file that is
sent twice, is in docs/adr/2026-11-28-imports-in-batches.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from vertel.db.batches import BatchSize
from vertel.db.engine import begin_writing, is_conflict, is_writing
from vertel.domain.suggestions.warnings import Warning  # noqa: A004  the field's own word
from vertel.errors import Fault, StaleError, fault
from vertel.translations import N_
from vertel.translations.active import gettext as _

BATCH = 100
"""Rows that are judged, and stored, at a time. More are hardly faster."""

LEAST_BATCH, FIRST_BATCH, LARGEST_BATCH = 20, 20, 60
"""The same on SQLite, where the time for which the write lock is held says how many.

Fewer than twenty are not stored sooner: what a transaction and its statements cost by themselves is more by then.
"""

TRIES = 5
"""How often a batch is judged anew because somebody changed the same things meanwhile."""

NOT_STORED = N_("The database did not take this row, so it is not stored. Upload it again.")

Document = dict[str, Any]
Change = TypeVar("Change")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Row:
    """One row as it was read: a document, or the reasons why it is none.

    :ivar external_id: what the row is called in the file, where that is fit to print.
    :ivar given: the fields that the row itself has; the loaded document has all.
    :ivar program: which other program wrote the file, where its columns tell.
    """

    number: int
    external_id: str | None
    document: Document | None
    faults: list[Fault] = field(default_factory=list)
    given: frozenset[str] = frozenset()
    program: str | None = None


@dataclass(slots=True)
class Verdict:
    """What became of a row; an ``ImportRow``.

    :ivar changes: the fields that change in what was there already.
    :ivar made_by: whose that is.
    :ivar reach: how many employees a suggestion is for, where that may be told.
    """

    row: int
    external_id: str | None
    status: str
    id: UUID | None = None
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    made_by: str | None = None
    reach: int | None = None

    def forget(self) -> None:
        """Name nothing that was not stored after all."""
        self.id = None if self.status == "created" else self.id

    def refuse(self, message: str) -> None:
        """Say that the row was not stored after all, and why."""
        self.forget()
        self.status, self.errors = "refused", [fault("", message)]


class Ended(NamedTuple):
    """Something that was ended because its source had it no more; an ``ImportEnded``."""

    id: UUID
    external_id: str | None
    title: str


@dataclass
class Result:
    """What became of an upload; an ``ImportResult``."""

    dry_run: bool
    stored: bool = False
    rows: list[Verdict] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)

    def count(self, status: str) -> int:
        """Return how many rows have a verdict."""
        return sum(verdict.status == status for verdict in self.rows)


@dataclass(frozen=True, slots=True)
class Judged(Generic[Change]):
    """A row's verdict, and what storing it would change; None when nothing.

    :ivar repeatable: whether storing it a second time would change nothing.
    """

    verdict: Verdict
    change: Change | None = None
    repeatable: bool = True


class BulkImport(ABC, Generic[Change]):
    """One upload, of whatever.

    :param session: one that reads; where all rows are to be stored in the caller's own transaction, one that writes.
    :param hosts: where tracked links may lead.
    """

    verdict: type[Verdict] = Verdict

    def __init__(self, session: Session, hosts: Sequence[str] = ()) -> None:
        self._session, self._hosts = session, hosts
        has_one_writer = session.get_bind().dialect.name == "sqlite"
        sizes = (FIRST_BATCH, LARGEST_BATCH, LEAST_BATCH) if has_one_writer else (BATCH, BATCH, BATCH)
        self._size = BatchSize(*sizes)
        self._held_back: list[Judged[Change]] = []
        self._ending: list[Change] = []
        self._committed = self._interrupted = False

    def run(self, rows: Iterable[Row], *, dry_run: bool, atomic: bool) -> Iterator[Result]:
        """Import the rows; yield the result after each batch, for whoever shows progress. The last one is complete.

        Nothing is stored in a dry run, nor when ``atomic`` and a row was refused. The caller commits.
        """
        yield from self.start(rows, dry_run=dry_run, atomic=atomic)
        self.finish()

    def start(self, rows: Iterable[Row], *, dry_run: bool, atomic: bool) -> Iterator[Result]:
        """Do all of :meth:`run` but the last step: what is to be stored at once, at the end, is held back."""
        result = Result(dry_run)
        waiting = iter(rows)
        while batch := list(islice(waiting, self._size.rows)):
            if dry_run:
                judged = self._judge_without_lock(batch)
            elif atomic:
                judged = self._judge_without_lock(batch)
                self._held_back += [one for one in judged if one.change is not None]
            else:
                judged = self._take(batch)
            result.rows += [one.verdict for one in judged]
            yield result
        leftovers = self._without_lock(self._leftovers)
        result.ended = [ended for ended, _ in leftovers]
        if not dry_run:
            self._ending = [change for _, change in leftovers]
        result.stored = not dry_run and not (atomic and result.count("refused"))
        if not result.stored:
            for verdict in result.rows:
                verdict.forget()
        if not result.stored or self._interrupted:
            self._drop_held_back()
            result.ended = result.ended if dry_run else []
        yield result

    def finish(self) -> None:
        """Store what was held back in the session's transaction, which the caller commits.

        Raises ``StaleError`` or ``IntegrityError`` when somebody changed the same things since they were judged.
        """
        changes = [one.change for one in self._held_back if one.change is not None] + self._ending
        if changes:
            begin_writing(self._session)
            self._store(changes)

    @abstractmethod
    def _judge(self, batch: list[Row]) -> list[Judged[Change]]:
        """Judge some rows by reading alone. The same rows may be judged again, when things changed meanwhile."""

    @abstractmethod
    def _store(self, changes: Sequence[Change]) -> None:
        """Store what judging found; raise ``StaleError`` or ``IntegrityError`` when things changed meanwhile."""

    def _leftovers(self) -> list[tuple[Ended, Change]]:
        """Return what ends since its source has it no more, by reading alone; by default nothing."""
        return []

    def _refused(self, row: Row, faults: Sequence[Fault]) -> Judged[Change]:
        return Judged(self.verdict(row.number, row.external_id, "refused", errors=list(faults)))

    def _drop_held_back(self) -> None:
        if self._interrupted:
            for one in self._held_back:
                one.verdict.refuse(_(NOT_STORED))
        self._held_back.clear()
        self._ending.clear()

    def _judge_without_lock(self, batch: list[Row]) -> list[Judged[Change]]:
        return self._without_lock(lambda: self._judge(batch))

    def _without_lock(self, read: Callable[[], Found]) -> Found:
        callers_own = is_writing(self._session)
        found = read()
        if not callers_own:
            self._session.rollback()  # no transaction stays open while the next rows are read
        return found

    def _take(self, batch: list[Row]) -> list[Judged[Change]]:
        """Judge some rows and commit what may be repeated."""
        judged = None if self._interrupted else self._try_to_commit(batch)
        if judged is None:
            return [self._refused(row, row.faults or [fault("", _(NOT_STORED))]) for row in batch]
        self._held_back += [one for one in judged if one.change is not None and not one.repeatable]
        return judged

    def _try_to_commit(self, batch: list[Row]) -> list[Judged[Change]] | None:
        """Return the judged rows; None when the database did not take them, and so nothing of this batch is stored.

        Raises the database's error as long as nothing at all is stored.
        """
        for _attempt in range(TRIES):
            try:
                judged = self._judge_without_lock(batch)
                self._commit([one.change for one in judged if one.change is not None and one.repeatable])
            except (IntegrityError, StaleError):
                self._session.rollback()
            except (OperationalError, PoolTimeoutError) as error:
                self._session.rollback()
                if is_conflict(error):
                    continue
                if not self._committed:
                    raise
                self._interrupted = True
                break
            else:
                return judged
        return None

    def _commit(self, changes: Sequence[Change]) -> None:
        if not changes:
            self._size.grow()
            return
        begin_writing(self._session)
        with self._size.measured(len(changes)):
            self._store(changes)
        self._session.commit()
        self._committed = True


def as_document(result: Result) -> dict[str, Any]:
    """Return the result with its counts, as ``ImportResult`` is written."""
    counts = {status: result.count(status) for status in ("created", "updated", "unchanged", "refused")}
    whole = {"dry_run": result.dry_run, "stored": result.stored, "rows": result.rows, "ended": result.ended}
    return whole | counts
