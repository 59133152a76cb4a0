"""``/sign-in``: choose a way, prove who you are, and say yes or no to the browser or terminal that asks."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

import structlog
from flask import Blueprint, Response, g, redirect, request
from marshmallow import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, NotFound, TooManyRequests

from vertel.api.server_pages import stylesheet
from vertel.api.sign_in.rendering import page, texts
from vertel.auth import browser_session, source_limits
from vertel.auth.attempt_limits import limited
from vertel.auth.ways import EMAIL_CODE, ENROLMENT_CODE, ways
from vertel.clock import now
from vertel.credentials import typed_code
from vertel.db.models import Employee, Image
from vertel.domain.people import device_codes, email_codes, organisations, sign_ins
from vertel.errors import NotFoundError, TooManyAttemptsError, UnknownUserCodeError, VertelError
from vertel.http.context import config, db, write_apart
from vertel.redirect.pages import notice
from vertel.translations import LANGUAGES, translations
from vertel.translations.active import gettext as _
from vertel.translations.negotiation import preferred_language
from vertel_schema import EmailCodeRequest

log = structlog.get_logger()
blueprint = Blueprint("sign_in", __name__, url_prefix=browser_session.PATH)

_EMAIL = EmailCodeRequest()


class MistypedAddressError(VertelError):
    """What was typed is no address."""


@blueprint.before_request
def _begin() -> None:
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        browser_session.choose_language(chosen)
    if request.method == "POST":
        browser_session.require_csrf_token()


@blueprint.get("")
def choose() -> Any:
    """Offer the ways to sign in; go on when somebody is signed in already."""
    if _employee() is not None:
        response = _go_on()
        browser_session.keep(response)
        return response
    return page("choose", user_code=_user_code())


@blueprint.post("/email")
def send_code() -> Response:
    """Have a code sent, and ask for it. The page is the same for an address that nobody here has."""
    _shown_with_fault("choose", user_code=_user_code(), field="email", email=request.form.get("email", ""))
    if EMAIL_CODE not in ways():
        raise NotFoundError(_("This server sends no codes by mail."))
    email = _email()
    source_limits.count(source_limits.MAILS)
    email_codes.request(db(), email, config().secret_keys)
    minutes = int(email_codes.LIFETIME.total_seconds()) // 60
    return page("email_code", user_code=_user_code(), email=email, minutes=minutes)


@blueprint.post("/email-code")
def by_email_code() -> Any:
    """Sign in with the code of a mail."""
    email, code = request.form.get("email", ""), request.form.get("code", "")
    minutes = int(email_codes.LIFETIME.total_seconds()) // 60
    _shown_with_fault("email_code", user_code=_user_code(), email=email, minutes=minutes)
    with limited(EMAIL_CODE, f"{_email()} {typed_code(code)}"):
        attempt = browser_session.visit().id
        employee_id = email_codes.redeem(db(), _email(), code, config().secret_keys, attempt)
    return _signed_in(employee_id)


@blueprint.post("/code")
def by_enrolment_code() -> Any:
    """Sign in with a one-time code that an administrator handed out."""
    code = request.form.get("code", "")
    _shown_with_fault("choose", user_code=_user_code(), field="code")
    with limited(ENROLMENT_CODE, typed_code(code)):
        employee_id = sign_ins.enrolled(db(), code, config().secret_keys, browser_session.visit().id)
    return _signed_in(employee_id)


@blueprint.get("/device")
def device() -> Any:
    """Show which browser or terminal asks, and its code; without a code, ask for it."""
    me = _employee()
    if me is None:
        return redirect(_address(""), 303)
    if not request.args.get("user_code"):
        return page("type_code", me=me)
    _shown_with_fault("type_code", me=me)
    try:
        found = device_codes.waiting(db(), _user_code(), config().secret_keys, me.id)
    except UnknownUserCodeError:
        write_apart(lambda session: device_codes.note_wrong(session, config().secret_keys, me.id))
        raise
    minutes = int((now() - found.created_at).total_seconds()) // 60
    return page("confirm", me=me, user_code=_user_code(), device=found.name, minutes=minutes)


@blueprint.post("/device")
def decide() -> Any:
    """Connect the browser or terminal, or refuse it."""
    me = _employee()
    if me is None:
        return redirect(_address(""), 303)
    _shown_with_fault("type_code", me=me)
    agreed = request.form.get("answer") == "yes"
    device_codes.decide(db(), _user_code(), config().secret_keys, me.id, agreed=agreed)
    response = page("done", agreed=agreed)
    browser_session.end(response)
    return response


@blueprint.post("/leave")
def leave() -> Any:
    """Sign out on these pages, to sign in as somebody else."""
    response = redirect(_address(""), 303)
    browser_session.end(response)  # type: ignore[arg-type]  # Flask answers its own class
    return response


@blueprint.get("/style.css")
def style() -> Response:
    """Return the look of the pages; its address changes with it."""
    response = Response(stylesheet(organisations.get(db())), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@blueprint.get("/mark/<uuid:image_id>")
def mark(image_id: UUID) -> Response:
    """Return the organisation's mark, for whoever looks at a page of this server; no other picture."""
    image = db().get(Image, image_id) if image_id == organisations.get(db()).image_id else None
    if image is None:
        raise NotFound(_("This is not the organisation's mark, or not any more."))
    response = Response(image.body, content_type=image.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@blueprint.errorhandler(VertelError)
def _refused(error: VertelError) -> Response:
    """Show the page once more, with what is wrong and what to do next."""
    name, values = g.get("shown_with_fault", ("problem", {}))
    status = 429 if isinstance(error, TooManyAttemptsError) else 422
    return page(name, status, fault=_explained(error), **values)


@blueprint.errorhandler(TooManyRequests)
def _too_many(error: TooManyRequests) -> Response:
    name, values = g.get("shown_with_fault", ("problem", {}))
    return page(name, 429, fault=_wait(-(-cast("int", error.retry_after) // 60)), **values)


@blueprint.errorhandler(BadRequest)
def _foreign_form(_error: BadRequest) -> Response:
    _ = texts().gettext
    fault = _(
        "This page was open for too long, or your browser keeps no cookies for it. Nothing has happened. Begin again;"
        " if that does not help, allow cookies for this address."
    )
    return page("problem", 400, fault=fault, user_code=_user_code())


@blueprint.errorhandler(OperationalError)
def _busy(error: OperationalError) -> Response:
    """Say so on a page for which nothing is looked up."""
    log.warning("database_unavailable", error=type(error).__name__)
    tag = preferred_language(request.headers.get("Accept-Language"))
    _ = translations(tag).gettext
    text = _("The server is busy, and nothing has happened. Wait a moment, then load this page again.")
    body = notice(tag, _("One moment, please"), text)
    return Response(body, 503, headers={"Retry-After": "2", "Cache-Control": "no-store"})


def _employee() -> Employee | None:
    """Return who is signed in on these pages, unless they were disabled or signed out everywhere since."""
    employee_id = browser_session.current()
    found = db().get(Employee, employee_id) if employee_id else None
    if found is None or not found.active:
        return None
    ends = (found.signed_out_at, organisations.get(db()).sign_ins_since)
    signed_in_at = browser_session.visit().signed_in_at
    return None if any(end is not None and end >= signed_in_at for end in ends) else found


def _email() -> str:
    """Return the address of the form; raise ``MistypedAddressError`` when it is none."""
    try:
        return str(_EMAIL.load({"email": request.form.get("email", "").strip()})["email"])
    except ValidationError as error:
        raise MistypedAddressError from error


def _user_code() -> str:
    """Return the code that is carried along, as it is shown; empty without one."""
    code = typed_code(request.values.get("user_code", ""))[:20]
    return f"{code[:4]}-{code[4:]}" if code else ""


def _address(below: str) -> str:
    """Return the address of a page, with the code that is carried along."""
    query = f"?{urlencode({'user_code': _user_code()})}" if _user_code() else ""
    return f"{browser_session.PATH}{below}{query}"


def _go_on() -> Any:
    return redirect(_address("/device"), 303)


def _signed_in(employee_id: UUID) -> Any:
    response = _go_on()
    browser_session.begin(response, employee_id)
    return response


def _shown_with_fault(name: str, **values: Any) -> None:
    """Say which page is shown once more when this request is refused."""
    g.shown_with_fault = (name, values)


def _explained(error: VertelError) -> str:
    """Return an error in the reader's language."""
    _ = texts().gettext
    if isinstance(error, TooManyAttemptsError):
        return _wait(-(-error.seconds // 60))
    if isinstance(error, MistypedAddressError):
        return _("This is no e-mail address. Write it like noor@example.com.")
    if request.endpoint == "sign_in.by_email_code":
        return _(
            "This code is wrong, was used before, or has expired. Look at the newest mail, or ask for another code."
        )
    if request.endpoint == "sign_in.by_enrolment_code":
        return _("This code is wrong, was used before, or has expired. Ask your administrator for a new one.")
    if request.endpoint == "sign_in.send_code":
        return _("This server sends no codes by mail. Ask your administrator for a one-time code.")
    return _("Nothing is waiting under this code, or not any more. Compare it letter by letter, or begin again there.")


def _wait(minutes: int) -> str:
    ngettext = texts().ngettext
    return ngettext(
        "Too many attempts. Wait %(minutes)d minute, then try again.",
        "Too many attempts. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
