"""People, as an import describes them."""

from vertel_schema.base import Request
from vertel_schema.fields import Boolean, Choice, Email, Items, Language, Line
from vertel_schema.words import ROLES


class EmployeeRequest(Request):
    """An employee as HR describes them; the external id says who it is, without one the e-mail address does."""

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
    active = Boolean("Whether they may sign in.", default=True, example=True)
    external_id = Line(
        "Their number or name in HR's system, which stays when their address changes.",
        max_length=200,
        nullable=True,
        default=None,
        example="hr-10482",
    )
