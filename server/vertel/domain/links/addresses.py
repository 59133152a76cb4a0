"""Addresses as people have them at hand: what is wrong with one, and which page another address is wrapped around."""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from vertel.translations import N_
from vertel.translations.active import gettext as _

LONGEST = 2000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
_HOST_ALONE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:[/?#].*)?", re.ASCII | re.DOTALL)
_REFUSED = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]%-]")
INSTEAD = {
    "\\": N_("a backslash; write a slash."),
    " ": N_("a space; write %20, or remove it at an end."),
    "{": N_("'{'. If it is a placeholder of another program, fill it in; else write %7B."),
    "}": N_("'}'. If it is a placeholder of another program, fill it in; else write %7D."),
}
"""What is not in an address, and what to write in its place."""

_WRAPPERS = (
    ("Outlook", r"(?:.+\.)?safelinks\.protection\.(?:outlook|office365)\.(?:com|us|de|cn)"),
    ("Teams", r"statics\.teams\.(?:cdn\.office\.net|microsoft\.com|cdn\.live\.net)"),
    ("Proofpoint", r"(?:.+\.)?urldefense(?:\.proofpoint)?\.(?:com|us)"),
    ("Mimecast", r"(?:.+\.)?mimecast(?:protect)?\.com"),
    ("Barracuda", r"(?:.+\.)?linkprotect\.cudasvc\.com"),
    ("Cisco", r"secure-web\.cisco\.com"),
    ("Sophos", r"(?:.+\.)?protection\.sophos\.com"),
    ("Trend Micro", r"(?:.+\.)?(?:imsva|ddei|tmase|trendmicro)[a-z0-9.-]*\.(?:com|co\.jp)"),
    ("Trellix", r"protect\d*\.fireeye\.com|(?:.+\.)?urlprotect\.trellix\.com"),
    ("Symantec", r"clicktime\.symantec\.com"),
    ("Trustwave", r"scanmail\.trustwave\.com"),
    ("Hornetsecurity", r"(?:.+\.)?hornetsecurity\.com"),
    ("Bitdefender", r"(?:.+\.)?linkscan\.io"),
    ("Cloudflare", r"(?:.+\.)?cloudflare-gateway\.com"),
    ("Google", r"(?:www\.)?google\.[a-z.]{2,6}"),
    ("LinkedIn", r"(?:www\.)?linkedin\.com|lnkd\.in"),
    ("Facebook", r"(?:l|lm|m|www)\.facebook\.com|l\.instagram\.com|l\.messenger\.com"),
    ("Slack", r"slack-redir\.net"),
    ("X", r"t\.co"),
    ("Yahoo", r"r\.search\.yahoo\.com"),
    ("DuckDuckGo", r"duckduckgo\.com"),
    ("Bing", r"(?:www\.)?bing\.com"),
)
_WRAPPING_HOSTS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WRAPPERS)
_WRAPPING_ONLY = {"LinkedIn", "Google", "Facebook", "Yahoo", "DuckDuckGo", "Bing"}
"""Sites that have pages of their own: these are wrappers only where another address is in the address."""

_INNER = re.compile(r"https?:/{1,2}[^\s\"<>]+", re.IGNORECASE)
DEEPEST = 5


class Wrapped(NamedTuple):
    """An address that a program put around another one.

    :ivar by: the program's name; None when it is not known.
    :ivar original: the address inside; None when it cannot be read from the outside.
    """

    by: str | None
    original: str | None


def why_malformed(url: str) -> str | None:
    """Return why an address cannot be a destination, and what to write; None when no reason is known."""
    if not url.startswith("https://"):
        return _about_scheme(url)
    if len(url) > LONGEST:
        message = _("It is %(number)s characters long; at most %(most)s fit. Leave parameters out that nobody needs.")
        return message % {"number": f"{len(url):,}", "most": f"{LONGEST:,}"}
    return _about_host(url) or _about_letters(url)


def unwrap(url: str) -> Wrapped | None:
    """Return what an address is wrapped around; None when it is an address like any other.

    A wrapping inside a wrapping is undone as well.
    """
    found: Wrapped | None = None
    for _depth in range(DEEPEST):
        wrapped = _unwrap_once(url)
        if wrapped is None:
            break
        found = Wrapped(found.by if found else wrapped.by, wrapped.original)
        if wrapped.original is None:
            break
        url = wrapped.original
    return found


