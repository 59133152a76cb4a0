"""The tables."""

from vertel.models.access import ApiKey, EnrolmentCode, IdempotencyKey, RefreshToken, SignIn
from vertel.models.base import Base
from vertel.models.counts import Click, Link, Share
from vertel.models.people import Employee, Organisation, Team
from vertel.models.suggestions import Caption, Image, Person, Place, Prompt, Suggestion

__all__ = [
    "ApiKey",
    "Base",
    "Caption",
    "Click",
    "Employee",
    "EnrolmentCode",
    "IdempotencyKey",
    "Image",
    "Link",
    "Organisation",
    "Person",
    "Place",
    "Prompt",
    "RefreshToken",
    "Share",
    "SignIn",
    "Suggestion",
    "Team",
]
