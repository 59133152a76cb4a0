"""Mails that the employee who asks wants now and then."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Boolean, DateTime, Email, Integer, Line, Object, Text

EARLIEST_HOUR = 6
LATEST_HOUR = 20

_ACTIVE = "Whether it is sent."
_WEEKDAY = "How many days after Monday it comes: 0 is Monday."
_HOUR = "How many hours after midnight it comes."
_ZONE = "In which time zone that is; null for the organisation's."
_PERSONAL = (
    "Whether it also tells an answer to a signed idea of theirs, and thanks for what they shared. Whoever looks after "
    "the company's mail could read that they shared it."
)


class AskedMail(Response):
    """How the employee wants a mail, and how it stands."""

    active = Boolean(_ACTIVE, example=True)
    hour = Integer(_HOUR, minimum=EARLIEST_HOUR, maximum=LATEST_HOUR, example=9)
    time_zone = Line(_ZONE, max_length=64, nullable=True, example="Europe/Amsterdam")
    next_at = DateTime("When the next one comes, if anything is new then; null while it is off.", nullable=True)
    sent_at = DateTime("When the last one was sent; null before the first.", nullable=True)
    refused_at = DateTime("When the mail server refused the address, which ended it; null otherwise.", nullable=True)


class WeeklyMail(AskedMail):
    """A mail with up to three new suggestions, once a week at most."""

    offered = Boolean("Whether the organisation offers it.", example=True)
    weekday = Integer(_WEEKDAY, maximum=6, example=1)
    personal = Boolean(_PERSONAL, example=False)


class DailyMail(AskedMail):
    """A mail with what waits for an editor, on working days at most."""


class Mails(Response):
    """Mails that the employee who asks wants now and then. None is sent that they did not ask for."""

    email = Email("Where they go.", example="noor@example.nl")
    available = Boolean("Whether this server sends mail at all.", example=True)
    digest = Object("Something to share, once a week at most.", WeeklyMail)
    waiting = Object("What waits for an editor; null for who is none.", DailyMail, nullable=True)


class WeeklyMailPatch(Request):
    """How an employee wants the weekly mail."""

    active = Boolean(_ACTIVE, optional=True, example=True)
    weekday = Integer(_WEEKDAY, maximum=6, optional=True, example=1)
    hour = Integer(_HOUR, minimum=EARLIEST_HOUR, maximum=LATEST_HOUR, optional=True, example=9)
    time_zone = Line(_ZONE, max_length=64, nullable=True, optional=True, example="Europe/Amsterdam")
    personal = Boolean(_PERSONAL, optional=True, example=False)


class DailyMailPatch(Request):
    """How an editor wants the daily mail."""

    active = Boolean(_ACTIVE, optional=True, example=True)
    hour = Integer(_HOUR, minimum=EARLIEST_HOUR, maximum=LATEST_HOUR, optional=True, example=9)
    time_zone = Line(_ZONE, max_length=64, nullable=True, optional=True, example="Europe/Amsterdam")


class MailsPatch(Request):
    """What an employee changes about the mails that they want."""

    digest = Object("The weekly one.", WeeklyMailPatch, optional=True)
    waiting = Object("The daily one, for editors.", DailyMailPatch, optional=True)


class MailPreview(Response):
    """A mail as it would be sent now, whether anything in it is new or not."""

    subject = Line(
        "Its subject; null when there is nothing to tell.",
        max_length=200,
        nullable=True,
        example="New at Waterwerk, to share if you like",
    )
    text = Text(
        "What it says, as text; null when there is nothing to tell.",
        max_length=8000,
        nullable=True,
        example="Dear Noor,\n\nnew this week: Thursday is soup day.",
    )
