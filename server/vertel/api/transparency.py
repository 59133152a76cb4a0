"""What the employer can see, made from the permission table, the API's own description and the live settings.

A field whose schema has ``about`` tells something about colleagues.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from gettext import NullTranslations
from typing import Any, NamedTuple

import orjson
from flask import Response, current_app, request

from vertel.api.me import myself
from vertel.auth.permissions import TABLE
from vertel.auth.principal import ROLE_PERMISSIONS
from vertel.config import Config
from vertel.db.kept_answers import KEPT_FOR
from vertel.domain.analytics.click_records import QUARTER
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.people import organisations
from vertel.domain.people.sign_ins import ENROLMENT_LIFETIME, REFRESH_LIFETIME
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
    """Yield path and field, on every level of a document, of what tells something about colleagues."""
    for name, field in portable_fields(document).items():
        inner = field.item if isinstance(field, Items) else field
        below = [*telling(inner.schema_class, f"{path}{name}.")] if isinstance(inner, Object) else []  # type: ignore[arg-type]  # every nested schema is a Document
        if below:
            yield from below
        elif field.about is not None:
            yield f"{path}{name}", field


def live_settings(settings: Config, texts: NullTranslations) -> list[tuple[str, str, str]]:
    """Return name, meaning and value of what decides what is counted or kept."""
    _, ngettext = texts.gettext, texts.ngettext

    def days(number: int) -> str:
        return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}

    minutes = ngettext("%(number)d minute", "%(number)d minutes", QUARTER) % {"number": QUARTER}
    repeat = settings.repeat_seconds
    seconds = ngettext("%(number)d second", "%(number)d seconds", repeat) % {"number": repeat}
    retention = settings.click_retention_days
    return [
        ("time-of-a-click", _("To how much the time of a click is cut down before it is stored."), minutes),
        (
            "click-retention",
            _("How long each single click is kept. What clicks add up to by hour and day stays."),
            days(retention) if retention else _("for ever"),
        ),
        (
            "audit-retention",
            _("How long it is kept what administrators changed or read."),
            days(settings.audit_retention_days) if settings.audit_retention_days else _("for ever"),
        ),
        (
            "consent-retention",
            _("How long it is kept which words people who are shown answered to, after a no or the end of a yes."),
            days(settings.consent_retention_days) if settings.consent_retention_days else _("for ever"),
        ),
        (
            "opted-out-visitors",
            _("Whether visitors who ask not to be tracked are counted."),
            _("yes") if settings.count_opted_out else _("no"),
        ),
        (
            "repeated-clicks",
            _("For how long a visitor who follows the same link again is not counted again."),
            seconds,
        ),
        ("sign-in", _("After how long without use you are signed out."), days(REFRESH_LIFETIME.days)),
        ("enrolment-code", _("How long a code to start with is good."), days(ENROLMENT_LIFETIME.days)),
        ("kept-answers", _("How long answers are kept for repeated requests."), days(KEPT_FOR.days)),
    ]


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
