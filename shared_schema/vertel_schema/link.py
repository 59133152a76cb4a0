"""Tracked links."""

from vertel_schema.base import OneOf, Request, Response
from vertel_schema.fields import Choice, Code, HttpsUrl, Id, WebUrl
from vertel_schema.words import LINK_SCOPES


class SuggestionLinkRequest(Request):
    """Ask for my link to a suggestion's destination; asking again gives the same one."""

    suggestion_id = Id("The suggestion.")
    scope = Choice(
        "`campaign`: counted for my team's group, never for me. `personal`: my own, its clicks shown to me alone.",
        LINK_SCOPES,
        default="campaign",
        example="campaign",
    )


class OwnLinkRequest(Request):
    """Make a link of its own, as an editor."""

    destination_url = HttpsUrl(
        "Where it leads: https, on a host that the server allows.", example="https://werkenbij.example.nl/"
    )
    code = Code("The last part of the link; drawn at random when missing.", optional=True, example="werkenbij")


class LinkRequest(OneOf):
    """A request for a tracked link, of a suggestion or of its own."""

    forms = {"suggestion_id": SuggestionLinkRequest, "destination_url": OwnLinkRequest}  # noqa: RUF012


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
