"""Plain text out of what stands in a feed: no markup, nothing that steers a reader's screen, and not much of it."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3

LONGEST_MARKUP = 20_000
DEEPEST_MARKUP = 200
"""Tags within each other that are read: a parser of HTML takes minutes for some ten thousand."""

LONGEST_TEXT = 2000
JOINERS = "\u200c\u200d"
"""Invisible characters that letters of some languages, and emoji, are put together with."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BREAK = re.compile(r"<(?:/?(?:p|div|ul|ol|h[1-6]|tr|section|article|blockquote)|br|hr|/?li)\b[^<>]*>", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{+\s*link\s*\}+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")


def line(value: object, longest: int) -> str:
    """Return one line of plain text; empty when there is none."""
    text = " ".join(plain(value).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def plain(value: object) -> str:
    """Return the text of a piece of HTML, of its beginning where it is long; a blank line between paragraphs."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    markup = shallow(value[:LONGEST_MARKUP], DEEPEST_MARKUP)
    text = html.unescape(nh3.clean(_BREAK.sub("\n\n", markup), tags=set()))
    if "<" in text and ">" in text:  # escaped twice, as in many feeds
        text = html.unescape(nh3.clean(_BREAK.sub("\n\n", shallow(text, DEEPEST_MARKUP)), tags=set()))
    text = _PLACEHOLDER.sub("", "".join(filter(_is_harmless, unicodedata.normalize("NFC", text))))
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    return "\n\n".join(filter(None, paragraphs))[:LONGEST_TEXT].strip()


def beginning(text: str, longest: int) -> str:
    """Return the beginning of a text: whole sentences where some fit, else whole words and an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text[: longest + 1]
    ends = [found.end() for found in _SENTENCE_END.finditer(cut)]
    if ends and ends[-1] >= longest // 3:
        return cut[: ends[-1]].rstrip()
    return text[:longest].rsplit(None, 1)[0].rstrip(",;:")[: longest - 1] + "…"


def depth(markup: str, most: int) -> int | None:
    """Return where a piece of HTML becomes nested deeper than that; None when it never does."""
    level = 0
    for tag in _TAG.finditer(markup):
        if tag[2].lower() in _VOID:
            continue
        level = max(0, level - 1) if tag[1] else level + 1
        if level > most:
            return tag.start()
    return None


def shallow(markup: str, most: int) -> str:
    """Return the beginning of a piece of HTML, up to where it is nested too deep."""
    return markup[: depth(markup, most)]


def _is_harmless(letter: str) -> bool:
    return (
        letter in "\n\t "
        or letter in JOINERS
        or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
