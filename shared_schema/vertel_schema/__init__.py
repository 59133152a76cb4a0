"""The shapes that Vertel's server and its clients exchange.

Every class below is a marshmallow schema; from them the JSON Schema files, the TypeScript types, the npm validators and
the OpenAPI document are generated. ``DOCUMENTS`` holds those that travel as a JSON document of their own.
"""

from vertel_schema._version import VERSION
from vertel_schema.application import ApplicationRequest, ApplicationResult
from vertel_schema.audience import AudienceChoices, AudienceReach, AudienceTeam
from vertel_schema.audit import (
    AuditChange,
    AuditDetail,
    AuditEntry,
    AuditPage,
    AuditParty,
    AuditQuery,
    AuditRecorded,
    RecordedAct,
)
from vertel_schema.auth import (
    Device,
    DeviceCodeGrant,
    DevicePage,
    DeviceRequest,
    DeviceResponse,
    EmailCodeGrant,
    EmailCodeRequest,
    EmailCodeResponse,
    EnrolmentCodeGrant,
    RefreshTokenGrant,
    SignInOptions,
    TokenRequest,
    TokenResponse,
)
from vertel_schema.base import Document, ListOf, OneOf, Query, Request, Response, faults
from vertel_schema.channel import (
    Channel,
    ChannelCardItem,
    ChannelMessage,
    ChannelPage,
    ChannelPatch,
    ChannelPreview,
    ChannelRequest,
)
from vertel_schema.consent import ConsentList, ConsentRequest, ConsentRequested, PersonConsent
from vertel_schema.datasheet import (
    ChangedDataSheet,
    DataSheet,
    DataSheetAgreement,
    DataSheetAgreementRequest,
    DataSheetCategory,
    DataSheetChange,
    DataSheetChanged,
    DataSheetField,
    DataSheetHeld,
    DataSheetInterface,
    DataSheetOwnText,
    DataSheetPromise,
    DataSheetPurpose,
    DataSheetQuery,
    DataSheetReport,
    DataSheetRole,
    DataSheetSection,
    DataSheetStatement,
)
from vertel_schema.destination import (
    Destination,
    DestinationCheck,
    DestinationPreview,
    DestinationPreviewQuery,
    DestinationQuery,
    DestinationReport,
)
from vertel_schema.event import (
    EVENTS,
    ApplicationReported,
    FeedbackReceived,
    IdeaReceived,
    PublishedSuggestion,
    ReceivedFeedback,
    ReceivedIdea,
    ReportedApplication,
    ShareCount,
    ShareCreated,
    SuggestionPublished,
    TestedWebhook,
    WebhookTest,
)
from vertel_schema.feed import (
    Feed,
    FeedOutcome,
    FeedPage,
    FeedPatch,
    FeedPreview,
    FeedPreviewItem,
    FeedPreviewRequest,
    FeedReason,
    FeedRequest,
)
from vertel_schema.feedback import (
    Colleague,
    Comment,
    Feedback,
    FeedbackPage,
    FeedbackReadRequest,
    FeedbackRequest,
    ReasonCount,
    SuggestionFeedback,
    Thanks,
    ThanksPage,
    ThanksRequest,
)
from vertel_schema.guidance import Guidance, GuidanceRequest
from vertel_schema.health import Check, Health
from vertel_schema.idea import Idea, IdeaPage, IdeaQuery, IdeaReply, IdeaReplyRequest, IdeaRequest
from vertel_schema.image import Image
from vertel_schema.impact import Impact, ImpactQuery, ImpactStep, ImpactTotals, SuggestionImpact
from vertel_schema.key import Key, KeyPage, KeyRequest, KeySecret, MadeKey
from vertel_schema.link import (
    Link,
    LinkChange,
    LinkPage,
    LinkPatch,
    LinkQuery,
    LinkRequest,
    LinkRow,
    LinkSuggestion,
    ListedLink,
    ManagedLink,
    OwnLinkRequest,
    QrQuery,
    SuggestionLinkRequest,
)
from vertel_schema.mails import (
    AskedMail,
    DailyMail,
    DailyMailPatch,
    MailPreview,
    Mails,
    MailsPatch,
    WeeklyMail,
    WeeklyMailPatch,
)
from vertel_schema.me import Me, MePatch, Organisation, Team
from vertel_schema.note import Note, NotePage, NoteRequest
from vertel_schema.paging import PageQuery
from vertel_schema.people import (
    DisabledEmployee,
    Employee,
    EmployeeImportQuery,
    EmployeeImportResult,
    EmployeeImportRow,
    EmployeePage,
    EmployeePatch,
    EmployeeQuery,
    EmployeeRequest,
    Invitation,
    InvitationRequest,
    InvitationResult,
    InvitationsRequest,
)
from vertel_schema.photo import (
    AltText,
    AltTextRequest,
    FocalPoint,
    FocalPointRequest,
    ImageReference,
    Photo,
    PhotoReference,
    SuggestionImage,
)
from vertel_schema.problem import Fault, Problem
from vertel_schema.question import (
    AnsweredQuestion,
    OutcomeText,
    OutcomeTextRequest,
    Question,
    QuestionPage,
    QuestionPatch,
    QuestionQuery,
    QuestionRequest,
    QuestionText,
    QuestionTextRequest,
)
from vertel_schema.renamed import RENAMED, old_names
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
from vertel_schema.revision import (
    Revision,
    RevisionPage,
    SuggestionDocument,
    WholeRevision,
    WrittenCaption,
    WrittenImage,
    WrittenPerson,
    WrittenPrompt,
)
from vertel_schema.settings import (
    Accent,
    AccentRequest,
    Mark,
    Offers,
    OffersPatch,
    OwnTexts,
    OwnTextsPatch,
    Settings,
    SettingsPatch,
)
from vertel_schema.share import RefusedShare, ShareBatch, ShareRequest, ShareResult
from vertel_schema.suggestion import (
    Audience,
    AudienceRequest,
    Caption,
    CaptionRequest,
    EditorWarning,
    Person,
    PersonRequest,
    Prompt,
    PromptRequest,
    Suggestion,
    SuggestionPatch,
    SuggestionRequest,
)
from vertel_schema.suggestion_check import SuggestionCheck, SuggestionCheckQuery
from vertel_schema.suggestion_list import SuggestionPage, SuggestionQuery
from vertel_schema.team import SizedTeam, TeamMergeRequest, TeamPage, TeamPatch
from vertel_schema.title import Title, TitleRequest
from vertel_schema.transparency import (
    HeldData,
    LiveSetting,
    ReadableDocument,
    ReadableField,
    Transparency,
    TransparencyQuery,
)
from vertel_schema.upload import (
    ImportCounts,
    ImportEnded,
    ImportQuery,
    ImportResult,
    ImportRow,
    LinkImportResult,
    LinkImportRow,
    SuggestionImportQuery,
)
from vertel_schema.usage import CaptionUse, SuggestionUsage
from vertel_schema.utm import Utm, UtmRequest
from vertel_schema.waiting import (
    BrokenDestination,
    BrokenDestinations,
    UnreadComments,
    UnreadSuggestion,
    Waiting,
    WaitingDataSheet,
    WaitingIdea,
    WaitingIdeas,
    WaitingSuggestion,
    WaitingSuggestions,
)
from vertel_schema.webhook import (
    Delivery,
    DeliveryAttempt,
    DeliveryPage,
    Webhook,
    WebhookPage,
    WebhookPatch,
    WebhookRequest,
    WebhookSecret,
)

