"""The OpenAPI document, from the same component schemas as the JSON Schema files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

import orjson
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Flask, Response
from flask_smorest import Api as SmorestApi
from werkzeug.routing import BaseConverter

from vertel_schema import Document, Problem, __version__
from vertel_schema.export import closure, field_schema

PROBLEM = "application/problem+json"
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Sent again with the same key, a request has one effect and the same answer.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag that you read, so that no change of somebody else is overwritten.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,18}(?:-[0-9a-f]{16})?"$'},
}

IF_MATCH_OR_NOT = IF_MATCH | {
    "required": False,
    "description": "The ETag that you read: then no change of somebody else is overwritten.",
    "schema": {"type": "string", "pattern": '^"[0-9a-f]{16}(?:-[0-9a-f]{16})?"$'},
}
IF_MATCH_OF_CONTENT = IF_MATCH | {"schema": {"type": "string", "pattern": '^"[0-9a-f]{40}"$'}}
CONDITIONAL = {
    "suggestions.replace": IF_MATCH,
    "suggestions.patch": IF_MATCH,
    "suggestions.archive": IF_MATCH,
    "questions.change": IF_MATCH,
    "questions.archive": IF_MATCH,
    "links.change": IF_MATCH_OR_NOT,
    "me.erase": IF_MATCH_OF_CONTENT,
    "employees.change": IF_MATCH_OF_CONTENT,
    "employees.erase": IF_MATCH_OF_CONTENT,
    "settings.change": IF_MATCH,
}
"""Endpoint -> the header with which its caller says what they have read."""


class Converter(OpenAPIConverter):
    """Lets vertel_schema.export write the schemas: apispec's own exporter drops rules that it does not know."""

    def resolve_nested_schema(self, schema: Any) -> Any:
        """Return a reference, after adding what it points to."""
        if isinstance(schema, dict):
            return schema
        document = _document_class(schema)
        for part, body in closure(document).items():
            if part not in self.spec.components.schemas:
                self.spec.components.schema(part, component=_local(body))
        return {"$ref": f"#/components/schemas/{document.__name__}"}

    def schema2parameters(self, schema: Any, *, location: str, **_: Any) -> list[dict[str, Any]]:
        """Return the fields of a query as parameters."""
        fields = _document_class(schema)._declared_fields  # noqa: SLF001  marshmallow has no public way to ask
        return [
            {"name": name, "in": location, "required": field.required, "schema": _local(field_schema(field))}
            for name, field in fields.items()
        ]


class CodeConverter(BaseConverter):
    """A link's code in a path, where ``/links/import`` is no link: so that each path has the methods it documents."""

    regex = "(?!import(?:/|$))[^/]+"


class Plugin(MarshmallowPlugin):
    """apispec's plugin with our converter."""

    Converter = Converter


class Api(SmorestApi):
    """flask-smorest, leaving errors to ``vertel.http.problems``.

    :ivar document: the OpenAPI document, for reading only; there once the common parts are described.
    """

    ERROR_SCHEMA = Problem

    def __init__(self, app: Flask) -> None:
        app.config |= {
            "API_TITLE": "Vertel",
            "API_VERSION": __version__,
            "OPENAPI_VERSION": "3.1.0",
            "OPENAPI_URL_PREFIX": "/",
            "OPENAPI_JSON_PATH": "openapi.json",
        }
        app.url_map.converters["code"] = CodeConverter
        super().__init__(app, spec_kwargs={"marshmallow_plugin": Plugin()})
        bearer = {"type": "http", "scheme": "bearer", "description": "An API key, or an employee's access token."}
        self.spec.components.security_scheme("bearer", bearer)

    def describe_common_parts(self, roles: Mapping[str, frozenset[str]]) -> None:
        """Add to every operation what holds for all of its sort, and make the document.

        :param roles: endpoint -> the roles of which a caller needs one; none where anyone may call.
        """
        operations = {
            (re.sub(r"<(?:\w+(?:\(.*?\))?:)?(\w+)>", r"{\1}", rule.rule), method.lower()): rule.endpoint
            for rule in self._app.url_map.iter_rules()
            for method in rule.methods or ()
        }
        for path, described in self.spec.to_dict()["paths"].items():
            for method, operation in described.items():
                if method in {"get", "post", "put", "patch", "delete"}:
                    endpoint = operations[path, method]
                    _describe(operation, endpoint, method, roles.get(endpoint, frozenset()))
        # Made here, once for all processes that are forked from this one.
        self.document = dict(self.spec.to_dict())
        self._document_as_json = orjson.dumps(self.document, option=orjson.OPT_INDENT_2)

    def _openapi_json(self) -> Response:
        return Response(self._document_as_json, mimetype="application/json")

    def _register_responses(self) -> None:
        """Describe every error as a problem."""
        for status in [*HTTPStatus, None]:
            name, phrase = (status.name, status.phrase) if status else ("DEFAULT_ERROR", "Any other problem.")
            schema = self.ma_plugin.converter.resolve_nested_schema(Problem)
            self.spec.components.response(
                name, {"description": phrase, "content": {PROBLEM: {"schema": schema}}}, lazy=True
            )

    def _register_pagination_header(self) -> None:
        """Register none: pages carry a cursor in their body."""

    def _register_error_handlers(self) -> None:
        """Register none: they would turn our problems into flask-smorest's own shape."""


def _describe(operation: dict[str, Any], endpoint: str, method: str, roles: frozenset[str]) -> None:
    """Complete one operation in place."""
    operation["operationId"] = endpoint
    parameters = operation.setdefault("parameters", [])
    if method == "post":
        parameters.append(IDEMPOTENCY_KEY)
    if endpoint in CONDITIONAL:
        parameters.append(CONDITIONAL[endpoint])
    if roles:
        operation["security"] = [{"bearer": []}]
        operation["x-roles"] = sorted(roles)
    schema = {"$ref": "#/components/schemas/Problem"}
    operation["responses"]["default"] = {
        "description": "A problem; its title and detail say what happened and what to do.",
        "content": {PROBLEM: {"schema": schema}},
    }


def _document_class(schema: Any) -> type[Document]:
    return cast("type[Document]", resolve_schema_cls(schema))


def _local(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with references that point inside the OpenAPI document."""
    text = json.dumps(schema).replace('"#/$defs/', '"#/components/schemas/')
    return dict(json.loads(text))
