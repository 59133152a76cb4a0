"""The ways to sign in that a server offers."""

from __future__ import annotations

from vertel.http.context import config

DEVICE = "device"
ENROLMENT_CODE = "enrolment_code"
EMAIL_CODE = "email_code"
OPENID_CONNECT = "openid_connect"


def ways() -> list[str]:
    """Return the ways that the settings allow."""
    by_settings = {EMAIL_CODE: config().mail_server, OPENID_CONNECT: config().oidc_issuer}
    return [DEVICE, ENROLMENT_CODE, *(way for way, setting in by_settings.items() if setting)]
