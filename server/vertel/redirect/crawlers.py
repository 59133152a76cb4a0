"""Who is not a person: crawlers, link previews, prefetches, mail scanners, programs.

A person has a browser, and a browser names its engine; an app may put before and behind it what it likes. Most programs
name no engine. Those that dress up as a browser are told by the tokens with which they name themselves: as a crawler,
with an address to write to, or by a name that a package which follows the web knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import crawleruseragents

_ENGINE = re.compile(
    r"(?:AppleWebKit|WebKit|Gecko|Trident|Presto|Goanna|KHTML|NetFront|Obigo|UCBrowser|UCWEB|Opera|Opera Mini"
    r"|SamsungBrowser|Blink|Dolfin|Polaris|QQBrowser)[/ ]?\d|MSIE \d|(?:Profile|Configuration)/(?:MIDP|CLDC)",
    re.IGNORECASE,
)
"""What browsers call what shows the page, those of small telephones as well."""

_USUAL_ENGINES = ("AppleWebKit/", "Gecko/")
"""Looking for a few plain words takes a fraction of the time of an expression; nearly everybody has one of these."""

_LONGEST = 1000
"""Characters in a user agent; a browser inside an app has 500. Looking takes time in proportion."""

_PROGRAM = re.compile(
    r"compatible ?;(?! ?(?:MSIE|MSPIE|Konqueror|Opera|Google Desktop))|https?://"
    r"|[(;:,+] ?(?:www\.|[\w.+-]+@[\w-]+\.[a-z]{2})|(?<!\bcu)bots?(?![a-z])"
    r"|crawl(?:er|ing|s)?(?![a-z])|spider(?![a-z])|^Mozilla/5\.0 AppleWebKit"
    r"|headless|phantomjs|\bPTST/|pingdom|statuscake"
    r"|(?:lighthouse|playwright|selenium|puppeteer|synthetics?|observatory)(?![a-z])"
    r"|Gecko; ?Google|\+[a-z0-9-]+\.[a-z]{2}"
    r"|(?:url|uri|link|web|site|page|bing)[ _-]?preview(?!er)"
    r"|(?:site|uptime|url|link|web|server|dotcom|integrity)[ _-]?"
    r"(?:monitor(?:ing)?|check(?:er|ing|s)?|scan(?:ner|ning)?|verif(?:y|ier|ication)|validat(?:or|ion))"
    r"(?![a-z]|[ -](?:in|out)\b)"
    r"|mimecast|proofpoint|barracuda|safelinks|embedly|\bms-?office|microsoft (?:office|outlook|word|excel)",
    re.IGNORECASE,
)
"""Tokens with which programs name themselves, each to its end. Internet Explorer and old Konquerors alone call
themselves compatible; CUBOT makes telephones."""

_APP = re.compile(
    r"(?P<browser>\bMobile(?:/\w+| Safari/[\d.]+)(?: (?:Version|Safari)/[\d.]+)*)(?: (?!https?:)[^ ();+]+)+"
    r"|^[^ ();+]*[a-z]bots?(?:/\S*)? (?=Mozilla/)"
)
"""Behind a telephone's whole browser an app has its own name, which may be any word; a name before the browser may end
as Robot does. What stands in brackets is looked at: there a program says whose it is."""

_HINTS = (
    "compatible", "http", "www.", "@", "bot", "crawl", "spider", "mozilla/5.0 applewebkit", "headless", "phantomjs",
    "lighthouse", "ptst/", "playwright", "selenium", "puppeteer", "synthetic", "pingdom", "statuscake", "observatory",
    "google", "+", "preview", "monitor", "check", "scan", "verif", "validat", "mimecast", "proofpoint", "barracuda",
    "safelinks", "embedly", "office", "outlook", "microsoft ",
)  # fmt: skip
"""One of these is in whatever ``_PROGRAM`` finds."""

_MODEL = re.compile(r"(?<=Android )([\d.]+;(?: [a-z]{2}[-_][A-Za-z]{2};)?)[^;)/]*(?=[;)]| Build/)")
"""What a telephone is called, which may be anything. A program has its version behind a slash."""

_PEOPLE_AFTER_ALL = {r"AP3A\.240617\.008", "MetaIAB Facebook", "Sonic"}
"""In the package's list, but a build of Android, the browser inside Meta's apps, and the one inside Slack's."""


def _names_itself(agent: str) -> bool:
    return bool(_PROGRAM.search(_APP.sub(r"\g<browser>", agent)))


def _dressed_up() -> list[str]:
    """Return the patterns of programs that dress up as a browser and have no other token that gives them away."""
    return [
        entry["pattern"]
        for entry in crawleruseragents.CRAWLER_USER_AGENTS_DATA
        if entry["pattern"] not in _PEOPLE_AFTER_ALL
        and any(_ENGINE.search(agent) and not _names_itself(agent) for agent in entry["instances"])
    ]


_PATTERNS = _dressed_up()
_KNOWN = re.compile("|".join(f"(?<![A-Za-z0-9])(?:{pattern})" for pattern in _PATTERNS))
_PLAIN = re.compile(r"(?:[^\\\[\](){}*+?.^$|]|\\[^a-zA-Z0-9])+")
_WORDS = tuple(re.sub(r"\\(.)", r"\1", pattern) for pattern in _PATTERNS if _PLAIN.fullmatch(pattern))
_OTHERS = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS if not _PLAIN.fullmatch(pattern)) or "(?!)")
"""The patterns of ``_KNOWN`` that are more than a word."""

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
    if len(agent) > _LONGEST:
        return False
    if not any(engine in agent for engine in _USUAL_ENGINES) and not _ENGINE.search(agent):
        return False
    plain = agent.lower()
    hinted = any(hint in plain for hint in _HINTS)
    known = any(word in agent for word in _WORDS) or bool(_OTHERS.search(agent))
    if not hinted and not known:
        return True
    nameless = _MODEL.sub(r"\1", agent)
    return not _names_itself(nameless) and not _KNOWN.search(nameless)
