"""The OpenAPI document as a small table: one row per operation, with all that a client has to know of it.

The table is published as `generated/operations.json`; both clients are written from it, and a release keeps it, so that
a call that disappears is noticed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from vertel.app import create_app
from vertel.config import Config

Row = dict[str, Any]
Table = dict[str, Row]

PREFIX = "/api/v1"
METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"
CSV = "text/csv"

NO_DATABASE = {
    "VERTEL_SECRET_KEYS": "a key that signs nothing: the routes are only read",
    "VERTEL_DATABASE_URL": "sqlite:///nowhere",
}


@contextmanager
def application() -> Iterator[Flask]:
    """Return this server's application. No database is opened for it, and no node's state is touched."""
    with tempfile.TemporaryDirectory(prefix="vertel-generate-") as state:
        app = create_app(Config.from_environment(NO_DATABASE | {"VERTEL_STATE_DIR": state}))
        yield app
        app.extensions["vertel.redirect"].close()
        app.extensions["vertel"].engine.dispose()


def specification() -> Row:
    """Return the OpenAPI document of this server."""
    with application() as app:
        document: Row = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return document


def table(openapi: Row) -> Table:
    """Return operation id -> what a client has to know of it, sorted by name."""
    rows = {
        described[method]["operationId"]: _row(path, method, described[method])
        for path, described in openapi["paths"].items()
        for method in METHODS
        if method in described
    }
    return dict(sorted(rows.items()))


def namespaces(operations: Table) -> dict[str, dict[str, Row]]:
    """Return namespace -> method -> row: `suggestions.browse` is `browse` of `suggestions`."""
    found: dict[str, dict[str, Row]] = {}
    for name, row in operations.items():
        namespace, _, method = name.partition(".")
        found.setdefault(namespace, {})[method] = row
    return found


def items_of(row: Row, components: dict[str, Any]) -> str | None:
    """Return the name of what a page lists, or ``None`` when the operation does not answer in pages."""
    answer = components.get(row["answer"] or "", {}).get("properties", {})
    listed = answer.get("items", {}).get("items", {}).get("$ref")
    paged = "next_cursor" in answer and any(part["name"] == "cursor" for part in row["query"])
    return str(listed).rpartition("/")[2] if paged and listed else None


def _row(path: str, method: str, operation: Row) -> Row:
    parameters = operation.get("parameters", [])
    headers = {part["name"] for part in parameters if part["in"] == "header"}
    sent, answered = operation.get("requestBody", {}).get("content", {}), _answers(operation)
    return {
        "method": method.upper(),
        "path": path.removeprefix(PREFIX),
        "summary": operation.get("summary", ""),
        "roles": operation.get("x-roles", []),
        "query": [
            {"name": part["name"], "required": part["required"], "schema": part["schema"]}
            for part in parameters
            if part["in"] == "query"
        ],
        "idempotency_key": "Idempotency-Key" in headers,
        "if_match": "If-Match" in headers,
        "request": _name(sent) or None,
        "request_required": operation.get("requestBody", {}).get("required", False),
        "files": [] if _name(sent) else list(sent),
        "answer": _name(answered),
        "also_answers": [media for media in answered if media != JSON],
    }


def _answers(operation: Row) -> Row:
    """Return media type -> description of what the operation answers when all is well."""
    found: Row = {}
    for status, response in operation["responses"].items():
        if str(status).startswith("2"):
            found |= response.get("content", {})
    return found


def _name(content: Row) -> str | None:
    """Return the name of the JSON document in a body; ``""`` for one without a name, ``None`` for no JSON."""
    if JSON not in content:
        return None
    return str(content[JSON].get("schema", {}).get("$ref", "")).rpartition("/")[2]
