"""``/consent``: what is shown of somebody, and their yes or no. The secret in the address is all they need."""

from __future__ import annotations

import gettext
import hmac
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, NotFound, TooManyRequests

from vertel.api.consents import PAGES
from vertel.api.server_pages import render_page
from vertel.auth.attempt_limits import attempt_limits
from vertel.credentials import keyed_hash, secret_hash
from vertel.db.models import Consent
from vertel.domain.consent import answers, requests, subjects
from vertel.domain.consent.answers import Asked
from vertel.domain.consent.subjects import Subject
from vertel.domain.people import organisations
from vertel.domain.suggestions.texts_by_language import primary
from vertel.errors import NotFoundError, RefusedError, StaleError, VertelError
from vertel.http.context import config, db
from vertel.translations import LANGUAGES, translations
from vertel.translations.active import gettext as _
from vertel.translations.dates import in_words
from vertel.translations.negotiation import preferred_language

blueprint = Blueprint("consent", __name__, url_prefix=PAGES)

GRANT = "consent"
"""Under which wrong links are counted."""


@blueprint.get("/<token>")
def show(token: str) -> Response:
    """Show what is asked, or what holds. Looking changes nothing: scanners of mail follow links, too."""
    consent, subject = _found(token)
    return _page(token, answers.page(db(), consent, subject))


@blueprint.post("/<token>")
def answer(token: str) -> Any:
    """Take a yes until a day, or a no. Only a button that was pressed says which; a form alone says nothing."""
    consent, subject = _found(token)
    seen = request.form.get("seen", "")
    if not any(hmac.compare_digest(request.form.get("csrf", "").encode(), one.encode()) for one in _codes(token, seen)):
        raise BadRequest(_("This form does not belong to this page."))
    said = request.form.get("answer")
    try:
        if said == "yes":
            answers.agree(db(), consent, _day(request.form.get("until", "")), bytes.fromhex(seen))
        elif said == "no":
            answers.refuse(db(), consent)
        else:
            raise BadRequest(_("No button was pressed."))
    except (RefusedError, StaleError) as error:
        subject = subjects.read(db(), consent) or subject
        return _page(token, answers.page(db(), consent, subject), 422, fault=_explained(error))
    return redirect(f"{PAGES}/{token}?lang={_language()}", 303)


@blueprint.get("/<token>/picture")
def picture(token: str) -> Response:
    """Fetch the picture that is shown, for whoever has the link."""
    _consent, subject = _found(token)
    image = subjects.picture(db(), subject)
    if image is None:
        raise NotFound(_("There is no picture in this."))
    response = Response(image.body, content_type=image.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.errorhandler(VertelError)
@blueprint.errorhandler(NotFound)
def _unknown(_error: Exception) -> Response:
    """Say the same of a link that never was and of one whose person is gone."""
    return _rendered("consent/gone.html", 404)


@blueprint.errorhandler(TooManyRequests)
def _too_many(error: TooManyRequests) -> Response:
    response = _rendered("consent/wait.html", 429)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


@blueprint.errorhandler(BadRequest)
def _foreign_form(_error: BadRequest) -> Response:
    return _rendered("consent/again.html", 400)


@blueprint.errorhandler(OperationalError)
def _busy(_error: OperationalError) -> tuple[str, int]:
    return _("The server is busy. Wait a moment, then load this page again."), 503


def _found(token: str) -> tuple[Consent, Subject]:
    """Return the consent behind a link, and what it is about; who tries many links is stopped."""
    limits = attempt_limits()
    limits.check(GRANT, token, request.environ)
    consent = requests.find(db(), token)
    subject = subjects.read(db(), consent) if consent is not None else None
    if consent is None or subject is None:
        limits.note_failure(GRANT, token, request.environ)
        raise NotFoundError(_("This link leads nowhere."))
    return consent, subject


def _page(token: str, asked: Asked, status: int = 200, **more: Any) -> Response:
    seen = asked.digest.hex()
    document = asked.subject.document
    captions = [caption | {"text": caption["text"].replace("{link}", "").strip()} for caption in document["captions"]]
    return _rendered(
        "consent/page.html",
        status,
        address=f"{PAGES}/{token}",
        switch=f"{PAGES}/{token}",
        asked=asked,
        state=asked.standing.state.value,
        until=_in_words(asked.standing.until) if asked.standing.until else "",
        document=document,
        titles=_titles(document),
        alt=_alt(document),
        captions=[caption for caption in captions if caption["text"]],
        csrf=_codes(token, seen)[0],
        seen=seen,
        **more,
    )


def _titles(document: dict[str, Any]) -> list[dict[str, str | None]]:
    """Return the title as it stands and in every language, each once: a yes is to all of them."""
    titles = document["titles"]
    is_listed = document["title"] in {title["text"] for title in titles}
    return [*([] if is_listed else [{"language": None, "text": document["title"]}]), *titles]


def _alt(document: dict[str, Any]) -> dict[str, str | None]:
    """Return what the picture shows, in the page's language where it is told in that."""
    image = document["image"] or {}
    texts = image.get("alt_texts", [])
    found = next((alt for alt in texts if primary(alt["language"]) == _language()), None)
    plain = {"language": None, "text": image.get("alt")}
    return dict(found or (plain if plain["text"] or not texts else texts[0]))


def _rendered(template: str, status: int, **values: Any) -> Response:
    shown = {"switch": request.path} | values
    response = render_page(template, _language(), status, **shown)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _language() -> str:
    """Return the language that was chosen on the page, else one that the browser asks for."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    return preferred_language(request.headers.get("Accept-Language"), *organisations.get(db()).languages)


def _texts() -> gettext.NullTranslations:
    return translations(_language())


def _codes(token: str, seen: str) -> list[str]:
    """Return what a form has to carry that belongs to this link and to what its page showed, the newest key's first."""
    text = f"{secret_hash(token).hex()} {seen}"
    return [keyed_hash(key, "form of a consent", text).hex() for key in config().secret_keys]


def _day(text: str) -> date:
    """Return a day; one that is long past for what is none, which is refused like any other."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _in_words(day: date) -> str:
    return in_words(day, _texts())


def _explained(error: RefusedError | StaleError) -> str:
    _ = _texts().gettext
    if isinstance(error, StaleError):
        return _("What is shown was changed since you opened this page. Nothing was stored. Read it once more.")
    first, _usual, last = answers.bounds(organisations.today(db()))
    return _("Choose a day from %(first)s to %(last)s.") % {"first": _in_words(first), "last": _in_words(last)}
