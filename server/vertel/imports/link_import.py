"""Taking many links of their own at once, also those of another tracker: their codes go on to work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Table, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Link, LinkChange
from vertel.domain.links import destinations, links, managed_links, utm
from vertel.domain.people.teams import slugify
from vertel.domain.suggestions.warnings import Warning, about_link  # noqa: A004  the field's own word
from vertel.errors import ConflictError, RefusedError, StaleError, fault
from vertel.ids import new_id
from vertel.imports import ownership
from vertel.imports.bulk import BulkImport, Document, Judged, Row, Verdict
from vertel.imports.ownership import UNNAMED, Terms
from vertel.translations.active import gettext as _

FIELDS = ("destination_url", "title", "query")
"""Columns that an upload writes."""

LEAVABLE = ("destination_url", "title", "utm")
"""The same as they are called in a document."""

NAMES = {"query": "utm"}
"""Column -> what it is called in a document, where that differs."""

_LINKS, _HISTORY = cast("Table", Link.__table__), cast("Table", LinkChange.__table__)


@dataclass(slots=True)
class LinkVerdict(Verdict):
    """What became of a row; a ``LinkImportRow``. ``drawn`` says that nobody chose the code."""

    code: str | None = None
    drawn: bool = False

    def forget(self) -> None:
        """Name no code that was drawn in vain."""
        self.code = None if self.status == "created" and self.drawn else self.code


@dataclass(frozen=True)
class Change:
    """What storing a row changes.

    :ivar based_on: when the link was changed last, as far as was known; None for a new link.
    :ivar led_to: where the link led until now, if it leads elsewhere from now on.
    """

    id: UUID
    values: dict[str, Any]
    based_on: datetime | None = None
    led_to: str | None = None


class LinkImport(BulkImport[Change]):
    """An upload of links. A *document* here is a loaded ``LinkRow``.

    Every row may be repeated: it finds its link again by its external_id, its code, or all that it says.

    :param terms: what it may do with links that are there.
    """

    verdict = LinkVerdict

    def __init__(self, session: Session, hosts: Sequence[str], terms: Terms | None = None) -> None:
        super().__init__(session, hosts)
        self._terms = terms or Terms()
        columns = frozenset("query" if name == "utm" else name for name in self._terms.leave)
        self._columns = replace(self._terms, leave=columns)
        self._by_code: dict[str, Link] = {}
        self._by_owner: dict[str, Link] = {}
        self._free_codes: list[str] = []
        self._seen: dict[str, tuple[int, str]] = {}

    def _judge(self, batch: list[Row]) -> list[Judged[Change]]:
        self._look_up(batch)
        drawn = sum("code" not in row.document for row in batch if row.document is not None)
        self._free_codes = links.draw_free_codes(self._session, drawn)
        return [self._judge_row(row) for row in batch]

    def _look_up(self, batch: Iterable[Row]) -> None:
        """Find the links that the rows may be about, all at once."""
        pairs = [(row.document, self._source(row)) for row in batch if row.document is not None]
        codes = [document["code"] for document, _ in pairs if "code" in document]
        owners = {owner_of(document, source) for document, source in pairs}
        owners |= {owner_of(document, UNNAMED) for document, _ in pairs}
        named = select(Link).where(or_(Link.code.in_(codes), Link.owner.in_(owners - {None})))
        found = self._session.scalars(named).all()
        self._by_code = {link.code: link for link in found}
        self._by_owner = {link.owner: link for link in found if link.owner is not None}

    def _source(self, row: Row) -> str:
        """Return where a row comes from: as the request says, else from the program that wrote the file."""
        return self._terms.source or (slugify(row.program) if row.program else UNNAMED)

    def _judge_row(self, row: Row) -> Judged[Change]:
        document = row.document
        if document is None or row.faults:
            return self._refused(row, row.faults)
        try:
            self._require_first(row, document)
            return self._judge_document(row, document)
        except RefusedError as error:
            return self._refused(row, error.faults)
        except ConflictError as error:
            refused = self._refused(row, [fault("/code", str(error))])
            with_code = self._by_code.get(document.get("code", ""))
            refused.verdict.made_by = ownership.whose(with_code.source) if with_code else None
            return refused

    def _require_first(self, row: Row, document: Document) -> None:
        """Refuse a row that is about the same link as an earlier one, or wants the code of another one."""
        code, owner, url = document.get("code"), owner_of(document, self._source(row)), document["destination_url"]
        earlier, earlier_url = self._seen.setdefault(code, (row.number, url)) if code else (row.number, url)
        if earlier != row.number and earlier_url != url:
            message = _(
                "Row %(row)d has the code %(code)r already; capitals and domains do not tell codes apart. Who follows "
                "this row's link would get to %(address)s. Choose another code."
            )
            told = {"row": earlier, "code": code, "address": earlier_url[:300]}
            raise RefusedError(fault("/code", message % told))
        self._claim(f"code:{code}" if code else None, row.number, "/code")
        self._claim(owner, row.number, "/external_id" if document["external_id"] else "")

    def _claim(self, key: str | None, number: int, pointer: str) -> None:
        earlier = self._seen.setdefault(key, (number, ""))[0] if key else number
        if earlier != number:
            message = _("Row %(row)d is about this link already.") % {"row": earlier}
            raise RefusedError(fault(pointer, message))

    def _judge_document(self, row: Row, document: Document) -> Judged[Change]:
        url, given, source = document["destination_url"], document["utm"], self._source(row)
        destinations.check(url, self._hosts)
        utm.check(given, url)
        link = self._known(document, source)
        verdict = LinkVerdict(row.number, row.external_id, "created", drawn="code" not in document)
        verdict.warnings = [*about_link(document), *_about_withdrawn(link)]
        if link is None:
            change = self._new(document, source)
            verdict.code = change.values["code"]
            return Judged(verdict, change)
        self._claim(link.id.hex, row.number, "")  # an earlier row may have found it by another of its names
        verdict.status, verdict.code, verdict.made_by = "unchanged", link.code, ownership.whose(link.source)
        if self._terms.existing == "keep":
            verdict.warnings.append(ownership.kept())
            return Judged(verdict)
        if link.source is None or (link.source != source and not _is_before_sources(link)):
            self._require_same(link, document, source)
            return Judged(verdict)
        return self._change(row, document, link, verdict)

    def _change(self, row: Row, document: Document, link: Link, verdict: LinkVerdict) -> Judged[Change]:
        source = self._source(row)
        if row.program and not self._terms.source:
            self._require_same(link, document, source)
            return Judged(verdict)
        stored = {name: getattr(link, name) for name in FIELDS}
        merged = ownership.merge(_said(document), stored, link.uploaded, FIELDS, self._columns)
        utm.check(utm.read(merged.document["query"]), merged.document["destination_url"])
        verdict.changes = [NAMES.get(name, name) for name in merged.changes]
        verdict.warnings += ownership.about_edits(merged, self._terms)
        values = merged.document | _origin(document, source, merged.uploaded)
        if values["owner"] is None or (link.owner is not None and not source):
            values["owner"] = link.owner
        if merged.document == stored and (link.source, link.owner) == (source, values["owner"]):
            return Judged(verdict)
        verdict.status = "updated"
        led_to = link.destination_url if "destination_url" in merged.changes else None
        return Judged(verdict, Change(link.id, values, link.changed_at, led_to))

    def _known(self, document: Document, source: str) -> Link | None:
        """Return the link that a row is about; refuse one whose code is another's, or would have to change."""
        code, owner = document.get("code"), owner_of(document, source)
        known = self._by_owner.get(owner or "") or self._before_sources(document)
        with_code = self._by_code.get(code) if code else None
        if known is not None and code not in {None, known.code}:
            message = _("This link has the code %(code)r; a code never changes. Leave it out.")
            raise ConflictError(message % {"code": known.code})
        if known is None and with_code is not None:
            claimed = owner is not None and with_code.owner is not None
            if with_code.scope != "own" or claimed:
                raise ConflictError(_("The code %(code)r is taken. Choose another one.") % {"code": code})
        return known or with_code

    def _before_sources(self, document: Document) -> Link | None:
        """Return a link of this name that was uploaded before sources were remembered."""
        found = self._by_owner.get(owner_of(document, UNNAMED) or "")
        return found if found is not None and _is_before_sources(found) else None

    def _require_same(self, link: Link, document: Document, source: str) -> None:
        """Refuse a row that would have somebody else's link lead elsewhere."""
        said = _said(document)
        if any(getattr(link, name) != said[name] for name in ("destination_url", "query")):
            message = _(
                "The code %(code)r is taken: its link is of %(owner)s and leads to %(address)s. It was left alone."
            )
            told = {
                "code": link.code,
                "owner": ownership.whose_in_words(link.source),
                "address": link.destination_url[:300],
            }
            advice = _("Choose another code.")
            if source and link.source == source:
                advice = _("To change it by a file, upload with source=%(source)s.") % {"source": source}
            raise ConflictError(f"{message % told} {advice}")

    def _new(self, document: Document, source: str) -> Change:
        code = document.get("code")
        if code is not None:
            links.require_choosable(code)
        said = _said(document)
        values = said | _origin(document, source, ownership.digests(said, FIELDS))
        return Change(new_id(), values | {"code": code or self._free_codes.pop(), "scope": "own"})

    def _store(self, changes: Sequence[Change]) -> None:
        moment = now()  # not that of judging: nodes follow the links by it, and look back a few seconds only
        new = [change for change in changes if change.based_on is None]
        if new:
            dates = {"created_at": moment, "changed_at": moment}
            self._session.execute(insert(_LINKS), [change.values | {"id": change.id} | dates for change in new])
        self._update([change for change in changes if change.based_on is not None], moment)

    def _update(self, changes: Sequence[Change], moment: datetime) -> None:
        as_known = (_LINKS.c.id == bindparam("stored"), _LINKS.c.changed_at == bindparam("based_on"))
        rows = [
            change.values | {"stored": change.id, "based_on": change.based_on, "changed_at": moment}
            for change in changes
        ]
        if rows:
            result = self._session.execute(update(_LINKS).where(*as_known), rows)
            if cast("CursorResult[Any]", result).rowcount != len(rows):
                raise StaleError(_("A link was changed by somebody else meanwhile. Upload the file again."))
        led = [(change.id, change.led_to) for change in changes if change.led_to is not None]
        history = [{"link_id": link_id, "destination_url": url, "changed_by": "upload"} for link_id, url in led]
        if history:
            self._session.execute(insert(_HISTORY), history)


