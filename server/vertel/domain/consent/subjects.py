"""What a person is asked about: a suggestion, or an idea as the draft that it would become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Consent, Idea, IdeaPerson, Image, Person, Suggestion
from vertel.domain.suggestions import standing, suggestions
from vertel.domain.suggestions.standing import Standing
from vertel.domain.voices import drafts

Held = TypeVar("Held", Suggestion, Idea)


@dataclass(frozen=True)
class Subject:
    """What people consent to, and who they are.

    :ivar stored: the suggestion or the idea.
    :ivar document: it as a ``SuggestionRequest``.
    """

    stored: Suggestion | Idea
    document: dict[str, Any]

    @property
    def people(self) -> Sequence[Person | IdeaPerson]:
        """Everybody who is shown, in order."""
        return self.stored.people

    @property
    def suggestion_id(self) -> UUID | None:
        """The suggestion; None for an idea."""
        return self.stored.id if isinstance(self.stored, Suggestion) else None

    def standings(self, today: date) -> list[Standing]:
        """Return how it stands with each."""
        return standing.everybody(self.document, self.people, today)


def of_suggestion(suggestion: Suggestion) -> Subject:
    """Return a suggestion as what people consent to."""
    return Subject(suggestion, suggestions.as_document(suggestion))


def of_idea(session: Session, idea: Idea) -> Subject:
    """Return an idea as what people consent to."""
    return Subject(idea, drafts.as_draft(session, idea))


def locked(session: Session, consent: Consent) -> Subject | None:
    """Return what a consent is about, held until the transaction ends, and read it anew; None when it is gone."""
    subject: Subject | None = None
    if consent.person_id is not None:
        person = session.get(Person, consent.person_id)
        suggestion = _held(session, Suggestion, person.suggestion_id) if person is not None else None
        subject = of_suggestion(suggestion) if suggestion is not None else None
    elif consent.idea_id is not None:
        idea = _held(session, Idea, consent.idea_id)
        subject = of_idea(session, idea) if idea is not None else None
    # Whoever held it until now may have deleted the person, and the consent with them.
    is_there = session.get(Consent, consent.id, populate_existing=True) is not None
    return subject if is_there else None


def read(session: Session, consent: Consent) -> Subject | None:
    """Return what a consent is about; None when it is gone."""
    if consent.person_id is not None:
        person = session.get(Person, consent.person_id)
        suggestion = session.get(Suggestion, person.suggestion_id) if person is not None else None
        return of_suggestion(suggestion) if suggestion is not None else None
    idea = session.get(Idea, consent.idea_id)
    return of_idea(session, idea) if idea is not None else None


def picture(session: Session, subject: Subject) -> Image | None:
    """Return the picture that is shown; None without one."""
    image = subject.document["image"]
    return session.get(Image, image["id"]) if image else None


def _held(session: Session, model: type[Held], own: UUID) -> Held | None:
    # By its id alone: SQLAlchemy takes a row that changed since it was first read for an editor's stale one.
    session.execute(select(model.id).where(model.id == own).with_for_update())
    return session.get(model, own, populate_existing=True)
