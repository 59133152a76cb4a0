"""What would be said of a suggestion that is still being written, without storing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from vertel.db.models import Suggestion
from vertel.domain.suggestions import standing, suggestions
from vertel.domain.suggestions.warnings import (
    MOST,
    Expectations,
    Warning,  # noqa: A004  the field's own word
    lint,
)
from vertel.domain.suggestions.writing import Document
from vertel.errors import Fault, fault
from vertel.translations.active import gettext as _

REQUIRED = ("kind", "title")


class Checked(NamedTuple):
    """What would be said of a document."""

    errors: Sequence[Fault]
    warnings: Sequence[Warning]
    reach: int | None


def check(
    session: Session, written: Document, stored: Suggestion | None, hosts: Sequence[str], expected: Expectations
) -> Checked:
    """Return what would be said of a document if it were stored.

    Left out is whether its audience is nearly another's, which takes long where there are many: that is told when it is
    written.

    :param written: a loaded ``SuggestionPatch``.
    :param stored: the suggestion that it is about; None when it is new.
    :param hosts: where tracked links may lead.
    """
    document = suggestions.complete(suggestions.EMPTY | written)
    rules, people = standing.rules(session), stored.people if stored else ()
    faults = [fault(f"/{name}", _("This field is required.")) for name in REQUIRED if not written.get(name)]
    faults += suggestions.find_faults(document, hosts, suggestions.existing_images(session, [document]))
    faults += standing.find_faults(document, people, rules)
    warnings = [*standing.warn(document, people, rules), *lint(document, expected)][:MOST]
    return Checked(faults, warnings, expected.shown_reach(document["audience"]))
