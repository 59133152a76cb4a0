"""The Flask application class: one transaction per request, committed here and nowhere else."""

from __future__ import annotations

from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Request, Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import RequestRedirect

from vertel.errors import VertelError
from vertel.http import idempotency
from vertel.http.context import db, resources
from vertel.translations.active import speaking
from vertel.translations.negotiation import preferred_language


class Application(Flask):
    """Commits after a route succeeded and before its answer leaves; errors in the commit become problems too."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.url_map.merge_slashes = False  # //x is no other way to write /x: werkzeug would redirect to it

    def raise_routing_exception(self, request: Request) -> NoReturn:
        """Raise what routing found; a redirect stays on this server, whatever host the request named."""
        error = request.routing_exception
        if isinstance(error, RequestRedirect):
            parts = urlsplit(error.new_url)
            error.new_url = urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, ""))
        super().raise_routing_exception(request)

    def full_dispatch_request(self) -> Response:
        """Answer in the caller's language, also what went wrong."""
        with speaking(preferred_language(request.headers.get("Accept-Language"))):
            return super().full_dispatch_request()

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the route inside the request's transaction."""
        try:
            idempotency.look_for_key()
            response: Response = self.make_response(super().dispatch_request())
            if "session" in g and response.status_code < 400:
                idempotency.keep(response)
                if "write_last" in g:
                    g.write_last()
                db().commit()
                if "after_commit" in g:
                    g.after_commit(resources().engine)
        except idempotency.RepeatedError as repeated:
            return repeated.response
        except VertelError as error:
            if error.keeps_changes:
                db().commit()
            raise
        return response
