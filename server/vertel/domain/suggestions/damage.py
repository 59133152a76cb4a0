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


_NAMES = (
    r"(?i:link|url|naam|voornaam|achternaam|name|first[ _-]?name|last[ _-]?name|full[ _-]?name|company|bedrijf|functie"
    r"|vacature|job[ _-]?title|vorname|nachname|firma|pr[ée]nom|entreprise|nombre|empresa)"
)
"""What other programs fill in. Between signs that people use as well, such as in <3 and $100, nothing else is one."""

_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|<%[^%\n]{0,60}%>|[$#]\{[^{}\n]{1,60}\}|\{\d{1,2}\}"
    r"|\{(?!link\})[ ]?[A-Za-z_][\w .|-]{0,40}\}|\*\|[A-Z_:]{2,40}\|\*|%%?[A-Z][A-Z_]{2,40}%%?"
    r"|(?<![\w%])%[A-Za-z][\w.]{1,40}%(?!\w)|(?<![\d%])(?<!\d )%(?:\d{1,2}\$)?[sd@](?!\w)|@@[^@\s]{1,60}@@"
    r"|\[\[[^\[\]\n]{1,60}\]\]|<<[^<>\n]{1,60}>>"
    rf"|\[{_NAMES}\]|<{_NAMES}>|(?<![\w$])\${_NAMES}(?!\w)"
)
_LINK_MEANT = re.compile(r"\W*(?:link|url)\W*", re.IGNORECASE)
_SPREADSHEET = re.compile(
    r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|SPILL!|CALC!"  # English
    r"|NAAM\?|VERW!|WAARDE!|DEEL/0!|N/B|GETAL!|LEEG!"  # Dutch
    r"|BEZUG!|WERT!|ZAHL!|ÜBERLAUF!|NV\b"  # German
    r"|NOM\?|VALEUR!|NOMBRE!|NUL!"  # French
    r"|¿NOMBRE\?|¡(?:VALOR|REF|DIV/0|NUM|NULO|N/A)!|VALOR!|N/D|NOME\?|NÚM!|NULO!|VALORE!|RIF!|NULLO!"  # Southern
    r"|NAZWA\?|ARG!|ADR!|LICZBA!|DZIEL/0!|NÁZEV\?|HODNOTA!|ODKAZ!|ČÍSLO!|NÉV\?|ÉRTÉK!|HIV!|SZÁM!"  # Central
    r"|NAVN\?|NAMN\?|VÆRDI!|VERDI!|VÄRDEFEL!|REFERENS!|DIVISION/0!|I/T|SAKNAS!"  # Scandinavian
    r"|NIMI\?|ARVO!|VIITTAUS!|LUKU!|TYHJÄ!|JAKO/0!)"  # Finnish
    r"|\bErr:5\d\d\b|#{5,}"
)
_ESCAPE = re.compile(
    r"_x[0-9A-Fa-f]{4}_|(?<!:)\\(?:[nrt]|u[0-9a-fA-F]{4})|=(?:C[2-9A-F]|D[0-9A-F]|E[0-9A-F]|F[0-4])(?:=[89AB][0-9A-F])+"
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);")
_TAG = re.compile(
    r"</?(?:p|b|i|u|s|br|hr|a|div|span|strong|em|small|sub|sup|mark|code|pre|ul|ol|li|dl|dt|dd|h[1-6]|img|font|center|table"
    r"|caption|thead|tbody|tfoot|tr|td|th|script|style|link|meta|html|head|body|blockquote|section|article|header|footer|main"
    r"|nav|aside|figure|figcaption|picture|button|form|input|label|iframe|video|audio|svg|wbr|[a-z]\w{0,9}:[a-z]\w{0,20})"
    r"(?:\s[^<>\n]{0,300})?/?>|<!--|<!\[|<!doctype\b|<\?(?:xml|php)\b",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?://|mailto:|\{link\})[^()\s]{0,500}\)")
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
        (
            "markup",
            _MARKDOWN,
            _("%(found)r is Markdown, which LinkedIn shows as it stands; write the words and {link}."),
        ),
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