def lowered(url: str) -> str:
    """Return an address with its scheme and host in small letters, which is how all programs read them."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    begin = f"{parts.scheme}://{parts.netloc}".lower()
    return begin + url[len(begin) :] if parts.netloc and url.lower().startswith(begin) else url


def _about_scheme(url: str) -> str:
    if url.lower().startswith("https://"):
        return _("It begins with a capital. Write %(address)s") % {"address": lowered(url)[:300]}
    if url.lower().startswith("http://"):
        return _("It begins with http://, and links lead to https:// only. Look whether the page has such an address.")
    if _HOST_ALONE.fullmatch(url):
        return _("https:// is missing before it: %(address)s") % {"address": f"https://{url[:300]}"}
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        return _("It begins with %(scheme)s, and links lead to https:// only.") % {"scheme": scheme[0][:30]}
    return _("Expected an address that begins with https://.")


def _about_host(url: str) -> str | None:
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return _("The host in it is not complete: a square bracket is open.")
    if "@" in host:
        return _("It has a user name or an @ before the host; leave that out.")
    if not host:
        return _("There is no host behind https://.")
    if host.isascii():
        return None
    try:
        plain = host.encode("idna").decode()
    except UnicodeError:
        message = _("The host %(host)r has letters that are in no name. Copy it from the browser once more.")
        return message % {"host": host[:100]}
    message = _("Write the host in plain letters (punycode): %(host)s. Allow it as that in the settings, too.")
    return message % {"host": plain[:300]}


def _about_letters(url: str) -> str | None:
    """Return what stands in an address and cannot, its place counted from 1."""
    wrong = _REFUSED.search(url)
    if wrong is None:
        return None
    letter, place = wrong[0], f"{wrong.start() + 1:,}"
    if letter == "%":
        return _("Character %(place)s is a percent sign by itself; write %%25.") % {"place": place}
    if letter in INSTEAD:
        return _("Character %(place)s is %(what)s") % {"place": place, "what": _(INSTEAD[letter])}
    if not letter.isprintable():
        message = _("Character %(place)s is invisible (%(code)s). Remove it.")
        return message % {"place": place, "code": f"U+{ord(letter):04X}"}
    message = _("Character %(place)s is %(letter)r, which an address cannot hold: percent-encode it, as %(code)s.")
    return message % {"place": place, "letter": letter, "code": quote(letter)}


def _unwrap_once(url: str) -> Wrapped | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    by = next((name for name, pattern in _WRAPPING_HOSTS if pattern.fullmatch(host)), None)
    original = _original(url, parts.path, parts.query, by)
    if original is None and (by is None or (by in _WRAPPING_ONLY and host != "lnkd.in")):
        return None
    return Wrapped(by, original)


def _original(url: str, path: str, query: str, by: str | None) -> str | None:
    """Return the address in an address: in a parameter, in its path, or as Proofpoint and Sophos write it."""
    if by == "Proofpoint" and "/v3/" in path:
        inner = url.partition("/v3/__")[2].rpartition("__;")[0]
        # An asterisk stands for a letter that is written elsewhere.
        return _repaired(inner) if inner and "*" not in inner else None
    for name, value in parse_qsl(query):
        inner = _decoded(value, by if name == "u" else None, path)
        if _INNER.fullmatch(inner):
            return _repaired(inner)
    inside = _INNER.search(unquote(path))
    return _repaired(inside[0]) if inside and by is not None else None


def _decoded(value: str, by: str | None, path: str) -> str:
    """Return a parameter's value as the program that wrote it reads it."""
    if by == "Proofpoint" and "/v2/" in path:
        return unquote(value.translate(str.maketrans("-_", "%/")))
    if by == "Sophos":
        return _base64(value)
    return value if value.lower().startswith("http") else unquote(value)


def _repaired(url: str) -> str:
    """Return an address with both slashes behind its scheme: on the way one is lost."""
    return re.sub(r"^(https?):/+", r"\1://", url, flags=re.IGNORECASE)


def _base64(text: str) -> str:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_").decode()
    except (binascii.Error, ValueError):
        return ""
