"""The tables."""

from vertel.db.models.access import (
    ApiKey,
    AttemptCount,
    DeviceCode,
    EmailCode,
    EnrolmentCode,
    IdempotencyKey,
    OneTime,
    RefreshToken,
    SignIn,
)
from vertel.db.models.audit import AuditEntry
from vertel.db.models.base import Base
from vertel.db.models.cells import DaySum, HourSum, MonthSum, Part, PeopleVersion, ReportGroup
from vertel.db.models.channels import Channel, ChannelMessage
from vertel.db.models.consents import Consent, ConsentLink
from vertel.db.models.counts import Application, Click, ClickDay, Share, SpoolSegment, StagedClicks
from vertel.db.models.datasheet import DataSheetAgreement, NoticedDataSheet
from vertel.db.models.editing import Note, Revision
from vertel.db.models.erasures import Erasure
from vertel.db.models.feeds import Feed, FeedItem
from vertel.db.models.identities import Identity, UsedState
from vertel.db.models.links import DestinationAnswer, DestinationCheck, Link, LinkChange
from vertel.db.models.mails import Mail, MailSubscription
from vertel.db.models.people import Employee, Organisation, Team
from vertel.db.models.suggestions import AudienceEntry, Caption, Image, LibraryGeneration, Person, Prompt, Suggestion
from vertel.db.models.voices import (
    Bookmark,
    Feedback,
    Idea,
    IdeaPerson,
    IdeaPhoto,
    IdeaReply,
    Question,
    Thanks,
    ToldFeedback,
)
from vertel.db.models.webhooks import Delivery, DeliveryAttempt, Event, ShareCount, Webhook

__all__ = [
    "ApiKey",
    "Application",
    "AttemptCount",
    "AudienceEntry",
    "AuditEntry",
    "Base",
    "Bookmark",
    "Caption",
    "Channel",
    "ChannelMessage",
    "Click",
    "ClickDay",
    "Consent",
    "ConsentLink",
    "DataSheetAgreement",
    "DaySum",
    "Delivery",
    "DeliveryAttempt",
    "DestinationAnswer",
    "DestinationCheck",
    "DeviceCode",
    "EmailCode",
    "Employee",
    "EnrolmentCode",
    "Erasure",
    "Event",
    "Feed",
    "FeedItem",
    "Feedback",
    "HourSum",
    "Idea",
    "IdeaPerson",
    "IdeaPhoto",
    "IdeaReply",
    "IdempotencyKey",
    "Identity",
    "Image",
    "LibraryGeneration",
    "Link",
    "LinkChange",
    "Mail",
    "MailSubscription",
    "MonthSum",
    "Note",
    "NoticedDataSheet",
    "OneTime",
    "Organisation",
    "Part",
    "PeopleVersion",
    "Person",
    "Prompt",
    "Question",
    "RefreshToken",
    "ReportGroup",
    "Revision",
    "Share",
    "ShareCount",
    "SignIn",
    "SpoolSegment",
    "StagedClicks",
    "Suggestion",
    "Team",
    "Thanks",
    "ToldFeedback",
    "UsedState",
    "Webhook",
]
