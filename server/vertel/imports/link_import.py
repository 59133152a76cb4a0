"""Taking many links of their own at once, also those of another tracker: their codes go on to work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Table, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Link, LinkChange
from vertel.domain.links import destinations, links, managed_links, utm
from vertel.domain.suggestions.warnings import Warning, about_utm  # noqa: A004  the field's own word
from vertel.errors import ConflictError, RefusedError, StaleError, fault
from vertel.ids import new_id
from vertel.imports.bulk import BulkImport, Document, Judged, Row, Verdict

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
    """

    verdict = LinkVerdict

    def __init__(self, session: Session, hosts: Sequence[str]) -> None:
        super().__init__(session, hosts)
        self._by_code: dict[str, Link] = {}
        self._by_owner: dict[str, Link] = {}
        self._free_codes: list[str] = []
        self._seen: dict[str, int] = {}

    def _judge(self, batch: list[Row]) -> list[Judged[Change]]:
        documents = [row.document for row in batch if row.document is not None]
        self._look_up(documents)
        self._free_codes = links.draw_free_codes(self._session, sum("code" not in one for one in documents))
        return [self._judge_row(row) for row in batch]

    def _look_up(self, documents: Iterable[Document]) -> None:
        """Find the links that the rows may be about, all at once."""
        pairs = [(document.get("code"), owner_of(document)) for document in documents]
        codes, owners = [code for code, _ in pairs if code], [owner for _, owner in pairs if owner]
        named = select(Link).where(or_(Link.code.in_(codes), Link.owner.in_(owners)))
        found = self._session.scalars(named).all()
        self._by_code = {link.code: link for link in found}
        self._by_owner = {link.owner: link for link in found if link.owner is not None}

    def _judge_row(self, row: Row) -> Judged[Change]:
        document = row.document
        if document is None or row.faults:
            return self._refused(row, row.faults)
        try:
            self._require_first(row.number, document)
            return self._judge_document(row, document)
        except RefusedError as error:
            return self._refused(row, error.faults)
        except ConflictError as error:
            return self._refused(row, [fault("/code", str(error))])

    def _require_first(self, number: int, document: Document) -> None:
        """Refuse a row that is about the same link as an earlier one."""
        code, owner = document.get("code"), owner_of(document)
        self._claim(code, number, "/code")
        self._claim(owner, number, "/external_id" if document["external_id"] else "")

    def _claim(self, key: str | None, number: int, pointer: str) -> None:
        earlier = self._seen.setdefault(key, number) if key else number
        if earlier != number:
            raise RefusedError(fault(pointer, f"Row {earlier} is about this link already."))

    def _judge_document(self, row: Row, document: Document) -> Judged[Change]:
        url, given = document["destination_url"], document["utm"]
        destinations.check(url, self._hosts)
        utm.check(given, url)
        link = self._known(document)
        verdict = LinkVerdict(row.number, row.external_id, "created", drawn="code" not in document)
        verdict.warnings = [*about_utm(given, url), *_about_withdrawn(link)]
        if link is None:
            change = self._new(document)
            verdict.code = change.values["code"]
            return Judged(verdict, change)
        self._claim(link.id.hex, row.number, "")  # an earlier row may have found it by another of its names
        changed = _changed(link, document)
        verdict.status, verdict.code = "updated" if changed else "unchanged", link.code
        return Judged(verdict, changed)

    def _known(self, document: Document) -> Link | None:
        """Return the link that a row is about; refuse one whose code is another's, or would have to change."""
        code, owner = document.get("code"), owner_of(document)
        known = self._by_owner.get(owner) if owner else None
        with_code = self._by_code.get(code) if code else None
        if known is not None and code not in {None, known.code}:
            raise ConflictError(f"This link has the code {known.code!r}; a code never changes. Leave it out.")
        if known is None and with_code is not None:
            claimed = owner is not None and with_code.owner is not None
            if with_code.scope != "own" or claimed:
                raise ConflictError(f"The code {code!r} is taken. Choose another one.")
        return known or with_code

    def _new(self, document: Document) -> Change:
        code = document.get("code")
        if code is not None:
            links.require_choosable(code)
        values = _said(document) | {"code": code or self._free_codes.pop(), "owner": owner_of(document), "scope": "own"}
        return Change(new_id(), values)

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
                raise StaleError("A link was changed by somebody else meanwhile. Upload the file again.")
        led = [(change.id, change.led_to) for change in changes if change.led_to is not None]
        history = [{"link_id": link_id, "destination_url": url, "changed_by": "upload"} for link_id, url in led]
        if history:
            self._session.execute(insert(_HISTORY), history)


def owner_of(document: Document) -> str | None:
    """Return by what a row's link is found again, besides its code: its own name, or else all that it says."""
    if document["external_id"] is not None:
        return f"{managed_links.UPLOADED}{document['external_id']}"
    if "code" in document:
        return None
    said = "\n".join((document["destination_url"], document["title"] or "", utm.as_query(document["utm"])))
    return f"same:{hashlib.sha256(said.encode()).hexdigest()}"


def _said(document: Document) -> dict[str, Any]:
    """Return what a row says of its link, by column."""
    names = ("destination_url", "title")
    return {name: document[name] for name in names} | {"query": utm.as_query(document["utm"])}


def _changed(link: Link, document: Document) -> Change | None:
    values = _said(document) | {"owner": link.owner or owner_of(document)}
    if all(getattr(link, name) == value for name, value in values.items()):
        return None
    led_to = link.destination_url if link.destination_url != values["destination_url"] else None
    return Change(link.id, values, link.changed_at, led_to)


def _about_withdrawn(link: Link | None) -> list[Warning]:
    if link is None or link.withdrawn_at is None:
        return []
    return [
        {"code": "withdrawn", "pointer": "", "message": "This link was withdrawn, and stays so until it is restored."}
    ]
