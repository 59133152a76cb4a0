"""Tracked links."""

from vertel_schema.base import OneOf, Query, Request, Response
from vertel_schema.fields import (
    Boolean,
    Choice,
    Code,
    DateTime,
    HttpsUrl,
    Id,
    Integer,
    Items,
    Line,
    Object,
    WebUrl,
)
from vertel_schema.title import titles_read
from vertel_schema.utm import Utm, UtmRequest
from vertel_schema.words import CORRECTION_LEVELS, LINK_SCOPES, SHOWN_SCOPES

DESTINATION = "Where it leads: https, on a host that the server allows."
UTM = "What is appended to the destination; nothing when null."


class SuggestionLinkRequest(Request):
    """Ask for my link to a suggestion's destination; asking again gives the same one, as long as it is counted."""

    suggestion_id = Id("The suggestion.")
    scope = Choice(
        "`campaign`: counted for my team's group, never for me. `personal`: my own, its clicks shown to me alone.",
        LINK_SCOPES,
        default="campaign",
        example="campaign",
    )


class OwnLinkRequest(Request):
    """Make a link of its own, as an editor."""

    destination_url = HttpsUrl(DESTINATION, example="https://werkenbij.example.nl/")
    code = Code("The last part of the link; drawn at random when missing.", optional=True, example="werkenbij")
    title = Line("What it is called in the list.", max_length=200, nullable=True, default=None, example="Open dag")
    utm = Object(UTM, UtmRequest, nullable=True, default=None)


class LinkRow(OwnLinkRequest):
    """A link of its own, as one row of an upload.

    The same `external_id` is the same link; without one the same code; without either, all
    that it says.
    """

    external_id = Line(
        "The name of this link in the system it comes from; an upload with the same one changes it.",
        max_length=80,
        nullable=True,
        default=None,
        example="poster-2026-03",
    )


class LinkRequest(OneOf):
    """A request for a tracked link, of a suggestion or of its own."""

    forms = {"suggestion_id": SuggestionLinkRequest, "destination_url": OwnLinkRequest}  # noqa: RUF012


class LinkPatch(Request):
    """What to change in a link; fields that are missing stay as they are.

    A suggestion's link leads where its suggestion does: there the destination and its parameters are changed.
    """

    title = Line("What it is called in the list.", max_length=200, nullable=True, optional=True, example="Open day")
    destination_url = HttpsUrl(DESTINATION, optional=True, example="https://werkenbij.example.nl/nieuw")
    utm = Object(f"{UTM} Replaces all of it.", UtmRequest, nullable=True, optional=True)
    withdrawn = Boolean("True: it shows a small page that says it is gone. False: it leads on again.", optional=True)


class Link(Response):
    """A tracked link."""

    code = Code("The last part of the link.", example="k7qm4tr")
    url = WebUrl("The link to post.", example="https://go.example.nl/k7qm4tr")
    scope = Choice(
        "For whom clicks are told apart; `own` belongs to no suggestion.",
        [*LINK_SCOPES, "own"],
        example="campaign",
    )
    destination_url = HttpsUrl("Where it leads.", example="https://werkenbij.example.nl/monteur-zwolle")


class LinkSuggestion(Response):
    """The suggestion of a link."""

    id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = titles_read("Its title in each language.")


class LinkChange(Response):
    """Where a link led until it was changed."""

    destination_url = HttpsUrl("Where it led until then.", example="https://werkenbij.example.nl/monteur")
    changed_at = DateTime("When it was changed.")
    changed_by = Line(
        "Who changed it: `editor`, `admin`, an API key as `key:` and its id, `upload`, or `suggestion` for a link that "
        "followed its suggestion. Never who in person.",
        max_length=100,
        example="editor",
    )


class ListedLink(Response):
    """A tracked link in an editor's list. An employee's personal link is never among these."""

    code = Code("The last part of the link.", example="werkenbij")
    url = WebUrl("The link to post.", example="https://go.example.nl/werkenbij")
    scope = Choice("Whether it is a suggestion's, for a team, or its own.", SHOWN_SCOPES, example="own")
    title = Line("What it is called in the list.", max_length=200, nullable=True, example="Open dag")
    external_id = Line("Its name in the system it comes from.", max_length=80, nullable=True, example="poster-2026-03")
    destination_url = HttpsUrl("Where it leads.", example="https://werkenbij.example.nl/")
    utm = Object("What is appended to the destination.", Utm, nullable=True)
    suggestion = Object("The suggestion it belongs to.", LinkSuggestion, nullable=True)
    team = Line(
        "The team for which clicks of a campaign link count; null for other teams together.",
        max_length=100,
        nullable=True,
        example="Techniek",
    )
    clicks = Integer(
        "How often people followed it. Null for a campaign link: the reports tell those, by suggestion and by team.",
        nullable=True,
        example=230,
    )
    created_at = DateTime("When it was made; of a campaign link the day, as its first moment in UTC.")
    withdrawn_at = DateTime("Since when it leads nowhere; null while it leads on.", nullable=True)


class ManagedLink(ListedLink):
    """A tracked link as editors read and change it. An employee's personal link is none of these."""

    history = Items(
        "Where it led before, newest first; at most the last 100.", Object("A change.", LinkChange), max_items=100
    )


class LinkPage(Response):
    """A page of links."""

    items = Items("The links, newest first.", Object("A link.", ListedLink), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)


class LinkQuery(Query):
    """Which links to list."""

    q = Line(
        "Only where code, title or destination have all of these words; or a whole link, for that one.",
        max_length=2000,
        optional=True,
        example="zwolle",
    )
    scope = Choice("Only of this scope.", SHOWN_SCOPES, optional=True)
    suggestion_id = Id("Only of this suggestion.", optional=True)
    withdrawn = Choice("`include` also lists withdrawn ones, `only` just those.", ["include", "only"], optional=True)
    limit = Integer("How many at most.", minimum=1, maximum=100, default=20)
    cursor = Line("Where the page before ended.", max_length=500, optional=True)


class QrQuery(Query):
    """How to draw a QR code."""

    size = Integer("Width and height in pixels.", minimum=128, maximum=2048, default=512)
    quiet_zone = Integer("Empty modules around it; scanners expect four.", minimum=0, maximum=16, default=4)
    error_correction = Choice(
        "How much of it may be dirty or covered: about 7 % (`L`), 15 % (`M`), 25 % (`Q`) or 30 % (`H`).",
        CORRECTION_LEVELS,
        default="M",
    )
