"""What webhooks are sent, in the form of Standard Webhooks: a type, a time, and data.

They are open as answers are: a receiver ignores what is newer than itself. Nothing in them identifies a colleague who
did not sign; docs/webhooks.md says how that is seen to.
"""

from vertel_schema.audit import AuditRecorded
from vertel_schema.base import Response
from vertel_schema.datasheet import DataSheetChanged
from vertel_schema.fields import Choice, Date, DateTime, HttpsUrl, Id, Integer, Items, Language, Line, Object, Text
from vertel_schema.suggestion import Audience
from vertel_schema.title import TITLE, titles_read
from vertel_schema.words import FEEDBACK_REASONS, KINDS, REACTIONS

_NOW = "When it happened."
_TO_THE_DAY = "The day on which it happened, as its first moment in UTC; it is sent at the next full hour."
_SIGNED = "The name of the colleague who signed it; null when it is not signed."
_ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"


class PublishedSuggestion(Response):
    """A suggestion that employees see from now on. Who is shown in it is not told."""

    id = Id("The suggestion.", example=_ID)
    external_id = Line("Its name in the system it comes from.", max_length=200, nullable=True, example="vac-2026-017")
    kind = Choice("What sort of thing it is.", KINDS, example="vacancy")
    title = Line(TITLE, max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = titles_read()
    destination_url = HttpsUrl(
        "Where the tracked link leads.", nullable=True, example="https://werkenbij.example.nl/monteur-zwolle"
    )
    languages = Items("The languages it is written in.", Language("A language.", example="nl"), max_items=100)
    audience = Object("For whom it is meant.", Audience)
    live_from = DateTime("From when it is shown.", example="2026-12-01T08:00:00Z")
    expires_at = DateTime("Until when it is shown.", nullable=True, example="2027-01-15T23:00:00Z")


class SuggestionPublished(Response):
    """Employees see a suggestion from now on. Told once for each suggestion, whatever happens to it later."""

    type = Choice("The type of the event.", ["suggestion.published"], example="suggestion.published")
    timestamp = DateTime(_NOW, example="2026-12-01T08:00:00Z")
    data = Object("The suggestion.", PublishedSuggestion)


class ShareCount(Response):
    """How often a suggestion was shared, as far as it is counted. The times of two events never overlap.

    They are shares and not people: one colleague can have shared more than once.
    """

    suggestion_id = Id("The suggestion.", example=_ID)
    since = DateTime("From when shares are counted, by when they reached the server.", example="2026-11-21T23:00:00Z")
    until = DateTime("Until when.", example="2026-11-23T23:00:00Z")
    shares = Integer(
        "How often a caption was inserted or copied.",
        minimum=5,
        example=12,
        about="group",
        told="How often a text was inserted or copied.",
    )


class ShareCreated(Response):
    """Colleagues shared a suggestion: so often since it was last told. Told once a day, from five shares on."""

    type = Choice("The type of the event.", ["share.created"], example="share.created")
    timestamp = DateTime("When the day ended.", example="2026-11-23T23:00:00Z")
    data = Object("How often.", ShareCount)


class ReceivedIdea(Response):
    """What a colleague sent in."""

    id = Id("The idea; null when it is not signed, since the id tells when it was made.", nullable=True, example=_ID)
    text = Text(
        "What they wrote; null when they sent a photo alone.",
        max_length=5000,
        nullable=True,
        example="Volgende week gaat de nieuwe pers draaien, daar wil ik wel iets over vertellen.",
        about="words",
        told="What they wrote.",
    )
    # A newer reader does without it: a server that is older does not send it.
    question_id = Id(
        "The question that it answers.",
        nullable=True,
        optional=True,
        example=_ID,
        about="words",
        told="Which question they answered.",
    )
    signed_by = Line(_SIGNED, max_length=100, nullable=True, example="Noor de Wit", about="signed", told="Their name.")


class IdeaReceived(Response):
    """A colleague sent in an idea."""

    type = Choice("The type of the event.", ["idea.received"], example="idea.received")
    timestamp = DateTime(_TO_THE_DAY, example="2026-11-23T00:00:00Z")
    data = Object("The idea.", ReceivedIdea)


class ReceivedFeedback(Response):
    """How a colleague reacted. Where fewer than five could have, only what is signed is told."""

    suggestion_id = Id("The suggestion.", example=_ID)
    reaction = Choice("Whether they like it.", REACTIONS, example="not_for_me", about="words")
    reason = Choice("Why not.", FEEDBACK_REASONS, nullable=True, example="too_salesy", about="words")
    comment = Text(
        "What they wrote.",
        max_length=5000,
        nullable=True,
        example="Zo zou ik het zelf nooit zeggen.",
        about="words",
    )
    signed_by = Line(_SIGNED, max_length=100, nullable=True, example="Noor de Wit", about="signed", told="Their name.")


class FeedbackReceived(Response):
    """A colleague reacted to a suggestion."""

    type = Choice("The type of the event.", ["feedback.received"], example="feedback.received")
    timestamp = DateTime(_TO_THE_DAY, example="2026-11-23T00:00:00Z")
    data = Object("The reaction.", ReceivedFeedback)


class ReportedApplication(Response):
    """An application, of which nothing is known but where it came from."""

    suggestion_id = Id(
        "The suggestion whose link they followed; null for a link of its own.",
        nullable=True,
        example=_ID,
    )
    day = Date("When they applied, as the careers site reported.", example="2026-11-23")


class ApplicationReported(Response):
    """Somebody who had followed a tracked link applied, when that link is counted."""

    type = Choice("The type of the event.", ["application.reported"], example="application.reported")
    timestamp = DateTime("When it was reported.", example="2026-11-23T09:30:00Z")
    data = Object("Where it came from.", ReportedApplication)


class TestedWebhook(Response):
    """Which webhook is tested."""

    webhook_id = Id("The webhook.", example=_ID)


class WebhookTest(Response):
    """An administrator asked to test a webhook. It means nothing."""

    type = Choice("The type of the event.", ["webhook.test"], example="webhook.test")
    timestamp = DateTime(_NOW, example="2026-11-23T09:30:00Z")
    data = Object("Which webhook.", TestedWebhook)


EVENTS: dict[str, type[Response]] = {
    "suggestion.published": SuggestionPublished,
    "share.created": ShareCreated,
    "idea.received": IdeaReceived,
    "feedback.received": FeedbackReceived,
    "application.reported": ApplicationReported,
    "audit.recorded": AuditRecorded,
    "datasheet.changed": DataSheetChanged,
    "webhook.test": WebhookTest,
}
"""Type -> the class of the document that is sent."""
