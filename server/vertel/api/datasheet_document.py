"""The data sheet as ``DataSheet`` has it, for the API and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from vertel.config import Config
from vertel.domain.datasheet import versions
from vertel.domain.datasheet.content import YES, Content, Entry
from vertel.domain.datasheet.impossible import IMPOSSIBLE
from vertel.domain.datasheet.sentences import in_language
from vertel.domain.datasheet.statements import SECTIONS
from vertel.domain.people import organisations
from vertel.translations import translations
from vertel_schema import VERSION

WITHIN_REPORTS = "field"
"""The part that is shown within another one, and has no heading of its own."""


def document(session: Session, config: Config, language: str) -> dict[str, Any]:
    """Return a ``DataSheet`` in one of the languages of the server's texts."""
    sheet = versions.current(session, config)
    agreement = versions.agreed(session)
    said = in_language(sheet.contents, language)
    return {
        "language": language,
        "version": sheet.version,
        "software": VERSION,
        "organisation": organisations.get(session).name,
        "sections": _sections(language),
        "company": [_own_text(one) for one in _named(said, "company")],
        "purposes": [*_named(said, "purpose")],
        "categories": [*_named(said, "category")],
        "held": [*_named(said, "held")],
        "reports": [one | {"tells": _fields(said, one["name"])} for one in _named(said, "report")],
        "impossible": [one | {"proofs": IMPOSSIBLE[one["name"]].proofs} for one in _named(said, "impossible")],
        "roles": [*_named(said, "role")],
        "interfaces": [one | {"active": one["active"] == YES} for one in _named(said, "interface")],
        "settings": [*_named(said, "setting")],
        "record": [*_named(said, "record")],
        "assessment": [*_named(said, "assessment")],
        "agreed": agreement,
        "changes": versions.changes_since_agreed(agreement, sheet, language),
    }


def _sections(language: str) -> list[dict[str, str]]:
    _ = translations(language).gettext
    return [
        {"name": part, "title": _(title), "text": _(text)}
        for part, (title, text) in SECTIONS.items()
        if part != WITHIN_REPORTS
    ]


def _named(content: Content, part: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of a part, each with its name."""
    for name, entry in content[part].items():
        yield {"name": name, **entry}


def _own_text(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"text": entry["text"] or None}


def _fields(content: Content, report: str) -> list[dict[str, Any]]:
    return [
        _field(name.removeprefix(f"{report}."), entry)
        for name, entry in content["field"].items()
        if name.startswith(f"{report}.")
    ]


def _field(name: str, entry: Entry) -> dict[str, Any]:
    group = entry["smallest_group"]
    return {
        "name": name,
        "meaning": entry["meaning"],
        "category": entry["category"],
        "smallest_group": int(str(group)) if group else None,
        "only_signed": entry["only_signed"] == YES,
    }
