"""Uploaded images."""

from vertel_schema.base import Response
from vertel_schema.fields import Id, Integer, WebUrl


class Image(Response):
    """An image as it was stored: re-encoded, without metadata."""

    id = Id("The image.")
    url = WebUrl("Where to fetch it, with a token.", example="https://vertel.example.nl/api/v1/images/019a")
    width = Integer("Width in pixels.", minimum=1, maximum=20000, example=1200)
    height = Integer("Height in pixels.", minimum=1, maximum=20000, example=627)
