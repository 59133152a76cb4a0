"""Who is not a person: crawlers, link previews, prefetches, mail scanners, programs.

A person has a browser, and a browser names its engine. Most programs fail there; those that dress up as a browser are
known by name to a package that follows the web, or give themselves away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import crawleruseragents

_BROWSER = re.compile(r"Mozilla/5\.0 \(.*(?:AppleWebKit|Gecko|Trident)/|Opera/9", re.DOTALL)
_LONGEST = 1000
"""Characters in a user agent; a browser inside an app has 500. Looking takes time in proportion."""

_TELLTALE = re.compile(
    r"(?<!cu)bot\b|crawl|spider|preview|scan(?:ner)?\b|monitor|uptime|validator|headless|phantomjs|lighthouse"
    r"|mimecast|proofpoint|barracuda|safelinks|embedly|https?://|@[a-z]|compatible;(?! MSIE)",
    re.IGNORECASE,
)
"""CUBOT makes telephones; Internet Explorer alone calls itself compatible."""

_PEOPLE_AFTER_ALL = {r"AP3A\.240617\.008", "MetaIAB Facebook", "Sonic"}
"""In the package's list, but a build of Android, the browser inside Meta's apps, and the one inside Slack's."""

_PATTERNS = [
    entry["pattern"]
    for entry in crawleruseragents.CRAWLER_USER_AGENTS_DATA
    if entry["pattern"] not in _PEOPLE_AFTER_ALL
]
# Nearly all are plain words. Looking for 1,500 words one by one takes a tenth of the time of one expression.
_PLAIN = re.compile(r"(?:[^\\\[\](){}*+?.^$|]|\\[^a-zA-Z0-9])+")
_WORDS = tuple(re.sub(r"\\(.)", r"\1", pattern) for pattern in _PATTERNS if _PLAIN.fullmatch(pattern))
_EXPRESSIONS = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS if not _PLAIN.fullmatch(pattern)))

_EARLY = re.compile("prefetch|prerender|preview", re.IGNORECASE)
_EARLY_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


def is_person(environ: Mapping[str, Any], *, count_opted_out: bool = False) -> bool:
    """Return whether a request looks like a person who follows a link, and does not ask to be left uncounted.

    :param environ: of WSGI.
    :param count_opted_out: whether those who ask are counted all the same.
    """
    get = environ.get
    if environ["REQUEST_METHOD"] != "GET":
        return False
    if not count_opted_out and (get("HTTP_DNT") == "1" or get("HTTP_SEC_GPC") == "1"):
        return False
    for name in _EARLY_HEADERS:
        purpose = get(name)
        if purpose and _EARLY.search(purpose):
            return False
    return is_browser(get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=4096)
def is_browser(agent: str) -> bool:
    """Return whether a user agent is that of a browser with a person before it. Few are seen often, so few are kept."""
    if len(agent) > _LONGEST or not _BROWSER.match(agent) or _TELLTALE.search(agent):
        return False
    return not any(word in agent for word in _WORDS) and not _EXPRESSIONS.search(agent)
