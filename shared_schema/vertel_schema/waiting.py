"""What waits for an editor: how much of each sort, and the first few."""

from vertel_schema.base import Response
from vertel_schema.fields import Choice, Date, DateTime, HttpsUrl, Id, Integer, Items, Line, Object, Text
from vertel_schema.idea import IDEA_LENGTH
from vertel_schema.link import LinkSuggestion
from vertel_schema.words import BROKEN_DESTINATION_STATUSES, KINDS

MOST_WAITING = 5

_COUNT = "How many there are."


class WaitingIdea(Response):
    """An idea that no editor has answered."""

    id = Id("The idea.")
    text = Text(
        "The idea; null for a photo without words.",
        max_length=IDEA_LENGTH,
        nullable=True,
        example="Vandaag hing de nieuwe pomp eindelijk op zijn plek.",
        about="words",
        told="The idea, or a line to go with the photo.",
    )
    sent_on = Date("The day on which it was sent in.", example="2026-11-23", about="words")


class WaitingIdeas(Response):
    """Ideas that no editor has answered: those of `GET /ideas?status=waiting`."""

    count = Integer(_COUNT, example=3, about="words")
    items = Items("Those that wait longest.", Object("An idea.", WaitingIdea), max_items=MOST_WAITING)


class UnreadSuggestion(Response):
    """A suggestion about which colleagues wrote something that no editor has marked as read."""

    id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    kind = Choice("Its kind.", KINDS, example="vacancy")
    count = Integer("How many unread comments there are.", example=2, about="words")


class UnreadComments(Response):
    """Comments that no editor has marked as read, of those that `GET /suggestions/{suggestion_id}/feedback` lists."""

    count = Integer("How many comments there are.", example=4, about="words")
    items = Items(
        "The suggestions that most of them are about.",
        Object("A suggestion.", UnreadSuggestion),
        max_items=MOST_WAITING,
    )


class WaitingSuggestion(Response):
    """A suggestion with which an editor has something to do."""

    id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    kind = Choice("Its kind.", KINDS, example="vacancy")
    day = Date(
        "Of a draft, the day of its last change; of consent, its last day, null when somebody does not agree now; of a "
        "vacancy, the last day on which it is shown.",
        nullable=True,
        example="2026-11-30",
    )


class WaitingSuggestions(Response):
    """Suggestions with which an editor has something to do."""

    count = Integer(_COUNT, example=2)
    items = Items("The first ones.", Object("A suggestion.", WaitingSuggestion), max_items=MOST_WAITING)


class BrokenDestination(Response):
    """A page to which links lead, and which was not there."""

    destination_url = HttpsUrl("Where links lead.", example="https://werkenbij.example.nl/monteur-zwolle")
    status = Choice(
        "`gone`: it says that it is no more. `unreachable`: no proper answer.",
        BROKEN_DESTINATION_STATUSES,
        example="gone",
    )
    suggestions = Items(
        "Suggestions that lead there; the first few.",
        Object("A suggestion.", LinkSuggestion),
        max_items=MOST_WAITING,
    )


class BrokenDestinations(Response):
    """Pages to which links lead, and which were not there when they were asked last."""

    count = Integer(_COUNT, example=1)
    items = Items("The first ones, by address.", Object("A page.", BrokenDestination), max_items=MOST_WAITING)
    checked_at = DateTime("When all pages were asked last; null when they never were.", nullable=True)


class WaitingDataSheet(Response):
    """That the data sheet is another than the version that was agreed."""

    count = Integer("In how much they differ.", minimum=1, example=2)
    agreed_on = Date("When that version was agreed.", example="2026-11-23")


class Waiting(Response):
    """What waits for an editor."""

    ideas = Object("Ideas without an answer.", WaitingIdeas)
    comments = Object("Comments of colleagues that no editor has marked as read.", UnreadComments)
    drafts = Object("Drafts, changed last first.", WaitingSuggestions)
    consents = Object(
        "Published suggestions for which somebody's consent ends within 30 days, has ended or is missing.",
        WaitingSuggestions,
    )
    vacancies = Object("Published vacancies that close within 7 days.", WaitingSuggestions)
    destinations = Object("Pages to which links lead, and which are not there.", BrokenDestinations)
    # Missing from servers that are older, and for whoever is no administrator.
    data_sheet = Object(
        "What changed in the data sheet since it was agreed; missing without a change, and for who may not read it.",
        WaitingDataSheet,
        optional=True,
    )
