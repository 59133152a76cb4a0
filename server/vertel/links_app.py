"""The application of a node of the link domain: tracked links, and how the node is.

It needs little memory because it loads neither Flask nor SQLAlchemy; import-linter holds it to that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple

import structlog

from vertel.config import Config
from vertel.db.dbapi import Database, DirectDatabase
from vertel.ids import new_id
from vertel.redirect import pages
from vertel.redirect.application import Redirect
from vertel.worker import node_report

FAULT = b"This is a fault in Vertel. Tell your administrator the X-Request-Id.\n"
log = structlog.get_logger()


class Answer(NamedTuple):
    """What is answered."""

    status: HTTPStatus
    body: bytes
    headers: list[tuple[str, str]]


def create_links_app(config: Config) -> Redirect:
    """Return the application with tracked links and operations, and without the API."""
    database = DirectDatabase(config.database_url)
    return Redirect(config, database, Operations(config, database))


class Operations:
    """Answers liveness, readiness and metrics, and 404 to all else."""

    def __init__(self, config: Config, database: Database) -> None:
        self._routes: dict[str, Callable[[], Answer]] = {
            "/livez": lambda: _answer(HTTPStatus.OK, node_report.ALIVE, node_report.TEXT),
            "/readyz": partial(_readyz, config, database),
            "/metrics": lambda: _answer(HTTPStatus.OK, node_report.metrics(config), node_report.METRICS),
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request, and log its end."""
        began, request_id = time.perf_counter(), new_id().hex
        answer = self._answered(environ, request_id)
        headers = [*answer.headers, ("X-Request-Id", request_id)]
        start_response(f"{answer.status.value} {answer.status.phrase}", headers)
        log.info(
            "request",
            request_id=request_id,
            method=environ["REQUEST_METHOD"],
            route=environ["PATH_INFO"] if environ["PATH_INFO"] in self._routes else None,
            status=answer.status.value,
            milliseconds=round((time.perf_counter() - began) * 1000, 1),
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _answered(self, environ: dict[str, Any], request_id: str) -> Answer:
        route = self._routes.get(environ["PATH_INFO"])
        if route is None:
            _, headers, body = pages.page(gone=True, accepted=environ.get("HTTP_ACCEPT_LANGUAGE", ""))
            return Answer(HTTPStatus.NOT_FOUND, body, headers)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            refusal = _answer(HTTPStatus.METHOD_NOT_ALLOWED, b"", node_report.TEXT)
            return refusal._replace(headers=[*refusal.headers, ("Allow", "GET, HEAD")])
        try:
            return route()
        except Exception as error:
            log.error("unexpected_error", request_id=request_id, exc_info=error)  # noqa: TRY400  as the API's log has it
            return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, FAULT, node_report.TEXT)


def _readyz(config: Config, database: Database) -> Answer:
    is_ready, report = node_report.readiness(config, database)
    return _answer(HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE, report, node_report.JSON)


def _answer(status: HTTPStatus, body: bytes, content_type: str) -> Answer:
    headers = [
        ("Content-Type", content_type),
        ("Content-Length", str(len(body))),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ]
    return Answer(status, body, headers)
