"""A text in several languages: a title, or what a picture shows.

In documents it is a list of ``{"language", "text"}``, in the database an object of texts by language, so that a query
can take one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func

from vertel.db.models import Suggestion
from vertel.errors import Fault, fault
from vertel.translations.active import gettext as _

Entry = Mapping[str, Any]
Stored = dict[str, str]


def primary(language: str) -> str:
    """Return the language that a tag such as ``nl-BE`` belongs to."""
    return language.partition("-")[0].lower()


def stored(entries: Iterable[Entry]) -> Stored | None:
    """Return the entries of a document as they are stored; None for none."""
    return {entry["language"]: entry["text"] for entry in entries} or None


def find_faults(entries: Sequence[Entry], pointer: str) -> list[Fault]:
    """Return a fault for each language that is there before.

    :param pointer: to the list.
    """
    seen: set[str] = set()
    faults = []
    for index, entry in enumerate(entries):
        if entry["language"] in seen:
            message = _("Expected %(language)s once.") % {"language": entry["language"]}
            faults.append(fault(f"{pointer}/{index}/language", message))
        seen.add(entry["language"])
    return faults


def title_in(language: str | None) -> ColumnElement[str]:
    """Return the column of suggestions' titles in a language; the plain title of those that have none in it."""
    if language is None:
        return Suggestion.__table__.c.title
    columns: Any = Suggestion.__table__.c
    return func.coalesce(columns.titles[language].as_string(), columns.title)
