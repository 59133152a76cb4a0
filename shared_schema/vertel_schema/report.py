"""What editors see: groups, never people.

A number about fewer than five people is withheld: it is null. So is the next smallest group's where the total less the
others would give the first away.
"""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Choice, Date, Id, Integer, Items, Line, Object
from vertel_schema.words import GROUPS, INTERVALS, KINDS


class KindTotals(Response):
    """Shares and clicks of one kind of suggestion."""

    kind = Choice("The kind.", KINDS, example="vacancy")
    suggestions = Integer("How many suggestions of this kind there are, archived ones included.", example=4)
    shares = Integer("How often one was inserted or copied; null when withheld.", nullable=True, example=12)
    clicks = Integer("How often people followed a link of one; null when withheld.", nullable=True, example=230)


class SuggestionTotals(Response):
    """Shares and clicks of one suggestion."""

    id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    kind = Choice("Its kind.", KINDS, example="vacancy")
    shares = Integer("Shares; null when withheld.", nullable=True, example=3)
    clicks = Integer("Clicks; null when withheld.", nullable=True, example=41)


class TeamTotals(Response):
    """Shares and clicks of one team."""

    team = Line("The team's name.", max_length=100, example="Techniek")
    shares = Integer("Shares; null when withheld.", nullable=True, example=5)
    clicks = Integer("Clicks of its campaign links; null when withheld.", nullable=True, example=77)


class Overview(Response):
    """What was shared and clicked in a period."""

    since = Date("The first day, in the organisation's time zone.", example="2026-11-01")
    until = Date("The last day, in the organisation's time zone.", example="2026-11-30")
    live = Integer("How many suggestions are shown to employees now.", example=18)
    shares = Integer("How often a suggestion was inserted or copied.", example=31)
    clicks = Integer("How often people followed a tracked link.", example=412)
    by_kind = Items("By kind.", Object("A kind.", KindTotals), max_items=len(KINDS))
    by_suggestion = Items("The fifty with most clicks.", Object("A suggestion.", SuggestionTotals), max_items=50)
    by_team = Items("By team.", Object("A team.", TeamTotals), max_items=1000)


class OverviewQuery(Query):
    """The period."""

    since = Date("The first day; 30 days ago when missing.", optional=True)
    until = Date("The last day; today when missing.", optional=True)


class ClickRow(Response):
    """The clicks of one group in one interval."""

    start = Date("The first day of the interval.", example="2026-11-23")
    group = Line("What the row is about; null when not grouped.", max_length=200, nullable=True, example="vacancy")
    clicks = Integer("Clicks; null when withheld.", nullable=True, example=41)


class ClickReport(Response):
    """Clicks over time."""

    since = Date("The first day.", example="2026-11-01")
    until = Date("The last day.", example="2026-11-30")
    interval = Choice("The length of a row's interval; weeks begin on Monday.", INTERVALS, example="day")
    group_by = Choice("What the rows are about.", GROUPS, example="kind")
    time_zone = Line("Where days begin and end.", max_length=64, example="Europe/Amsterdam")
    rows = Items(
        "Rows with at least one click or with a withheld number, oldest first.",
        Object("A row.", ClickRow),
        max_items=100_000,
    )


class ClickQuery(Query):
    """Which clicks to count, and how to group them."""

    since = Date("The first day; 30 days ago when missing.", optional=True)
    until = Date("The last day; today when missing.", optional=True)
    interval = Choice("The length of a row's interval.", INTERVALS, default="day")
    group_by = Choice("What the rows are about.", GROUPS, default="none")
