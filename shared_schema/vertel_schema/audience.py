"""Choosing for whom a suggestion is meant."""

from vertel_schema.base import Response
from vertel_schema.fields import Integer, Items, Language, Line, Object, Slug
from vertel_schema.suggestion import EditorWarning


class AudienceReach(Response):
    """For how many colleagues a suggestion with an audience would be."""

    reach = Integer(
        "Colleagues who are there now, rounded down to fives; null for fewer. 0 where nobody has one of the teams,"
        " locations or languages.",
        nullable=True,
        example=80,
    )
    warnings = Items(
        "What may be wrong with the audience: a team, location or language that nobody has, few people.",
        Object("A warning.", EditorWarning),
        max_items=1100,
    )


class AudienceTeam(Response):
    """A team to choose."""

    slug = Slug("The team's name in an audience.", example="techniek")
    name = Line("The team's name for people.", max_length=100, example="Techniek")


class AudienceChoices(Response):
    """What an audience can be made of. How many are in each is not told: `POST /audience/reach` says that in fives."""

    teams = Items("The teams, by name.", Object("A team.", AudienceTeam), max_items=5000)
    locations = Items("Where colleagues are.", Line("A location.", max_length=100, example="Zwolle"), max_items=5000)
    languages = Items(
        "Languages of the organisation and of colleagues.", Language("A language.", example="nl"), max_items=200
    )
