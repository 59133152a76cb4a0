"""Who may call what: the one table. A route without a row stops the start."""

from __future__ import annotations

from flask import Flask

from vertel.auth.principal import Principal
from vertel.errors import ForbiddenError, NotSignedInError
from vertel.translations.active import gettext as _

ANYONE = frozenset({"anyone"})
EMPLOYEE = frozenset({"employee"})
READER = frozenset({"reader"})
EDITOR = frozenset({"editor"})
CAREERS_SITE = frozenset({"careers site"})
ADMIN = frozenset({"admin"})
SCIM = frozenset({"scim"})
"""A key of the role `scim`, which may call /scim/v2 and nothing else."""

TABLE: dict[str, frozenset[str]] = {
    "auth.options": ANYONE,
    "auth.email": ANYONE,
    "auth.device": ANYONE,
    "auth.token": ANYONE,
    "auth.revoke": EMPLOYEE,
    "sign_in.choose": ANYONE,
    "sign_in.send_code": ANYONE,
    "sign_in.by_email_code": ANYONE,
    "sign_in.by_enrolment_code": ANYONE,
    "sign_in.device": ANYONE,
    "sign_in.decide": ANYONE,
    "sign_in.leave": ANYONE,
    "sign_in.style": ANYONE,
    "consent.show": ANYONE,
    "consent.answer": ANYONE,
    "consent.picture": ANYONE,
    "me.read": EMPLOYEE,
    "me.change": EMPLOYEE,
    "me.erase": EMPLOYEE,
    "me.impact": EMPLOYEE,
    "me.export": EMPLOYEE,
    "me.save": EMPLOYEE,
    "me.unsave": EMPLOYEE,
    "me.hide": EMPLOYEE,
    "me.unhide": EMPLOYEE,
    "mails.read": EMPLOYEE,
    "mails.change": EMPLOYEE,
    "mails.preview": EMPLOYEE,
    "mails.test": EMPLOYEE,
    "mail_pages.ask": ANYONE,
    "mail_pages.stop": ANYONE,
    "devices.browse": EMPLOYEE,
    "devices.end": EMPLOYEE,
    "transparency.read": EMPLOYEE,
    "feedback.give": EMPLOYEE,
    "feedback.take_back": EMPLOYEE,
    "feedback.mine": EMPLOYEE,
    "feedback.read": EDITOR,
    "feedback.mark_read": EDITOR,
    "thanks.say": EDITOR,
    "thanks.read": EDITOR,
    "thanks.take_back": EDITOR,
    "thanks.mine": EMPLOYEE,
    "ideas.send": EMPLOYEE,
    "ideas.browse": EMPLOYEE | EDITOR,
    "ideas.read": EMPLOYEE | EDITOR,
    "ideas.withdraw": EMPLOYEE,
    "ideas.reply": EMPLOYEE | EDITOR,
    "ideas.decline": EDITOR,
    "ideas.adopt": EDITOR,
    "questions.browse": EMPLOYEE | EDITOR,
    "questions.ask": EDITOR,
    "questions.read": EDITOR,
    "questions.change": EDITOR,
    "questions.close": EDITOR,
    "questions.archive": EDITOR,
    "suggestions.browse": EMPLOYEE | READER,
    "suggestions.usage": READER,
    "suggestions.check": EDITOR,
    "suggestions.create": EDITOR,
    "suggestions.read": READER,
    "suggestions.replace": EDITOR,
    "suggestions.patch": EDITOR,
    "suggestions.archive": EDITOR,
    "audience.read_choices": EDITOR,
    "audience.count": EDITOR,
    "notes.browse": EDITOR,
    "notes.write": EDITOR,
    "notes.remove": EDITOR,
    "revisions.browse": EDITOR,
    "revisions.read": EDITOR,
    "consents.ask": EDITOR,
    "consents.browse": EDITOR,
    "consents.ask_in_idea": EMPLOYEE | EDITOR,
    "consents.browse_in_idea": EMPLOYEE | EDITOR,
    "imports.upload": EDITOR,
    "images.upload": EMPLOYEE | EDITOR,
    "images.read": EMPLOYEE | READER,
    "links.make": EMPLOYEE | EDITOR,
    "links.browse": EDITOR,
    "links.read": EDITOR,
    "links.change": EDITOR,
    "links.qr_svg": EDITOR,
    "links.qr_png": EDITOR,
    "imports.upload_links": EDITOR,
    "destinations.check": EDITOR,
    "destinations.report": EDITOR,
    "destinations.preview": EDITOR,
    "shares.record": EMPLOYEE,
    "applications.report": CAREERS_SITE | EDITOR,
    "reports.overview": READER,
    "reports.suggestions": READER,
    "reports.clicks": READER,
    "waiting.read": EDITOR,
    "channels.browse": ADMIN,
    "channels.create": ADMIN,
    "channels.read": ADMIN,
    "channels.change": ADMIN,
    "channels.remove": ADMIN,
    "channels.preview": ADMIN,
    "channels.test": ADMIN,
    "webhooks.browse": ADMIN,
    "webhooks.create": ADMIN,
    "webhooks.read": ADMIN,
    "webhooks.change": ADMIN,
    "webhooks.remove": ADMIN,
    "webhooks.rotate_secret": ADMIN,
    "webhooks.test": ADMIN,
    "webhooks.deliveries": ADMIN,
    "webhooks.redeliver": ADMIN,
    "feeds.browse": ADMIN,
    "feeds.create": ADMIN,
    "feeds.preview": ADMIN,
    "feeds.read": ADMIN,
    "feeds.change": ADMIN,
    "feeds.remove": ADMIN,
    "feeds.look": ADMIN,
    "sign_in.mark": ANYONE,
    "sign_in.oidc.start": ANYONE,
    "sign_in.oidc.callback": ANYONE,
    "employees.browse": ADMIN,
    "employees.create": ADMIN,
    "employees.read": ADMIN,
    "employees.change": ADMIN,
    "employees.erase": ADMIN,
    "employees.sign_out": ADMIN,
    "employees.sign_out_everybody": ADMIN,
    "invitations.invite": ADMIN,
    "invitations.invite_many": ADMIN,
    "imports.upload_employees": ADMIN,
    "teams.browse": ADMIN,
    "teams.read": ADMIN,
    "teams.rename": ADMIN,
    "teams.merge": ADMIN,
    "teams.remove": ADMIN,
    "keys.browse": ADMIN,
    "keys.create": ADMIN,
    "keys.revoke": ADMIN,
    "settings.read": ADMIN,
    "settings.change": ADMIN,
    "audit.browse": ADMIN,
    "datasheet.read": ADMIN,
    "datasheet.agree": ADMIN,
    "scim.serve": SCIM,
    "operations.livez": ANYONE,
    "operations.readyz": ANYONE,
    "operations.metrics": ANYONE,
    "docs.read": ANYONE,
    "schemas.read": ANYONE,
    "api-docs.openapi_json": ANYONE,
    "app.home": ANYONE,
    "app.to_page": ANYONE,
    "app.page": ANYONE,
    "app.file": ANYONE,
    "console.to_page": ANYONE,
    "console.page": ANYONE,
    "console.view": ANYONE,
}
"""Endpoint -> the permissions of which the caller needs one."""


def check(endpoint: str, principal: Principal) -> None:
    """Raise unless the caller may use the endpoint."""
    allowed = TABLE[endpoint]
    if allowed is ANYONE or allowed & principal.permissions:
        return
    if not principal.name:
        raise NotSignedInError(_("Send Authorization: Bearer with an API key or an access token."))
    raise ForbiddenError(_("This needs the role %(role)s.") % {"role": _(" or ").join(sorted(allowed))})


def require_complete(app: Flask) -> None:
    """Raise ``RuntimeError`` when a route has no row, or a row no route."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    if endpoints != set(TABLE):
        raise RuntimeError(f"permission table and routes differ: {sorted(endpoints ^ set(TABLE))}")
