"""The whole WSGI application: the API, with tracked links in front of it."""

from __future__ import annotations

from vertel.api import blueprints
from vertel.auth import attempt_limits, guard, permissions, tokens
from vertel.auth.openid import relying_party
from vertel.config import Config
from vertel.http.application import Application
from vertel.links_app import create_base, put_redirect_in_front


def create_app(config: Config) -> Application:
    """Return the application."""
    app = create_base(config)
    tokens.register(app, config.secret_keys)
    attempt_limits.register(app, config.proxies)
    relying_party.register(app, config)
    guard.register(app)
    blueprints.register(app, config)
    permissions.require_complete(app)
    put_redirect_in_front(app, config)
    return app
