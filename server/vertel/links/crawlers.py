"""Who is not a person: crawlers, link previews, prefetches, mail scanners, programs.

A person has a browser, and a browser names its engine. Most programs fail there; those that dress up as a browser are
known by name to a package that follows the web, or give themselves away.
"""

from __future__ import annotations

import re
from functools import lru_cache

import crawleruseragents
from werkzeug.datastructures import Headers

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
_EARLY_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_person(method: str, headers: Headers) -> bool:
    """Return whether a request looks like a person who follows a link, and does not ask to be left uncounted."""
    if method != "GET" or headers.get("DNT") == "1" or headers.get("Sec-GPC") == "1":
        return False
    if any(_EARLY.search(headers.get(name, "")) for name in _EARLY_HEADERS):
        return False
    return is_browser(headers.get("User-Agent", ""))


@lru_cache(maxsize=4096)
def is_browser(agent: str) -> bool:
    """Return whether a user agent is that of a browser with a person before it. Few are seen often, so few are kept."""
    if len(agent) > _LONGEST or not _BROWSER.match(agent) or _TELLTALE.search(agent):
        return False
    return not any(word in agent for word in _WORDS) and not _EXPRESSIONS.search(agent)
