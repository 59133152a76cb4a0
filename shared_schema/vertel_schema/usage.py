"""Which captions of a suggestion are used, and which are hardly."""

from vertel_schema.base import Response
from vertel_schema.fields import Id, Integer, Items, Object

_SHARES = "How often a caption was inserted or copied, in steps of five, as far as five colleagues could have done it."


class CaptionUse(Response):
    """How much a caption is used."""

    caption_id = Id("The caption.")
    shares = Integer(
        "How often it was inserted or copied and counted, rounded down to fives.",
        example=10,
        about="group",
        told=_SHARES,
    )


class SuggestionUsage(Response):
    """How much each caption of a suggestion is used. A caption whose words are changed begins at 0."""

    captions = Items("The captions, in the order of the suggestion.", Object("A caption.", CaptionUse), max_items=50)
