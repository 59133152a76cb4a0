"""Signing in and out."""

from vertel_schema.base import OneOf, Request, Response
from vertel_schema.fields import Choice, Integer, Token


class EnrolmentCodeGrant(Request):
    """Begin a session with the one-time code that an employee was given."""

    grant_type = Choice("The form of this request.", ["enrolment_code"], example="enrolment_code")
    code = Token("The one-time code. Hyphens, spaces and letter case do not matter.", example="K7QM-4TRV-9XWE")


class RefreshTokenGrant(Request):
    """Carry on a session whose access token has run out."""

    grant_type = Choice("The form of this request.", ["refresh_token"], example="refresh_token")
    refresh_token = Token("The newest refresh token of the session.", example="vr_9f8e7d6c5b4a")


class TokenRequest(OneOf):
    """A request for an access token."""

    tag = "grant_type"
    forms = {"enrolment_code": EnrolmentCodeGrant, "refresh_token": RefreshTokenGrant}  # noqa: RUF012


class TokenResponse(Response):
    """A pair of tokens. Keep both secret; the refresh token replaces the one before."""

    access_token = Token("Send it as `Authorization: Bearer ...`.", example="va_eyJz")
    refresh_token = Token("Exchange it for a new pair before or after the access token runs out.", example="vr_1a2b3c")
    token_type = Choice("Always Bearer.", ["Bearer"], example="Bearer")
    expires_in = Integer("How long the access token is good for, in seconds.", minimum=1, maximum=86400, example=900)
