"""Taking many links of their own at once, also those of another tracker: their codes go on to work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Link
from vertel.domain.links import destinations, links, managed_links, utm
from vertel.domain.suggestions.warnings import Warning, about_utm  # noqa: A004  the field's own word
from vertel.errors import ConflictError, RefusedError, fault
from vertel.imports.bulk import BulkImport, Row, Verdict

Document = dict[str, Any]


@dataclass
class LinkVerdict(Verdict):
    """What became of a row; a ``LinkImportRow``. ``drawn`` says that nobody chose the code."""

    code: str | None = None
    drawn: bool = False

    def forget(self) -> None:
        """Name no code that was drawn in vain."""
        self.code = None if self.status == "created" and self.drawn else self.code


class LinkImport(BulkImport):
    """An upload of links. A *document* here is a loaded ``LinkRow``."""

    def __init__(self, session: Session, hosts: Sequence[str]) -> None:
        super().__init__(session, hosts)
        self._by_code: dict[str, Link] = {}
        self._by_owner: dict[str, Link] = {}
        self._seen: dict[str, int] = {}

    def _take(self, batch: list[Row]) -> Sequence[LinkVerdict]:
        self._look_up(row.document for row in batch if row.document is not None)
        verdicts = [self._judge(row) for row in batch]
        self._session.flush()
        return verdicts

    def _look_up(self, documents: Iterable[Document]) -> None:
        """Find the links that the rows may be about, all at once."""
        pairs = [(document.get("code"), owner_of(document)) for document in documents]
        codes, owners = [code for code, _ in pairs if code], [owner for _, owner in pairs if owner]
        named = select(Link).where(or_(Link.code.in_(codes), Link.owner.in_(owners)))
        found = self._session.scalars(named).all()
        self._by_code = {link.code: link for link in found}
        self._by_owner = {link.owner: link for link in found if link.owner is not None}

    def _judge(self, row: Row) -> LinkVerdict:
        document = row.document
        if document is None or row.faults:
            return LinkVerdict(row.number, row.external_id, "refused", errors=row.faults)
        try:
            self._require_first(row.number, document)
            return self._store(row, document)
        except RefusedError as error:
            faults = error.faults
        except ConflictError as error:
            faults = [fault("/code", str(error))]
        return LinkVerdict(row.number, row.external_id, "refused", errors=faults)

    def _require_first(self, number: int, document: Document) -> None:
        """Refuse a row that is about the same link as an earlier one."""
        code, owner = document.get("code"), owner_of(document)
        self._claim(code, number, "/code")
        self._claim(owner, number, "/external_id" if document["external_id"] else "")

    def _claim(self, key: str | None, number: int, pointer: str) -> None:
        earlier = self._seen.setdefault(key, number) if key else number
        if earlier != number:
            raise RefusedError(fault(pointer, f"Row {earlier} is about this link already."))

    def _store(self, row: Row, document: Document) -> LinkVerdict:
        url, given = document["destination_url"], document["utm"]
        destinations.check(url, self._hosts)
        utm.check(given, url)
        link = self._known(document)
        verdict = LinkVerdict(row.number, row.external_id, "created", drawn="code" not in document)
        verdict.warnings = [*about_utm(given, url), *_about_withdrawn(link)]
        if link is None:
            more = {"title": document["title"], "query": utm.as_query(given), "owner": owner_of(document)}
            verdict.code = links.make_own(self._session, url, document.get("code"), self._hosts, **more).code
        else:
            self._claim(link.id.hex, row.number, "")  # an earlier row may have found it by another of its names
            verdict.status, verdict.code = self._update(link, document), link.code
        return verdict

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

    def _update(self, link: Link, document: Document) -> str:
        query, title = utm.as_query(document["utm"]), document["title"]
        owner = link.owner or owner_of(document)
        wanted = (document["destination_url"], query, title, owner)
        if wanted == (link.destination_url, link.query, link.title, link.owner):
            return "unchanged"
        managed_links.change_destination(self._session, link, document["destination_url"], query, "upload")
        link.title, link.owner = title, owner
        return "updated"


def owner_of(document: Document) -> str | None:
    """Return by what a row's link is found again, besides its code: its own name, or else all that it says."""
    if document["external_id"] is not None:
        return f"{managed_links.UPLOADED}{document['external_id']}"
    if "code" in document:
        return None
    said = "\n".join((document["destination_url"], document["title"] or "", utm.as_query(document["utm"])))
    return f"same:{hashlib.sha256(said.encode()).hexdigest()}"


def _about_withdrawn(link: Link | None) -> list[Warning]:
    if link is None or link.withdrawn_at is None:
        return []
    return [
        {"code": "withdrawn", "pointer": "", "message": "This link was withdrawn, and stays so until it is restored."}
    ]
