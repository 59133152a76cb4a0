"""Applications that a careers site reports back against the tracked link through which somebody came."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Boolean, Code, Date, Line


class ApplicationRequest(Request):
    """Somebody who followed a tracked link applied. Say nothing about who it was."""

    id = Line(
        "The site's own number of the application, so that reporting it twice counts once; kept as a hash.",
        max_length=200,
        example="2026-004711",
    )
    link_code = Code("The code of the link, as it came along in the address.", example="k7qm4tr")
    day = Date("The day of the application; today when missing.", optional=True, example="2026-11-23")


class ApplicationResult(Response):
    """What became of a reported application."""

    counted = Boolean("Whether it was counted now; false when it had been reported before.", example=True)
