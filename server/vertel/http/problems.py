"""Every error leaves as RFC 9457 problem details, to directories as SCIM's. This is the one table of statuses."""

from __future__ import annotations

from http import HTTPStatus

import orjson
import structlog
from flask import Flask, Response, g, has_request_context, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from vertel import errors
from vertel.translations import N_
from vertel.translations.active import gettext as _
from vertel.translations.active import ngettext

STATUS: dict[type[errors.VertelError], tuple[HTTPStatus, str]] = {
    errors.RefusedError: (HTTPStatus.UNPROCESSABLE_ENTITY, "The document was refused"),
    errors.NotFoundError: (HTTPStatus.NOT_FOUND, "Not found"),
    errors.ForbiddenError: (HTTPStatus.FORBIDDEN, "Not allowed"),
    errors.NotSignedInError: (HTTPStatus.UNAUTHORIZED, "Not signed in"),
    errors.TooManyAttemptsError: (HTTPStatus.TOO_MANY_REQUESTS, "Too Many Requests"),
    errors.AuthorizationPendingError: (HTTPStatus.BAD_REQUEST, "Authorization pending"),
    errors.SlowDownError: (HTTPStatus.BAD_REQUEST, "Slow down"),
    errors.AccessDeniedError: (HTTPStatus.BAD_REQUEST, "Access denied"),
    errors.ExpiredTokenError: (HTTPStatus.BAD_REQUEST, "Expired token"),
    errors.ConflictError: (HTTPStatus.CONFLICT, "Conflict"),
    errors.StaleError: (HTTPStatus.PRECONDITION_FAILED, "Changed in the meantime"),
}
STALE = N_("Somebody else changed this since you read it. Read it again, then repeat your change with the new ETag.")
BUSY = N_("The database did not answer in time. Try again in a moment.")
NO_DETAIL = N_("Nothing more is known about it.")
USUAL = {
    HTTPStatus.BAD_REQUEST: N_("This request cannot be read."),
    HTTPStatus.NOT_FOUND: N_("There is nothing at this address. Is it spelled right?"),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("This cannot be done at this address; the header Allow says what can."),
    HTTPStatus.NOT_ACCEPTABLE: N_("There is nothing at this address in a form that was asked for."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("This is larger than what may be sent here. Send less at once."),
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: N_("It does not have the part that was asked for."),
    HTTPStatus.TOO_MANY_REQUESTS: N_("These are too many requests. Wait a moment, then try again."),
}
"""What is said when a route or the framework names a status alone."""

MOST_FAULTS = 1000
SCIM = "/scim/"
SCIM_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"

log = structlog.get_logger()


def register(app: Flask) -> None:
    """Turn every kind of error into a problem."""
    app.register_error_handler(errors.VertelError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, lambda _error: problem(HTTPStatus.PRECONDITION_FAILED, _(STALE)))
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(PoolTimeoutError, _busy)
    app.register_error_handler(IntegrityError, _clash)
    app.register_error_handler(Exception, _unexpected)


def problem(
    status: HTTPStatus, detail: str, *, title: str | None = None, faults: list[errors.Fault] | None = None
) -> Response:
    """Return a problem as a response; its title names the kind, its detail this case."""
    title = title or status.phrase
    body: dict[str, object] = {
        "type": "urn:vertel:problem:" + title.lower().replace(" ", "-").replace("'", ""),
        "title": title,
        "status": int(status),
        "detail": errors.printable(detail),
        "request_id": g.get("request_id", ""),
    }
    if faults:
        body["errors"] = faults[:MOST_FAULTS]
    response = Response(orjson.dumps(body), int(status), content_type="application/problem+json")
    response.vary.add("Accept-Language")
    if has_request_context() and request.path.startswith(SCIM):
        response = scim_error(status, detail)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="vertel"'
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "2"
    return response


def too_many_attempts(seconds: int) -> str:
    """Return what is said to somebody who tried too often, and may try again after so many seconds."""
    minutes = -(-seconds // 60)
    message = ngettext(
        "Too many attempts. Wait %(minutes)d minute, then try again.",
        "Too many attempts. Wait %(minutes)d minutes, then try again.",
        minutes,
    )
    return message % {"minutes": minutes}


def scim_error(status: HTTPStatus, detail: str, scim_type: str | None = None) -> Response:
    """Return an error in the form of section 3.12 of RFC 7644, which is all that directories read."""
    body = {"schemas": [SCIM_ERROR], "status": str(int(status)), "detail": errors.printable(detail)}
    if scim_type:
        body["scimType"] = scim_type
    return Response(orjson.dumps(body), int(status), content_type="application/scim+json")


def _known(error: errors.VertelError) -> Response:
    status, title = next(row for kind, row in STATUS.items() if isinstance(error, kind))
    if isinstance(error, errors.RefusedError):
        count = len(error.faults)
        detail = ngettext(
            "%(number)d thing needs attention; see errors.", "%(number)d things need attention; see errors.", count
        ) % {"number": count}
        return problem(status, detail, title=title, faults=error.faults)
    if isinstance(error, errors.TooManyAttemptsError):
        response = problem(status, too_many_attempts(error.seconds), title=title)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    return problem(status, str(error), title=title)


def _http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    is_own = error.description is not None and error.description != type(error).description
    response = problem(status, str(error.description) if is_own else _(USUAL.get(status, NO_DETAIL)))
    for name in ("Allow", "Retry-After"):
        if name in error.get_response().headers:
            response.headers[name] = error.get_response().headers[name]
    return response


def _busy(error: Exception) -> Response:
    log.warning("database_unavailable", error=type(error).__name__)
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, _(BUSY))


def _clash(error: IntegrityError) -> Response:
    log.warning("integrity_error", error=type(error.orig).__name__)
    return problem(
        HTTPStatus.CONFLICT, _("This clashes with something stored at the same moment. Read again and retry.")
    )


def _unexpected(error: Exception) -> Response:
    log.error("unexpected_error", exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, _("This is a fault in Vertel. Tell your administrator the request_id.")
    )
