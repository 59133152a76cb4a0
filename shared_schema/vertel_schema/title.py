"""What a suggestion is called, in one language or several."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Items, Language, Line, Object

TITLE = "What it is called in the list, for readers of whose language `titles` has nothing."
TITLES = "The title in each language, once; `title` is in the organisation's first where that is not among them."


class TitleRequest(Request):
    """A title in one language."""

    language = Language("The language of the title.", example="en")
    text = Line("The title.", max_length=200, example="Maintenance engineer, Zwolle")


class Title(Response):
    """A title in one language."""

    language = Language("The language of the title.", example="en")
    text = Line("The title.", max_length=200, example="Maintenance engineer, Zwolle")


def titles_read(what: str = TITLES) -> Items:
    """Return the field of a response that has a title in several languages; an older server does not send it."""
    return Items(what, Object("A title.", Title), max_items=20, optional=True)
