"""The code in what people type, copy and paste: nothing outside a code's letters can belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 64
RESERVED = frozenset(
    {
        "api",
        "app",
        "consent",
        "console",
        "docs",
        "livez",
        "mails",
        "metrics",
        "openapi.json",
        "r",
        "readyz",
        "schemas",
        "scim",
        "sign-in",
        "static",
    }
)
"""First parts of the server's own paths, which come before links where both have one domain."""

_CODE = re.compile("[a-z0-9-]{1,64}", re.IGNORECASE | re.ASCII)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
"""Characters that travel along with a copied link, also in the middle of it."""

_BEGINNING = re.compile(r"\W*([a-z0-9-]+)(.*)", re.DOTALL)
_FILE = re.compile(
    r"\.(?:asp|aspx|css|env|git|gif|html?|ico|jpe?g|js|json|map|php|png|svg|txt|webmanifest|xml)\b.*", re.DOTALL
)
"""What browsers and programs ask each site for, such as favicon.ico: no link with something behind it."""

_SCHEME = re.compile("https?://(?:www[.])?")


def may_be_code(text: str) -> bool:
    """Return whether a text has the form of a code. The database need not be asked for others, such as favicon.ico."""
    return bool(_CODE.fullmatch(text))


def in_text(text: str) -> str | None:
    """Return the code with which a text begins, in small letters; None when it begins with none."""
    found = _BEGINNING.match(_UNSEEN.sub("", text).lower())
    if found is None or _FILE.fullmatch(found[2]):
        return None
    code = found[1].strip("-")
    return code if 0 < len(code) <= LONGEST else None


def in_path(path: str) -> str | None:
    """Return the code with which the rest of a request's path begins, as WSGI has it: bytes, each as a letter."""
    return in_text(path if path.isascii() else path.encode("latin-1", "replace").decode("utf-8", "ignore"))


def in_link(text: str, bases: Iterable[str]) -> str | None:
    """Return the code of a whole tracked link, however it was copied; None when the text is none.

    :param bases: what stands before the code, such as ``https://go.example.com``.
    """
    plain = _SCHEME.sub("", _UNSEEN.sub("", text).strip().lower(), count=1)
    for base in bases:
        begin = _SCHEME.sub("", base.lower(), count=1) + "/"
        if plain.startswith(begin):
            return in_text(plain.removeprefix(begin))
    return None
