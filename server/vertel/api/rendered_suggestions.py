"""A suggestion as an employee reads it, written as JSON once per version and kept.

An employee's list is asked for often and changes seldom. Finding what is in it takes a few short queries; reading and
writing out all of it takes several times as long. What a version says never changes, so what is kept is never stale.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy.orm import Session

from vertel.api import serializers
from vertel.db.models import Suggestion
from vertel.domain.suggestions import library
from vertel_schema import Suggestion as SuggestionSchema

MOST = 5000
"""How many are kept; a few kB each."""

_SCHEMA = SuggestionSchema()


@dataclass(frozen=True)
class ReaderContext:
    """What is another for each reader.

    :ivar uses: how often each caption was used until now.
    """

    languages: Sequence[str]
    uses: Mapping[UUID, int]
    saved: Collection[UUID]
    moment: datetime


@dataclass(frozen=True)
class RenderedCaption:
    """A caption as JSON, with what its turn depends on."""

    id: UUID
    language: str
    position: int
    json: bytes


@dataclass(frozen=True)
class RenderedSuggestion:
    """A suggestion as JSON up to its captions, whose order is another for each reader."""

    opening: bytes
    captions: Sequence[RenderedCaption]

    def render_for(self, reader: ReaderContext, entry: library.Entry) -> orjson.Fragment:
        """Return the whole as JSON, the captions in turn for a reader, and what it is to them."""
        captions = library.order_captions(self.captions, reader.languages, reader.uses)
        uses = sum(reader.uses.get(caption.id, 0) for caption in captions) if captions else None
        own = {"why": library.reasons(entry, uses, reader.moment), "saved": entry.id in reader.saved}
        parts = (self.opening, b",".join(caption.json for caption in captions), orjson.dumps(own)[1:])
        return orjson.Fragment(b"%s[%s],%s" % parts)


class RenderCache:
    """The rendered of one process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[UUID, int], RenderedSuggestion] = {}

    def of(
        self, session: Session, entries: Sequence[library.Entry], base_url: str
    ) -> list[tuple[library.Entry, RenderedSuggestion]]:
        """Return the entries with their rendered, in their order."""
        keys = [(entry.id, entry.version) for entry in entries]
        known = {key: self._kept[key] for key in keys if key in self._kept}
        for suggestion in library.all_of(session, [key[0] for key in keys if key not in known]):
            known[suggestion.id, suggestion.version] = _write(suggestion, base_url)
        if len(self._kept) + len(known) > MOST:
            self._kept.clear()
        self._kept |= known
        return [(entry, known[key]) for entry, key in zip(entries, keys, strict=True) if key in known]


def _write(suggestion: Suggestion, base_url: str) -> RenderedSuggestion:
    written = _SCHEMA.dump(serializers.suggestion(suggestion, base_url))
    # These two are the reader's, as the order of captions is.
    del written["why"], written["saved"]
    captions = [
        RenderedCaption(caption.id, caption.language, caption.position, orjson.dumps(text))
        for caption, text in zip(suggestion.captions, written.pop("captions"), strict=True)
    ]
    return RenderedSuggestion(orjson.dumps(written)[:-1] + b',"captions":', captions)
