"""Importing employees: new ones are created, known ones (by address) changed in what the file says of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from vertel.domain.people import employees
from vertel.domain.people.employees import EmployeeChange, KnownEmployee
from vertel.errors import fault
from vertel.imports.bulk import BulkImport, Judged, Row, Verdict


class EmployeeImport(BulkImport[EmployeeChange]):
    """An upload of employees."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._seen: dict[str, int] = {}

    def _judge(self, batch: list[Row]) -> list[Judged[EmployeeChange]]:
        emails = {row.document["email"] for row in batch if row.document is not None}
        known = employees.find_known(self._session, emails)
        return [self._judge_row(row, known) for row in batch]

    def _store(self, changes: Sequence[EmployeeChange]) -> None:
        employees.store(self._session, changes)

    def _judge_row(self, row: Row, known: dict[str, KnownEmployee]) -> Judged[EmployeeChange]:
        document = row.document
        if document is None or row.faults:
            return self._refused(row, row.faults)
        earlier = self._seen.setdefault(document["email"], row.number)
        if earlier != row.number:
            return self._refused(row, [fault("/email", f"Row {earlier} is about this address already.")])
        before = known.get(document["email"])
        change = employees.prepare(document, row.given, before)
        if change is None:
            return Judged(Verdict(row.number, row.external_id, "unchanged"))
        return Judged(Verdict(row.number, row.external_id, "updated" if before else "created"), change)
