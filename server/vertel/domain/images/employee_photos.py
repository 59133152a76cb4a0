"""Photos that employees upload: whose they are and when they are deleted. Without Pillow, which is slow to import."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, IdeaPhoto, Image, Suggestion
from vertel.errors import ConflictError
from vertel.translations.active import gettext as _

MOST_WAITING = 20
"""Photos that an employee may have uploaded and not sent in."""

WAITING_TIME = timedelta(days=3)


def uploaded_by(session: Session, employee: Employee, ids: Collection[UUID]) -> set[UUID]:
    """Return which of the images the employee uploaded."""
    query = select(Image.id).where(Image.id.in_(ids), Image.uploaded_by == employee.id)
    return set(session.scalars(query)) if ids else set()


def make_room(session: Session, uploader: Employee) -> None:
    """Check that an employee may upload another photo.

    :raises ConflictError: they have 20 that are in no idea and no suggestion.
    """
    waiting = select(func.count()).select_from(Image).where(Image.uploaded_by == uploader.id, _unused())
    if session.execute(waiting).scalar_one() >= MOST_WAITING:
        raise ConflictError(
            _("You uploaded %(number)d images that are in no idea yet. Send in an idea first.")
            % {"number": MOST_WAITING}
        )


def delete_unused(session: Session, ids: Collection[UUID]) -> None:
    """Delete those of the images that are in no suggestion and no idea."""
    if ids:
        session.execute(delete(Image).where(Image.id.in_(ids), _unused()))


def delete_uploads(uploader: Employee) -> Delete:
    """Return the statement that deletes what an employee uploaded and nothing uses."""
    return delete(Image).where(Image.uploaded_by == uploader.id, _unused())


def forgotten(moment: datetime) -> ColumnElement[bool]:
    """Return the condition of what employees uploaded more than three days ago and did not send in."""
    return and_(Image.uploaded_by.is_not(None), Image.created_at < moment - WAITING_TIME, _unused())


def _unused() -> ColumnElement[bool]:
    return ~or_(
        exists().where(Suggestion.image_id == Image.id),
        exists().where(IdeaPhoto.image_id == Image.id),
    )
