"""Teams, as administrators look after them."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Id, Integer, Items, Line, Object, Slug


class SizedTeam(Response):
    """A team, with its size."""

    id = Id("The team.", example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42")
    slug = Slug("The team's name in an audience; it stays when the team is renamed.", example="techniek")
    name = Line("The team's name for people.", max_length=100, example="Techniek")
    people = Integer("How many who may sign in are in it, whether they use Vertel or not.", example=25)


class TeamPage(Response):
    """A page of teams."""

    items = Items("The teams, by slug.", Object("A team.", SizedTeam), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)


class TeamPatch(Request):
    """What to change in a team."""

    name = Line("Its new name. Files may go on using the old one.", max_length=100, example="Onderhoud")


class TeamMergeRequest(Request):
    """Of which team another becomes part."""

    into = Id("The team that goes on.", example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42")
