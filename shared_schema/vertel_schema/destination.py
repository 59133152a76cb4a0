"""Whether the pages to which tracked links lead are still there."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Choice, Code, DateTime, HttpsUrl, Integer, Items, Line, Object, Text
from vertel_schema.link import LinkSuggestion
from vertel_schema.words import DESTINATION_CHECK_STATUSES, DESTINATION_STATUSES


class Destination(Response):
    """A page to which links lead, and what it answered when it was asked last."""

    destination_url = HttpsUrl("Where links lead.", example="https://werkenbij.example.nl/monteur-zwolle")
    status = Choice(
        "`ok`: the page is there. `moved`: it leads on to `moved_to`. `gone`: it says that it is no more. "
        "`unreachable`: no proper answer. `not_checked`: it was not asked.",
        DESTINATION_STATUSES,
        example="gone",
    )
    moved_to = Line(
        "Where it leads on to, as far as that was followed; null when it does not.",
        max_length=2000,
        nullable=True,
        example="https://werkenbij.example.nl/vacatures",
    )
    message = Text(
        "What happened and what would help, in a sentence.",
        max_length=1000,
        example="The page says that it is gone (404). Have the link lead elsewhere.",
    )
    checked_at = DateTime("When it was asked; null when it never was.", nullable=True)
    links = Items("Codes of links that lead there; at most 100.", Code("A code."), max_items=100)
    suggestions = Items(
        "Suggestions that lead there; at most 100.", Object("A suggestion.", LinkSuggestion), max_items=100
    )


class DestinationCheck(Response):
    """How far a check of all destinations is."""

    status = Choice(
        "`waiting`: it has not begun. `running`: `checked` of `total` pages were asked. `finished`: all were.",
        DESTINATION_CHECK_STATUSES,
        example="running",
    )
    asked_at = DateTime("When somebody asked for it.", example="2026-11-23T09:30:00Z")
    finished_at = DateTime("When it was finished; null before.", nullable=True)
    checked = Integer("How many pages were asked.", example=120)
    total = Integer("How many there are to ask; null before it begins.", nullable=True, example=400)


class DestinationReport(Response):
    """What some destinations answered when they were asked last."""

    check = Object("The newest check; null when none was asked for.", DestinationCheck, nullable=True)
    items = Items("The destinations, by address.", Object("A destination.", Destination), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next ones; null on the last page.", max_length=3000, nullable=True)


class DestinationPreviewQuery(Query):
    """Which page to look at."""

    url = HttpsUrl("The page; on a host that the server allows.")


class DestinationPreview(Response):
    """What a page says of itself, which is what networks show where somebody posts a link to it."""

    host = Line("Where the page is, after redirects.", max_length=300, example="werkenbij.example.nl")
    title = Line("Its title; null when it tells none.", max_length=300, nullable=True, example="Monteur in Zwolle")
    description = Line(
        "What it is about, in a sentence; null when it tells nothing.",
        max_length=500,
        nullable=True,
        example="Houd onze gemalen draaiend.",
    )
    message = Text(
        "Why nothing could be read; null when the page answered.",
        max_length=1000,
        nullable=True,
        example="It did not answer within 5 seconds.",
    )


class DestinationQuery(Query):
    """Which destinations to list."""

    limit = Integer("How many at most.", minimum=1, maximum=100, default=50)
    cursor = Line("Where the page before ended.", max_length=3000, optional=True)
