"""Captions that employees inserted, copied or handed to one person, as their own clients report them."""

from vertel_schema.base import ListOf, Request, Response
from vertel_schema.fields import Choice, Code, DateTime, Id, Integer, Items, Number, Object, Text
from vertel_schema.words import SHARE_METHODS


class ShareRequest(Request):
    """An employee inserted or copied a caption, or tipped one person, by Vertel's own button."""

    id = Id("Made by the client, so that sending it twice counts once.")
    suggestion_id = Id("The suggestion.")
    caption_id = Id("The caption it began with; null for a story starter.", nullable=True, default=None)
    link_code = Code("The tracked link in the text; null without one.", nullable=True, default=None, example="k7qm4tr")
    method = Choice(
        "How the text left Vertel. `tip`, a message to one person, only where `share_methods` has it: GET /me.",
        SHARE_METHODS,
        example="insert",
    )
    similarity = Number(
        "How much is still word for word the caption, from 0 to 1; null for a story starter.",
        minimum=0,
        maximum=1,
        nullable=True,
        default=None,
        example=0.62,
    )
    occurred_at = DateTime("When, by the client's clock.", example="2026-11-23T09:30:00Z")


class ShareBatch(ListOf):
    """Shares to record, at most 100 at a time."""

    item = ShareRequest


class RefusedShare(Response):
    """A share that was not recorded; sending it again will not help."""

    id = Id("The share.")
    message = Text("Why.", max_length=500, example="This suggestion does not exist.")


class ShareResult(Response):
    """What became of the shares."""

    accepted = Integer("How many were recorded now.", example=1)
    duplicate = Integer("How many had been recorded before.", example=0)
    refused = Items("Those that were not recorded.", Object("A share.", RefusedShare), max_items=100)
