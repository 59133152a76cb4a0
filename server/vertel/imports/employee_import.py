"""Importing employees: new ones are created, known ones changed in what the file says of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.domain.people import administrators, provisioning
from vertel.domain.people.provisioning import EmployeeChange, Known, KnownEmployee, TakenError
from vertel.errors import Fault, StaleError, fault
from vertel.imports.bulk import BulkImport, Document, Judged, Row, Verdict


class EmployeeImport(BulkImport[EmployeeChange]):
    """An upload of employees."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._seen: dict[object, int] = {}
        self._administrators: set[UUID] = set()
        self._leaving: set[UUID] = set()

    def _judge(self, batch: list[Row]) -> list[Judged[EmployeeChange]]:
        self._administrators = administrators.active(self._session)
        known = provisioning.find_known(self._session, [row.document for row in batch if row.document is not None])
        return [self._judge_row(row, known) for row in batch]

    def _store(self, changes: Sequence[EmployeeChange]) -> None:
        there = administrators.lock(self._session)
        if there and there <= {change.id for change in changes if provisioning.removes_administrator(change)}:
            raise StaleError("The administrators were changed meanwhile. Upload the file again.")
        provisioning.store(self._session, changes)

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
        if change is None:
            return Judged(Verdict(row.number, row.external_id, "unchanged"))
        if before is not None and self._removes_last_administrator(change):
            return self._refused(row, [fault("", administrators.LAST)])
        return Judged(Verdict(row.number, row.external_id, "updated" if before else "created"), change)

    def _repeated(self, row: Row, document: Document, before: KnownEmployee | None) -> list[Fault]:
        """Refuse a row that is about somebody whom an earlier one is about."""
        keys: list[tuple[str, str, object]] = [("/email", "about this address", document["email"])]
        if document.get("external_id") is not None:
            keys.append(("/external_id", "about this external id", ("external_id", document["external_id"])))
        if before is not None:
            keys.append(("", "about the same colleague", before.id))
        for pointer, what, key in keys:
            earlier = self._seen.setdefault(key, row.number)
            if earlier != row.number:
                return [fault(pointer, f"Row {earlier} is {what} already.")]
        return []

    def _removes_last_administrator(self, change: EmployeeChange) -> bool:
        if change.id not in self._administrators or not provisioning.removes_administrator(change):
            return False
        if self._administrators <= self._leaving | {change.id}:
            return True
        self._leaving.add(change.id)
        return False
