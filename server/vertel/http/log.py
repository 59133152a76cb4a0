"""One JSON line per request, with the id that also stands in its errors. Never an address, a token or a query."""

from __future__ import annotations

import time

import structlog
from flask import Flask, Response, g, request

from vertel.ids import new_id

log = structlog.get_logger()


def register(app: Flask) -> None:
    """Name each request, and log its end."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.started = time.perf_counter()
    g.request_id = new_id().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    log.info(
        "request",
        method=request.method,
        route=request.endpoint,
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.started) * 1000, 1),
    )
    return response
