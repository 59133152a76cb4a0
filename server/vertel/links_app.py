"""The application of a node of the link domain: tracked links, and how the node is."""

from __future__ import annotations

from vertel.api import operations
from vertel.config import Config
from vertel.http import context, cors, etags, log, problems, security_headers
from vertel.http.application import Application
from vertel.http.json import OrjsonProvider
from vertel.redirect.application import Redirect

BODY_LIMIT = 1024 * 1024
"""Bytes in a request body; routes that take files set their own."""


def create_links_app(config: Config) -> Application:
    """Return the application with tracked links and operations, and without the API."""
    app = create_base(config)
    app.register_blueprint(operations.blueprint)
    put_redirect_in_front(app, config)
    return app


def create_base(config: Config) -> Application:
    """Return an application without routes, with what every request goes through."""
    app = Application("vertel", static_folder=None, template_folder="templates")
    app.json = OrjsonProvider(app)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    context.attach(app, config)
    log.register(app)
    cors.register(app, config)
    security_headers.register(app)
    etags.register(app)
    problems.register(app)
    return app


def put_redirect_in_front(app: Application, config: Config) -> None:
    """Have tracked links answered before anything else looks at a request."""
    redirect = Redirect(config, context.of(app).engine, app.wsgi_app)
    app.extensions["vertel.redirect"] = redirect
    app.wsgi_app = redirect  # type: ignore[method-assign]  # what Flask documents for middleware
