"""The tables."""

from vertel.models.access import ApiKey, EnrolmentCode, IdempotencyKey, RefreshToken, SignIn
from vertel.models.base import Base
from vertel.models.counts import Application, Click, ClickDay, ClickHour, ClickSum, Share, SpoolSegment
from vertel.models.links import Link, LinkChange
from vertel.models.people import Employee, Organisation, Team
from vertel.models.suggestions import Caption, Image, Person, Place, Prompt, Suggestion
from vertel.models.webhooks import Delivery, DeliveryAttempt, Event, ShareCount, Webhook

__all__ = [
    "ApiKey",
    "Application",
    "Base",
    "Caption",
    "Click",
    "ClickDay",
    "ClickHour",
    "ClickSum",
    "Delivery",
    "DeliveryAttempt",
    "Employee",
    "EnrolmentCode",
    "Event",
    "IdempotencyKey",
    "Image",
    "Link",
    "LinkChange",
    "Organisation",
    "Person",
    "Place",
    "Prompt",
    "RefreshToken",
    "Share",
    "ShareCount",
    "SignIn",
    "SpoolSegment",
    "Suggestion",
    "Team",
    "Webhook",
]
