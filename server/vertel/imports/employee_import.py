"""Importing employees: new ones are created, known ones changed in what the file says of them.

Asked to, it disables whom earlier imports brought and this file has no more. Why so carefully:
docs/adr/2026-11-28-leavers-of-an-import.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.db.batches import BatchSize
from vertel.domain import audit
from vertel.domain.people import administrators, directory, matching, provisioning
from vertel.domain.people.matching import FIELDS, Known, KnownEmployee, TakenError
from vertel.domain.people.provisioning import EmployeeChange
from vertel.errors import Fault, StaleError, fault
from vertel.imports import bulk, leavers
from vertel.imports.bulk import BATCH, BulkImport, Document, Ended, Judged, Row, Verdict
from vertel.imports.leavers import Leaver, Leavers
from vertel.translations import N_
from vertel.translations.active import gettext as _

AT_LEAST = 40
"""Rows in a batch. Each commit of people has the eligible ones looked at, which takes longer than to store a few."""

STAYS_DISABLED = N_("This colleague is disabled and stays so; active=true in this row would let them sign in again.")


@dataclass(slots=True)
class EmployeeVerdict(Verdict):
    """What became of a row; an ``EmployeeImportRow``."""

    @property
    def email(self) -> str | None:
        """The address as the file has it, where that is fit to print."""
        return self.external_id


class EmployeeImport(BulkImport[EmployeeChange]):
    """An upload of employees.

    :param actor: who uploads, for the audit log.
    """

    verdict = EmployeeVerdict

    def __init__(self, session: Session, actor: str) -> None:
        super().__init__(session)
        self._size = BatchSize(AT_LEAST, BATCH, AT_LEAST)
        self._actor = actor
        self._seen: dict[object, int] = {}
        self._administrators: set[UUID] = set()
        self._leaving: set[UUID] = set()
        self._coming: set[UUID] = set()
        self.leavers = Leavers()

    def find_leavers(self, rows: Iterable[Row], at_most: int | None = None) -> None:
        """Have those disabled whom this file has no more: called before :meth:`run`, with the same rows.

        :param at_most: how many may be; None for a tenth of whom imports brought.
        :raises RefusedError: there are more.
        """
        self.leavers = self._without_lock(lambda: leavers.find(self._session, rows, at_most))
        self._leaving = {leaver.id for leaver in self.leavers.employees}

    def as_document(self, result: bulk.Result) -> dict[str, Any]:
        """Return the result with its counts, as ``EmployeeImportResult`` is written."""
        ended = {one.id for one in result.ended}
        disabled = [leaver for leaver in self.leavers.employees if leaver.id in ended]
        return bulk.as_document(result) | {"disabled": disabled, "note": self.leavers.note}

    def _judge(self, batch: list[Row]) -> list[Judged[EmployeeChange]]:
        self._administrators = administrators.active(self._session)
        known = matching.find_known(self._session, [row.document for row in batch if row.document is not None])
        return [self._judge_row(row, known) for row in batch]

    def _store(self, changes: Sequence[EmployeeChange]) -> None:
        there = administrators.lock(self._session)
        coming = {change.id for change in changes if change.administers}
        if there and not coming and there <= {change.id for change in changes}:
            raise StaleError(_("The administrators were changed meanwhile. Upload the file again."))
        provisioning.store(self._session, changes)
        audit.record_people(self._session, self._actor, changes)

    def _leftovers(self) -> list[tuple[Ended, EmployeeChange]]:
        there = {own for own, *_ in directory.imported(self._session)} if self.leavers.employees else set()
        self.leavers.employees = [leaver for leaver in self.leavers.employees if leaver.id in there]
        return [(Ended(leaver.id, None, leaver.name), _disabling(leaver)) for leaver in self.leavers.employees]

    def _judge_row(self, row: Row, known: Known) -> Judged[EmployeeChange]:
        document = row.document
        if document is None or row.faults:
            return self._refused(row, row.faults)
        try:
            before = known.match(document)
        except TakenError as error:
            return self._refused(row, [fault(error.pointer, str(error))])
        repeated = self._repeated(row, document, before)
        if repeated:
            return self._refused(row, repeated)
        change = provisioning.prepare(document, row.given, before, "import")
        if change is not None and self._removes_last_administrator(change):
            return self._refused(row, [fault("", _(administrators.LAST))])
        return Judged(_verdict(row, before, change), change)

    def _repeated(self, row: Row, document: Document, before: KnownEmployee | None) -> list[Fault]:
        """Refuse a row that is about somebody whom an earlier one is about."""
        keys: list[tuple[str, str, object]] = [
            ("/email", N_("Row %(row)s is about this address already."), document["email"])
        ]
        if document.get("external_id") is not None:
            keys.append(
                (
                    "/external_id",
                    N_("Row %(row)s is about this external id already."),
                    ("external_id", document["external_id"]),
                )
            )
        if before is not None:
            keys.append(("", N_("Row %(row)s is about the same colleague already."), before.id))
        for pointer, message, key in keys:
            earlier = self._seen.setdefault(key, row.number)
            if earlier != row.number:
                return [fault(pointer, _(message) % {"row": earlier})]
        return []

    def _removes_last_administrator(self, change: EmployeeChange) -> bool:
        if change.administers:
            self._coming.add(change.id)
        elif change.id in self._administrators:
            if self._administrators | self._coming <= self._leaving | {change.id}:
                return True
            self._leaving.add(change.id)
        return False


def _disabling(leaver: Leaver) -> EmployeeChange:
    return EmployeeChange(leaver.id, {"active": False}, before={"active": True}, name=leaver.name)


def _verdict(row: Row, before: KnownEmployee | None, change: EmployeeChange | None) -> EmployeeVerdict:
    if before is None:
        return EmployeeVerdict(row.number, row.external_id, "created", change.id if change else None)
    verdict = EmployeeVerdict(row.number, row.external_id, "updated" if change else "unchanged", before.id)
    verdict.changes = [name for name in FIELDS if change and name in change.fields]
    if not before.fields["active"] and "active" not in verdict.changes:
        verdict.warnings = [{"code": "disabled", "pointer": "/active", "message": _(STAYS_DISABLED)}]
    return verdict
