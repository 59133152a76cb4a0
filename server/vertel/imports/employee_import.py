"""Importing employees: new ones are created, known ones (by address) changed in what the file says of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from vertel.domain.people import employees
from vertel.domain.people.employees import EmployeeChange, KnownEmployee
from vertel.imports.bulk import BulkImport, Judged, Row, Verdict


class EmployeeImport(BulkImport[EmployeeChange]):
    """An upload of employees. Somebody may be in it twice: the later row changes what the earlier one says."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._changed: dict[str, tuple[int, KnownEmployee]] = {}

    def _judge(self, batch: list[Row]) -> list[Judged[EmployeeChange]]:
        known = self._known(batch)
        return [self._judge_row(row, known) for row in batch]

    def _store(self, changes: Sequence[EmployeeChange]) -> None:
        employees.store(self._session, changes)

    def _known(self, batch: list[Row]) -> dict[str, KnownEmployee]:
        """Return who is known, as earlier batches have them: in a dry run the database does not."""
        emails = {row.document["email"] for row in batch if row.document is not None}
        changed = {email: self._changed[email] for email in emails & self._changed.keys()}
        earlier = {email: known for email, (number, known) in changed.items() if number < batch[0].number}
        return employees.find_known(self._session, emails) | earlier

    def _judge_row(self, row: Row, known: dict[str, KnownEmployee]) -> Judged[EmployeeChange]:
        document = row.document
        if document is None or row.faults:
            return self._refused(row, row.faults)
        email = document["email"]
        before = known.get(email)
        change = employees.prepare(document, row.given, before)
        if change is None:
            return Judged(Verdict(row.number, row.external_id, "unchanged"))
        fields = before.fields if before else {}
        known[email] = KnownEmployee(change.id, fields | employees.comparable(change.fields))
        self._changed[email] = row.number, known[email]
        return Judged(Verdict(row.number, row.external_id, "updated" if before else "created"), change)