def owner_of(document: Document, source: str) -> str | None:
    """Return by what a row's link is found again besides its code: its name in its source, else all that it says."""
    name = document["external_id"]
    if name is not None:
        return ownership.unique_name(source, name) if source else f"{managed_links.UPLOADED}{name}"
    if "code" in document:
        return None
    said = [document["destination_url"], document["title"] or "", utm.as_query(document["utm"])]
    said += [source] if source else []
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()
    return f"same:{digest}"


def _origin(document: Document, source: str, uploaded: dict[str, str]) -> dict[str, Any]:
    """Return where a row's link comes from, by column."""
    name = document["external_id"] if source else None
    return {"owner": owner_of(document, source), "source": source, "source_id": name, "uploaded": uploaded}


def _said(document: Document) -> dict[str, Any]:
    """Return what a row says of its link, by column."""
    names = ("destination_url", "title")
    return {name: document[name] for name in names} | {"query": utm.as_query(document["utm"])}


def _is_before_sources(link: Link) -> bool:
    """Return whether a link was uploaded before sources were remembered."""
    return link.source == UNNAMED and link.uploaded is None


def _about_withdrawn(link: Link | None) -> list[Warning]:
    if link is None or link.withdrawn_at is None:
        return []
    message = _("This link was withdrawn, and stays so until it is restored.")
    return [{"code": "withdrawn", "pointer": "", "message": message}]
