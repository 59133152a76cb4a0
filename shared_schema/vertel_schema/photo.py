"""Photos, and what they show, in one language or several."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Id, Integer, Items, Language, Line, Object, WebUrl

ALT = "What the image shows, for people who do not see it."
ALT_TEXTS = "The same in each language, once; `alt` is in the organisation's first where that is not among them."

FOCAL_POINT = "What of it is to be seen where there is room for a part only; null for its middle."
_X = "From the left edge, in percent of the width."
_Y = "From the upper edge, in percent of the height."


class AltTextRequest(Request):
    """What an image shows, in one language."""

    language = Language("The language of the description.", example="en")
    text = Line("What the image shows.", max_length=1000, example="Three engineers beside a machine")


class AltText(Response):
    """What an image shows, in one language."""

    language = Language("The language of the description.", example="en")
    text = Line("What the image shows.", max_length=1000, example="Three engineers beside a machine")


class FocalPointRequest(Request):
    """The point of a picture that stays in sight where its edges are cut off."""

    x = Integer(_X, maximum=100, example=50)
    y = Integer(_Y, maximum=100, example=30)


class FocalPoint(Response):
    """The point of a picture that stays in sight where its edges are cut off."""

    x = Integer(_X, maximum=100, example=50)
    y = Integer(_Y, maximum=100, example=30)


class PhotoReference(Request):
    """A photo that was uploaded before, and what it shows."""

    id = Id("The image, as POST /images answered it.")
    alt = Line(ALT, max_length=1000, nullable=True, default=None, example="Drie monteurs bij een machine")


class ImageReference(PhotoReference):
    """An image that was uploaded before, and what it shows, in one language or several."""

    alt_texts = Items(ALT_TEXTS, Object("A description.", AltTextRequest), max_items=20, optional=True)
    focal_point = Object(FOCAL_POINT, FocalPointRequest, nullable=True, optional=True)


class Photo(Response):
    """A photo, and what it shows."""

    id = Id("The image.")
    alt = Line(ALT, max_length=1000, nullable=True, example="Drie monteurs bij een machine")
    url = WebUrl("Where to fetch it, with the same token.", example="https://vertel.example.nl/api/v1/images/019a")
    width = Integer("Width in pixels.", minimum=1, maximum=20000, example=1200)
    height = Integer("Height in pixels.", minimum=1, maximum=20000, example=627)


class SuggestionImage(Photo):
    """The image of a suggestion."""

    alt_texts = Items(ALT_TEXTS, Object("A description.", AltText), max_items=20, optional=True)
    # A newer reader does without it: a server that is older does not send it.
    focal_point = Object(FOCAL_POINT, FocalPoint, nullable=True, optional=True)
