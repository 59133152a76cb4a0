"""What to do and what better not where colleagues write: for all that an organisation tells, or for one suggestion."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Language, Line

_DO = "What to do."
_DONT = "What better not."
_DO_EXAMPLE = "Vertel het zoals je het aan een vriend zou vertellen."
_DONT_EXAMPLE = "Noem geen klanten bij naam."


class Guidance(Response):
    """A line of what to do and one of what better not, in one language, shown where colleagues write."""

    language = Language("The language.", example="nl")
    do = Line(_DO, max_length=200, nullable=True, example=_DO_EXAMPLE)
    dont = Line(_DONT, max_length=200, nullable=True, example=_DONT_EXAMPLE)


class GuidanceRequest(Request):
    """A line of what to do and one of what better not, in one language."""

    language = Language("The language; for what the organisation asks of all texts, one of its own.", example="nl")
    do = Line(_DO, max_length=200, nullable=True, default=None, example=_DO_EXAMPLE)
    dont = Line(_DONT, max_length=200, nullable=True, default=None, example=_DONT_EXAMPLE)
