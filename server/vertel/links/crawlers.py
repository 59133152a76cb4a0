"""Who is not a person: crawlers, link previews, prefetches, mail scanners, programs.

The list of crawlers comes from a package that follows the web; what it misses, or what has no name, is added here.
"""

from __future__ import annotations

import re

import crawleruseragents
from werkzeug.datastructures import Headers

_KNOWN = re.compile("|".join(f"(?:{entry['pattern']})" for entry in crawleruseragents.CRAWLER_USER_AGENTS_DATA))
_ALSO = re.compile(
    r"bot\b|crawl|spider|preview|scanner|safelinks|skypeuri|whatsapp/|slack-imgproxy|embedly|mimecast|proofpoint|barracuda"
    r"|^(?:curl|wget|python|go-http|java|okhttp|axios|node|ruby|php|perl|libwww|httpie|dart|apache-httpclient)\b"
    r"|headlesschrome|phantomjs|lighthouse|monitor|uptime|validator|mozilla/5\.0$",
    re.IGNORECASE,
)
_EARLY = re.compile("prefetch|prerender|preview", re.IGNORECASE)
_EARLY_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_person(method: str, headers: Headers) -> bool:
    """Return whether a request looks like a person who follows a link, and does not ask to be left uncounted."""
    agent = headers.get("User-Agent", "").strip()
    if method != "GET" or not agent or _ALSO.search(agent) or _KNOWN.search(agent):
        return False
    if any(_EARLY.search(headers.get(name, "")) for name in _EARLY_HEADERS):
        return False
    return headers.get("DNT") != "1" and headers.get("Sec-GPC") != "1"
