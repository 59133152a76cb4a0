"""What the employer can see: made from the permission table, the schemas and the live settings, so that it cannot lie.

Which documents there are, who reads them and what they say about colleagues is asked of the same description of the API
that programs read. A field says in its schema that it tells something about colleagues, see ``about`` in the package.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from flask import Response, current_app, jsonify, request

from vertel.api.me import myself
from vertel.auth.permissions import TABLE
from vertel.auth.principal import ROLE_PERMISSIONS
from vertel.config import Config
from vertel.domain.analytics.clicks import QUARTER
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.people import organisations
from vertel.domain.people.sign_ins import ENROLMENT_LIFETIME, REFRESH_LIFETIME
from vertel.domain.privacy.transparency import HELD
from vertel.http.context import config, db
from vertel.http.idempotency import KEPT_FOR
from vertel.http.parsing import Blueprint
from vertel.translations.dutch import DUTCH
from vertel_schema import DOCUMENTS, EVENTS, Document, Transparency, TransparencyQuery
from vertel_schema.base import portable_fields
from vertel_schema.fields import Items, Object, Portable
from vertel_schema.words import LANGUAGES_OF_TRANSPARENCY, READERS

blueprint = Blueprint("transparency", __name__, description="What the employer can see.")

JSON = "application/json"
METHODS = {"get", "post", "put", "patch", "delete"}


class DisclosedDocument(NamedTuple):
    """A document that others than oneself read, with what it tells about colleagues: path of the field -> the field."""

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
    response = jsonify(Transparency().dump(document(language, config())))
    response.content_language.add(language)
    response.vary.add("Accept-Language")
    return response


def document(language: str, settings: Config) -> dict[str, Any]:
    """Return a ``Transparency``."""
    return {
        "language": language,
        "smallest_group": SMALLEST_GROUP,
        "readable": [_readable(told, language) for told in readable()],
        "held": [
            {
                "name": part.replace("_", "-"),
                "what": say(held.what, language),
                "why": say(held.why, language),
                "kept": say(held.kept, language),
                "readers": held.readers,
            }
            for part, held in HELD.items()
        ],
        "settings": [
            {"name": name, "meaning": say(meaning, language), "value": value(language)}
            for name, meaning, value in live_settings(settings)
        ],
    }


def readable() -> list[DisclosedDocument]:
    """Return every document that a role above employee or a webhook gets, if it tells something about colleagues."""
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
            DOCUMENTS[name], sorted(calls[name]), [role for role in READERS if role in readers[name]], fields
        )
        for name in sorted(calls)
        if (fields := dict(telling(DOCUMENTS[name])))
    ]


def telling(document: type[Document], path: str = "") -> Iterator[tuple[str, Portable]]:
    """Yield path and field of all in a document, on every level, that tells something about colleagues."""
    for name, field in portable_fields(document).items():
        inner = field.item if isinstance(field, Items) else field
        below = [*telling(inner.schema_class, f"{path}{name}.")] if isinstance(inner, Object) else []  # type: ignore[arg-type]  # every nested schema is a Document
        if below:
            yield from below
        elif field.about is not None:
            yield f"{path}{name}", field


def live_settings(settings: Config) -> list[tuple[str, str, Any]]:
    """Return name, meaning in English and a function from a language to the value of what decides what is kept."""
    days = settings.click_retention_days
    return [
        (
            "time-of-a-click",
            "To how much the time of a click is cut down before it is stored.",
            _number(QUARTER, "minutes"),
        ),
        (
            "click-retention",
            "How long each single click is kept. What clicks add up to by hour and day stays.",
            _number(days, "days") if days else _word("for ever"),
        ),
        (
            "opted-out-visitors",
            "Whether visitors who ask not to be tracked are counted.",
            _word("yes" if settings.count_opted_out else "no"),
        ),
        (
            "repeated-clicks",
            "For how long a visitor who follows the same link again is not counted again.",
            _number(settings.repeat_seconds, "seconds"),
        ),
        ("sign-in", "After how long without use you are signed out.", _number(REFRESH_LIFETIME.days, "days")),
        ("enrolment-code", "How long a code to start with is good.", _number(ENROLMENT_LIFETIME.days, "days")),
        ("kept-answers", "How long answers are kept for repeated requests.", _number(KEPT_FOR.days, "days")),
    ]


def say(text: str, language: str) -> str:
    """Return an English text in a language. A test sees to it that there is no text without a translation."""
    return DUTCH.get(text, text) if language == "nl" else text


def meaning(document: type[Document]) -> str:
    """Return what a document is, on one line."""
    return " ".join(inspect.cleandoc(document.__doc__ or "").split())


def _language() -> str:
    """Return the first language that there is, of those that the browser asks for, mine and the organisation's."""
    asked = [language for language, quality in request.accept_languages if quality > 0]
    for language in [*asked, *myself().languages, *organisations.get(db()).languages]:
        word = language.partition("-")[0].lower()
        if word in LANGUAGES_OF_TRANSPARENCY:
            return word
    return LANGUAGES_OF_TRANSPARENCY[0]


def _readable(told: DisclosedDocument, language: str) -> dict[str, Any]:
    return {
        "name": told.document.__name__,
        "meaning": say(meaning(told.document), language),
        "calls": told.calls,
        "readers": told.readers,
        "tells": [
            {
                "name": path,
                "meaning": say(field.doc, language),
                "withheld_below": SMALLEST_GROUP if field.about == "group" else None,
                "only_signed": field.about == "signed",
            }
            for path, field in told.fields.items()
        ],
    }


def _answered(operation: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the documents that an operation answers when it succeeds."""
    for status, answer in operation["responses"].items():
        reference = answer.get("content", {}).get(JSON, {}).get("schema", {}).get("$ref", "")
        name = reference.rpartition("/")[2]
        if status.startswith("2") and name in DOCUMENTS:
            yield name


def _number(number: int, unit: str) -> Any:
    return lambda language: f"{number} {say(unit, language)}"


def _word(word: str) -> Any:
    return lambda language: say(word, language)
