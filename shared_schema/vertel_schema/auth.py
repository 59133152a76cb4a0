"""Signing in and out, and where somebody is signed in."""

from vertel_schema.base import OneOf, Request, Response
from vertel_schema.fields import Boolean, Choice, Date, Email, Id, Integer, Items, Line, Object, Token, WebUrl

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
"""The grant type of RFC 8628."""

DEVICE_NAME = "What the colleague's list of devices calls it, such as a browser and its system."


class EnrolmentCodeGrant(Request):
    """Begin a session with the one-time code that an employee was given."""

    grant_type = Choice("The form of this request.", ["enrolment_code"], example="enrolment_code")
    code = Token("The one-time code. Hyphens, spaces and letter case do not matter.", example="K7QM-4TRV-9XWE")
    name = Line(DEVICE_NAME, max_length=100, optional=True, example="Chrome on Windows")


class EmailCodeGrant(Request):
    """Begin a session with the code that `POST /auth/email` had sent."""

    grant_type = Choice("The form of this request.", ["email_code"], example="email_code")
    email = Email("The address to which the code was sent.", example="noor@example.nl")
    code = Token("The six digits. Spaces between them do not matter.", example="493027")
    name = Line(DEVICE_NAME, max_length=100, optional=True, example="Chrome on Windows")


class DeviceCodeGrant(Request):
    """Begin the session for which a colleague connects this device, as RFC 8628 has it."""

    grant_type = Choice("The form of this request.", [DEVICE_CODE], example=DEVICE_CODE)
    device_code = Token("The device code that `POST /auth/device` gave.", example="vd_5b1c9e7a2d4f")


class RefreshTokenGrant(Request):
    """Carry on a session whose access token has run out."""

    grant_type = Choice("The form of this request.", ["refresh_token"], example="refresh_token")
    refresh_token = Token("The newest refresh token of the session.", example="vr_9f8e7d6c5b4a")


class TokenRequest(OneOf):
    """A request for an access token."""

    tag = "grant_type"
    forms = {  # noqa: RUF012
        "enrolment_code": EnrolmentCodeGrant,
        "email_code": EmailCodeGrant,
        DEVICE_CODE: DeviceCodeGrant,
        "refresh_token": RefreshTokenGrant,
    }


class TokenResponse(Response):
    """A pair of tokens. Keep both secret; the refresh token replaces the one before."""

    access_token = Token("Send it as `Authorization: Bearer ...`.", example="va_eyJz")
    refresh_token = Token("Exchange it for a new pair before or after the access token runs out.", example="vr_1a2b3c")
    token_type = Choice("Always Bearer.", ["Bearer"], example="Bearer")
    expires_in = Integer("How long the access token is good for, in seconds.", minimum=1, maximum=86400, example=900)


class EmailCodeRequest(Request):
    """A request for a code by mail."""

    email = Email("The address of the colleague who signs in.", example="noor@example.nl")


class EmailCodeResponse(Response):
    """The same for every address, so that nobody learns from it who works here."""

    expires_in = Integer("How long a code is good for, in seconds.", minimum=1, maximum=600, example=600)


class DeviceRequest(Request):
    """A browser or a terminal asks to be connected."""

    name = Line(DEVICE_NAME, max_length=100, example="Chrome on Windows")


class DeviceResponse(Response):
    """Two codes, as RFC 8628 has it: one for the device to ask with, one for the colleague to compare."""

    device_code = Token("Ask `POST /auth/token` with it, and keep it secret.", example="vd_5b1c9e7a2d4f")
    user_code = Token("Show it: the page on which the colleague agrees shows the same.", example="WDJB-MJHT")
    verification_uri = WebUrl("Where a colleague types the code.", example="https://vertel.example.nl/sign-in")
    verification_uri_complete = WebUrl(
        "The same page, with the code filled in.", example="https://vertel.example.nl/sign-in?user_code=WDJB-MJHT"
    )
    expires_in = Integer("How long both codes are good for, in seconds.", minimum=1, maximum=600, example=600)
    interval = Integer("How many seconds to wait before each question.", minimum=1, maximum=60, example=5)


class SignInOptions(Response):
    """How one can sign in to this server."""

    organisation = Line("What the organisation calls itself.", max_length=100, example="Waterwerk")
    ways = Items(
        "The ways that are offered; there may be others by now.",
        Token("`device`, `enrolment_code`, `email_code` or `openid_connect`.", example="device"),
        max_items=20,
        unique=True,
    )


class Device(Response):
    """A browser, web page or terminal in which a colleague is signed in."""

    id = Id("The sign-in.", example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42")
    name = Line("What it called itself; null when it did not say.", max_length=100, nullable=True, example="Firefox")
    created_at = Date("The day on which it was signed in.", example="2026-11-23")
    current = Boolean("Whether it is the one that asks.", example=True)


class DevicePage(Response):
    """Where I am signed in, the newest first."""

    items = Items("The devices.", Object("A device.", Device), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)
