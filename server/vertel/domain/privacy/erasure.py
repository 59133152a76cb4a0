"""Erasing an employee: no row that stays leads back to them, and the links that they posted keep working.

Personal links, shares and reactions stay without the employee. Their words and photos are deleted, except for what is
in a suggestion, and for what editors were told unsigned: that it goes with somebody would say whose it was.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from vertel.db import kept_answers
from vertel.db.models import (
    Bookmark,
    DeviceCode,
    EmailCode,
    Employee,
    EnrolmentCode,
    Event,
    Feedback,
    Idea,
    IdempotencyKey,
    Identity,
    Image,
    Link,
    Mail,
    MailSubscription,
    Note,
    RefreshToken,
    Revision,
    Share,
    SignIn,
)
from vertel.domain import audit
from vertel.domain.images import employee_photos
from vertel.domain.privacy import erasure_list
from vertel.domain.privacy.personal_data import caller_name


def erase(session: Session, employee: Employee) -> dict[str, int]:
    """Erase an employee; return what was done -> in how many rows, for the log."""
    sign_ins = select(SignIn.id).where(SignIn.employee_id == employee.id)
    reactions = select(Feedback.id).where(Feedback.employee_id == employee.id)
    signed, unsigned = reactions.where(Feedback.signed), reactions.where(~Feedback.signed)
    told = ~Idea.signed & ~Idea.few
    ideas = session.scalars(select(Idea.id).where(Idea.employee_id == employee.id, ~told)).all()
    of_theirs = or_(Event.employee_id == employee.id, Event.feedback_id.in_(signed), Event.idea_id.in_(ideas))
    steps = {
        "events deleted": delete(Event).where(of_theirs),
        "events kept, without a way to their author": update(Event)
        .where(Event.feedback_id.in_(unsigned))
        .values(feedback_id=None),
        "links kept, no longer theirs": update(Link)
        .where(Link.employee_id == employee.id)
        .values(employee_id=None, owner=None),
        "shares kept, no longer theirs": update(Share).where(Share.employee_id == employee.id).values(employee_id=None),
        "reactions kept, no longer theirs and without words": update(Feedback)
        .where(Feedback.employee_id == employee.id, Feedback.signed)
        .values(employee_id=None, comment=None, signed=False, token=None),
        # What editors were told of these stays, see ToldFeedback.
        "unsigned reactions deleted": delete(Feedback).where(Feedback.employee_id == employee.id),
        "ideas kept, no longer theirs": update(Idea)
        .where(Idea.employee_id == employee.id, told)
        .values(employee_id=None),
        "ideas deleted": delete(Idea).where(Idea.employee_id == employee.id),
        "images deleted": employee_photos.delete_uploads(employee),
        "images kept in suggestions and ideas, no longer theirs": update(Image)
        .where(Image.uploaded_by == employee.id)
        .values(uploaded_by=None),
        "versions of suggestions kept, without who wrote them": update(Revision)
        .where(Revision.author == caller_name(employee.id))
        .values(author=caller_name(uuid4())),
        "notes to editors deleted": delete(Note).where(Note.author == caller_name(employee.id)),
        "marks deleted": delete(Bookmark).where(Bookmark.employee_id == employee.id),
        "refresh tokens deleted": delete(RefreshToken).where(RefreshToken.sign_in_id.in_(sign_ins)),
        "sign-ins deleted": delete(SignIn).where(SignIn.employee_id == employee.id),
        "accounts at an OpenID provider forgotten": delete(Identity).where(Identity.employee_id == employee.id),
        "enrolment codes deleted": delete(EnrolmentCode).where(EnrolmentCode.employee_id == employee.id),
        "codes by mail deleted": delete(EmailCode).where(EmailCode.employee_id == employee.id),
        "devices that asked deleted": delete(DeviceCode).where(DeviceCode.employee_id == employee.id),
        "mails not sent": delete(Mail).where(Mail.employee_id == employee.id),
        "mails that were asked for ended": delete(MailSubscription).where(MailSubscription.employee_id == employee.id),
        "kept answers deleted": delete(IdempotencyKey).where(IdempotencyKey.caller == caller_name(employee.id)),
        "employees deleted": delete(Employee).where(Employee.id == employee.id),
    }
    # Those to others, too, such as to an editor who replied to a signed idea.
    counts = {
        "answers to others about them deleted": kept_answers.forget(session, [employee.id, *ideas]),
        "entries of the audit log kept, without them": audit.forget(session, employee.id),
    }
    for what, step in steps.items():
        counts[what] = session.execute(step).rowcount  # type: ignore[attr-defined]  # DML answers a CursorResult
    erasure_list.add(session, employee.id)
    session.expire_all()
    return counts
