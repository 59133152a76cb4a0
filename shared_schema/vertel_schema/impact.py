"""What came of an employee's own sharing, for them alone."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Choice, Date, Id, Integer, Items, Line, Object
from vertel_schema.title import titles_read
from vertel_schema.words import INTERVALS


class ImpactTotals(Response):
    """What I shared, and what my personal links led to. The clicks of a campaign link are a team's and not in here."""

    shares = Integer("How often I inserted or copied a caption or tipped somebody, with whatever link.", example=3)
    tips = Integer("How many of these shares were tips to one person.", optional=True, example=1)
    clicks = Integer("How often people followed one of my personal links.", example=41)
    applications = Integer("How often somebody who had followed one of my personal links applied.", example=1)


class SuggestionImpact(ImpactTotals):
    """What came of my sharing of one suggestion."""

    id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = titles_read("Its title in each language.")


class ImpactStep(ImpactTotals):
    """What came of my sharing in one interval."""

    start = Date("The first day of the interval.", example="2026-11-23")


class Impact(ImpactTotals):
    """What came of my sharing in a period. Nobody else can ask for it, and there is nobody to compare with."""

    since = Date("The first day, in the organisation's time zone.", example="2026-11-01")
    until = Date("The last day, in the organisation's time zone.", example="2026-11-30")
    interval = Choice("The length of a step; weeks begin on Monday.", INTERVALS[1:], example="week")
    by_suggestion = Items(
        "Suggestions with which something happened, the last shared first.",
        Object("A suggestion.", SuggestionImpact),
        max_items=1000,
    )
    over_time = Items("Every interval of the period, oldest first.", Object("A step.", ImpactStep), max_items=2000)


class ImpactQuery(Query):
    """The period, and how long a step is."""

    since = Date("The first day; 30 days ago when missing.", optional=True)
    until = Date("The last day; today when missing.", optional=True)
    interval = Choice("The length of a step.", INTERVALS[1:], default="day")
