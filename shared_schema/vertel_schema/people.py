"""People, as an import describes them."""

from vertel_schema.base import Request
from vertel_schema.fields import Choice, Email, Items, Language, Line
from vertel_schema.words import ROLES


class EmployeeRequest(Request):
    """An employee as an import describes them; the e-mail address says who it is."""

    email = Email("Their address at work.", example="noor@example.nl")
    name = Line("Their name.", max_length=100, example="Noor de Wit")
    team = Line(
        "Their team's name; made when it is new.",
        max_length=100,
        nullable=True,
        default=None,
        example="Techniek",
    )
    location = Line("Where they work.", max_length=100, nullable=True, default=None, example="Zwolle")
    languages = Items(
        "The languages they like to read and write, the first most.",
        Language("A language.", example="nl"),
        max_items=10,
        unique=True,
        default=list,
    )
    role = Choice("What they may do.", ROLES, default="employee", example="employee")
