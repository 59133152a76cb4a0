"""The ways to sign in that a server offers."""

from __future__ import annotations

from vertel.http.context import config

DEVICE = "device"
ENROLMENT_CODE = "enrolment_code"
EMAIL_CODE = "email_code"


def ways() -> list[str]:
    """Return the ways that the settings allow."""
    return [DEVICE, ENROLMENT_CODE, *([EMAIL_CODE] if config().mail_server else [])]
