"""The tables."""

from vertel.models.access import ApiKey, EnrolmentCode, IdempotencyKey, RefreshToken, SignIn
from vertel.models.base import Base
from vertel.models.counts import Application, Click, ClickDay, ClickHour, ClickSum, Share, SpoolSegment
from vertel.models.links import Link, LinkChange
from vertel.models.people import Employee, Organisation, Team
from vertel.models.suggestions import Caption, Image, Person, Place, Prompt, Suggestion
from vertel.models.voices import Feedback, Idea, IdeaPerson, IdeaPhoto, IdeaReply, Mark, Thanks
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
    "Feedback",
    "Idea",
    "IdeaPerson",
    "IdeaPhoto",
    "IdeaReply",
    "IdempotencyKey",
    "Image",
    "Link",
    "LinkChange",
    "Mark",
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
    "Thanks",
    "Webhook",
]
