"""Something worth sharing, as editors write it and as clients read it."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import (
    Boolean,
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
    Slug,
    Text,
)
from vertel_schema.guidance import Guidance, GuidanceRequest
from vertel_schema.photo import ImageReference, SuggestionImage
from vertel_schema.title import TITLE, TITLES, TitleRequest, titles_read
from vertel_schema.utm import Utm, UtmRequest
from vertel_schema.words import KINDS, STATES, STATUSES, TONES, WHYS

CAPTION_LENGTH = 6000
"""Longer than a post may be (3,000), so that a caption that is too long is stored with a warning, not lost."""

DESTINATION = "Where the tracked link leads: https, on a host that the server allows."
GUIDANCE = (
    "What to do and what not in a text about this, once for each language, below what the organisation asks of all."
)
STATE = (
    "`live`: whoever is meant sees it. `scheduled`, `expired`: not yet, no more. `withheld`: somebody who is shown does"
    " not agree."
)
UTM = "What is appended to the destination of its tracked links; nothing when null."


class CaptionRequest(Request):
    """One ready text, in one language and one tone."""

    language = Language("The language of the text.", example="nl")
    tone = Choice("The voice it is written in.", TONES, default="personal", example="personal")
    text = Text(
        "The text; {link} marks where the tracked link goes.",
        max_length=CAPTION_LENGTH,
        example="Ons team in Zwolle zoekt een collega. {link}",
    )


class Caption(Response):
    """One ready text, in one language and one tone."""

    id = Id("The caption; it keeps its id as long as its language, tone and text stay the same.")
    language = Language("The language of the text.", example="nl")
    tone = Choice("The voice it is written in.", TONES, example="personal")
    text = Text(
        "The text; {link} marks where the tracked link goes.",
        max_length=CAPTION_LENGTH,
        example="Ons team in Zwolle zoekt een collega. {link}",
    )


class PromptRequest(Request):
    """A story starter: a question to the employee, and a first line that leaves a gap to fill."""

    language = Language("The language of the question.", example="nl")
    question = Line("The question.", max_length=300, example="Wat vind jij het mooiste aan dit werk?")
    opening = Text(
        "The opening line, up to the gap.",
        max_length=1000,
        nullable=True,
        default=None,
        example="Wat ik het mooiste vind aan mijn werk: ",
    )


class Prompt(Response):
    """A story starter: a question to the employee, and a first line that leaves a gap to fill."""

    id = Id("The prompt.")
    language = Language("The language of the question.", example="nl")
    question = Line("The question.", max_length=300, example="Wat vind jij het mooiste aan dit werk?")
    opening = Text(
        "The opening line, up to the gap.",
        max_length=1000,
        nullable=True,
        example="Wat ik het mooiste vind aan mijn werk: ",
    )


class AudienceRequest(Request):
    """For whom a suggestion is meant. An empty list leaves that side open; all three have to match."""

    teams = Items("Teams, by slug.", Slug("A team.", example="techniek"), max_items=500, unique=True, default=list)
    locations = Items(
        "Locations, by name.",
        Line("A location.", max_length=100, example="Zwolle"),
        max_items=500,
        unique=True,
        default=list,
    )
    languages = Items(
        "For people who use one of these languages.",
        Language("A language.", example="nl"),
        max_items=50,
        unique=True,
        default=list,
    )


class Audience(Response):
    """For whom a suggestion is meant. An empty list leaves that side open; all three have to match."""

    teams = Items("Teams, by slug.", Slug("A team.", example="techniek"), max_items=500)
    locations = Items("Locations, by name.", Line("A location.", max_length=100, example="Zwolle"), max_items=500)
    languages = Items("For people who use one of these languages.", Language("A language.", example="nl"), max_items=50)


class PersonRequest(Request):
    """Someone shown or named in a suggestion, and until when they agree to it."""

    name = Line("Who it is.", max_length=100, example="Samira Haddad")
    consent_until = Date("The last day on which they agree.", nullable=True, default=None, example="2027-06-30")


class Person(Response):
    """Someone shown or named in a suggestion, and until when they agree to it."""

    # A newer reader does without it: a server that is older does not send it.
    id = Id("The person; it stays while they are in it under the same name.", optional=True)
    name = Line("Who it is.", max_length=100, example="Samira Haddad")
    consent_until = Date("The last day on which they agree.", nullable=True, example="2027-06-30")


class EditorWarning(Response):
    """Something an editor may want to mend; the suggestion is accepted all the same."""

    code = Slug("The kind of warning; stable, for programs. New ones may come.", example="no-link")
    pointer = Line("JSON pointer to what it is about.", max_length=1000, example="/captions/0/text")
    message = Text(
        "What was noticed and what would help, in a sentence.",
        max_length=1000,
        example="No {link}, so nobody can follow it. Put {link} where the address should go.",
    )


_TITLES = Object("A title.", TitleRequest)
_CAPTIONS = Object("A caption.", CaptionRequest)
_PROMPTS = Object("A prompt.", PromptRequest)
_PEOPLE = Object("A person.", PersonRequest)
_LINES = Object("A language's lines.", GuidanceRequest)


class SuggestionRequest(Request):
    """A suggestion as an editor writes it."""

    external_id = Line(
        "The name of this suggestion in the system it comes from; an upload with the same one changes it.",
        max_length=200,
        nullable=True,
        default=None,
        example="vac-2026-017",
    )
    kind = Choice("What sort of thing it is.", KINDS, example="vacancy")
    title = Line(TITLE, max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = Items(TITLES, _TITLES, max_items=20, default=list)
    destination_url = HttpsUrl(
        DESTINATION, nullable=True, default=None, example="https://werkenbij.example.nl/monteur-zwolle"
    )
    utm = Object(UTM, UtmRequest, nullable=True, default=None)
    captions = Items("Ready texts to choose from.", _CAPTIONS, max_items=50, default=list)
    prompts = Items("Story starters.", _PROMPTS, max_items=50, default=list)
    guidance = Items(GUIDANCE, _LINES, max_items=20, default=list)
    image = Object("An image to post with it.", ImageReference, nullable=True, default=None)
    audience = Object("For whom it is meant; everyone when missing.", AudienceRequest, nullable=True, default=None)
    people = Items("People shown or named in it.", _PEOPLE, max_items=100, default=list)
    publish_at = DateTime(
        "From when it is shown; at once when null.",
        nullable=True,
        default=None,
        example="2026-12-01T08:00:00Z",
    )
    expires_at = DateTime(
        "Until when it is shown; without end when null.",
        nullable=True,
        default=None,
        example="2027-01-15T23:00:00Z",
    )
    status = Choice("Only published ones are shown to employees.", STATUSES, default="published", example="published")


class SuggestionPatch(Request):
    """What to change in a suggestion; fields that are missing stay as they are."""

    external_id = Line(
        "Its name in the system it comes from.", max_length=200, nullable=True, optional=True, example="vac-2026-017"
    )
    kind = Choice("What sort of thing it is.", KINDS, optional=True)
    title = Line(TITLE, max_length=200, optional=True, example="Elektromonteur, Zwolle")
    titles = Items(f"{TITLES} Replaces all of them.", _TITLES, max_items=20, optional=True)
    destination_url = HttpsUrl(DESTINATION, nullable=True, optional=True)
    utm = Object(f"{UTM} Replaces all of it.", UtmRequest, nullable=True, optional=True)
    captions = Items("Replaces all captions.", _CAPTIONS, max_items=50, optional=True)
    prompts = Items("Replaces all prompts.", _PROMPTS, max_items=50, optional=True)
    guidance = Items(f"{GUIDANCE} Replaces all of it.", _LINES, max_items=20, optional=True)
    image = Object("An image to post with it.", ImageReference, nullable=True, optional=True)
    audience = Object("For whom it is meant.", AudienceRequest, nullable=True, optional=True)
    people = Items("Replaces all people.", _PEOPLE, max_items=100, optional=True)
    publish_at = DateTime("From when it is shown.", nullable=True, optional=True)
    expires_at = DateTime("Until when it is shown.", nullable=True, optional=True)
    status = Choice("Only published ones are shown to employees.", STATUSES, optional=True)


class Suggestion(Response):
    """A suggestion as clients read it. Employees get `people` and `warnings` empty: they are the editors' business."""

    id = Id("The suggestion.")
    external_id = Line("Its name in the system it comes from.", max_length=200, nullable=True, example="vac-2026-017")
    kind = Choice("What sort of thing it is.", KINDS, example="vacancy")
    title = Line(TITLE, max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = titles_read()
    destination_url = HttpsUrl("Where the tracked link leads.", nullable=True)
    # A newer reader does without it: a server that is older does not send it.
    utm = Object("What is appended to the destination of its tracked links.", Utm, nullable=True, optional=True)
    captions = Items("Ready texts, for an employee the least used first.", Object("A caption.", Caption), max_items=50)
    prompts = Items("Story starters.", Object("A prompt.", Prompt), max_items=50)
    # A newer reader does without it: a server that is older does not send it.
    guidance = Items(GUIDANCE, Object("A language's lines.", Guidance), max_items=20, optional=True)
    image = Object("An image to post with it.", SuggestionImage, nullable=True)
    audience = Object("For whom it is meant.", Audience)
    people = Items("People shown or named in it.", Object("A person.", Person), max_items=100)
    publish_at = DateTime("From when it is shown.", nullable=True)
    expires_at = DateTime("Until when it is shown.", nullable=True)
    status = Choice("Only published ones are shown to employees.", STATUSES, example="published")
    created_at = DateTime("When it was first written.")
    updated_at = DateTime("When it was last changed.")
    warnings = Items("What an editor may want to mend.", Object("A warning.", EditorWarning), max_items=500)
    reach = Integer(
        "For how many colleagues it is meant who are there now, rounded down to fives; null for fewer. 0 where nobody"
        " has one of its teams, locations or languages. Missing for employees.",
        nullable=True,
        optional=True,
        example=25,
    )
    state = Choice(
        f"{STATE} Missing for employees.",
        STATES,
        optional=True,
        example="live",
    )
    feed = Line(
        "The name of the feed of which it was made; null for others. Missing for employees.",
        max_length=100,
        nullable=True,
        optional=True,
        example="Vacatures",
    )
    why = Items(
        "Why it is shown to the employee who asks, the closest reason first; empty for editors.",
        Choice("`closing_soon`: within a week. `new`: since a week. `little_used`: hardly shared yet.", WHYS),
        max_items=10,
        optional=True,
    )
    saved = Boolean(
        "Whether the employee who asks saved it for later; false for editors.", optional=True, example=False
    )
