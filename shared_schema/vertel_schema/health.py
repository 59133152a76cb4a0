"""Whether the server can do its work."""

from vertel_schema.base import Response
from vertel_schema.fields import Choice, Items, Line, Object, Text


class Check(Response):
    """One thing the server needs."""

    name = Line("What was looked at.", max_length=50, example="database")
    status = Choice("Whether it works.", ["ok", "failed"], example="ok")
    detail = Text(
        "What is wrong, in a sentence; null when nothing is.",
        max_length=500,
        nullable=True,
        example="The database does not answer.",
    )


class Health(Response):
    """Whether the server can do its work."""

    status = Choice("`failed` when one of the checks is.", ["ok", "failed"], example="ok")
    checks = Items("Each thing it needs.", Object("A check.", Check), max_items=20)
