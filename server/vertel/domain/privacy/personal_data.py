"""Everything that is held about one employee, for them to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import (
    ApiKey,
    AuditEntry,
    Bookmark,
    ClickDay,
    Consent,
    Employee,
    Event,
    Feedback,
    Idea,
    IdeaPerson,
    IdempotencyKey,
    Image,
    Link,
    Mail,
    MailSubscription,
    Note,
    Person,
    Revision,
    Share,
    Suggestion,
    Team,
)
from vertel.domain import audit
from vertel.domain.privacy import sign_in_data
from vertel.domain.privacy.row_dicts import Rows, rows
from vertel.errors import NotFoundError
from vertel.translations.active import gettext as _

_ANSWER = (
    Consent.state.label("answer"),
    Consent.until.label("agreed_until"),
    Consent.asked_on,
    Consent.answered_on,
    Consent.shown.label("shown_when_asked"),
)


def find(session: Session, email: str) -> Employee:
    """Return the employee with an address, active or not.

    :raises NotFoundError: there is none.
    """
    found = session.scalars(select(Employee).where(Employee.email == email.strip().lower())).one_or_none()
    if found is None:
        raise NotFoundError(_("Nobody here has the address %(email)s.") % {"email": email})
    return found


def collect(session: Session, employee: Employee) -> dict[str, Any]:
    """Return all that is held about an employee, ready for JSON; without the hashes of their codes and tokens."""
    return {part: _plain(read(session, employee)) for part, read in PARTS.items()}


def caller_name(employee_id: UUID) -> str:
    """Return the name under which the answers to an employee's repeated requests are kept."""
    return f"employee:{employee_id}"


def mentions(session: Session, employee: Employee) -> Rows:
    """Return where somebody of that name is shown or named in a suggestion, with the consent recorded for it."""
    name = func.coalesce(Suggestion.source_id, Suggestion.external_id).label("external_id")
    query = (
        select(name, Suggestion.title, Suggestion.titles, Person.name, Person.consent_until, *_ANSWER)
        .join(Suggestion, Suggestion.id == Person.suggestion_id)
        .outerjoin(Consent, Consent.person_id == Person.id)
        .where(Person.name == employee.name)
        .order_by(Suggestion.created_at, Suggestion.id)
    )
    return rows(session, query)


def _profile(session: Session, employee: Employee) -> dict[str, Any]:
    query = (
        select(
            Employee.id,
            Employee.email,
            Employee.name,
            Employee.role,
            Employee.location,
            Employee.provisioned_languages,
            Employee.active,
            Employee.external_id,
            Employee.user_name,
            Employee.name_parts,
            Employee.deprovisioned_at,
            Employee.signed_out_at,
            Employee.source,
            Employee.created_at,
            Employee.updated_at,
            Team.name.label("team"),
        )
        .outerjoin(Team, Team.id == Employee.team_id)
        .where(Employee.id == employee.id)
    )
    return rows(session, query)[0]


def _settings(session: Session, employee: Employee) -> dict[str, Any]:
    columns = (Employee.languages, Employee.languages_chosen, Employee.snoozed_until, Employee.counting)
    return rows(session, select(*columns).where(Employee.id == employee.id))[0]


def _mails(session: Session, employee: Employee) -> Rows:
    query = select(Mail.kind, Mail.created_at, Mail.expires_at).where(Mail.employee_id == employee.id)
    return rows(session, query.order_by(Mail.id))


def _mails_asked_for(session: Session, employee: Employee) -> Rows:
    asked = MailSubscription
    wishes = (asked.kind, asked.active, asked.weekday, asked.hour, asked.time_zone, asked.personal)
    query = select(*wishes, asked.sent_at, asked.tested_at, asked.refused_at).where(asked.employee_id == employee.id)
    return rows(session, query.order_by(asked.kind))


def _links(session: Session, employee: Employee) -> Rows:
    clicks = select(func.coalesce(func.sum(ClickDay.clicks), 0)).where(ClickDay.link_id == Link.id).scalar_subquery()
    columns = (Link.code, Link.scope, Link.destination_url, Link.suggestion_id, Link.created_at)
    query = select(*columns, clicks.label("clicks")).where(Link.employee_id == employee.id)
    return rows(session, query.order_by(Link.created_at, Link.id))


def _shares(session: Session, employee: Employee) -> Rows:
    what = (Share.id, Share.suggestion_id, Share.caption_id, Share.link_id, Share.method, Share.similarity)
    query = select(*what, Share.occurred_at, Share.recorded_at).where(Share.employee_id == employee.id)
    return rows(session, query.order_by(Share.occurred_at, Share.id))


def _events(session: Session, employee: Employee) -> Rows:
    ideas = select(Idea.id).where(Idea.employee_id == employee.id)
    said = select(Feedback.id).where(Feedback.employee_id == employee.id)
    theirs = or_(Event.employee_id == employee.id, Event.idea_id.in_(ideas), Event.feedback_id.in_(said))
    query = select(Event.type, Event.occurred_at, Event.data).where(theirs)
    return rows(session, query.order_by(Event.created_at, Event.id))


