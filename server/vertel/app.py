"""The parts of the WSGI application, put together."""

from __future__ import annotations

from vertel import api
from vertel.api import operations
from vertel.auth import guard, permissions, tokens
from vertel.config import Config
from vertel.http import context, cors, etags, log, problems, security_headers
from vertel.http.application import Application
from vertel.http.json import OrjsonProvider
from vertel.redirect.application import Redirect

BODY_LIMIT = 1024 * 1024
"""Bytes in a request body; routes that take files set their own."""


def create_app(config: Config, *, links_only: bool = False) -> Application:
    """Return the application: the API, unless there are to be links only, with tracked links in front of it."""
    app = Application("vertel", static_folder=None, template_folder="templates")
    app.json = OrjsonProvider(app)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    context.attach(app, config)
    log.register(app)
    cors.register(app, config)
    security_headers.register(app)
    etags.register(app)
    problems.register(app)
    tokens.register(app, config.secret_keys)
    guard.register(app)
    if links_only:
        app.register_blueprint(operations.blueprint)
    else:
        api.register(app, config)
        permissions.require_complete(app)
    redirect = Redirect(config, context.of(app).engine, app.wsgi_app)
    app.extensions["vertel.redirect"] = redirect
    app.wsgi_app = redirect  # type: ignore[method-assign]  # what Flask documents for middleware
    return app
