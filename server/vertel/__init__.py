"""Vertel's server: suggestions and tracked links for colleagues who like to tell about their work."""

from vertel import api
from vertel.auth import guard, permissions
from vertel.config import Config
from vertel.http import context, cors, etags, log, problems, security
from vertel.http.application import Application
from vertel.http.json import OrjsonProvider
from vertel.links import redirect

BODY_LIMIT = 1024 * 1024
"""Bytes in a request body; routes that take files set their own."""


def create_app(config: Config) -> Application:
    """Return the WSGI application for the given settings."""
    app = Application("vertel", static_folder=None, template_folder="templates")
    app.json = OrjsonProvider(app)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    context.attach(app, config)
    log.register(app)
    cors.register(app, config)
    security.register(app)
    etags.register(app)
    problems.register(app)
    guard.register(app)
    api.register(app)
    redirect.register(app, config)
    permissions.require_complete(app)
    return app
