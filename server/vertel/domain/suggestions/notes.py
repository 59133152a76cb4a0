"""Notes of editors to each other about a suggestion. Employees never read them, and no event tells them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db import kept_answers
from vertel.db.models import Note
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.suggestions import suggestions
from vertel.errors import ForbiddenError, NotFoundError
from vertel.translations.active import gettext as _


def write(session: Session, suggestion_id: UUID, text: str, author: str) -> Note:
    """Store a note.

    :param author: who writes it, as the audit log has it.
    :raises NotFoundError: there is no such suggestion.
    """
    note = Note(suggestion_id=suggestions.find(session, suggestion_id).id, text=text, author=author)
    session.add(note)
    session.flush()
    return note


def browse(session: Session, suggestion_id: UUID, limit: int, after: Position | None) -> Page[Note]:
    """Return a page of the notes about a suggestion, the newest first."""
    suggestions.find(session, suggestion_id)
    query = select(Note).where(Note.suggestion_id == suggestion_id)
    return keyset_page(session, query, [Note.written_at.desc(), Note.id.desc()], limit, after)


def remove(session: Session, suggestion_id: UUID, note_id: UUID, author: str) -> None:
    """Delete a note, and the answers to requests that repeat it.

    :raises NotFoundError: the suggestion has no such note.
    :raises ForbiddenError: somebody else wrote it.
    """
    note = session.get(Note, note_id)
    if note is None or note.suggestion_id != suggestion_id:
        raise NotFoundError(_("There is no such note."))
    if note.author != author:
        raise ForbiddenError(_("This note is somebody else's. Only who wrote a note deletes it."))
    kept_answers.forget(session, [note.id])
    session.delete(note)
    session.flush()
