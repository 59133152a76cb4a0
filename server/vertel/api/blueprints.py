"""All resources of the API."""

from flask import Flask

from vertel.api import (
    applications,
    audience,
    audit,
    auth,
    channels,
    consent_pages,
    consents,
    console,
    datasheet,
    destinations,
    devices,
    docs,
    employee_list,
    employees,
    feedback,
    feeds,
    ideas,
    images,
    imports,
    invitations,
    keys,
    links,
    mail_pages,
    mails,
    me,
    notes,
    operations,
    questions,
    reports,
    revisions,
    schemas,
    settings,
    shares,
    suggestions,
    teams,
    thanks,
    transparency,
    waiting,
    web_app,
    webhooks,
)
from vertel.api.scim import blueprint as scim
from vertel.api.sign_in import blueprint as sign_in
from vertel.auth.permissions import ANYONE, TABLE
from vertel.config import Config
from vertel.http.openapi import Api

PREFIX = "/api/v1"
RESOURCES = (
    *(auth, me, mails, devices, transparency, feedback, thanks, ideas, questions),
    *(suggestions, revisions, audience, notes, consents, imports, images),
    *(links, destinations, shares, applications, reports, webhooks, channels, feeds),
    *(employees, invitations, teams, keys, settings, audit, datasheet, waiting),
)


def register(app: Flask, config: Config) -> None:
    """Add all routes and their documentation."""
    employee_list.register(app, config.public_url)
    api = Api(app)
    for resource in RESOURCES:
        api.register_blueprint(resource.blueprint, url_prefix=PREFIX)
    app.register_blueprint(operations.blueprint)
    app.register_blueprint(schemas.blueprint)
    web_app.register(app)
    console.register(app)
    app.register_blueprint(sign_in)
    app.register_blueprint(consent_pages.blueprint)
    app.register_blueprint(mail_pages.blueprint)
    app.register_blueprint(scim)
    api.describe_common_parts({endpoint: roles for endpoint, roles in TABLE.items() if roles is not ANYONE})
    docs.register(app, api.document, config.public_url)
