"""Feeds: addresses at which news or vacancies stand, of which Vertel makes drafts."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import (
    Boolean,
    Choice,
    DateTime,
    Id,
    Integer,
    Items,
    Language,
    Line,
    Object,
    Slug,
    Text,
    WebUrl,
)
from vertel_schema.words import FEED_STATES, FEED_VERDICTS, KINDS

_URL = (
    "Where it is: https, in no private network. RSS, Atom, JSON Feed, a page with JobPosting of schema.org in it,"
    " Personio's XML or Recruitee's offers."
)
_URL_EXAMPLE = "https://werkenbij.example.nl/jobs.json"
_NAME = "What editors know it by."
_KIND = "The kind of its suggestions. Of `vacancy`, what leaves the feed is archived."
_LANGUAGE = "The language of its texts."
_ACTIVE = "Whether it is looked at."
_PER_DAY = "How many drafts it may make in a day of the organisation."
_AT_ONCE = "How many of its suggestions may be drafts at the same time; the others wait."
_DAYS = "After how many days a draft that nobody touched is archived. News that is older becomes none."
_FORMAT = "How it was read: `rss`, `json-feed`, `job-posting`, `personio`, `recruitee`. New ones may come."
_WHOLE = "Whether it was read to its end; else nothing that is missing in it counts as gone."


class FeedRequest(Request):
    """A new feed."""

    name = Line(_NAME, max_length=100, example="Vacatures")
    url = WebUrl(_URL, example=_URL_EXAMPLE)
    kind = Choice(_KIND, KINDS, example="vacancy")
    language = Language(_LANGUAGE, example="nl")
    active = Boolean(_ACTIVE, default=True, example=True)
    drafts_per_day = Integer(_PER_DAY, minimum=1, maximum=50, default=5, example=5)
    drafts_at_once = Integer(_AT_ONCE, minimum=1, maximum=200, default=20, example=20)
    days_alive = Integer(_DAYS, minimum=1, maximum=365, default=30, example=30)


class FeedPatch(Request):
    """What to change in a feed; fields that are missing stay as they are. Another address is another feed."""

    name = Line(_NAME, max_length=100, optional=True, example="Vacatures")
    language = Language(_LANGUAGE, optional=True, example="nl")
    active = Boolean(f"{_ACTIVE} Switched on, it is looked at soon.", optional=True, example=False)
    drafts_per_day = Integer(_PER_DAY, minimum=1, maximum=50, optional=True, example=5)
    drafts_at_once = Integer(_AT_ONCE, minimum=1, maximum=200, optional=True, example=20)
    days_alive = Integer(_DAYS, minimum=1, maximum=365, optional=True, example=30)


class FeedReason(Response):
    """Why an item became no draft."""

    title = Line("Its title.", max_length=200, example="Open sollicitatie")
    message = Text("Why.", max_length=1000, example="It leads nowhere: it has no address.")


class FeedOutcome(Response):
    """What the last answer was made into."""

    items = Integer("How many items there were.", example=12)
    drafted = Integer("How many became a draft.", example=2)
    changed = Integer("How many drafts say something else since.", example=1)
    ended = Integer("How many suggestions were archived, since the feed has them no more.", example=0)
    lapsed = Integer("How many drafts were archived that nobody touched in time.", example=0)
    waiting = Integer("How many wait until there is room for their draft.", example=3)
    left_out = Integer("How many become none.", example=1)
    whole = Boolean(_WHOLE, example=True)
    reasons = Items("The first that become none, and why.", Object("An item.", FeedReason), max_items=20)


class Feed(Response):
    """A feed, and how it stands with it."""

    id = Id("The feed.")
    name = Line(_NAME, max_length=100, example="Vacatures")
    url = WebUrl("Where it is.", example=_URL_EXAMPLE)
    kind = Choice(_KIND, KINDS, example="vacancy")
    language = Language(_LANGUAGE, example="nl")
    active = Boolean(_ACTIVE, example=True)
    drafts_per_day = Integer(_PER_DAY, example=5)
    drafts_at_once = Integer(_AT_ONCE, example=20)
    days_alive = Integer(_DAYS, example=30)
    state = Choice("`new`: not looked at yet. `failing`: the last look failed.", FEED_STATES, example="fine")
    format = Slug(f"{_FORMAT} Null before the first answer.", nullable=True, example="json-feed")
    looked_at = DateTime("When it was looked at last.", nullable=True)
    answered_at = DateTime("When it answered last.", nullable=True)
    next_look_at = DateTime("When it is looked at next; null when it is not.", nullable=True)
    failure = Text(
        "Why the last look failed, and what to do; null when it did not.",
        max_length=500,
        nullable=True,
        example="It answered 404 Not Found: there is nothing at this address any more. Look for the new one.",
    )
    outcome = Object("What the last answer that had changed was made into.", FeedOutcome, nullable=True)
    drafts = Integer("How many of its suggestions are drafts now.", example=2)
    created_at = DateTime("When it was added.", example="2026-11-23T09:30:00Z")


class FeedPage(Response):
    """A page of feeds."""

    items = Items("The feeds, the oldest first.", Object("A feed.", Feed), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)


class FeedPreviewRequest(Request):
    """An address to look at, without adding it."""

    url = WebUrl(_URL, example=_URL_EXAMPLE)
    kind = Choice("The kind that its suggestions would have.", KINDS, default="vacancy", example="vacancy")
    language = Language(_LANGUAGE, default="en", example="nl")
    drafts_per_day = Integer(_PER_DAY, minimum=1, maximum=50, default=5, example=5)
    drafts_at_once = Integer(_AT_ONCE, minimum=1, maximum=200, default=20, example=20)
    days_alive = Integer(_DAYS, minimum=1, maximum=365, default=30, example=30)


class FeedPreviewItem(Response):
    """An item, and what would become of it."""

    title = Line("Its title.", max_length=200, nullable=True, example="Onderhoudsmonteur, Zwolle")
    destination_url = Text(
        "Where it leads.", max_length=2000, nullable=True, example="https://werkenbij.example.nl/jobs/17-monteur"
    )
    caption = Text(
        "The text of its draft; null when it becomes none.",
        max_length=6000,
        nullable=True,
        example="Ons team in Zwolle zoekt een onderhoudsmonteur. {link}",
    )
    question = Line(
        "The story starter of its draft, in the first language.",
        max_length=300,
        nullable=True,
        example="Wat vind jij het mooiste aan dit werk?",
    )
    published_at = DateTime("When it appeared.", nullable=True)
    expires_at = DateTime("Until when it holds.", nullable=True)
    verdict = Choice("`waiting`: as soon as there is room.", FEED_VERDICTS, example="drafted")
    reason = Text(
        "Why it becomes no draft.", max_length=1000, nullable=True, example="It leads to a host that is not allowed."
    )


class FeedPreview(Response):
    """What an address would give at the first look. Nothing was stored."""

    format = Slug(_FORMAT, example="json-feed")
    whole = Boolean(_WHOLE, example=True)
    total = Integer("How many items there are.", example=12)
    drafted = Integer("How many would become a draft at once.", example=5)
    waiting = Integer("How many would wait until there is room.", example=6)
    left_out = Integer("How many would become none.", example=1)
    items = Items("The first of them.", Object("An item.", FeedPreviewItem), max_items=50)
