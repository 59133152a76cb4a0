"""What the employer can see, told by the schemas and the settings themselves."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Boolean, Choice, Integer, Items, Language, Line, Object, Slug
from vertel_schema.words import LANGUAGES_OF_TRANSPARENCY, READERS


class ReadableField(Response):
    """A field that tells something about colleagues."""

    name = Line("Where it stands in the document.", max_length=200, example="by_team.clicks")
    meaning = Line("What it says.", max_length=500, example="How often people followed a tracked link.")
    withheld_below = Integer(
        "About fewer people than this the number is withheld; null for what is no number.", nullable=True, example=5
    )
    only_signed = Boolean("Whether it is told only of colleagues who signed.", example=False)


class ReadableDocument(Response):
    """A document that others than you can read, and that tells something about colleagues."""

    name = Line("The document's name in the API.", max_length=100, example="Overview")
    meaning = Line("What it says.", max_length=500, example="What was shared and clicked in a period.")
    calls = Items(
        "Where it is read.",
        Line("A call.", max_length=200, example="GET /api/v1/reports/overview"),
        max_items=50,
    )
    readers = Items("Who can read it.", Choice("A role.", READERS), max_items=10)
    tells = Items("What it tells about colleagues.", Object("A field.", ReadableField), max_items=200)


class HeldData(Response):
    """Something that is held about you."""

    name = Slug("Its name; the same as in the export, with hyphens.", example="personal-links")
    what = Line("What is held.", max_length=500, example="Your personal links and where they lead.")
    why = Line("What for.", max_length=500, example="So that you see your own clicks.")
    kept = Line("How long.", max_length=500, example="Until you are erased; the links go on working.")
    readers = Items(
        "Who sees it, besides you and whoever runs the server; empty when nobody does.",
        Choice("A role.", READERS),
        max_items=10,
    )


class LiveSetting(Response):
    """A setting of this server that decides what is counted or kept."""

    name = Slug("Its name.", example="click-retention")
    meaning = Line("What it decides.", max_length=500, example="How long single clicks are kept.")
    value = Line("How it is set now.", max_length=200, example="400 days")


class Transparency(Response):
    """What the employer can see, made from the schemas and the settings of this server at this moment."""

    language = Language("The language that this is in.", example="nl")
    smallest_group = Integer("Numbers about fewer people than this are withheld.", minimum=1, maximum=1000, example=5)
    readable = Items("What others can read.", Object("A document.", ReadableDocument), max_items=100)
    held = Items("What is held about you.", Object("A part.", HeldData), max_items=100)
    settings = Items("What is set on this server.", Object("A setting.", LiveSetting), max_items=100)


class TransparencyQuery(Query):
    """In which language."""

    language = Choice(
        "The language; when missing, the first of `Accept-Language` or of my own languages that there is.",
        LANGUAGES_OF_TRANSPARENCY,
        optional=True,
    )
