"""Ideas: what employees send in, and what becomes of it."""

from vertel_schema.base import Request, Response
from vertel_schema.feedback import NEXT_CURSOR, Colleague
from vertel_schema.fields import Boolean, Choice, Date, Id, Items, Language, Line, Object, Text
from vertel_schema.paging import PageQuery
from vertel_schema.photo import Photo, PhotoReference
from vertel_schema.question import AnsweredQuestion
from vertel_schema.suggestion import Person, PersonRequest
from vertel_schema.words import IDEA_STATUSES, SPEAKERS

IDEA_LENGTH = 3000
REPLY_LENGTH = 2000
MOST_IMAGES = 4


class IdeaRequest(Request):
    """Something that an employee finds worth telling: a text, photos, or both."""

    text = Text(
        "The idea, or a line to go with the photo.",
        max_length=IDEA_LENGTH,
        nullable=True,
        default=None,
        example="Vandaag hing de nieuwe pomp eindelijk op zijn plek.",
    )
    images = Items(
        "Photos that the sender uploaded before.",
        Object("A photo.", PhotoReference),
        max_items=MOST_IMAGES,
        default=list,
    )
    people = Items(
        "Who is shown or named, and until when they agree to it; a `consent_until` of null says that nobody asked yet.",
        Object("A person.", PersonRequest),
        max_items=20,
        default=list,
    )
    language = Language("The language of the text.", nullable=True, default=None, example="nl")
    signed = Boolean("Whether editors see who it is from. They can answer either way.", default=False, example=True)
    question_id = Id("The question that it answers, which is open and for the sender.", nullable=True, default=None)


class IdeaReply(Response):
    """One answer, of an editor or of the sender."""

    by = Choice("Who says it: whoever sent the idea, or one of the editors.", SPEAKERS, example="editor")
    text = Text("What they say.", max_length=REPLY_LENGTH, example="Mooi! Wil je er een foto bij doen?", about="words")
    said_on = Date("The day.", example="2026-11-24")


class Idea(Response):
    """An idea and what became of it. Its sender and the editors read the same."""

    id = Id("The idea.")
    text = Text(
        "The idea, or a line to go with the photo.",
        max_length=IDEA_LENGTH,
        nullable=True,
        example="Vandaag hing de nieuwe pomp eindelijk op zijn plek.",
        about="words",
    )
    images = Items("Photos.", Object("A photo.", Photo), max_items=MOST_IMAGES, about="words")
    people = Items(
        "Who is shown or named, and until when they agree to it.",
        Object("A person.", Person),
        max_items=20,
        about="words",
    )
    language = Language("The language of the text.", nullable=True, example="nl")
    colleague = Object("Who sent it, if they signed.", Colleague, nullable=True, about="signed")
    shown = Boolean(
        "Whether editors may read it: not when it is unsigned and fewer than five people could have sent it.",
        example=True,
        optional=True,
    )
    status = Choice("What became of it.", IDEA_STATUSES, example="answered")
    suggestion_id = Id("The suggestion that was made of it; null unless it was adopted.", nullable=True)
    # A newer reader does without it: a server that is older does not send it.
    question = Object(
        "The question that it answers. Unsigned, it is from one of those whom that was for.",
        AnsweredQuestion,
        nullable=True,
        optional=True,
        about="words",
        told="Which question you answered. Unsigned, you are one of those whom it was for.",
    )
    sent_on = Date("The day on which it was sent in.", example="2026-11-23", about="words")
    replies = Items("What was said about it, oldest first.", Object("A reply.", IdeaReply), max_items=200)


class IdeaPage(Response):
    """Ideas that colleagues sent in."""

    items = Items("The ideas, newest day first.", Object("An idea.", Idea), max_items=100)
    next_cursor = Line(NEXT_CURSOR, max_length=500, nullable=True)


class IdeaReplyRequest(Request):
    """An answer to an idea, by an editor or by its sender."""

    text = Text("What to say.", max_length=REPLY_LENGTH, example="Mooi! Wil je er een foto bij doen?")


class IdeaQuery(PageQuery):
    """Which ideas to list."""

    view = Choice(
        "`mine`: those I sent in. `all`: everybody's, for editors. When missing, what the caller may see most of.",
        ["mine", "all"],
        optional=True,
    )
    status = Choice("Only with this status.", IDEA_STATUSES, optional=True)
    question_id = Id("Only answers to this question.", optional=True)
