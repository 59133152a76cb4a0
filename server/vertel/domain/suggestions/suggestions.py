"""Writing suggestions: the rules, and how a document becomes rows and back.

A *document* here is a loaded ``SuggestionRequest``: a plain dictionary, with an audience of three lists after
:func:`complete`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, attributes

from vertel.clock import now
from vertel.db.models import AudienceEntry, Caption, Image, Person, Prompt, Suggestion, Team
from vertel.domain.audience import audience_index
from vertel.domain.links import destinations, links, utm
from vertel.domain.people import organisations
from vertel.domain.suggestions import generation
from vertel.domain.suggestions.warnings import Expectations
from vertel.domain.webhooks import publishing
from vertel.errors import ConflictError, Fault, NotFoundError, RefusedError, fault

Document = dict[str, Any]
OPEN_AUDIENCE: dict[str, list[str]] = {"teams": [], "locations": [], "languages": []}
PLAIN = ("external_id", "kind", "title", "destination_url", "utm", "publish_at", "expires_at", "status")


def complete(document: Document) -> Document:
    """Return the document with its audience filled in, nothing said means everyone; and no empty parameters."""
    return document | {"audience": document["audience"] or OPEN_AUDIENCE, "utm": document["utm"] or None}


def check(session: Session, document: Document, hosts: Sequence[str]) -> None:
    """Raise :class:`RefusedError` with every rule that the document breaks.

    :param hosts: where tracked links may lead.
    """
    faults: list[Fault] = []
    if not document["captions"] and not document["prompts"]:
        faults.append(fault("/captions", "Expected at least one caption or prompt."))
    begin, end = document["publish_at"], document["expires_at"]
    if begin is not None and end is not None and end <= begin:
        faults.append(fault("/expires_at", "Expected a time after publish_at."))
    try:
        if document["destination_url"] is not None:
            destinations.check(document["destination_url"], hosts, pointer="/destination_url")
        utm.check(document["utm"], document["destination_url"])
    except RefusedError as error:
        faults += error.faults
    image = document["image"]
    if image is not None and session.scalar(select(Image.id).where(Image.id == image["id"])) is None:
        faults.append(fault("/image/id", "Expected the id of an uploaded image (POST /images)."))
    if faults:
        raise RefusedError(*faults)


def create(session: Session, document: Document) -> Suggestion:
    """Store a new suggestion that was checked."""
    _require_free(session, document["external_id"], None)
    suggestion = write(session, None, document)
    save(session, [suggestion])
    return suggestion


def replace(session: Session, suggestion: Suggestion, document: Document) -> None:
    """Change a suggestion to what a checked document says; captions that stay the same keep their id."""
    _require_free(session, document["external_id"], suggestion.id)
    write(session, suggestion, document)
    save(session, [suggestion])


def archive(session: Session, suggestion: Suggestion) -> None:
    """Take a suggestion out of the library. Its links keep redirecting and its numbers stay."""
    suggestion.status = "archived"
    suggestion.updated_at = now()
    save(session, [suggestion])


def find(session: Session, suggestion_id: UUID, *, to_change: bool = False) -> Suggestion:
    """Return a suggestion; ``to_change`` makes other writers wait."""
    found = session.get(Suggestion, suggestion_id, with_for_update={"of": Suggestion} if to_change else None)
    if found is None:
        raise NotFoundError("There is no suggestion with this id.")
    return found


def as_document(suggestion: Suggestion) -> Document:
    """Return a stored suggestion as the document that would write it."""
    image = {"id": suggestion.image_id, "alt": suggestion.image_alt} if suggestion.image_id else None
    return {name: getattr(suggestion, name) for name in PLAIN} | {
        "captions": [{"language": c.language, "tone": c.tone, "text": c.text} for c in suggestion.captions],
        "prompts": [{"language": p.language, "question": p.question, "opening": p.opening} for p in suggestion.prompts],
        "people": [{"name": p.name, "consent_until": p.consent_until} for p in suggestion.people],
        "image": image,
        "audience": dict(suggestion.audience),
    }


def expectations(session: Session) -> Expectations:
    """Return what suggestions are held against when looking for warnings."""
    return Expectations(organisations.get(session).languages, set(session.scalars(select(Team.slug))))


def write(session: Session, suggestion: Suggestion | None, document: Document) -> Suggestion:
    """Put a document into a suggestion's rows, a new one's without ``suggestion``. Call :func:`save` afterwards."""
    moment = now()
    if suggestion is None:
        suggestion = Suggestion(created_at=moment, captions=[], prompts=[], people=[])
        session.add(suggestion)
    for name in PLAIN:
        setattr(suggestion, name, document[name])
    image = document["image"]
    suggestion.image_id, suggestion.image_alt = (image["id"], image["alt"]) if image else (None, None)
    suggestion.audience = document["audience"]
    suggestion.live_from = document["publish_at"] or suggestion.created_at
    suggestion.updated_at = moment
    _write_texts(suggestion, document)
    return suggestion


def save(session: Session, suggestions: Sequence[Suggestion]) -> None:
    """Store written suggestions, put them where employees find them, have their links follow, and tell who listens."""
    moved = [suggestion for suggestion in suggestions if _leads_elsewhere(suggestion)]
    session.flush()
    session.execute(
        delete(AudienceEntry).where(AudienceEntry.suggestion_id.in_([suggestion.id for suggestion in suggestions]))
    )
    session.add_all(place for suggestion in suggestions for place in audience_index.entries_for(suggestion))
    session.flush()
    for suggestion in moved:
        links.update_destination(session, suggestion)
    publishing.emit_published(session, suggestions)
    if suggestions:
        generation.changed(session)


def _leads_elsewhere(suggestion: Suggestion) -> bool:
    return any(attributes.get_history(suggestion, name).deleted for name in ("destination_url", "utm"))


def _write_texts(suggestion: Suggestion, document: Document) -> None:
    kept = {(c.language, c.tone, c.text): c for c in suggestion.captions}
    captions = []
    for caption in document["captions"]:
        voice = (caption["language"], caption["tone"], caption["text"])
        captions.append(kept.pop(voice) if voice in kept else Caption(share_count=0, **caption))
    suggestion.captions = captions
    if document["prompts"] != [
        {"language": p.language, "question": p.question, "opening": p.opening} for p in suggestion.prompts
    ]:
        suggestion.prompts = [Prompt(**prompt) for prompt in document["prompts"]]
    if document["people"] != [{"name": p.name, "consent_until": p.consent_until} for p in suggestion.people]:
        suggestion.people = [Person(**person) for person in document["people"]]
    parts: list[Sequence[Caption | Prompt | Person]] = [captions, suggestion.prompts, suggestion.people]
    for part in parts:
        for position, text in enumerate(part):
            text.position = position
    words = [document["title"], *(c["text"] for c in document["captions"])]
    words += [p["question"] for p in document["prompts"]]
    suggestion.search_text = "\n".join(words).casefold()


def _require_free(session: Session, external_id: str | None, own: UUID | None) -> None:
    if external_id is None:
        return
    taken = session.scalar(select(Suggestion.id).where(Suggestion.external_id == external_id))
    if taken is not None and taken != own:
        raise ConflictError(f"The external_id {external_id!r} belongs to suggestion {taken}. Change that one instead.")
