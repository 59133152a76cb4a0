"""Images that are stored, and who may fetch them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, undefer

from vertel.clock import now
from vertel.db.models import Employee, Image, Person, Suggestion
from vertel.domain.images import employee_photos
from vertel.domain.people import organisations
from vertel.errors import NotFoundError
from vertel.ids import id_of_day, start_of_day
from vertel.translations.active import gettext as _

if TYPE_CHECKING:
    from vertel.domain.images.pictures import Picture


def store(session: Session, picture: Picture, uploader: Employee | None) -> Image:
    """Store an image and return it.

    :param uploader: the employee; None for a program, whose images are for everyone.
    :raises ConflictError: the employee has too many images that are in no idea.
    """
    image = Image(**picture._asdict())
    if uploader is not None:
        employee_photos.make_room(session, uploader)
        # To the day only, as an idea: by a finer time, or by another day, editors could find out whose photo it is.
        day = organisations.today(session)
        image.id, image.created_at, image.uploaded_by = id_of_day(day), start_of_day(day), uploader.id
    session.add(image)
    session.flush()
    return image


def find(session: Session, image_id: UUID, reader: UUID | None, permissions: Collection[str]) -> Image:
    """Return an image with its body.

    One that an employee uploaded is for them and for editors only, until a suggestion that is no draft has it.

    :param reader: the employee who asks; None for a program.
    :raises NotFoundError: there is none for the reader.
    """
    found = session.get(Image, image_id, options=[undefer(Image.body)])
    if found is None or not ("editor" in permissions or _is_for(session, found, reader)):
        raise NotFoundError(_("There is no image with this id for you."))
    return found


def _is_for(session: Session, image: Image, reader: UUID | None) -> bool:
    """Return whether somebody who is no editor may fetch an image."""
    if is_withheld(session, image):
        return False
    return image.uploaded_by == reader or is_for_all(session, image)


def is_for_all(session: Session, image: Image) -> bool:
    """Return whether an image is for all who may fetch images: a program's, or in a suggestion that is no draft."""
    published = exists().where(Suggestion.image_id == image.id, Suggestion.status != "draft")
    return image.uploaded_by is None or bool(session.scalar(select(published)))


def is_withheld(session: Session, image: Image) -> bool:
    """Return whether an image shows somebody who does not agree, and no suggestion to which everybody shown agrees."""
    in_suggestion = select(Suggestion.consent_ends_at).where(Suggestion.image_id == image.id)
    shown = Suggestion.status != "draft", or_(Suggestion.consent_ends_at.is_(None), Suggestion.consent_ends_at > now())
    ended = in_suggestion.where(Suggestion.consent_ends_at <= now())
    return bool(session.scalar(select(exists(ended) & ~exists(in_suggestion.where(*shown)))))


def shows_people(session: Session, image: Image) -> bool:
    """Return whether an image is in a suggestion with people, who can take their consent back."""
    with_people = select(Person.id).join(Suggestion, Suggestion.id == Person.suggestion_id)
    return bool(session.scalar(select(exists(with_people.where(Suggestion.image_id == image.id)))))
