"""Importing suggestions: new ones are created, known ones (by ``external_id``) changed, faulty ones refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Person, Suggestion
from vertel.domain import audit
from vertel.domain.audit import Act, AuditAction, Subject
from vertel.domain.suggestions import noted_consent, standing, suggestions, writing
from vertel.domain.suggestions.standing import Shown
from vertel.domain.suggestions.warnings import (
    MOST,
    Expectations,
    Warning,  # noqa: A004  the field's own word
    lint,
    near_audience,
)
from vertel.errors import Fault, fault
from vertel.imports import ownership
from vertel.imports.bulk import BATCH, BulkImport, Document, Ended, Judged, Row, Verdict
from vertel.imports.ownership import ENDED, Merged, Terms
from vertel.translations import LANGUAGES, N_
from vertel.translations.active import gettext as _

FIELDS = (*(name for name in writing.PLAIN if name != "external_id"), "titles", *writing.TEXTS, "image", "audience")
"""Fields that an upload writes."""

UNNAMED_ROW = N_("Without an external_id nobody can tell what left the source, so nothing was ended.")
BY_HAND = N_(
    "A suggestion with this external_id was written in Vertel by hand, so it was left alone. Give the row another one."
)


class SuggestionImport(BulkImport[writing.Change]):
    """An upload of suggestions.

    :param terms: what it may do with suggestions that are there.
    :param end_missing: whether what its source had before and has no more is archived.
    :param actor: whose upload it is, as the audit log has it.
    :param reader: the language of who reads the warnings.
    """

    def __init__(
        self,
        session: Session,
        hosts: Sequence[str],
        terms: Terms | None = None,
        *,
        end_missing: bool = False,
        actor: str = audit.CLI,
        reader: str = LANGUAGES[0],
    ) -> None:
        super().__init__(session, hosts)
        self._terms = terms or Terms()
        self._source = self._terms.source or ownership.UNNAMED
        self._end_missing, self._actor = end_missing, actor
        self._near: set[UUID] = set()
        self._noted: dict[UUID, Act] = {}
        self._expected: Expectations = suggestions.expectations(session, reader)
        self._rules = standing.rules(session)
        self._seen: dict[str, int] = {}
        self._named: set[str] = set()

    def _judge(self, batch: list[Row]) -> list[Judged[writing.Change]]:
        known = self._known(batch)
        images = suggestions.existing_images(self._session, [row.document for row in batch if row.document])
        return [self._judge_row(row, known, images) for row in batch]

    def _store(self, changes: Sequence[writing.Change]) -> None:
        writing.store(self._session, changes, self._actor)
        near = [change for change in changes if change.id in self._near]
        acts = [Act(AuditAction.AUDIENCE_NEAR, Subject("suggestion", one.id, one.values["title"]), {}) for one in near]
        acts += [self._noted[change.id] for change in changes if change.id in self._noted]
        if acts:
            audit.record_all(self._session, self._actor, acts)

    def _known(self, batch: list[Row]) -> dict[str, Suggestion]:
        """Return what the rows are about: of this source, or uploaded before sources were remembered."""
        names = [row.external_id for row in batch if row.external_id is not None and row.document is not None]
        wanted = {ownership.unique_name(self._source, name): name for name in names}
        query = select(Suggestion).where(Suggestion.external_id.in_({*wanted, *names}))
        found = {one.external_id: one for one in self._session.scalars(query) if one.external_id}
        before = {
            name: found[name]
            for name in names
            if name in found and (not self._source or (found[name].source == "" and found[name].uploaded is None))
        }
        return before | {name: found[key] for key, name in wanted.items() if key in found}

    def _judge_row(self, row: Row, known: dict[str, Suggestion], images: Collection[UUID]) -> Judged[writing.Change]:
        self._named.add(row.external_id or "")
        if row.document is None or row.faults:
            return self._refused(row, row.faults)
        document = suggestions.complete(row.document)
        faults = self._repeated(row, document)
        old = known.get(row.external_id) if row.external_id else None
        if faults:
            return self._refused(row, faults)
        if old is None:
            return self._create(row, document, images)
        if self._terms.existing == "keep":
            return self._kept(row, old)
        return self._change(row, document, old, images)

    def _create(self, row: Row, document: Document, images: Collection[UUID]) -> Judged[writing.Change]:
        faults = suggestions.find_faults(document, self._hosts, images)
        faults += standing.find_faults(document, (), self._rules)
        if faults:
            return self._refused(row, faults)
        change = writing.prepare(document, None, self._rules, self._origin(row, ownership.digests(document, FIELDS)))
        self._note_consent(change, document, ())
        verdict = Verdict(row.number, row.external_id, "created", change.id)
        verdict.warnings = [*self._near_audience(change), *self._lint(row, document, ())]
        verdict.reach = suggestions.shown_reach(document, self._expected)
        # Without a name of its own, the same row again would be a second suggestion.
        return Judged(verdict, change, repeatable=row.external_id is not None)

    def _kept(self, row: Row, old: Suggestion) -> Judged[writing.Change]:
        verdict = Verdict(row.number, row.external_id, "unchanged", old.id, made_by=ownership.whose(old.source))
        verdict.warnings = [ownership.kept()]
        return Judged(verdict)

    def _change(
        self, row: Row, document: Document, old: Suggestion, images: Collection[UUID]
    ) -> Judged[writing.Change]:
        stored = suggestions.as_document(old)
        if old.source is None and document != stored:
            refusal = self._refused(row, [fault("/external_id", _(BY_HAND))])
            refusal.verdict.id, refusal.verdict.made_by = old.id, ownership.whose(None)
            return refusal
        merged = self._merge(document, stored, old)
        faults = suggestions.find_faults(merged.document, self._hosts, {*images, *_image(stored)})
        faults += standing.find_faults(merged.document, old.people, self._rules)
        if faults:
            return self._refused(row, faults)
        verdict = Verdict(row.number, row.external_id, "updated", old.id, made_by=ownership.whose(old.source))
        verdict.changes = merged.changes
        verdict.warnings = [*self._lint(row, merged.document, old.people), *ownership.about_edits(merged, self._terms)]
        verdict.reach = suggestions.shown_reach(merged.document, self._expected)
        if merged.document == stored and (old.source or "") == self._source:
            verdict.status = "unchanged"
            return Judged(verdict)
        change = writing.prepare(merged.document, old, self._rules, self._origin(row, merged.uploaded))
        verdict.warnings += self._near_audience(change)
        self._note_consent(change, merged.document, old.people)
        return Judged(verdict, change)

    def _note_consent(self, change: writing.Change, document: Document, people: Sequence[Person]) -> None:
        """Keep what is recorded about people's consent once the change is stored."""
        act = noted_consent.act(change.id, document, noted_consent.days_by_name(people))
        if act:
            self._noted[change.id] = act

    def _near_audience(self, change: writing.Change) -> list[Warning]:
        """Return the warning about an audience that is nearly another's, of this file too, and note both."""
        found = near_audience(change.values, self._expected, change.id)
        if found:
            self._near.add(change.id)
        is_published = change.values["status"] == "published"
        self._expected.live_audiences().put(change.id, change.values["audience"] if is_published else None)
        return found

    def _merge(self, document: Document, stored: Document, old: Suggestion) -> Merged:
        """Return what a row makes of a suggestion; one that was ended since its source lost it comes back."""
        ended = (old.uploaded or {}).get(ENDED)
        if ended is None or old.status != "archived":
            return ownership.merge(document, stored, old.uploaded, FIELDS, self._terms)
        merged = ownership.merge(document, stored | {"status": ended}, old.uploaded, FIELDS, self._terms)
        merged.changes = [name for name in FIELDS if merged.document[name] != stored[name]]
        return merged

    def _origin(self, row: Row, uploaded: dict[str, str]) -> dict[str, Any]:
        """Return where a row's suggestion comes from, by column."""
        name = row.external_id
        if not self._source or name is None:
            return {"external_id": name, "source": self._source, "source_id": None, "uploaded": uploaded}
        key = ownership.unique_name(self._source, name)
        return {"external_id": key, "source": self._source, "source_id": name, "uploaded": uploaded}

    def _lint(self, row: Row, document: Document, people: Sequence[Shown]) -> list[dict[str, str]]:
        found = [*standing.warn(document, people, self._rules), *lint(document, self._expected)][:MOST]
        if row.external_id is None and self._end_missing:
            found.append({"code": "nothing-ended", "pointer": "/external_id", "message": _(UNNAMED_ROW)})
        return found

    def _leftovers(self) -> list[tuple[Ended, writing.Change]]:
        """Return what archives each suggestion that its source has no more; one that was ended before stays as it is.

        A row that was refused is still there. One without a name may be any of them, so then nothing is ended.
        """
        if not self._end_missing or "" in self._named:
            return []
        shown = select(Suggestion.id, Suggestion.source_id, Suggestion.uploaded)
        shown = shown.where(Suggestion.source == self._source, Suggestion.status != "archived").order_by(Suggestion.id)
        left = [
            own
            for own, name, uploaded in self._session.execute(shown)
            if name not in self._named and ENDED not in (uploaded or {})
        ]
        ending = []
        for some in (left[start : start + BATCH] for start in range(0, len(left), BATCH)):
            for old in self._session.scalars(select(Suggestion).where(Suggestion.id.in_(some)).order_by(Suggestion.id)):
                origin = {name: getattr(old, name) for name in writing.ORIGIN}
                origin["uploaded"] = (old.uploaded or {}) | {ENDED: old.status}
                change = writing.prepare(
                    suggestions.as_document(old) | {"status": "archived"}, old, self._rules, origin
                )
                ending.append((Ended(old.id, old.origin_id, old.title), change))
        return ending

    def _repeated(self, row: Row, document: Document) -> list[Fault]:
        """Refuse a row with an earlier one's name, or that says what an earlier one without a name says."""
        if row.external_id:
            earlier = self._seen.setdefault(row.external_id, row.number)
            message = _("Row %(row)d has this external_id already.") % {"row": earlier}
            return [] if earlier == row.number else [fault("/external_id", message)]
        (said,) = ownership.digests({"": document}, [""]).values()
        earlier = self._seen.setdefault(f"\x1f{said}", row.number)
        message = _("Row %(row)d says the same already. Give both an external_id if they are two.") % {"row": earlier}
        return [] if earlier == row.number else [fault("", message)]


def _image(document: Document) -> set[UUID]:
    """Return the image of a document that is stored, which exists."""
    return {document["image"]["id"]} if document["image"] else set()
