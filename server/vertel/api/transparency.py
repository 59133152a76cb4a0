"""What the employer can see, made from the permission table, the API's own description and the live settings.

A field whose schema has ``about`` tells something about colleagues.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import orjson
from flask import Response, current_app, request

from vertel.api.me import myself
from vertel.auth.permissions import TABLE
from vertel.auth.principal import ROLE_PERMISSIONS
from vertel.config import Config
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.datasheet.live_settings import live_settings
from vertel.domain.people import organisations
from vertel.domain.privacy.transparency import HELD
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel.translations import translations
from vertel.translations.negotiation import preferred_language
from vertel_schema import DOCUMENTS, EVENTS, Document, Transparency, TransparencyQuery
from vertel_schema.base import portable_fields
from vertel_schema.fields import Items, Object, Portable
from vertel_schema.words import READERS

blueprint = Blueprint("transparency", __name__, description="What the employer can see.")

JSON = "application/json"
METHODS = {"get", "post", "put", "patch", "delete"}


class DisclosedDocument(NamedTuple):
    """A document that others than oneself read.

    :ivar fields: path -> field, of those that tell something about colleagues.
    """

    document: type[Document]
    calls: Sequence[str]
    readers: Sequence[str]
    fields: dict[str, Portable]


@blueprint.route("/me/transparency", methods=["GET"])
@blueprint.arguments(TransparencyQuery, location="query")
@blueprint.response(200, Transparency)
def read(query: dict[str, Any]) -> Response:
    """Read what the employer can see, and what is held about me, in Dutch or English."""
    language = query.get("language") or _language()
    response = Response(_as_json(language), content_type="application/json")
    response.content_language.add(language)
    response.vary.add("Accept-Language")
    return response


def _as_json(language: str) -> bytes:
    """Return the document, made once in each process: it changes with the settings and the code only."""
    made: dict[tuple[str, Config], bytes] = current_app.extensions.setdefault("vertel.transparency", {})
    settings = config()
    if (language, settings) not in made:
        made[language, settings] = orjson.dumps(Transparency().dump(document(language, settings)))
    return made[language, settings]


def document(language: str, settings: Config) -> dict[str, Any]:
    """Return a ``Transparency``."""
    texts = translations(language)
    _ = texts.gettext
    return {
        "language": language,
        "smallest_group": SMALLEST_GROUP,
        "readable": [_readable(disclosed, _) for disclosed in readable()],
        "held": [
            {
                "name": part.replace("_", "-"),
                "what": _(held.what),
                "why": _(held.why),
                "kept": _(held.kept),
                "readers": held.readers,
            }
            for part, held in HELD.items()
        ],
        "settings": [
            {"name": name, "meaning": meaning, "value": value}
            for name, meaning, value in live_settings(settings, texts)
        ],
    }


def readable() -> list[DisclosedDocument]:
    """Return the documents about colleagues that a role above employee or a webhook gets."""
    return [disclosed for disclosed in answered() if disclosed.fields]


def answered() -> list[DisclosedDocument]:
    """Return every document that a role above employee or a webhook gets, sorted by name."""
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    calls: dict[str, set[str]] = {}
    readers: dict[str, set[str]] = {}
    for path, described in spec["paths"].items():
        for method in METHODS & described.keys():
            allowed = TABLE[described[method]["operationId"]]
            roles = [role for role in READERS if ROLE_PERMISSIONS[role] & allowed]
            for name in _answered(described[method]) if roles else ():
                calls.setdefault(name, set()).add(f"{method.upper()} {path}")
                readers.setdefault(name, set()).update(roles)
    for kind, event in EVENTS.items():  # admins say where these go
        calls[event.__name__], readers[event.__name__] = {f"webhook {kind}"}, {"admin"}
    return [
        DisclosedDocument(
            DOCUMENTS[name],
            sorted(calls[name]),
            [role for role in READERS if role in readers[name]],
            dict(telling(DOCUMENTS[name])),
        )
        for name in sorted(calls)
    ]


def telling(document: type[Document], path: str = "") -> Iterator[tuple[str, Portable]]:
    """Yield path and field, on every level of a document, of what tells something about colleagues."""
    for name, field in portable_fields(document).items():
        inner = field.item if isinstance(field, Items) else field
        below = [*telling(inner.schema_class, f"{path}{name}.")] if isinstance(inner, Object) else []  # type: ignore[arg-type]  # every nested schema is a Document
        if below:
            yield from below
        elif field.about is not None:
            yield f"{path}{name}", field


def meaning(document: type[Document]) -> str:
    """Return what a document is, on one line."""
    return " ".join(inspect.cleandoc(document.__doc__ or "").split())


def _language() -> str:
    """Return what the browser asks for, else one of mine, else one of the organisation's."""
    header = request.headers.get("Accept-Language")
    return preferred_language(header, *myself().languages, *organisations.get(db()).languages)


def _readable(disclosed: DisclosedDocument, _: Callable[[str], str]) -> dict[str, Any]:
    return {
        "name": disclosed.document.__name__,
        "meaning": _(meaning(disclosed.document)),
        "calls": disclosed.calls,
        "readers": disclosed.readers,
        "tells": [
            {
                "name": path,
                "meaning": _(field.told),
                "withheld_below": SMALLEST_GROUP if field.about == "group" else None,
                "only_signed": field.about == "signed",
            }
            for path, field in disclosed.fields.items()
        ],
    }


def _answered(operation: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the documents that an operation answers when it succeeds."""
    for status, answer in operation["responses"].items():
        reference = answer.get("content", {}).get(JSON, {}).get("schema", {}).get("$ref", "")
        name = reference.rpartition("/")[2]
        if status.startswith("2") and name in DOCUMENTS:
            yield name
