"""Questions that editors ask colleagues, and what came of them."""

from vertel_schema.base import Request, Response
from vertel_schema.feedback import NEXT_CURSOR
from vertel_schema.fields import Choice, Date, DateTime, Id, Integer, Items, Language, Line, Object, Text
from vertel_schema.paging import PageQuery
from vertel_schema.suggestion import Audience, AudienceRequest, EditorWarning
from vertel_schema.words import QUESTION_STATUSES

QUESTION_LENGTH = 300
OUTCOME_LENGTH = 2000
MOST_LANGUAGES = 20

_LANGUAGE = "The language of the text."
_TEXTS = "The question in each language, once."
_OUTCOME = "What came of it in each language, once."
_OPEN_UNTIL = "The last day on which it can be answered, in the organisation's time zone."
_EXAMPLE = "Waar was je deze maand trots op?"
_OUTCOME_EXAMPLE = "Jullie noemden de nieuwe pomp het vaakst. Daar maken we in januari een verhaal van."


class QuestionTextRequest(Request):
    """A question in one language."""

    language = Language(_LANGUAGE, example="nl")
    text = Line("The question.", max_length=QUESTION_LENGTH, example=_EXAMPLE)


class QuestionText(Response):
    """A question in one language."""

    language = Language(_LANGUAGE, example="nl")
    text = Line("The question.", max_length=QUESTION_LENGTH, example=_EXAMPLE)


class OutcomeTextRequest(Request):
    """What came of a question, in one language."""

    language = Language(_LANGUAGE, example="nl")
    text = Text("What came of it.", max_length=OUTCOME_LENGTH, example=_OUTCOME_EXAMPLE)


class OutcomeText(Response):
    """What came of a question, in one language."""

    language = Language(_LANGUAGE, example="nl")
    text = Text("What came of it.", max_length=OUTCOME_LENGTH, example=_OUTCOME_EXAMPLE)


class QuestionRequest(Request):
    """A question to colleagues, as an editor writes it. Whom it is for stays as it is from then on."""

    texts = Items(_TEXTS, Object("The question.", QuestionTextRequest), min_items=1, max_items=MOST_LANGUAGES)
    audience = Object("Whom it is for; everyone when missing.", AudienceRequest, nullable=True, default=None)
    open_until = Date(_OPEN_UNTIL, example="2099-12-18")


class QuestionPatch(Request):
    """What to change in a question; fields that are missing stay as they are."""

    texts = Items(
        f"{_TEXTS} Replaces all of them.",
        Object("The question.", QuestionTextRequest),
        min_items=1,
        max_items=MOST_LANGUAGES,
        optional=True,
    )
    open_until = Date(f"{_OPEN_UNTIL} A question that was closed is open again.", optional=True, example="2099-12-31")
    outcome = Items(
        f"{_OUTCOME} Replaces all of it. Only for a question that is closed.",
        Object("What came of it.", OutcomeTextRequest),
        max_items=MOST_LANGUAGES,
        optional=True,
    )


class Question(Response):
    """A question to colleagues. How many answered is told to nobody."""

    id = Id("The question.")
    texts = Items(_TEXTS, Object("The question.", QuestionText), max_items=MOST_LANGUAGES)
    audience = Object("Whom it is for.", Audience)
    open_until = Date(_OPEN_UNTIL, example="2026-12-18")
    status = Choice("`archived`: taken away by an editor.", QUESTION_STATUSES, example="open")
    outcome = Items(
        f"{_OUTCOME} Colleagues read it for 30 days.",
        Object("What came of it.", OutcomeText),
        max_items=MOST_LANGUAGES,
    )
    outcome_on = Date("The day on which that was said; null when nothing was.", nullable=True, example="2026-12-21")
    asked_at = DateTime("When it was asked.")
    reach = Integer(
        "For how many colleagues it is who are there now, rounded down to fives; null for fewer. 0 where nobody has one"
        " of its teams, locations or languages. Missing for employees.",
        nullable=True,
        optional=True,
        example=25,
    )
    warnings = Items(
        "What may be wrong with its audience: a team, location or language that nobody has, few people. Missing for"
        " employees.",
        Object("A warning.", EditorWarning),
        max_items=500,
        optional=True,
    )


class QuestionPage(Response):
    """A page of questions."""

    items = Items("The questions, newest first.", Object("A question.", Question), max_items=100)
    next_cursor = Line(NEXT_CURSOR, max_length=500, nullable=True)


class AnsweredQuestion(Response):
    """The question that an idea answers."""

    id = Id("The question.")
    texts = Items(_TEXTS, Object("The question.", QuestionText), max_items=MOST_LANGUAGES)


class QuestionQuery(PageQuery):
    """Which questions to list."""

    view = Choice(
        "`mine`: those for me that are open, and what came of those that closed. `all`: all of them, for editors."
        " When missing, what the caller may see most of.",
        ["mine", "all"],
        optional=True,
    )
    status = Choice("Only with this status; when missing, all but archived ones.", QUESTION_STATUSES, optional=True)
