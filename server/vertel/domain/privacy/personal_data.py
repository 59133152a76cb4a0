"""Everything that is held about one employee, for them to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.db.models import (
    Bookmark,
    ClickDay,
    Employee,
    EnrolmentCode,
    Event,
    Feedback,
    Idea,
    IdeaPerson,
    IdempotencyKey,
    Image,
    Link,
    Person,
    Share,
    SignIn,
    Suggestion,
)
from vertel.errors import NotFoundError


def find(session: Session, email: str) -> Employee:
    """Return the employee with that address, also one who is no longer active."""
    found = session.scalars(select(Employee).where(Employee.email == email.strip().lower())).one_or_none()
    if found is None:
        raise NotFoundError(f"Nobody here has the address {email}.")
    return found


def collect(session: Session, employee: Employee) -> dict[str, Any]:
    """Return all that is held about an employee, ready for JSON. Secrets are left out: only their hash is held."""
    return {part: _plain(read(session, employee)) for part, read in PARTS.items()}


def caller_name(employee_id: UUID) -> str:
    """Return the name under which the answers to an employee's repeated requests are kept."""
    return f"employee:{employee_id}"


def mentions(session: Session, employee: Employee) -> list[dict[str, Any]]:
    """Return where somebody of that name is shown or named in a suggestion, with the consent recorded for it."""
    query = (
        select(Suggestion.external_id, Suggestion.title, Person.name, Person.consent_until)
        .join(Suggestion, Suggestion.id == Person.suggestion_id)
        .where(Person.name == employee.name)
        .order_by(Suggestion.created_at, Suggestion.id)
    )
    return [dict(row._mapping) for row in session.execute(query)]  # noqa: SLF001  SQLAlchemy's public name for it


def _profile(_session: Session, employee: Employee) -> dict[str, Any]:
    known = ("id", "email", "name", "role", "location", "languages", "active", "created_at")
    names = (*known, "snoozed_until", "counting")
    return {name: getattr(employee, name) for name in names} | {"team": employee.team.name if employee.team else None}


def _enrolment_codes(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(EnrolmentCode).where(EnrolmentCode.employee_id == employee.id).order_by(EnrolmentCode.expires_at)
    return [{"expires_at": code.expires_at, "used_at": code.used_at} for code in session.scalars(query)]


def _sign_ins(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(SignIn).where(SignIn.employee_id == employee.id).order_by(SignIn.created_at, SignIn.id)
    return [{"began_at": found.created_at, "ended_at": found.ended_at} for found in session.scalars(query)]


def _links(session: Session, employee: Employee) -> list[dict[str, Any]]:
    clicks = select(func.coalesce(func.sum(ClickDay.clicks), 0)).where(ClickDay.link_id == Link.id).scalar_subquery()
    query = select(Link, clicks).where(Link.employee_id == employee.id).order_by(Link.created_at, Link.id)
    names = ("code", "scope", "destination_url", "suggestion_id", "created_at")
    return [
        {name: getattr(link, name) for name in names} | {"clicks": number} for link, number in session.execute(query)
    ]


def _shares(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(Share).where(Share.employee_id == employee.id).order_by(Share.occurred_at, Share.id)
    names = ("id", "suggestion_id", "caption_id", "link_id", "method", "similarity", "occurred_at", "recorded_at")
    return [{name: getattr(share, name) for name in names} for share in session.scalars(query)]


def _events(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(Event).where(Event.employee_id == employee.id).order_by(Event.created_at, Event.id)
    return [
        {"type": event.type, "occurred_at": event.occurred_at, "data": event.data} for event in session.scalars(query)
    ]


def _feedback(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(Feedback).where(Feedback.employee_id == employee.id).order_by(Feedback.given_on, Feedback.id)
    names = ("suggestion_id", "reaction", "reason", "comment", "signed", "few", "given_on")
    return [{name: getattr(found, name) for name in names} for found in session.scalars(query)]


def _ideas(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(Idea).where(Idea.employee_id == employee.id).order_by(Idea.sent_on, Idea.id)
    names = ("id", "text", "language", "signed", "status", "suggestion_id", "sent_on")
    return [
        {name: getattr(idea, name) for name in names}
        | {
            "photos": [{"image_id": photo.image_id, "alt": photo.alt} for photo in idea.photos],
            "people": [{"name": person.name, "consent_until": person.consent_until} for person in idea.people],
            "replies": [{"by": said.by, "text": said.text, "said_on": said.said_on} for said in idea.replies],
        }
        for idea in session.scalars(query)
    ]


def _other_ideas(session: Session, employee: Employee) -> list[dict[str, Any]]:
    """Return where somebody of that name is in a colleague's idea; the rest of it is that colleague's."""
    query = (
        select(Idea.sent_on, IdeaPerson.name, IdeaPerson.consent_until)
        .join(Idea, Idea.id == IdeaPerson.idea_id)
        .where(IdeaPerson.name == employee.name, Idea.employee_id != employee.id)
        .order_by(Idea.sent_on, Idea.id)
    )
    return [dict(row._mapping) for row in session.execute(query)]  # noqa: SLF001  SQLAlchemy's public name for it


def _images(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(Image).where(Image.uploaded_by == employee.id).order_by(Image.id)
    names = ("id", "media_type", "width", "height", "created_at")
    return [{name: getattr(image, name) for name in names} for image in session.scalars(query)]


def _marks(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(Bookmark).where(Bookmark.employee_id == employee.id).order_by(Bookmark.kind, Bookmark.suggestion_id)
    return [{"mark": found.kind, "suggestion_id": found.suggestion_id} for found in session.scalars(query)]


def _kept_answers(session: Session, employee: Employee) -> list[dict[str, Any]]:
    query = select(IdempotencyKey).where(IdempotencyKey.caller == caller_name(employee.id))
    return [{"key": kept.key, "kept_since": kept.created_at} for kept in session.scalars(query)]


PARTS: dict[str, Callable[[Session, Employee], Any]] = {
    "employee": _profile,
    "sign_ins": _sign_ins,
    "enrolment_codes": _enrolment_codes,
    "personal_links": _links,
    "shares": _shares,
    "signed_events": _events,
    "feedback": _feedback,
    "ideas": _ideas,
    "uploaded_images": _images,
    "saved_and_hidden": _marks,
    "answers_kept_for_repeated_requests": _kept_answers,
    "suggestions_that_name_somebody_so_called": mentions,
    "ideas_that_name_somebody_so_called": _other_ideas,
}
"""Part of the export -> how it is read."""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value if value is None or isinstance(value, str | int | float) else str(value)
