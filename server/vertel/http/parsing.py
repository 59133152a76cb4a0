"""Reading requests: JSON through orjson, checked by the schema classes; faults with JSON pointers."""

from __future__ import annotations

from typing import Any, NoReturn, cast

import flask
import orjson
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from vertel.errors import RefusedError, fault, refused
from vertel.imports.reasons import explain
from vertel.translations.active import gettext as _
from vertel_schema import faults


class Parser(FlaskParser):
    """webargs with strict JSON, strict unknown fields and Vertel's own errors."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": None, "query": None}  # noqa: RUF012  the schema classes say what is unknown

    def _raw_load_json(self, req: flask.Request) -> Any:
        body = req.get_data(cache=True)
        if not body:
            raise refused("", _("Expected a JSON document as the body of the request."))
        if not req.is_json:
            raise UnsupportedMediaType(_("Send JSON, with Content-Type: application/json."))
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise BadRequest(_("The body is not JSON: %(error)s.") % {"error": error}) from error

    def load_querystring(self, req: flask.Request, schema: Schema) -> Any:  # noqa: ARG002
        """Return the query; a parameter that is given twice is refused rather than half ignored."""
        for name, values in req.args.lists():
            if len(values) > 1:
                raise refused(f"/{name}", _("Give this parameter once."))
        return req.args.to_dict()

    def handle_error(self, error: ValidationError, req: flask.Request, schema: Schema, **_: Any) -> NoReturn:
        """Raise Vertel's error for a refused document."""
        # webargs puts the location, "json" or "query", around the messages.
        located = cast("dict[str, Any]", error.messages)
        found = [one for messages in located.values() for one in faults(messages)]
        document = orjson.loads(req.get_data()) if "json" in located else req.args.to_dict()
        pairs = zip(found, explain(found, schema, document), strict=True)
        raise RefusedError(*[fault(one["pointer"], message) for one, message in pairs])


class Blueprint(SmorestBlueprint):
    """A group of routes whose requests are read by :class:`Parser`."""

    ARGUMENTS_PARSER = Parser()

    def arguments(self, schema: type[Schema], **options: Any) -> Any:
        """Take documents of a schema class. It is made once: marshmallow takes longer to make one than to load with."""
        return super().arguments(schema(), **options)
