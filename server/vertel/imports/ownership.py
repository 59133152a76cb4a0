"""Whose a suggestion or a link is, field by field: an upload changes what it wrote itself and nothing else.

What comes from where is the name that a row has in its source. Why, and what else was weighed:
docs/adr/2026-11-28-whose-an-upload-is.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from vertel.domain.suggestions.warnings import Warning  # noqa: A004  the field's own word
from vertel.errors import refused
from vertel.translations import N_
from vertel.translations.active import gettext as _

UNNAMED = ""
"""The source of an upload that names none."""

EDITORS = N_("editors")
UNNAMED_UPLOADS = N_("uploads without a source")

SEPARATOR = "\x1f"
"""Stands in no name."""

ENDED = "ended"
"""Beside the digests of a suggestion's fields: its status before it was ended, as its source had it no more."""

Uploaded = Mapping[str, str]
"""Field -> digest of what the last upload said."""


@dataclass(frozen=True)
class Terms:
    """What an upload may do with what is there already.

    :ivar source: where its rows come from; None when the request does not say.
    :ivar existing: ``update`` the fields that nobody edited since, ``keep`` everything, or ``replace`` edits as well.
    :ivar leave: fields that stay as they are once a row is stored.
    """

    source: str | None = None
    existing: Literal["update", "keep", "replace"] = "update"
    leave: frozenset[str] = field(default_factory=frozenset)


@dataclass
class Merged:
    """What becomes of something that is there already.

    :ivar document: what is stored from now on.
    :ivar changes: the fields that change.
    :ivar edited: those among the row's fields that somebody edited since the last upload.
    :ivar uploaded: what to remember of this upload.
    """

    document: dict[str, Any]
    changes: list[str]
    edited: list[str]
    uploaded: dict[str, str]


def terms(query: Mapping[str, Any], fields: Sequence[str]) -> Terms:
    """Return what a request allows an upload to do.

    :param query: a loaded ``ImportQuery``.
    :param fields: those that it may leave alone.
    """
    leave = frozenset(name.strip() for name in (query.get("leave") or "").split(",") if name.strip())
    unknown = sorted(leave - {*fields})
    if unknown:
        raise refused(
            "/leave",
            _("There is no field %(unknown)s to leave. Known are %(known)s.")
            % {"unknown": ", ".join(map(repr, unknown)), "known": ", ".join(fields)},
        )
    return Terms(query.get("source"), query["existing"], leave)


def ends_missing(query: Mapping[str, Any]) -> bool:
    """Return whether a request archives what its source has no more."""
    if query["missing"] == "archive" and not query.get("source"):
        raise refused("/missing", _("Name the source: without it nobody can tell what of it is missing."))
    return bool(query["missing"] == "archive")


def unique_name(source: str, name: str) -> str:
    """Return a name that is unique among all sources; it begins with a character that no name has."""
    if not source:
        return name
    return SEPARATOR + hashlib.sha256(f"{source}{SEPARATOR}{name}".encode()).hexdigest()


def digests(document: Mapping[str, Any], fields: Iterable[str]) -> dict[str, str]:
    """Return what to remember of an upload: field -> digest."""
    return {name: _digest(document[name]) for name in fields}


def merge(
    row: Mapping[str, Any], stored: Mapping[str, Any], uploaded: Uploaded | None, fields: Sequence[str], terms: Terms
) -> Merged:
    """Return what a row makes of what is stored.

    :param uploaded: what is remembered of the last upload; None when that was before such was remembered.
    :param fields: those that an upload writes.
    """
    merged = Merged(dict(row), [], [], {})
    for name in fields:
        before = (uploaded or {}).get(name)
        if name in terms.leave:
            merged.document[name] = stored[name]
            merged.uploaded[name] = before or _digest(row[name])
            continue
        differs = row[name] != stored[name]
        # Of a field that is younger than the last upload nothing is remembered; where it is empty, nobody edited it.
        is_known = before is not None or bool(stored[name])
        edited = differs and uploaded is not None and is_known and before != _digest(stored[name])
        if edited:
            merged.edited.append(name)
        if edited and terms.existing != "replace":
            merged.document[name] = stored[name]
            merged.uploaded[name] = before or ""
            continue
        merged.uploaded[name] = _digest(row[name])
        if differs:
            merged.changes.append(name)
    return merged


def kept() -> Warning:
    """Return the warning about what is there already and stays."""
    return {"code": "kept", "pointer": "", "message": _("It is there already, so it was left as it is.")}


def about_edits(merged: Merged, terms: Terms) -> list[Warning]:
    """Return the warnings about fields that somebody edited by hand since the last upload."""
    replaced = terms.existing == "replace"
    message = _("Somebody edited this in Vertel since the last upload; the file's takes its place.")
    if not replaced:
        message = _(
            "Somebody edited this in Vertel since the last upload, so it stays. To have the file's: existing=replace."
        )
    code = "edit-replaced" if replaced else "edit-kept"
    return [{"code": code, "pointer": f"/{name}", "message": message} for name in merged.edited]


def whose(source: str | None) -> str:
    """Return who something is of, in a word that a row's verdict and a message can use."""
    if source is None:
        return EDITORS
    return source or UNNAMED_UPLOADS


def whose_in_words(source: str | None) -> str:
    """Return the same for a message, in the language that is spoken now."""
    return source or _(whose(source))


def _digest(value: Any) -> str:
    data = orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return hashlib.sha256(data).hexdigest()[:16]
