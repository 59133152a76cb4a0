"""The HTTP API, one short file per resource: who may call (the permission table), schema in, service, schema out."""

from flask import Flask

from vertel.api import auth, me, operations
from vertel.http.openapi import Api

PREFIX = "/api/v1"


def register(app: Flask) -> None:
    """Add all routes and their documentation."""
    api = Api(app)
    for blueprint in (auth.blueprint, me.blueprint):
        api.register_blueprint(blueprint, url_prefix=PREFIX)
    app.register_blueprint(operations.blueprint)
