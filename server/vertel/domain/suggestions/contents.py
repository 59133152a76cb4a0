"""What stands in suggestions, read by columns: an employee's list needs many of them and changes none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import BindParameter, FromClause, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from vertel.db.models import Caption, Image, Prompt, Suggestion

Columns: TypeAlias = Row[*tuple[Any, ...]]

_IMAGES, _SUGGESTION = Image.__table__, Suggestion.__table__.c
_SUGGESTIONS = select(
    _SUGGESTION.id, _SUGGESTION.version, _SUGGESTION.kind, _SUGGESTION.title, _SUGGESTION.titles,
    func.coalesce(_SUGGESTION.source_id, _SUGGESTION.external_id).label("external_id"),
    _SUGGESTION.destination_url, _SUGGESTION.utm, _SUGGESTION.audience, _SUGGESTION.publish_at, _SUGGESTION.expires_at,
    _SUGGESTION.status, _SUGGESTION.created_at, _SUGGESTION.updated_at, _SUGGESTION.image_id, _SUGGESTION.image_alt,
    _SUGGESTION.alt_texts, _SUGGESTION.focal_point, _SUGGESTION.guidance,
    _IMAGES.c.width.label("image_width"), _IMAGES.c.height.label("image_height"),
).outerjoin(_IMAGES, _IMAGES.c.id == _SUGGESTION.image_id)  # fmt: skip


class Content(NamedTuple):
    """What a contract class writes of a suggestion, with its image's size; its captions and its prompts in order."""

    columns: Columns
    captions: Sequence[Columns]
    prompts: Sequence[Columns]


def _texts_of(table: FromClause, *columns: str) -> Select[Any]:
    wanted = [table.c[name] for name in ("suggestion_id", "id", "language", *columns)]
    return select(*wanted).where(table.c.suggestion_id.in_(_IDS)).order_by(table.c.position)


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OF_SUGGESTIONS = _SUGGESTIONS.where(_SUGGESTION.id.in_(_IDS))
_CAPTIONS = _texts_of(Caption.__table__, "position", "tone", "text")
_PROMPTS = _texts_of(Prompt.__table__, "question", "opening")


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
