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
from sqlalchemy.orm import Session

from vertel.api import serializers
from vertel.db.models import Suggestion
from vertel.domain.suggestions import generation, library, periods, usage
from vertel.domain.suggestions.generation import Generation
from vertel.domain.suggestions.library import Entry, Viewer
from vertel.domain.suggestions.periods import Period
from vertel_schema import Suggestion as SuggestionSchema
from vertel_schema import __version__

EXTENSION = "vertel.employee_list"
MOST = 5000
"""Suggestions that are kept; a few kB each."""

_SCHEMA = SuggestionSchema()


@dataclass(frozen=True)
class RenderedCaption:
    """A caption as JSON, with what its place depends on."""

    id: UUID
    language: str
    position: int
    json: bytes


@dataclass(frozen=True)
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

    def validator(self, session: Session, viewer: Viewer, query: bytes) -> str:
        """Return the ETag of the list that an employee would get: it changes with everything that changes the list.

        :param query: of the request.
        """
        current = generation.current(session)
        if current != self._generation:
            self._generation, self._period, self._levels = current, None, {}
        if self._period is None or not self._period.holds(viewer.moment):
            self._period = periods.at(session, viewer.moment)
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
        for suggestion in library.whole(session, [key for key, found in known.items() if found is None]):
            # Where it was changed since its entry was read, the newer version is shown in the entry's place.
            known[suggestion.id] = rendered = _rendered(suggestion, self.base_url)
            if len(self._rendered) >= MOST:
                self._rendered.clear()
            self._rendered[suggestion.id, suggestion.version] = rendered
        return {key: found for key, found in known.items() if found is not None}


def register(app: Flask, base_url: str) -> None:
    """Give an application the list that its process keeps."""
    app.extensions[EXTENSION] = EmployeeList(base_url)


def employee_list() -> EmployeeList:
    """Return the running application's list."""
    return cast("EmployeeList", current_app.extensions[EXTENSION])


def _rendered(suggestion: Suggestion, base_url: str) -> RenderedSuggestion:
    document = _SCHEMA.dump(serializers.suggestion(suggestion, base_url))
    # These two are the reader's, as the order of captions is.
    del document["why"], document["saved"]
    captions = [
        RenderedCaption(caption.id, caption.language, caption.position, orjson.dumps(text))
        for caption, text in zip(suggestion.captions, document.pop("captions"), strict=True)
    ]
    return RenderedSuggestion(orjson.dumps(document)[:-1] + b',"captions":', captions)
