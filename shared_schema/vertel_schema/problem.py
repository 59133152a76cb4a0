"""Errors, as RFC 9457 problem details."""

from vertel_schema.base import Response
from vertel_schema.fields import BlankOrText, Integer, Items, Line, Object, Text


class Fault(Response):
    """One thing that is wrong with a refused document."""

    pointer = BlankOrText(
        "JSON pointer (RFC 6901) to the faulty value in the request; empty for the document as a whole.",
        max_length=1000,
        example="/captions/0/text",
    )
    message = Text("What was expected there, in a sentence.", max_length=1000, example="This field is required.")


class Problem(Response):
    """Why a request failed, and what to do next."""

    type = Line(
        "Identifies the kind of problem; stable, for programs.",
        max_length=200,
        example="urn:vertel:problem:invalid-document",
    )
    title = Line("The kind of problem in a few words.", max_length=200, example="The document was refused")
    status = Integer("The HTTP status code.", minimum=400, maximum=599, example=422)
    detail = Text(
        "What happened in this case, and what to do.",
        max_length=2000,
        example="Two fields need attention; see errors.",
    )
    request_id = Line(
        "Names this request in the server's log.",
        max_length=64,
        optional=True,
        example="019aaf4e6c1b7d2a9b0e3f5d8c7a1e42",
    )
    errors = Items("Each fault of a refused document.", Object("A fault.", Fault), max_items=1000, optional=True)
