"""Campaign parameters: what a tracked link tells the site that it leads to, the same for everyone who follows it."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Line

LONGEST = 100
_SOURCE = "Where visitors come from, as `utm_source`."
_MEDIUM = "The sort of place that is, as `utm_medium`."
_CAMPAIGN = "What it is part of, as `utm_campaign`."
_TERM = "A search term, as `utm_term`."
_CONTENT = "Which of several links, as `utm_content`. In any of these `{code}` stands for the link's code."


class UtmRequest(Request):
    """Campaign parameters to append to the destination. Only those that are given are; never one about a person."""

    source = Line(_SOURCE, max_length=LONGEST, optional=True, example="linkedin")
    medium = Line(_MEDIUM, max_length=LONGEST, optional=True, example="social")
    campaign = Line(_CAMPAIGN, max_length=LONGEST, optional=True, example="techniek-2026")
    term = Line(_TERM, max_length=LONGEST, optional=True, example="monteur")
    content = Line(_CONTENT, max_length=LONGEST, optional=True, example="verhaal")


class Utm(Response):
    """Campaign parameters that are appended to the destination; those that nobody gave are missing."""

    source = Line(_SOURCE, max_length=LONGEST, optional=True, example="linkedin")
    medium = Line(_MEDIUM, max_length=LONGEST, optional=True, example="social")
    campaign = Line(_CAMPAIGN, max_length=LONGEST, optional=True, example="techniek-2026")
    term = Line(_TERM, max_length=LONGEST, optional=True, example="monteur")
    content = Line(_CONTENT, max_length=LONGEST, optional=True, example="verhaal")
