"""What stands in suggestions, read by columns: an employee's list needs many of them and changes none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import BindParameter, FromClause, Row, Select, bindparam, select
from sqlalchemy.orm import Session

from vertel.db.models import Caption, Image, Prompt, Suggestion

Columns: TypeAlias = Row[*tuple[Any, ...]]

_IMAGES = Image.__table__
_SUGGESTIONS = select(
    *(column for column in Suggestion.__table__.c if column.key != "search_text"),
    _IMAGES.c.width.label("image_width"),
    _IMAGES.c.height.label("image_height"),
).outerjoin(_IMAGES, _IMAGES.c.id == Suggestion.__table__.c.image_id)


class Content(NamedTuple):
    """A suggestion's own columns and its image's size, its captions and its prompts, each in their order."""

    columns: Columns
    captions: Sequence[Columns]
    prompts: Sequence[Columns]


def _texts_of(table: FromClause) -> Select[Any]:
    return select(table).where(table.c.suggestion_id.in_(_IDS)).order_by(table.c.position)


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OF_SUGGESTIONS = _SUGGESTIONS.where(Suggestion.__table__.c.id.in_(_IDS))
_CAPTIONS, _PROMPTS = _texts_of(Caption.__table__), _texts_of(Prompt.__table__)


def contents(session: Session, ids: Sequence[UUID]) -> list[Content]:
    """Return what stands in suggestions, in no particular order."""
    if not ids:
        return []
    # The suggestions first: captions may then be newer than the version they are kept under, and never older.
    found = session.execute(_OF_SUGGESTIONS, {"ids": ids}).all()
    captions = _by_suggestion(session.execute(_CAPTIONS, {"ids": ids}))
    prompts = _by_suggestion(session.execute(_PROMPTS, {"ids": ids}))
    return [Content(row, captions.get(row.id, []), prompts.get(row.id, [])) for row in found]


def _by_suggestion(rows: Iterable[Columns]) -> Mapping[UUID, list[Columns]]:
    found: dict[UUID, list[Columns]] = {}
    for row in rows:
        found.setdefault(row.suggestion_id, []).append(row)
    return found
