"""Every kind of answer that the server gives, made by the server itself: one function for each schema."""

from __future__ import annotations

from collections.abc import Callable

from support.answers.administration import agreement, audit_page, data_sheet, key, key_page, keys, settings
from support.answers.channels import channel, channel_message, channel_page, channel_preview
from support.answers.colleagues import (
    feedback,
    feedback_page,
    idea,
    idea_page,
    impact,
    me,
    question,
    question_page,
    share_result,
    suggestion_feedback,
    thanks,
    thanks_page,
    transparency,
)
from support.answers.common import Answers, Sent, picture
from support.answers.consents import consent_list, consent_requested
from support.answers.feeds import feed_page, feed_preview, feeds
from support.answers.links import (
    destination_check,
    destination_preview,
    destination_report,
    link,
    link_import_result,
    link_page,
    managed_link,
)
from support.answers.mails import mail_preview, mails
from support.answers.operations import (
    delivery,
    delivery_page,
    device_page,
    device_response,
    email_code_response,
    health,
    problem,
    sent,
    sign_in_options,
    token_response,
    webhook,
    webhooks,
)
from support.answers.people import (
    employee,
    employee_import_result,
    employee_page,
    invitation,
    invitation_result,
    sized_team,
    team_page,
)
from support.answers.reports import application_result, click_report, overview, suggestion_report
from support.answers.suggestions import (
    audience_choices,
    audience_reach,
    import_result,
    note,
    note_page,
    revision_page,
    suggestion,
    suggestion_check,
    suggestion_page,
    suggestion_usage,
    whole_revision,
)
from support.answers.waiting import waiting
from support.world import World
from vertel_schema import EVENTS

ANSWERS: dict[str, Callable[[World], Answers]] = {
    "ApplicationResult": application_result,
    "AudienceChoices": audience_choices,
    "AudienceReach": audience_reach,
    "AuditPage": audit_page,
    "Channel": channel,
    "ChannelMessage": channel_message,
    "ChannelPage": channel_page,
    "ChannelPreview": channel_preview,
    "ClickReport": click_report,
    "ConsentList": consent_list,
    "ConsentRequested": consent_requested,
    "DataSheet": data_sheet,
    "DataSheetAgreement": agreement,
    "DestinationCheck": destination_check,
    "DestinationPreview": destination_preview,
    "DestinationReport": destination_report,
    "DevicePage": device_page,
    "DeviceResponse": device_response,
    "EmailCodeResponse": email_code_response,
    "Employee": employee,
    "EmployeeImportResult": employee_import_result,
    "EmployeePage": employee_page,
    "Feedback": feedback,
    "FeedbackPage": feedback_page,
    "Health": health,
    "Idea": idea,
    "IdeaPage": idea_page,
    "Image": lambda world: [picture(world)],
    "Impact": impact,
    "ImportResult": import_result,
    "Key": key,
    "KeyPage": key_page,
    "KeySecret": lambda world: keys(world)[0],
    "Feed": lambda world: feeds(world)[1],
    "FeedPage": feed_page,
    "FeedPreview": feed_preview,
    "Invitation": invitation,
    "InvitationResult": invitation_result,
    "Link": link,
    "LinkImportResult": link_import_result,
    "LinkPage": link_page,
    "ManagedLink": managed_link,
    "MailPreview": mail_preview,
    "Mails": mails,
    "Me": me,
    "Note": note,
    "NotePage": note_page,
    "Overview": overview,
    "Problem": problem,
    "Question": question,
    "QuestionPage": question_page,
    "RevisionPage": revision_page,
    "Settings": settings,
    "ShareResult": share_result,
    "SignInOptions": sign_in_options,
    "SizedTeam": sized_team,
    "Suggestion": suggestion,
    "SuggestionCheck": suggestion_check,
    "SuggestionFeedback": suggestion_feedback,
    "SuggestionPage": suggestion_page,
    "SuggestionReport": suggestion_report,
    "SuggestionUsage": suggestion_usage,
    "TeamPage": team_page,
    "Thanks": thanks,
    "ThanksPage": thanks_page,
    "TokenResponse": token_response,
    "Transparency": transparency,
    "Waiting": waiting,
    "Delivery": delivery,
    "DeliveryPage": delivery_page,
    "Webhook": lambda world: [Sent(item) for page in webhook(world)[:2] for item in page.json["items"]],
    "WebhookPage": lambda world: webhook(world)[:2],
    "WholeRevision": whole_revision,
    "WebhookSecret": lambda world: webhooks(world)[2],
} | {schema.__name__: sent(kind) for kind, schema in EVENTS.items()}
"""Schema -> a function that has the server give every kind of answer of that schema."""
