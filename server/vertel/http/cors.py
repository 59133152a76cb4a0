"""Which web origins may call the API from a browser: the extension, nothing else."""

from __future__ import annotations

import re

from flask import Flask, Response
from flask_cors import CORS

from vertel.config import ANY_FIREFOX_EXTENSION, Config

HEADERS = ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"]


def register(app: Flask, config: Config) -> None:
    """Answer browsers' questions for the extension's origins exactly."""
    CORS(
        app,
        resources={r"/api/v1/.*": {"origins": [origin_pattern(origin) for origin in config.extension_origins]}},
        allow_headers=HEADERS,
        expose_headers=["ETag", "Retry-After", "X-Request-Id"],
        max_age=600,
    )
    app.after_request(_vary)


def origin_pattern(origin: str) -> re.Pattern[str]:
    r"""Return the origin as a pattern that ends where it ends: flask-cors only matches the beginning."""
    exact = r"moz-extension://[0-9a-f-]{36}" if origin == ANY_FIREFOX_EXTENSION else re.escape(origin)
    return re.compile(exact + r"\Z")


def _vary(response: Response) -> Response:
    # flask-cors leaves it out for a refused origin, and a cache would then serve that answer to the extension.
    response.vary.add("Origin")
    return response
