"""The HTTP API, one short file per resource: who may call (the permission table), schema in, service, schema out."""

from flask import Flask

from vertel.api import (
    auth,
    feedback,
    ideas,
    images,
    imports,
    links,
    me,
    operations,
    reports,
    shares,
    suggestions,
    thanks,
    transparency,
)
from vertel.http.openapi import Api

PREFIX = "/api/v1"


def register(app: Flask) -> None:
    """Add all routes and their documentation."""
    api = Api(app)
    employees = (me, transparency, feedback, thanks, ideas)
    for resource in (auth, *employees, suggestions, imports, images, links, shares, reports):
        api.register_blueprint(resource.blueprint, url_prefix=PREFIX)
    app.register_blueprint(operations.blueprint)
    api.describe_common_parts()
