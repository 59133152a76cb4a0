"""The history of a suggestion, for editors."""

from vertel_schema.audit import AuditParty
from vertel_schema.base import Response
from vertel_schema.fields import (
    Choice,
    Date,
    DateTime,
    HttpsUrl,
    Id,
    Integer,
    Items,
    Language,
    Line,
    Object,
    Text,
)
from vertel_schema.guidance import Guidance
from vertel_schema.photo import ALT, ALT_TEXTS, FOCAL_POINT, AltText, FocalPoint
from vertel_schema.suggestion import CAPTION_LENGTH, DESTINATION, GUIDANCE, UTM, Audience
from vertel_schema.title import TITLE, TITLES, Title
from vertel_schema.utm import Utm
from vertel_schema.words import KINDS, STATUSES, TONES

VERSION = "How many times it was written until then, which is the number before the hyphen in its ETag of that time."
BY = "Who wrote it; null where nobody noted it. `consent` is somebody who is shown and answered."


class WrittenCaption(Response):
    """A caption as it was written."""

    language = Language("The language of the text.", example="nl")
    tone = Choice("The voice it is written in.", TONES, example="personal")
    text = Text("The text.", max_length=CAPTION_LENGTH, example="Ons team in Zwolle zoekt een collega. {link}")


class WrittenPrompt(Response):
    """A story starter as it was written."""

    language = Language("The language of the question.", example="nl")
    question = Line("The question.", max_length=300, example="Wat vind jij het mooiste aan dit werk?")
    opening = Text("The opening line, up to the gap.", max_length=1000, nullable=True, example="Het mooiste vind ik ")


class WrittenImage(Response):
    """Which image it had, and what was said of it. The image may have been deleted since."""

    id = Id("The image.")
    alt = Line(ALT, max_length=1000, nullable=True, example="Drie monteurs bij een machine")
    alt_texts = Items(ALT_TEXTS, Object("A description.", AltText), max_items=20, optional=True)
    focal_point = Object(FOCAL_POINT, FocalPoint, nullable=True, optional=True)


class WrittenPerson(Response):
    """Someone shown or named in the suggestion now."""

    name = Line("Who it is.", max_length=100, example="Samira Haddad")
    consent_until = Date("The last day on which they agree.", nullable=True, example="2027-06-30")


class SuggestionDocument(Response):
    """A suggestion as it was written. It can be sent as it is, to have the suggestion be so again."""

    external_id = Line("Its name in the system it comes from.", max_length=200, nullable=True, example="vac-2026-017")
    kind = Choice("What sort of thing it is.", KINDS, example="vacancy")
    title = Line(TITLE, max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = Items(TITLES, Object("A title.", Title), max_items=20)
    destination_url = HttpsUrl(DESTINATION, nullable=True)
    utm = Object(UTM, Utm, nullable=True)
    captions = Items("Ready texts.", Object("A caption.", WrittenCaption), max_items=50)
    prompts = Items("Story starters.", Object("A prompt.", WrittenPrompt), max_items=50)
    # What was written before there was any has none.
    guidance = Items(GUIDANCE, Object("A language's lines.", Guidance), max_items=20, optional=True)
    image = Object("An image to post with it.", WrittenImage, nullable=True)
    audience = Object("For whom it was meant.", Audience)
    people = Items(
        "Those who are in the suggestion now, not those of that time: nobody comes back by being restored.",
        Object("A person.", WrittenPerson),
        max_items=100,
    )
    publish_at = DateTime("From when it was shown.", nullable=True)
    expires_at = DateTime("Until when it was shown.", nullable=True)
    status = Choice("Only published ones are shown to employees.", STATUSES, example="published")


class Revision(Response):
    """A version of a suggestion: who wrote it, and when."""

    version = Integer(VERSION, minimum=1, example=7)
    at = DateTime("When it was written.", example="2026-11-23T09:30:00Z")
    by = Object(BY, AuditParty, nullable=True)
    fields_changed = Items(
        "What differs from the version before that is kept: fields of `SuggestionRequest`, more may come. Empty for the"
        " oldest, and where only the consent of people changed.",
        Line("A field.", max_length=100, example="captions"),
        max_items=100,
    )


class RevisionPage(Response):
    """A page of a suggestion's history."""

    items = Items("The versions that are kept, the newest first.", Object("A version.", Revision), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)


class WholeRevision(Response):
    """A version of a suggestion, with all that was written."""

    version = Integer(VERSION, minimum=1, example=7)
    at = DateTime("When it was written.", example="2026-11-23T09:30:00Z")
    by = Object(BY, AuditParty, nullable=True)
    document = Object("The suggestion as it was written, without who was shown then.", SuggestionDocument)
