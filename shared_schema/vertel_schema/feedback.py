"""What colleagues say back about a suggestion, and what editors say back to them."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Boolean, Choice, Date, DateTime, Id, Integer, Items, Line, Object, Text
from vertel_schema.title import titles_read
from vertel_schema.words import REACTIONS, REASONS

COMMENT_LENGTH = 2000
NEXT_CURSOR = "Send it as `cursor` for the next page; null on the last one."


class Colleague(Response):
    """A colleague who signed."""

    name = Line("Their name.", max_length=100, example="Noor de Wit", about="signed")
    team = Line("Their team's name.", max_length=100, nullable=True, example="Techniek", about="signed")


class FeedbackRequest(Request):
    """An employee's reaction to a suggestion; it takes the place of an earlier one."""

    reaction = Choice("What they think of it.", REACTIONS, example="not_for_me")
    reason = Choice("Why it is not for them; null with a like.", REASONS, nullable=True, default=None)
    comment = Text(
        "In their own words.", max_length=COMMENT_LENGTH, nullable=True, default=None, example="Ik zeg het liever zelf."
    )
    signed = Boolean("Whether editors see who it is from.", default=False, example=False)


class Feedback(Response):
    """An employee's own reaction to a suggestion, as only they read it."""

    suggestion_id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = titles_read("Its title in each language.")
    reaction = Choice("What they think of it.", REACTIONS, example="not_for_me")
    reason = Choice("Why it is not for them.", REASONS, nullable=True, example="too_salesy")
    comment = Text("In their own words.", max_length=COMMENT_LENGTH, nullable=True, example="Ik zeg het liever zelf.")
    signed = Boolean("Whether editors see who it is from.", example=False)
    shown = Boolean(
        "Whether editors may read it: not when it is unsigned and fewer than five people could have said it.",
        example=True,
    )
    given_on = Date("The day; of unsigned feedback the Monday of its week.", example="2026-11-23")


class FeedbackPage(Response):
    """A page of an employee's own feedback."""

    items = Items("The feedback, newest first.", Object("Feedback.", Feedback), max_items=100)
    next_cursor = Line(NEXT_CURSOR, max_length=500, nullable=True)


class ReasonCount(Response):
    """How often a reason was given."""

    reason = Choice("The reason.", REASONS, example="too_salesy")
    count = Integer("How many colleagues gave this reason.", example=2, about="group")


class Comment(Response):
    """What one colleague said about a suggestion. Unsigned, it is from nobody in particular."""

    id = Id("The comment; what is said anew has another one.", optional=True)
    reaction = Choice("What they think of it.", REACTIONS, example="not_for_me", about="words")
    reason = Choice("Why it is not for them.", REASONS, nullable=True, example="too_salesy", about="words")
    comment = Text(
        "In their own words.",
        max_length=COMMENT_LENGTH,
        nullable=True,
        example="Ik zeg het liever zelf.",
        about="words",
    )
    colleague = Object("Who it is from, if they signed.", Colleague, nullable=True, about="signed")
    given_on = Date("The day; of unsigned feedback the Monday of its week.", example="2026-11-23", about="words")
    read = Boolean("Whether an editor has marked it as read.", optional=True, example=False)


class SuggestionFeedback(Response):
    """What colleagues say about a suggestion, as editors read it: numbers, and words without names unless signed."""

    suggestion_id = Id("The suggestion.")
    withheld = Boolean("Deprecated: always false.")
    like = Integer("How many like it, as far as five could have said so.", nullable=True, example=7, about="group")
    not_for_me = Integer(
        "How many say that it is not for them, as far as five could have said so.",
        nullable=True,
        example=3,
        about="group",
    )
    reasons = Items("Why it is not for them.", Object("A reason.", ReasonCount), max_items=10)
    comments = Items(
        "What they wrote, and who signed. Within a week, unsigned ones stand in no order that tells anything.",
        Object("A comment.", Comment),
        max_items=100,
    )
    next_cursor = Line(NEXT_CURSOR, max_length=500, nullable=True)


class FeedbackReadRequest(Request):
    """Comments that an editor has read."""

    ids = Items("The comments; those that are not there any more are passed over.", Id("A comment."), max_items=100)


class ThanksRequest(Request):
    """A word of thanks to those who shared a suggestion."""

    text = Text("What came of it.", max_length=1000, example="Twee mensen solliciteerden via jouw verhaal.")


class Thanks(Response):
    """A word of thanks to those who shared a suggestion. Nobody is told who they are."""

    id = Id("The thanks.")
    suggestion_id = Id("The suggestion.")
    title = Line("Its title.", max_length=200, example="Onderhoudsmonteur, Zwolle")
    titles = titles_read("Its title in each language.")
    text = Text("What came of it.", max_length=1000, example="Twee mensen solliciteerden via jouw verhaal.")
    said_at = DateTime("When it was written; it is for those who had shared by then.")


class ThanksPage(Response):
    """A page of thanks."""

    items = Items("The thanks, newest first.", Object("Thanks.", Thanks), max_items=100)
    next_cursor = Line(NEXT_CURSOR, max_length=500, nullable=True)
