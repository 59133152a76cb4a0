"""What editors see: groups, never people.

Five people at least could have caused everything that is counted, so nothing is withheld and rows add up to the total.
docs/counting.md says what every number means.
"""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Choice, Date, DateTime, Id, Integer, Items, Language, Line, Number, Object
from vertel_schema.words import GROUPS, INTERVALS, KINDS, REPORT_ORDERS, REPORT_TABLES

_SHARES = "How often a text was inserted or copied."
_CLICKS = "How often people followed a counted link."
_CLICKS_PER_SHARE = "How many clicks there were for each time it was shared."
_APPLICATIONS = "How often somebody who had followed a link then applied, as the careers site reported it."
"""What colleagues are told of these numbers."""


class Totals(Response):
    """What came of something in a period."""

    shares = Integer(
        "How often a caption was inserted or copied.", nullable=True, example=12, about="group", told=_SHARES
    )
    clicks = Integer(
        "How often people followed a tracked link.", nullable=True, example=230, about="group", told=_CLICKS
    )
    clicks_per_share = Number(
        "Clicks divided by shares; null without shares.",
        minimum=0,
        maximum=1_000_000_000,
        nullable=True,
        example=19.17,
        about="group",
        told=_CLICKS_PER_SHARE,
    )
    applications = Integer(
        "How often somebody who had followed a link applied, as the careers site reported; null by the hour.",
        nullable=True,
        example=2,
        about="group",
        told=_APPLICATIONS,
    )


class KindTotals(Totals):
    """What came of one kind of suggestion."""

    kind = Choice("The kind.", KINDS, example="vacancy")
    suggestions = Integer("How many suggestions of this kind there are, archived ones included.", example=4)


class SuggestionTotals(Totals):
    """What came of one suggestion."""

    id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    kind = Choice("Its kind.", KINDS, example="vacancy")


class TeamTotals(Totals):
    """What came of one team: its colleagues' shares, and the clicks of their links."""

    team = Line(
        "The team's name; `Other teams` for those of fewer than five and for people without one.",
        max_length=100,
        example="Techniek",
    )


class GroupTotals(Totals):
    """What came of the suggestions for some locations, or in some languages."""

    group = Line(
        "Which; several locations or languages stand together. Null: suggestions for no location in particular.",
        max_length=200,
        nullable=True,
        example="Zwolle",
    )


class Overview(Response):
    """What was shared and clicked in a period."""

    since = Date("The first day, in the organisation's time zone.", example="2026-11-01")
    until = Date("The last day, in the organisation's time zone.", example="2026-11-30")
    live = Integer("How many suggestions are shown to employees now.", example=18)
    shares = Integer("How often a caption was inserted or copied.", example=31, about="everyone", told=_SHARES)
    clicks = Integer("How often people followed a tracked link.", example=412, about="everyone", told=_CLICKS)
    clicks_per_share = Number(
        "Clicks divided by shares; null without shares.",
        minimum=0,
        maximum=1_000_000_000,
        nullable=True,
        example=13.29,
        about="everyone",
        told=_CLICKS_PER_SHARE,
    )
    applications = Integer(
        "How often somebody who had followed a link applied.", example=5, about="everyone", told=_APPLICATIONS
    )
    by_kind = Items("By kind.", Object("A kind.", KindTotals), max_items=len(KINDS))
    by_suggestion = Items("The fifty with most clicks.", Object("A suggestion.", SuggestionTotals), max_items=50)
    by_team = Items("By team.", Object("A team.", TeamTotals), max_items=1000)
    by_location = Items("By the locations that suggestions are for.", Object("A group.", GroupTotals), max_items=1000)
    by_language = Items("By the languages that suggestions are in.", Object("A group.", GroupTotals), max_items=1000)
    by_scope = Items("Deprecated: always empty.", Object("A group.", GroupTotals), max_items=10)
    unassigned = Object(
        "What belongs to no suggestion and no team, and is in the totals only: links of their own, and what was counted"
        " before it was kept by suggestion and team.",
        Totals,
        optional=True,
    )


LOCALE = Language(
    "For CSV: in which language the spreadsheet that opens it is; by it go separator and decimals. When missing, by "
    "`Accept-Language`; without that, commas and decimal points.",
    optional=True,
)


class OverviewQuery(Query):
    """The period."""

    since = Date("The first day; 30 days ago when missing.", optional=True)
    until = Date("The last day; today when missing.", optional=True)
    by = Choice("For CSV: which of the tables. JSON has all of them.", REPORT_TABLES, default="suggestion")
    locale = LOCALE


class SuggestionReport(Response):
    """What was shared and clicked of each suggestion in a period."""

    since = Date("The first day, in the organisation's time zone.", example="2026-11-01")
    until = Date("The last day, in the organisation's time zone.", example="2026-11-30")
    items = Items(
        "The suggestions; those without a number to go by last.",
        Object("A suggestion.", SuggestionTotals),
        max_items=100,
    )
    next_cursor = Line(
        "Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True, example="WzE3XQ"
    )


class SuggestionReportQuery(Query):
    """The period, the order and the page."""

    since = Date("The first day; 30 days ago when missing.", optional=True)
    until = Date("The last day; today when missing.", optional=True)
    kind = Choice("Only of this kind.", KINDS, optional=True)
    sort = Choice("The order: the most first, titles from A to Z.", REPORT_ORDERS, default="clicks")
    limit = Integer("How many at most; CSV has all of them.", minimum=1, maximum=100, default=20, example=50)
    cursor = Line("Where the page before ended.", max_length=500, optional=True, example="WzE3XQ")
    locale = LOCALE


class ClickRow(Totals):
    """What came of one group in one interval."""

    start = Date("The first day of the interval; of an hour, its day.", example="2026-11-23")
    hour = DateTime("When the hour begins, in UTC; null for longer intervals.", nullable=True)
    id = Id("The suggestion or the team, when grouped by these; else null.", nullable=True)
    group = Line(
        "What the row is about; null when not grouped, for no location in particular, and for what belongs to none.",
        max_length=200,
        nullable=True,
        example="vacancy",
    )


class ClickReport(Response):
    """Clicks over time, with the shares and applications beside them."""

    since = Date("The first day.", example="2026-11-01")
    until = Date("The last day.", example="2026-11-30")
    interval = Choice("The length of a row's interval; weeks begin on Monday.", INTERVALS, example="day")
    group_by = Choice("What the rows are about.", GROUPS, example="kind")
    time_zone = Line("Where days begin and end.", max_length=64, example="Europe/Amsterdam")
    rows = Items(
        "Rows in which something happened, oldest first.",
        Object("A row.", ClickRow),
        max_items=100_000,
    )


class ClickQuery(Query):
    """Which clicks to count, and how to group them."""

    since = Date("The first day; 30 days ago when missing, a week ago for hours.", optional=True)
    until = Date("The last day; today when missing.", optional=True)
    interval = Choice(
        "The length of a row's interval; hours for at most 7 of the last 35 days.", INTERVALS, default="day"
    )
    group_by = Choice(
        "What the rows are about; by `scope`, which is deprecated, there are none.", GROUPS, default="none"
    )
    locale = LOCALE
