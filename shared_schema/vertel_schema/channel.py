"""Channels of a chat program that are told once a week what is new, and how telling them went."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Boolean, Choice, DateTime, Id, Integer, Items, Line, Object, Text, WebUrl
from vertel_schema.suggestion import EditorWarning
from vertel_schema.words import (
    CHANNEL_KINDS,
    CHANNEL_LANGUAGES,
    CHANNEL_MESSAGE_STATES,
    CHANNEL_PURPOSES,
    KINDS,
    WEEKDAYS,
)

_KIND = "Which product it is a channel of. `teams`: by a workflow, since connectors are being retired."
_NAME = "What administrators know it by."
_ADDRESS = (
    "The address of its incoming webhook, as the product made it. Whoever has it can post, so it is stored encrypted"
    " and never read out again."
)
_LANGUAGE = "The language of the messages."
_WEEKDAY = "The day of the week on which it is told, in the organisation's time zone."
_HOUR = "How many hours after midnight of that day, in the organisation's time zone."
_TEAM = "Also what is meant for this team alone: its name or slug. Null for what is meant for everyone."
_TEAM_READ = "Also what is meant for this team alone: its name. Null for what is meant for everyone."
_LOCATION = "Also what is meant for this location alone. Null for what is meant for everyone."
_URL = "https://hooks.slack.com/services/T024BE7LD/B024BE7LH/example"


class ChannelRequest(Request):
    """A new channel."""

    kind = Choice(_KIND, CHANNEL_KINDS, example="slack")
    name = Line(_NAME, max_length=100, example="#general")
    address = WebUrl(_ADDRESS, example=_URL)
    language = Choice(_LANGUAGE, CHANNEL_LANGUAGES, example="nl")
    weekday = Choice(_WEEKDAY, WEEKDAYS, example="tuesday")
    hour = Integer(_HOUR, maximum=23, example=10)
    team = Line(_TEAM, max_length=100, nullable=True, default=None, example="Techniek")
    location = Line(_LOCATION, max_length=100, nullable=True, default=None, example="Zwolle")
    active = Boolean("Whether it is told anything.", default=True, example=True)


class ChannelPatch(Request):
    """What to change in a channel; fields that are missing stay as they are."""

    name = Line(_NAME, max_length=100, optional=True, example="#general")
    address = WebUrl(_ADDRESS, optional=True, example=_URL)
    language = Choice(_LANGUAGE, CHANNEL_LANGUAGES, optional=True, example="nl")
    weekday = Choice(_WEEKDAY, WEEKDAYS, optional=True, example="tuesday")
    hour = Integer(_HOUR, maximum=23, optional=True, example=10)
    team = Line(_TEAM, max_length=100, nullable=True, optional=True, example="Techniek")
    location = Line(_LOCATION, max_length=100, nullable=True, optional=True, example="Zwolle")
    active = Boolean("False pauses it. True goes on from the next day that it has.", optional=True, example=True)


class ChannelMessage(Response):
    """A message to a channel, and how sending it went."""

    id = Id("The message.")
    purpose = Choice("`weekly`: what is new. `test`: what an administrator asked for.", CHANNEL_PURPOSES)
    state = Choice(
        "`uncertain`: it may have arrived, so it is not sent again. `nothing_new`: by the time that it would have been"
        " sent, nothing was left to tell.",
        CHANNEL_MESSAGE_STATES,
        example="delivered",
    )
    created_at = DateTime("Since when it could be sent.", example="2026-11-24T09:00:00Z")
    tries = Integer("How often it was tried.", maximum=100, example=1)
    next_try_at = DateTime("When it is tried next; null when it is not.", nullable=True)
    tried_at = DateTime("When it was tried last; null when it was not.", nullable=True, example="2026-11-24T09:00:01Z")
    status = Integer("The HTTP status of the last answer; null without one.", maximum=999, nullable=True, example=200)
    error = Text(
        "What went wrong at the last try; null when nothing did.",
        max_length=500,
        nullable=True,
        example="The receiver answered 404 Not Found.",
    )
    excerpt = Text("How an answer that was no good began.", max_length=200, nullable=True, example="no_service")


class Channel(Response):
    """A channel that is told what is new. Its address is not read out."""

    id = Id("The channel.")
    kind = Choice(_KIND, CHANNEL_KINDS, example="slack")
    name = Line(_NAME, max_length=100, example="#general")
    language = Choice(_LANGUAGE, CHANNEL_LANGUAGES, example="nl")
    weekday = Choice(_WEEKDAY, WEEKDAYS, example="tuesday")
    hour = Integer(_HOUR, maximum=23, example=10)
    team = Line(
        "Also what is meant for this team alone; null for none.", max_length=100, nullable=True, example="Techniek"
    )
    location = Line(
        "Also what is meant for this location; null for none.", max_length=100, nullable=True, example="Zwolle"
    )
    active = Boolean("Whether it is told anything.", example=True)
    disabled_reason = Text(
        "Why Vertel switched it off; null when it did not.",
        max_length=500,
        nullable=True,
        example="The receiver answered 410 Gone: it does not want to hear from us any more.",
    )
    next_at = DateTime("When it is told next, if there is something new; null while it is paused.", nullable=True)
    looked_at = DateTime("When it was last its turn; null when it was not yet.", nullable=True)
    last_sent_at = DateTime("When it last took what is new; null when it did not yet.", nullable=True)
    last_message = Object("The last message about what is new; null without one.", ChannelMessage, nullable=True)
    last_test = Object("The last test; null without one.", ChannelMessage, nullable=True)
    created_at = DateTime("When it was added.", example="2026-11-23T09:30:00Z")
    warnings = Items(
        "What may be wrong with whom it is for: a team or a location that nobody is in.",
        Object("A warning.", EditorWarning),
        max_items=2,
        optional=True,
    )


class ChannelPage(Response):
    """A page of channels."""

    items = Items("The channels, the oldest first.", Object("A channel.", Channel), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)


class ChannelCardItem(Response):
    """A suggestion on a card."""

    title = Line(
        "What it is called, in the channel's language where it has a title in it.",
        max_length=200,
        example="Onderhoudsmonteur, Zwolle",
    )
    kind = Choice("Of which kind it is.", KINDS, example="vacancy")
    note = Line("Its kind, and until when it is there, as the card has it.", max_length=200, example="Vacature")


class ChannelPreview(Response):
    """What a channel would be told now."""

    is_new = Boolean("False when nothing is new: the card then shows what is live, as a test does.", example=True)
    title = Line("The card's title.", max_length=200, example="Nieuw om te delen")
    text = Line("What stands below it.", max_length=500, example="Kies wat bij je past.")
    items = Items("The suggestions, three at most.", Object("A suggestion.", ChannelCardItem), max_items=3)
    link = WebUrl("Where the card leads: to Vertel in the browser. It is no tracked link.")
    link_text = Line("What the link is called.", max_length=100, example="Open Vertel")
    payload = Text(
        "What is sent, as JSON: to paste into the product's own designer of cards.",
        max_length=28_000,
        example='{"text": "Nieuw om te delen"}',
    )
