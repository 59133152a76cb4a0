"""Suggestions as editors write them: the rules, and what is done to one. Its rows are written by :mod:`.writing`.

A *document* here is a loaded ``SuggestionRequest``: a plain dictionary, with an audience of three lists after
:func:`complete`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Image, Suggestion, Team
from vertel.domain.audience import reach
from vertel.domain.links import destinations, utm
from vertel.domain.people import organisations
from vertel.domain.suggestions import live_audiences, standing, texts_by_language, writing
from vertel.domain.suggestions.standing import Rules
from vertel.domain.suggestions.warnings import Expectations
from vertel.domain.suggestions.writing import Document
from vertel.errors import ConflictError, Fault, NotFoundError, RefusedError, fault
from vertel.translations import LANGUAGES
from vertel.translations.active import gettext as _

as_document = writing.as_document

OPEN_AUDIENCE: dict[str, list[str]] = {"teams": [], "locations": [], "languages": []}

EMPTY: Document = {
    **dict.fromkeys(("external_id", "destination_url", "utm", "image", "audience", "publish_at", "expires_at")),
    **{name: [] for name in ("titles", "captions", "prompts", "guidance", "people")},
    "kind": "story",
    "title": "",
    "status": "published",
}
"""A document in which nothing is said yet."""


def complete(document: Document) -> Document:
    """Return the document with its audience filled in, nothing said means everyone; without what is empty."""
    image = document["image"]
    if image is not None:
        more = {name: image[name] for name in ("alt_texts", "focal_point") if image.get(name)}
        image = {"id": image["id"], "alt": image["alt"]} | more
    audience, utm_given = document["audience"] or OPEN_AUDIENCE, document["utm"] or None
    return document | {"audience": audience, "utm": utm_given, "image": image}


def check(session: Session, document: Document, hosts: Sequence[str], stored: Suggestion | None, rules: Rules) -> None:
    """Raise :class:`RefusedError` with every rule that the document breaks.

    :param hosts: where tracked links may lead.
    :param stored: the suggestion that it is about; None when it is new.
    :param rules: what the consent of people in it is held against.
    """
    faults = find_faults(document, hosts, existing_images(session, [document]))
    faults += standing.find_faults(document, stored.people if stored else (), rules)
    if faults:
        raise RefusedError(*faults)


def find_faults(document: Document, hosts: Sequence[str], images: Collection[UUID]) -> list[Fault]:
    """Return every rule that the document breaks.

    :param images: those of its images that exist, see :func:`existing_images`.
    """
    faults: list[Fault] = []
    if not document["captions"] and not document["prompts"]:
        faults.append(fault("/captions", _("Expected at least one caption or prompt.")))
    begin, end = document["publish_at"], document["expires_at"]
    if begin is not None and end is not None and end <= begin:
        faults.append(fault("/expires_at", _("Expected a time after publish_at.")))
    faults += texts_by_language.find_faults(document["titles"], "/titles")
    faults += texts_by_language.find_faults((document["image"] or {}).get("alt_texts", ()), "/image/alt_texts")
    faults += texts_by_language.find_faults(document["guidance"], "/guidance")
    try:
        if document["destination_url"] is not None:
            destinations.check(document["destination_url"], hosts, pointer="/destination_url")
        utm.check(document["utm"], document["destination_url"])
    except RefusedError as error:
        faults += error.faults
    if document["image"] is not None and document["image"]["id"] not in images:
        faults.append(fault("/image/id", _("Expected the id of an uploaded image (POST /images).")))
    return faults


def existing_images(session: Session, documents: Iterable[Document]) -> set[UUID]:
    """Return which of the images that the documents name exist."""
    named = {document["image"]["id"] for document in documents if document["image"] is not None}
    return set(session.scalars(select(Image.id).where(Image.id.in_(named)))) if named else set()


def create(session: Session, document: Document, author: str) -> Suggestion:
    """Store a new suggestion that was checked.

    :param author: who wrote it, as the audit log has it; as for all that changes one.
    """
    _require_free(session, document["external_id"], None)
    change = writing.prepare(document, None, standing.rules(session))
    writing.store(session, [change], author)
    return session.get_one(Suggestion, change.id)


def replace(session: Session, suggestion: Suggestion, document: Document, author: str) -> None:
    """Change a suggestion to what a checked document says; captions that stay the same keep their id."""
    _require_free(session, document["external_id"], suggestion.id)
    writing.store(session, [writing.prepare(document, suggestion, standing.rules(session))], author)
    session.refresh(suggestion)


def archive(session: Session, suggestion: Suggestion, author: str) -> None:
    """Take a suggestion out of the library. Its links keep redirecting and its numbers stay."""
    replace(session, suggestion, as_document(suggestion) | {"status": "archived"}, author)


def find(session: Session, suggestion_id: UUID, *, to_change: bool = False) -> Suggestion:
    """Return a suggestion; ``to_change`` makes other writers wait."""
    found = session.get(Suggestion, suggestion_id, with_for_update={"of": Suggestion} if to_change else None)
    if found is None:
        raise NotFoundError(_("There is no suggestion with this id."))
    return found


def shown_reach(document: Document, expected: Expectations) -> int | None:
    """Return how many active employees a suggestion is for, as editors are told it."""
    return expected.shown_reach(document["audience"])


def expectations(session: Session, reader: str = LANGUAGES[0]) -> Expectations:
    """Return what suggestions are held against when looking for warnings.

    :param reader: the language of who reads them.
    """
    teams = set(session.scalars(select(Team.slug).where(Team.is_there())))
    employees = cache(lambda: reach.active(session))
    audiences = cache(lambda: live_audiences.load(session, employees()))
    return Expectations(organisations.get(session).languages, teams, employees, audiences, reader)


def _require_free(session: Session, external_id: str | None, own: UUID | None) -> None:
    if external_id is None:
        return
    taken = session.scalar(select(Suggestion.id).where(Suggestion.external_id == external_id))
    if taken is not None and taken != own:
        message = _("The external_id %(name)r belongs to suggestion %(id)s. Change that one instead.")
        raise ConflictError(message % {"name": external_id, "id": taken})
