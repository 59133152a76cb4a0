"""A draft suggestion, made of a colleague's idea for an editor to finish."""

from __future__ import annotations

import unicodedata
from itertools import dropwhile

from sqlalchemy import update
from sqlalchemy.orm import Session

from vertel.db.models import Consent, Idea, Suggestion
from vertel.domain.people import organisations
from vertel.domain.suggestions import refiling, suggestions
from vertel.domain.suggestions.writing import Document
from vertel.translations import translations

TITLE_LENGTH = 200
BLANK = "\u2800\u3164"
"""Characters that show nothing and are not spaces to Unicode: braille blank and Hangul filler."""


def from_idea(session: Session, idea: Idea, author: str) -> Suggestion:
    """Make a draft of an idea, with what people in it said. Nothing in it says who sent it in.

    :param author: who makes it, as the audit log has it.
    """
    draft = suggestions.create(session, as_draft(session, idea), author)
    asked = [(person.id, one.consent.id) for person, one in zip(draft.people, idea.people, strict=True) if one.consent]
    for person_id, consent_id in asked:
        moved = {"person_id": person_id, "idea_id": None, "idea_position": None}
        session.execute(update(Consent).where(Consent.id == consent_id).values(moved))
    if asked:
        refiling.refile(session, [draft.id], author)
    return draft


def as_draft(session: Session, idea: Idea) -> Document:
    """Return the document of a draft: an idea's text, first photo and people."""
    organisation = organisations.get(session)
    language = idea.language or next(iter(organisation.languages), "en")
    text = idea.text
    caption = {"language": language, "tone": "personal", "text": text}
    _ = translations(language).gettext
    # A photo without words asks whoever shares it for some.
    prompt = {"language": language, "question": _("What would you like to tell with this?")}
    photo = idea.photos[0] if idea.photos else None
    return {
        "external_id": None,
        "kind": "team_moment" if photo else "story",
        "title": _title(text, photo.alt if photo else None, prompt["question"]),
        "titles": [],
        "destination_url": None,
        "utm": None,
        "captions": [caption] if text else [],
        "prompts": [] if text else [prompt | {"opening": None}],
        "guidance": [],
        "image": {"id": photo.image_id, "alt": photo.alt} if photo else None,
        "audience": suggestions.OPEN_AUDIENCE,
        "people": [{"name": person.name, "consent_until": person.consent_until} for person in idea.people],
        "publish_at": None,
        "expires_at": None,
        "status": "draft",
    }


def _title(*texts: str | None) -> str:
    """Return the first line that shows something, as a title. The last text is one that does."""
    lines = [line for text in texts if text for line in text.splitlines()]
    line = next((line for line in lines[:-1] if any(map(_is_ink, line))), lines[-1])
    line = " ".join("".join(dropwhile(lambda letter: not _is_ink(letter), line)).split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _is_ink(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "ZC" and letter not in BLANK
