"""The whole WSGI application: the API, with tracked links in front of it."""

from __future__ import annotations

from vertel.api import blueprints
from vertel.auth import attempt_limits, guard, permissions, tokens
from vertel.auth.openid import extension as openid
from vertel.config import Config
from vertel.db.pooled import PooledDatabase
from vertel.http import context, cors, etags, log, problems, security_headers
from vertel.http.application import Application
from vertel.http.json import OrjsonProvider
from vertel.redirect.application import Redirect

BODY_LIMIT = 1024 * 1024
"""Bytes in a request body; routes that take files set their own."""


def create_app(config: Config) -> Application:
    """Return the application."""
    app = _base(config)
    tokens.register(app, config.secret_keys)
    attempt_limits.register(app, config.proxies)
    openid.register(app, config)
    guard.register(app)
    blueprints.register(app, config)
    permissions.require_complete(app)
    redirect = Redirect(config, PooledDatabase(context.of(app).engine), app.wsgi_app)
    app.extensions["vertel.redirect"] = redirect
    app.wsgi_app = redirect  # type: ignore[method-assign]  # what Flask documents for middleware
    return app


def _base(config: Config) -> Application:
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