_DOCUMENTS: tuple[type[Document], ...] = (
    ApplicationReported, ApplicationRequest, ApplicationResult, AudienceChoices, AudienceReach, AudienceRequest,
    AuditPage, AuditRecorded, Channel, ChannelMessage, ChannelPage, ChannelPatch, ChannelPreview, ChannelRequest,
    ClickReport, ConsentList, ConsentRequest, ConsentRequested, DataSheet, DataSheetAgreement,
    DataSheetAgreementRequest, DataSheetChanged, Delivery, DeliveryPage, DestinationCheck, DestinationPreview,
    DestinationReport, DevicePage, DeviceRequest, DeviceResponse, EmailCodeRequest, EmailCodeResponse, Employee,
    EmployeeImportResult, EmployeePage, EmployeePatch, EmployeeRequest, Feed, FeedPage, FeedPatch, FeedPreview,
    FeedPreviewRequest, FeedRequest, Feedback, FeedbackPage, FeedbackReadRequest, FeedbackReceived, FeedbackRequest,
    Health, Idea, IdeaPage, IdeaReceived, IdeaReplyRequest, IdeaRequest, Image, Impact, ImportResult, Invitation,
    InvitationRequest, InvitationResult, InvitationsRequest, Key, KeyPage, KeyRequest, KeySecret, Link,
    LinkImportResult, LinkPage, LinkPatch, LinkRequest, LinkRow, MailPreview, Mails, MailsPatch, ManagedLink, Me,
    MePatch, Note, NotePage, NoteRequest, Overview, Problem, Question, QuestionPage, QuestionPatch, QuestionRequest,
    RevisionPage, Settings, SettingsPatch, ShareBatch, ShareCreated, ShareRequest, ShareResult, SignInOptions,
    SizedTeam, Suggestion, SuggestionCheck, SuggestionFeedback, SuggestionPage, SuggestionPatch,
    SuggestionPublished, SuggestionReport, SuggestionRequest, SuggestionUsage, TeamMergeRequest, TeamPage,
    TeamPatch, Thanks, ThanksPage, ThanksRequest, TokenRequest, TokenResponse, Transparency, Waiting, Webhook,
    WebhookPage, WebhookPatch, WebhookRequest, WebhookSecret, WebhookTest, WholeRevision,
)  # fmt: skip
DOCUMENTS = {schema.__name__: schema for schema in _DOCUMENTS}
"""Name -> class of every document that is exported, sorted by name."""

