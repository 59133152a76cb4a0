"""Webhooks: who hears of events, and how telling them went."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Boolean, Choice, DateTime, Id, Integer, Items, Line, Object, Text, Token, WebUrl
from vertel_schema.words import DELIVERY_STATES, EVENT_TYPES

_URL = "Where events are sent: https, in no private network. Plain http to this machine where Vertel runs on it too."
_TYPE = Choice("A type of events.", EVENT_TYPES, example="suggestion.published")
_ANY_TYPE = Choice("The type of the event.", [*EVENT_TYPES, "webhook.test"], example="suggestion.published")
_SECRET = "whsec_" + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"  # an example, not a secret


class WebhookRequest(Request):
    """A new webhook."""

    url = WebUrl(_URL, example="https://hooks.example.nl/vertel")
    types = Items("What it wants to hear of.", _TYPE, min_items=1, max_items=20)
    active = Boolean("Whether it is sent anything.", default=True, example=True)


class WebhookPatch(Request):
    """What to change in a webhook; fields that are missing stay as they are."""

    url = WebUrl(_URL, optional=True, example="https://hooks.example.nl/vertel")
    types = Items("What it wants to hear of.", _TYPE, min_items=1, max_items=20, optional=True)
    active = Boolean("Switched on, it is sent what still waits for it.", optional=True, example=True)


class Webhook(Response):
    """Somebody who hears of events."""

    id = Id("The webhook.")
    url = WebUrl("Where events are sent.", example="https://hooks.example.nl/vertel")
    types = Items("What it wants to hear of.", _TYPE, max_items=20)
    active = Boolean("Whether it is sent anything.", example=True)
    disabled_reason = Text(
        "Why Vertel switched it off; null when it did not.",
        max_length=500,
        nullable=True,
        example="The receiver answered 410 Gone: it does not want to hear from us any more.",
    )
    old_secret_until = DateTime(
        "Until when the secret before this one signs too; null when it does not.",
        nullable=True,
        example="2026-11-24T09:30:00Z",
    )
    created_at = DateTime("When it was added.", example="2026-11-23T09:30:00Z")


class WebhookSecret(Webhook):
    """A webhook with a new secret."""

    secret = Token(
        "Signs what is sent. It can be seen this once: null when the same request is answered again.",
        nullable=True,
        example=_SECRET,
    )


class WebhookPage(Response):
    """A page of webhooks."""

    items = Items("The webhooks, the oldest first.", Object("A webhook.", Webhook), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)


class DeliveryAttempt(Response):
    """One try to deliver."""

    started_at = DateTime("When.", example="2026-11-23T09:30:00Z")
    milliseconds = Integer("How long it took.", maximum=3_600_000, example=84)
    status = Integer("The HTTP status code; null without an answer.", maximum=999, nullable=True, example=503)
    error = Text(
        "What went wrong; null when it was taken.",
        max_length=500,
        nullable=True,
        example="The receiver answered 503 Service Unavailable.",
    )
    excerpt = Text("How the answer began, when it was not taken.", max_length=200, nullable=True, example="Try later")


class Delivery(Response):
    """An event for a webhook, and the tries to deliver it."""

    id = Id("The delivery.")
    event_id = Id("The event: the header `webhook-id`.")
    type = _ANY_TYPE
    state = Choice("`given_up`: nothing more is tried by itself.", DELIVERY_STATES, example="delivered")
    created_at = DateTime("Since when it could be delivered.", example="2026-11-23T09:30:00Z")
    next_try_at = DateTime("When it is tried again; null when it is not.", nullable=True)
    attempts = Items("The tries, the oldest first.", Object("A try.", DeliveryAttempt), max_items=1000)


class DeliveryPage(Response):
    """A page of deliveries."""

    items = Items("The deliveries, the newest first.", Object("A delivery.", Delivery), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)