def _feedback(session: Session, employee: Employee) -> Rows:
    what = (Feedback.suggestion_id, Feedback.reaction, Feedback.reason, Feedback.comment, Feedback.signed)
    query = select(*what, Feedback.few, Feedback.given_on).where(Feedback.employee_id == employee.id)
    return rows(session, query.order_by(Feedback.given_on, Feedback.id))


def _ideas(session: Session, employee: Employee) -> Rows:
    query = select(Idea).where(Idea.employee_id == employee.id).order_by(Idea.sent_on, Idea.id)
    return [
        {
            "id": idea.id,
            "text": idea.text,
            "language": idea.language,
            "signed": idea.signed,
            "status": idea.status,
            "suggestion_id": idea.suggestion_id,
            "question": idea.question.texts if idea.question else None,
            "sent_on": idea.sent_on,
            "photos": [{"image_id": photo.image_id, "alt": photo.alt} for photo in idea.photos],
            "people": [{"name": person.name, "consent_until": person.consent_until} for person in idea.people],
            "replies": [{"by": reply.by, "text": reply.text, "said_on": reply.said_on} for reply in idea.replies],
        }
        for idea in session.scalars(query)
    ]


def _other_ideas(session: Session, employee: Employee) -> Rows:
    """Return where somebody of that name is in a colleague's idea; the rest of the idea is that colleague's."""
    query = (
        select(Idea.sent_on, IdeaPerson.name, IdeaPerson.consent_until, *_ANSWER)
        .join(Idea, Idea.id == IdeaPerson.idea_id)
        .outerjoin(Consent, and_(Consent.idea_id == Idea.id, Consent.idea_position == IdeaPerson.position))
        .where(IdeaPerson.name == employee.name, Idea.employee_id != employee.id)
        .order_by(Idea.sent_on, Idea.id)
    )
    return rows(session, query)


def _images(session: Session, employee: Employee) -> Rows:
    columns = (Image.id, Image.media_type, Image.width, Image.height, Image.created_at)
    return rows(session, select(*columns).where(Image.uploaded_by == employee.id).order_by(Image.id))


def _bookmarks(session: Session, employee: Employee) -> Rows:
    query = select(Bookmark.kind.label("mark"), Bookmark.suggestion_id).where(Bookmark.employee_id == employee.id)
    return rows(session, query.order_by(Bookmark.kind, Bookmark.suggestion_id))


def _kept_answers(session: Session, employee: Employee) -> Rows:
    columns = (IdempotencyKey.key, IdempotencyKey.created_at.label("kept_since"))
    return rows(session, select(*columns).where(IdempotencyKey.caller == caller_name(employee.id)))


def _audit_log(session: Session, employee: Employee) -> Rows:
    """Return what administrators did about somebody, and what they did as one; others are not named."""
    query = select(AuditEntry).where(audit.by_or_about(employee.id)).order_by(AuditEntry.at, AuditEntry.id)
    return [
        {
            "at": entry.at,
            "action": entry.action,
            "by_me": entry.actor == caller_name(employee.id),
            "about_me": entry.subject_id == str(employee.id),
            "details": entry.details,
        }
        for entry in session.scalars(query)
    ]


def _revisions(session: Session, employee: Employee) -> Rows:
    query = select(Revision.suggestion_id, Revision.version, Revision.at)
    query = query.where(Revision.author == caller_name(employee.id))
    return rows(session, query.order_by(Revision.at, Revision.suggestion_id, Revision.version))


def _notes(session: Session, employee: Employee) -> Rows:
    query = select(Note.suggestion_id, Note.text, Note.written_at).where(Note.author == caller_name(employee.id))
    return rows(session, query.order_by(Note.written_at, Note.id))


def _keys(session: Session, employee: Employee) -> Rows:
    query = select(ApiKey.name, ApiKey.role, ApiKey.created_at).where(ApiKey.created_by == caller_name(employee.id))
    return rows(session, query.order_by(ApiKey.created_at, ApiKey.id))


PARTS: dict[str, Callable[[Session, Employee], Any]] = {
    "employee": _profile,
    "settings": _settings,
    "sign_ins": sign_in_data.sign_ins,
    "identities": sign_in_data.identities,
    "enrolment_codes": sign_in_data.enrolment_codes,
    "codes_by_mail": sign_in_data.email_codes,
    "devices_that_asked": sign_in_data.device_codes,
    "mails_to_be_sent": _mails,
    "mails_asked_for": _mails_asked_for,
    "personal_links": _links,
    "shares": _shares,
    "events": _events,
    "feedback": _feedback,
    "ideas": _ideas,
    "uploaded_images": _images,
    "saved_and_hidden": _bookmarks,
    "answers_kept_for_repeated_requests": _kept_answers,
    "suggestions_that_name_somebody_so_called": mentions,
    "ideas_that_name_somebody_so_called": _other_ideas,
    "audit_log": _audit_log,
    "revisions": _revisions,
    "notes": _notes,
    "api_keys": _keys,
}
"""Part of the export -> reads it."""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value if value is None or isinstance(value, str | int | float) else str(value)
