"""Lists of suggestions: an employee's, and the editors' list of all."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Choice, DateTime, Id, Integer, Items, Language, Line, Object, Slug
from vertel_schema.suggestion import STATE, Suggestion
from vertel_schema.words import KINDS, MARKS, STATES, STATUSES, SUGGESTION_ORDERS


class SuggestionPage(Response):
    """A page of suggestions."""

    items = Items("The suggestions, best first.", Object("A suggestion.", Suggestion), max_items=100)
    next_cursor = Line(
        "Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True, example="WzE3XQ"
    )


class SuggestionQuery(Query):
    """Which suggestions to list."""

    view = Choice(
        "`mine`: live now and meant for me. `manage`: all of them, for editors.",
        ["mine", "manage"],
        default="mine",
    )
    kind = Choice("Only of this kind.", KINDS, optional=True)
    language = Language("Only with a caption or prompt in this language.", optional=True)
    status = Choice("Only with this status; for `manage`.", STATUSES, optional=True)
    marked = Choice(
        "`saved`: only what I saved. `hidden`: only what I hid, which is left out otherwise. For `mine`.",
        MARKS,
        optional=True,
    )
    q = Line(
        "Only where a title, caption or question, in whatever language, has all of these words.",
        max_length=200,
        optional=True,
        example="monteur Zwolle",
    )
    state = Choice(f"{STATE} For `manage`, as all that follows but `limit` and `cursor`.", STATES, optional=True)
    ending_within = Integer(
        "Only what is live and expires within so many days.", minimum=1, maximum=365, optional=True, example=7
    )
    consent_ending_within = Integer(
        "Only what is live and to which somebody's consent ends within so many days.",
        minimum=1,
        maximum=365,
        optional=True,
        example=30,
    )
    team = Slug("Only where the audience names this team.", optional=True, example="techniek")
    location = Line("Only where it names this location.", max_length=100, optional=True, example="Zwolle")
    audience_language = Language("Only where it names this language.", optional=True, example="nl")
    feed = Id("Only what was made of this feed.", optional=True)
    since = DateTime("Only what is shown at some time from then on, by its dates.", optional=True)
    until = DateTime("Only what is shown at some time before then.", optional=True)
    sort = Choice(
        "`newest` or `changed` first; by `title`; by when it is shown first; or by when it expires, the soonest first"
        " and without what never does.",
        SUGGESTION_ORDERS,
        default="newest",
        example="changed",
    )
    limit = Integer("How many at most.", minimum=1, maximum=100, default=20, example=50)
    cursor = Line("Where the page before ended.", max_length=500, optional=True, example="WzE3XQ")
