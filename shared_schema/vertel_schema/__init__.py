"""The shapes that Vertel's server and its clients exchange.

Every class below is a marshmallow schema; from them the JSON Schema files, the TypeScript types, the npm validators and
the OpenAPI document are generated. ``DOCUMENTS`` holds those that travel as a JSON document of their own.
"""

from vertel_schema._version import VERSION
from vertel_schema.auth import EnrolmentCodeGrant, RefreshTokenGrant, TokenRequest, TokenResponse
from vertel_schema.base import Document, ListOf, OneOf, Query, Request, Response, faults
from vertel_schema.feedback import (
    Colleague,
    Comment,
    Feedback,
    FeedbackPage,
    FeedbackRequest,
    ReasonCount,
    SuggestionFeedback,
    Thanks,
    ThanksPage,
    ThanksRequest,
)
from vertel_schema.health import Check, Health
from vertel_schema.idea import Idea, IdeaPage, IdeaQuery, IdeaReply, IdeaReplyRequest, IdeaRequest
from vertel_schema.image import Image
from vertel_schema.impact import Impact, ImpactQuery, ImpactStep, ImpactTotals, SuggestionImpact
from vertel_schema.link import Link, LinkRequest, OwnLinkRequest, SuggestionLinkRequest
from vertel_schema.me import Me, MePatch, Organisation, Team
from vertel_schema.paging import PageQuery
from vertel_schema.people import EmployeeRequest
from vertel_schema.problem import Fault, Problem
from vertel_schema.report import (
    ClickQuery,
    ClickReport,
    ClickRow,
    GroupTotals,
    KindTotals,
    Overview,
    OverviewQuery,
    SuggestionReport,
    SuggestionReportQuery,
    SuggestionTotals,
    TeamTotals,
    Totals,
)
from vertel_schema.share import RefusedShare, ShareBatch, ShareRequest, ShareResult
from vertel_schema.suggestion import (
    Audience,
    AudienceRequest,
    Caption,
    CaptionRequest,
    ImageReference,
    Person,
    PersonRequest,
    Prompt,
    PromptRequest,
    Suggestion,
    SuggestionImage,
    SuggestionPage,
    SuggestionPatch,
    SuggestionQuery,
    SuggestionRequest,
    Warning,  # noqa: A004  the field's own word
)
from vertel_schema.transparency import (
    HeldData,
    LiveSetting,
    ReadableDocument,
    ReadableField,
    Transparency,
    TransparencyQuery,
)
from vertel_schema.upload import ImportQuery, ImportResult, ImportRow

DOCUMENTS: dict[str, type[Document]] = {
    schema.__name__: schema
    for schema in (
        ClickReport,
        EmployeeRequest,
        Feedback,
        FeedbackPage,
        FeedbackRequest,
        Health,
        Idea,
        IdeaPage,
        IdeaReplyRequest,
        IdeaRequest,
        Image,
        Impact,
        ImportResult,
        Link,
        LinkRequest,
        Me,
        MePatch,
        Overview,
        Problem,
        ShareBatch,
        ShareRequest,
        ShareResult,
        Suggestion,
        SuggestionFeedback,
        SuggestionPage,
        SuggestionPatch,
        SuggestionReport,
        SuggestionRequest,
        Thanks,
        ThanksPage,
        ThanksRequest,
        TokenRequest,
        TokenResponse,
        Transparency,
    )
}
"""Name -> class of every document that is exported, sorted by name."""

__version__ = VERSION
__all__ = [
    "DOCUMENTS", "VERSION", "Audience", "AudienceRequest", "Caption", "CaptionRequest", "Check", "ClickQuery",
    "ClickReport", "ClickRow", "Colleague", "Comment", "Document", "EmployeeRequest", "EnrolmentCodeGrant",
    "Fault", "Feedback", "FeedbackPage", "FeedbackRequest", "GroupTotals", "Health", "HeldData", "Idea",
    "IdeaPage", "IdeaQuery", "IdeaReply", "IdeaReplyRequest", "IdeaRequest", "Image", "ImageReference", "Impact",
    "ImpactQuery", "ImpactStep", "ImpactTotals", "ImportQuery", "ImportResult", "ImportRow", "KindTotals", "Link",
    "LinkRequest", "ListOf", "LiveSetting", "Me", "MePatch", "OneOf", "Organisation", "Overview", "OverviewQuery",
    "OwnLinkRequest", "PageQuery", "Person", "PersonRequest", "Problem", "Prompt", "PromptRequest", "Query",
    "ReadableDocument", "ReadableField", "ReasonCount", "RefreshTokenGrant", "RefusedShare", "Request", "Response",
    "ShareBatch", "ShareRequest", "ShareResult", "Suggestion", "SuggestionFeedback", "SuggestionImage",
    "SuggestionImpact", "SuggestionLinkRequest", "SuggestionPage", "SuggestionPatch", "SuggestionQuery",
    "SuggestionReport", "SuggestionReportQuery", "SuggestionRequest", "SuggestionTotals", "Team", "TeamTotals",
    "Thanks", "ThanksPage", "ThanksRequest", "TokenRequest", "TokenResponse", "Totals", "Transparency",
    "TransparencyQuery", "Warning", "faults",
]  # fmt: skip