__getattr__ = old_names(__name__, RENAMED, globals())
__version__ = VERSION
__all__ = [
    "DOCUMENTS", "EVENTS", "VERSION", "Accent", "AccentRequest", "AltText", "AltTextRequest", "AnsweredQuestion",
    "ApplicationReported", "ApplicationRequest", "ApplicationResult", "AskedMail", "Audience", "AudienceChoices",
    "AudienceReach", "AudienceRequest", "AudienceTeam", "AuditChange", "AuditDetail", "AuditEntry", "AuditPage",
    "AuditParty", "AuditQuery", "AuditRecorded", "BrokenDestination", "BrokenDestinations", "Caption",
    "CaptionRequest", "CaptionUse", "ChangedDataSheet", "Channel", "ChannelCardItem", "ChannelMessage",
    "ChannelPage", "ChannelPatch", "ChannelPreview", "ChannelRequest", "Check", "ClickQuery", "ClickReport",
    "ClickRow", "Colleague", "Comment", "ConsentList", "ConsentRequest", "ConsentRequested", "DailyMail",
    "DailyMailPatch", "DataSheet", "DataSheetAgreement", "DataSheetAgreementRequest", "DataSheetCategory",
    "DataSheetChange", "DataSheetChanged", "DataSheetField", "DataSheetHeld", "DataSheetInterface",
    "DataSheetOwnText", "DataSheetPromise", "DataSheetPurpose", "DataSheetQuery", "DataSheetReport",
    "DataSheetRole", "DataSheetSection", "DataSheetStatement", "Delivery", "DeliveryAttempt", "DeliveryPage",
    "Destination", "DestinationCheck", "DestinationPreview", "DestinationPreviewQuery", "DestinationQuery",
    "DestinationReport", "Device", "DeviceCodeGrant", "DevicePage", "DeviceRequest", "DeviceResponse",
    "DisabledEmployee", "Document", "EditorWarning", "EmailCodeGrant", "EmailCodeRequest", "EmailCodeResponse",
    "Employee", "EmployeeImportQuery", "EmployeeImportResult", "EmployeeImportRow", "EmployeePage", "EmployeePatch",
    "EmployeeQuery", "EmployeeRequest", "EnrolmentCodeGrant", "Fault", "Feed", "FeedOutcome", "FeedPage",
    "FeedPatch", "FeedPreview", "FeedPreviewItem", "FeedPreviewRequest", "FeedReason", "FeedRequest", "Feedback",
    "FeedbackPage", "FeedbackReadRequest", "FeedbackReceived", "FeedbackRequest", "FocalPoint", "FocalPointRequest",
    "GroupTotals", "Guidance", "GuidanceRequest", "Health", "HeldData", "Idea", "IdeaPage", "IdeaQuery",
    "IdeaReceived", "IdeaReply", "IdeaReplyRequest", "IdeaRequest", "Image", "ImageReference", "Impact",
    "ImpactQuery", "ImpactStep", "ImpactTotals", "ImportCounts", "ImportEnded", "ImportQuery", "ImportResult",
    "ImportRow", "Invitation", "InvitationRequest", "InvitationResult", "InvitationsRequest", "Key", "KeyPage",
    "KeyRequest", "KeySecret", "KindTotals", "Link", "LinkChange", "LinkImportResult", "LinkImportRow", "LinkPage",
    "LinkPatch", "LinkQuery", "LinkRequest", "LinkRow", "LinkSuggestion", "ListOf", "ListedLink", "LiveSetting",
    "MadeKey", "MailPreview", "Mails", "MailsPatch", "ManagedLink", "Mark", "Me", "MePatch", "Note", "NotePage",
    "NoteRequest", "Offers", "OffersPatch", "OneOf", "Organisation", "OutcomeText", "OutcomeTextRequest",
    "Overview", "OverviewQuery", "OwnLinkRequest", "OwnTexts", "OwnTextsPatch", "PageQuery", "Person",
    "PersonConsent", "PersonRequest", "Photo", "PhotoReference", "Problem", "Prompt", "PromptRequest",
    "PublishedSuggestion", "QrQuery", "Query", "Question", "QuestionPage", "QuestionPatch", "QuestionQuery",
    "QuestionRequest", "QuestionText", "QuestionTextRequest", "ReadableDocument", "ReadableField", "ReasonCount",
    "ReceivedFeedback", "ReceivedIdea", "RecordedAct", "RefreshTokenGrant", "RefusedShare", "ReportedApplication",
    "Request", "Response", "Revision", "RevisionPage", "Settings", "SettingsPatch", "ShareBatch", "ShareCount",
    "ShareCreated", "ShareRequest", "ShareResult", "SignInOptions", "SizedTeam", "Suggestion", "SuggestionCheck",
    "SuggestionCheckQuery", "SuggestionDocument", "SuggestionFeedback", "SuggestionImage", "SuggestionImpact",
    "SuggestionImportQuery", "SuggestionLinkRequest", "SuggestionPage", "SuggestionPatch", "SuggestionPublished",
    "SuggestionQuery", "SuggestionReport", "SuggestionReportQuery", "SuggestionRequest", "SuggestionTotals",
    "SuggestionUsage", "Team", "TeamMergeRequest", "TeamPage", "TeamPatch", "TeamTotals", "TestedWebhook", "Thanks",
    "ThanksPage", "ThanksRequest", "Title", "TitleRequest", "TokenRequest", "TokenResponse", "Totals",
    "Transparency", "TransparencyQuery", "UnreadComments", "UnreadSuggestion", "Utm", "UtmRequest", "Waiting",
    "WaitingDataSheet", "WaitingIdea", "WaitingIdeas", "WaitingSuggestion", "WaitingSuggestions", "Webhook",
    "WebhookPage", "WebhookPatch", "WebhookRequest", "WebhookSecret", "WebhookTest", "WeeklyMail",
    "WeeklyMailPatch", "WholeRevision", "WrittenCaption", "WrittenImage", "WrittenPerson", "WrittenPrompt",
    "faults",
]  # fmt: skip
