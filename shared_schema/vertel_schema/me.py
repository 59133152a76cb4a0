"""The employee who asks."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Boolean, Choice, DateTime, Email, Id, Integer, Items, Language, Line, Object, Slug
from vertel_schema.guidance import Guidance
from vertel_schema.settings import Accent, Mark, Offers
from vertel_schema.words import ROLES


class Team(Response):
    """A team that suggestions can be meant for."""

    slug = Slug("The team's name in an audience.", example="techniek")
    name = Line("The team's name for people.", max_length=100, example="Techniek")


class Organisation(Response):
    """The one organisation that runs this server."""

    name = Line("What it calls itself.", max_length=100, example="Waterwerk")
    languages = Items(
        "The languages in which it writes suggestions.",
        Language("A language.", example="nl"),
        max_items=20,
        unique=True,
    )
    fold_desktop = Integer(
        "After about so many characters LinkedIn folds a post behind 'see more' on a desktop.",
        minimum=1,
        maximum=3000,
        example=210,
    )
    fold_phone = Integer("The same on a phone, in characters.", minimum=1, maximum=3000, example=140)
    mark = Object("Its mark; null for none.", Mark, nullable=True, optional=True)
    accent = Object("Its accent colour; null for Vertel's own.", Accent, nullable=True, optional=True)
    offers = Object("What colleagues may use; all of it when missing.", Offers, optional=True)
    share_methods = Items(
        "What the server takes as the method of a share; `insert` and `copy` when missing.",
        Line("A method.", max_length=10, example="tip"),
        max_items=20,
        unique=True,
        optional=True,
    )
    guidance = Items(
        "What to do and what not, where they write.",
        Object("The lines of a language.", Guidance),
        max_items=20,
        optional=True,
    )


class Me(Response):
    """What Vertel knows about the employee who asks; nobody else can ask for it here."""

    id = Id("The employee.", example="019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42")
    email = Email("The address under which they were invited.", example="noor@example.nl")
    name = Line("Their name.", max_length=100, example="Noor de Wit")
    role = Choice("What they may do.", ROLES, example="employee")
    team = Object("Their team.", Team, nullable=True)
    location = Line("Where they work.", max_length=100, nullable=True, example="Zwolle")
    languages = Items(
        "The languages they like to read and write, the first most.",
        Language("A language.", example="nl"),
        max_items=10,
        unique=True,
    )
    languages_chosen = Boolean(
        "Whether they chose these languages; false where they are HR's, and then the browser's own goes before them.",
        optional=True,
        example=True,
    )
    snoozed_until = DateTime(
        "Until then nothing calls for their attention; null when nothing is put off.",
        nullable=True,
        optional=True,
        example="2026-12-01T08:00:00Z",
    )
    counting = Boolean(
        "Whether their shares are recorded and they get tracked links; false while they have paused it.",
        optional=True,
        example=True,
    )
    organisation = Object("Where they work.", Organisation)


class MePatch(Request):
    """What an employee changes about themselves."""

    languages = Items(
        "The languages they like to read and write, the first most.",
        Language("A language.", example="nl"),
        min_items=1,
        max_items=10,
        unique=True,
        optional=True,
    )
    snoozed_until = DateTime(
        "Until when nothing is to call for my attention, a year ahead at most; null ends it.",
        nullable=True,
        optional=True,
        example="2026-12-01T08:00:00Z",
    )
    counting = Boolean(
        "false: my shares are not recorded and I get no tracked links, until I set it to true again.",
        optional=True,
        example=False,
    )
