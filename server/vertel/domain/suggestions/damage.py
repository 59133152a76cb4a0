"""Texts that a program damaged on the way, and placeholders that only another program fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vertel.translations.active import gettext as _


class Damage(NamedTuple):
    """What was found in a text: a stable code, and what it is in a sentence."""

    code: str
    message: str


_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|[$#]\{[^{}\n]{1,60}\}|\{(?!link\})[ ]?[A-Za-z_][\w .-]{0,40}\}"
    r"|\*\|[A-Z_:]{2,40}\|\*|%%?[A-Z][A-Z_]{2,40}%%?|\[\[[^\[\]\n]{1,60}\]\]|<<[^<>\n]{1,60}>>|\[(?i:link|url|voornaam|naam"
    r"|first ?name|last ?name|name|company|bedrijf)\]"
)
_LINK_MEANT = re.compile(r"\W*(?:link|url)\W*", re.IGNORECASE)
_SPREADSHEET = re.compile(
    r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|SPILL!|CALC!|NAAM\?|VERW!|WAARDE!|DEEL/0!|N/B|GETAL!|LEEG!|BEZUG!|WERT!"
    r"|NV\b)|\bErr:5\d\d\b|#{5,}"
)
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_|(?<!:)\\(?:[nrt]|u[0-9a-fA-F]{4})")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);")
_TAG = re.compile(
    r"</?(?:p|b|i|u|br|hr|a|div|span|strong|em|ul|ol|li|h[1-6]|img|font|table|tr|td|th|script|style|blockquote)"
    r"(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BYTES = {letter: letter.encode("cp1252") for letter in _CP1252}
_MISREAD = re.compile(f"[ÂÃÄÅâÐÑïðÎÏ][\u0080-\u00bf{_CP1252}]{{1,3}}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE)


def find(text: str) -> Iterator[Damage]:
    """Yield what a reader of a post would stumble over, each kind once."""
    placeholder = _PLACEHOLDER.search(text)
    if placeholder is not None:
        yield _placeholder(placeholder[0])
    broken = next((one[0] for one in _MISREAD.finditer(text) if _is_misread(one[0])), None)
    if broken is not None:
        yield Damage(
            "mojibake",
            _("%(found)r is UTF-8 that was read as other letters. Save the file as UTF-8 again.") % {"found": broken},
        )
    if "\ufffd" in text:
        yield Damage(
            "mojibake",
            _("%(found)r has a letter that was lost on the way (\ufffd). Type it again.") % {"found": _around(text)},
        )
    for code, pattern, what in (
        ("spreadsheet-error", _SPREADSHEET, _("%(found)r is a spreadsheet's error in place of a text.")),
        ("escape", _ESCAPE, _("%(found)r is a line break or a character that a program wrote out; type it.")),
        ("markup", _ENTITY, _("%(found)r is a character as web pages write it; type the character.")),
        ("markup", _TAG, _("%(found)r is a tag of a web page, which LinkedIn shows as it stands; remove it.")),
    ):
        found = pattern.search(text)
        if found is not None:
            yield Damage(code, what % {"found": found[0][:60]})


def in_name(external_id: str) -> Iterator[Damage]:
    """Yield what is wrong with the name that a thing has in its source."""
    if _SCIENTIFIC.fullmatch(external_id):
        message = _("A spreadsheet shortened this number to %(found)r, so others may have the same. Format as text.")
        yield Damage("scientific-id", message % {"found": external_id})


def _placeholder(found: str) -> Damage:
    message = _("%(found)r is filled in by no one here, and posted as it stands. Write it out.")
    if _LINK_MEANT.fullmatch(found):
        message = _("%(found)r is posted with its brackets. Write {link}, with one of each.")
    return Damage("foreign-placeholder", message % {"found": found})


def _is_misread(text: str) -> bool:
    data = b"".join(_BYTES.get(letter) or letter.encode("latin-1") for letter in text)
    for length in range(2, len(data) + 1):
        try:
            return len(data[:length].decode()) == 1
        except UnicodeDecodeError:
            continue
    return False


def _around(text: str) -> str:
    place = text.index("\ufffd")
    return text[max(0, place - 15) : place + 15]
