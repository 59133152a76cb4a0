"""Importing suggestions: new ones are created, known ones (by ``external_id``) changed, faulty ones refused."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Suggestion
from vertel.domain.suggestions import suggestions
from vertel.domain.suggestions.warnings import Expectations, lint
from vertel.errors import Fault, RefusedError, fault
from vertel.imports.bulk import BulkImport, Row, Verdict


class SuggestionImport(BulkImport):
    """An upload of suggestions."""

    def __init__(self, session: Session, hosts: Sequence[str]) -> None:
        super().__init__(session, hosts)
        self._expected: Expectations = suggestions.expectations(session)
        self._seen: dict[str, int] = {}

    def _take(self, batch: list[Row]) -> list[Verdict]:
        known = self._known(batch)
        pairs = [(row, *self._judge(row, known)) for row in batch]
        written = [suggestion for _, verdict, suggestion in pairs if suggestion and verdict.status != "unchanged"]
        suggestions.save(self._session, written)
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
