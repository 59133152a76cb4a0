"""The Flask application class: one transaction per request, committed here and nowhere else."""

from __future__ import annotations

from flask import Flask, Response, g
from flask.typing import ResponseReturnValue

from vertel.errors import VertelError
from vertel.http import idempotency
from vertel.http.context import db


class Application(Flask):
    """Commits after a route succeeded and before its answer leaves; errors in the commit become problems too."""

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
        except idempotency.RepeatedError as repeated:
            return repeated.response
        except VertelError as error:
            if error.keeps_changes:
                db().commit()
            raise
        return response
