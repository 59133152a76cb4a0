"""Importing suggestions: new ones are created, known ones (by ``external_id``) changed, faulty ones refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Suggestion
from vertel.domain.suggestions import suggestions, writing
from vertel.domain.suggestions.warnings import Expectations, lint
from vertel.errors import Fault, fault
from vertel.imports.bulk import BulkImport, Judged, Row, Verdict


class SuggestionImport(BulkImport[writing.Change]):
    """An upload of suggestions."""

    def __init__(self, session: Session, hosts: Sequence[str]) -> None:
        super().__init__(session, hosts)
        self._expected: Expectations = suggestions.expectations(session)
        self._seen: dict[str, int] = {}

    def _judge(self, batch: list[Row]) -> list[Judged[writing.Change]]:
        known = self._known(batch)
        images = suggestions.existing_images(self._session, [row.document for row in batch if row.document])
        return [self._judge_row(row, known, images) for row in batch]

    def _store(self, changes: Sequence[writing.Change]) -> None:
        writing.store(self._session, changes)

    def _known(self, batch: list[Row]) -> dict[str, Suggestion]:
        names = [row.external_id for row in batch if row.external_id is not None and row.document is not None]
        query = select(Suggestion).where(Suggestion.external_id.in_(names))
        return {found.external_id: found for found in self._session.scalars(query) if found.external_id}

    def _judge_row(self, row: Row, known: dict[str, Suggestion], images: Collection[UUID]) -> Judged[writing.Change]:
        if row.document is None or row.faults:
            return self._refused(row, row.faults)
        document = suggestions.complete(row.document)
        faults = self._repeated(row) or suggestions.find_faults(document, self._hosts, images)
        if faults:
            return self._refused(row, faults)
        old = known.get(row.external_id) if row.external_id else None
        verdict = Verdict(row.number, row.external_id, "updated" if old else "created")
        verdict.warnings = lint(document, self._expected)
        if old is not None and suggestions.as_document(old) == document:
            verdict.status, verdict.id = "unchanged", old.id
            return Judged(verdict)
        change = writing.prepare(document, old)
        verdict.id = change.id
        # Without a name of its own, the same row again would be a second suggestion.
        return Judged(verdict, change, repeatable=row.external_id is not None)

    def _repeated(self, row: Row) -> list[Fault]:
        earlier = self._seen.setdefault(row.external_id, row.number) if row.external_id else row.number
        return [] if earlier == row.number else [fault("/external_id", f"Row {earlier} has this external_id already.")]
