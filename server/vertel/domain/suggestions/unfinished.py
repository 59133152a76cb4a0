"""What would be said of a suggestion that is still being written, without storing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from vertel.domain.suggestions import standing, suggestions
from vertel.domain.suggestions.warnings import (
    MOST,
    Expectations,
    Warning,  # noqa: A004  the field's own word
    lint,
)
from vertel.domain.suggestions.writing import Document
from vertel.errors import Fault, fault

REQUIRED = ("kind", "title")


class Checked(NamedTuple):
    """What would be said of a document."""

    errors: Sequence[Fault]
    warnings: Sequence[Warning]
    reach: int | None


def check(session: Session, written: Document, hosts: Sequence[str], expected: Expectations) -> Checked:
    """Return what would be said of a document if it were stored as a new suggestion.

    Left out is whether its audience is nearly another's, which takes long where there are many: that is told when it is
    written.

    :param written: a loaded ``SuggestionPatch``.
    :param hosts: where tracked links may lead.
    """
    document = suggestions.complete(suggestions.EMPTY | written)
    rules = standing.rules(session)
    faults = [fault(f"/{name}", "This field is required.") for name in REQUIRED if not written.get(name)]
    faults += suggestions.find_faults(document, hosts, suggestions.existing_images(session, [document]))
    faults += standing.find_faults(document, (), rules)
    warnings = [*standing.warn(document, (), rules), *lint(document, expected)][:MOST]
    return Checked(faults, warnings, expected.shown_reach(document["audience"]))
