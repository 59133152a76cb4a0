"""Thanks of editors to those who shared a suggestion. Editors do not learn who they are."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session, joinedload

from vertel.db.models import Employee, Share, Thanks
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.suggestions import suggestions
from vertel.errors import NotFoundError
from vertel.translations.active import gettext as _


def say(session: Session, suggestion_id: UUID, text: str) -> Thanks:
    """Store thanks to everyone who has shared a suggestion until now.

    :raises NotFoundError: there is no such suggestion.
    """
    thanks = Thanks(suggestion=suggestions.find(session, suggestion_id), text=text)
    session.add(thanks)
    session.flush()
    return thanks


def take_back(session: Session, suggestion_id: UUID, thanks_id: UUID) -> None:
    """Delete thanks.

    :raises NotFoundError: the suggestion has none with this id.
    """
    this = (Thanks.id == thanks_id, Thanks.suggestion_id == suggestion_id)
    if not session.execute(delete(Thanks).where(*this)).rowcount:  # type: ignore[attr-defined]  # a CursorResult
        raise NotFoundError(_("There are no such thanks."))


def about(session: Session, suggestion_id: UUID, limit: int, after: Position | None) -> Page[Thanks]:
    """Return a page of the thanks for a suggestion, newest first."""
    suggestions.find(session, suggestion_id)
    return _page(session, select(Thanks).where(Thanks.suggestion_id == suggestion_id), limit, after)


def to_employee(session: Session, employee: Employee, limit: int, after: Position | None) -> Page[Thanks]:
    """Return a page of the thanks for what an employee had shared when they were written, newest first."""
    shared = exists().where(
        Share.employee_id == employee.id,
        Share.suggestion_id == Thanks.suggestion_id,
        Share.recorded_at <= Thanks.said_at,
    )
    return _page(session, select(Thanks).where(shared), limit, after)


def _page(session: Session, query: Select[Thanks], limit: int, after: Position | None) -> Page[Thanks]:
    query = query.options(joinedload(Thanks.suggestion))
    return keyset_page(session, query, [Thanks.said_at.desc(), Thanks.id.desc()], limit, after)
