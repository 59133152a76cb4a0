"""An employee's list as JSON, and the validator by which it is known to be unchanged before any of it is read.

The list is asked for often and changes seldom. Finding what is in it takes a short query or three; reading and writing
out all of it takes several times as long. So each suggestion is kept as JSON once per version, by each process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

import orjson
from flask import Flask, current_app
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from vertel.api import serializers
from vertel.db.models.suggestions import listed_texts
from vertel.domain.suggestions import library, periods, usage
from vertel.domain.suggestions.contents import Content, contents
from vertel.domain.suggestions.generation import Generation
from vertel.domain.suggestions.library import Entry, Viewer
from vertel.domain.suggestions.periods import Period
from vertel_schema import Caption as CaptionSchema
from vertel_schema import Suggestion as SuggestionSchema
from vertel_schema import __version__

EXTENSION = "vertel.employee_list"
MOST = 10_000
"""Suggestions that are kept; two or three kB each."""

_SCHEMA = SuggestionSchema()
_CAPTION = CaptionSchema()


@dataclass(frozen=True, slots=True)
class RenderedCaption:
    """A caption as JSON, with what its place depends on."""

    id: UUID
    language: str
    position: int
    json: bytes


@dataclass(frozen=True, slots=True)
class RenderedSuggestion:
    """A suggestion as JSON up to its captions, whose order is another for each reader."""

    opening: bytes
    captions: Sequence[RenderedCaption]

    def whole(self, languages: Sequence[str], levels: Mapping[UUID, int], own: Mapping[str, Any]) -> orjson.Fragment:
        """Return all of it as JSON.

        :param levels: how often its captions were used, see :func:`usage.levels`.
        :param own: what it is to the reader.
        """
        captions = usage.order_captions(self.captions, languages, levels)
        parts = (self.opening, b",".join(caption.json for caption in captions), orjson.dumps(own)[1:])
        return orjson.Fragment(b"%s[%s],%s" % parts)


@dataclass
class EmployeeList:
    """What one process keeps of the library between two requests; all but the JSON is of one generation.

    :ivar base_url: the server's public address.
    """

    base_url: str
    _rendered: dict[tuple[UUID, int], RenderedSuggestion] = field(default_factory=dict)
    _generation: Generation | None = None
    _period: Period | None = None
    _levels: dict[UUID, dict[UUID, int]] = field(default_factory=dict)

    def validator(self, connection: Connection, current: Generation, viewer: Viewer, query: bytes) -> str:
        """Return the ETag of the list that an employee would get: it changes with everything that changes the list.

        :param current: the generation of the library, read before anything of the list is.
        :param query: of the request.
        """
        if current != self._generation:
            self._generation, self._period, self._levels = current, None, {}
        if self._period is None or not self._period.holds(viewer.moment):
            self._period = periods.at(connection, viewer.moment)
        state = [__version__, self.base_url, *current, self._period.begin]
        own = [query.decode("latin-1"), *viewer.member, sorted(viewer.saved), sorted(viewer.hidden)]
        parts = [*state, *own]
        return f'"{hashlib.blake2b(orjson.dumps(parts), digest_size=16).hexdigest()}"'

    def items(self, session: Session, entries: Sequence[Entry], viewer: Viewer) -> list[orjson.Fragment]:
        """Return the entries as JSON, in their order."""
        rendered = self._render(session, entries)
        missing = [entry.id for entry in entries if entry.id not in self._levels]
        self._levels |= usage.levels(session, missing)
        items = []
        for entry in entries:
            one, levels = rendered[entry.id], self._levels[entry.id]
            why = library.reasons(entry, viewer.moment, little_used=bool(one.captions) and not levels)
            items.append(one.whole(viewer.member.languages, levels, {"why": why, "saved": entry.id in viewer.saved}))
        return items

    def _render(self, session: Session, entries: Sequence[Entry]) -> dict[UUID, RenderedSuggestion]:
        known = {entry.id: self._rendered.get((entry.id, entry.version)) for entry in entries}
        for content in contents(session, [key for key, found in known.items() if found is None]):
            # Where it was changed since its entry was read, the newer version is shown in the entry's place.
            known[content.columns.id] = rendered = _rendered(content, self.base_url)
            if len(self._rendered) >= MOST:
                del self._rendered[next(iter(self._rendered))]  # the one that was rendered first
            self._rendered[content.columns.id, content.columns.version] = rendered
        return {key: found for key, found in known.items() if found is not None}


def register(app: Flask, base_url: str) -> None:
    """Give an application the list that its process keeps."""
    app.extensions[EXTENSION] = EmployeeList(base_url)


def employee_list() -> EmployeeList:
    """Return the running application's list."""
    return cast("EmployeeList", current_app.extensions[EXTENSION])


def _rendered(content: Content, base_url: str) -> RenderedSuggestion:
    row = content.columns
    image = None
    if row.image_id is not None:
        size = {"width": row.image_width, "height": row.image_height}
        url = serializers.image_url(row.image_id, base_url)
        said = {"alt": row.image_alt, "alt_texts": listed_texts(row.alt_texts), "focal_point": row.focal_point}
        image = {"id": row.image_id, "url": url, **said, **size}
    own = {"titles": listed_texts(row.titles), "image": image, "prompts": content.prompts}
    # Without what the reader has of their own: why it is shown, whether they saved it, the order of captions.
    document = _SCHEMA.dump({**row._asdict(), **own, "people": [], "warnings": []})
    captions = [
        RenderedCaption(caption.id, caption.language, caption.position, _json(_CAPTION.dump(caption)))
        for caption in content.captions
    ]
    return RenderedSuggestion(_json(document)[:-1] + b',"captions":', captions)


def _json(document: Any) -> bytes:
    # A copy, because what orjson returns holds 4 kB of memory, however short it is.
    return bytes(memoryview(orjson.dumps(document)))
