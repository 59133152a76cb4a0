"""Read JSON as strictly in Python as in JavaScript (js/reading.js is the twin; keep the two alike).

The rules are those of I-JSON (RFC 7493): UTF-8 without a byte order mark, no name twice in one object, no half of a
surrogate pair, no number beyond the range of a double. The stock ``json`` lets all of these through, and NaN besides.
"""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 100
"""How many lists and objects may stand inside each other; Python's parser gives up somewhere below 1,000."""

_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)


class UnreadableError(ValueError):
    """The text is no JSON document that both sides would read alike; the argument says why."""


def read_json(data: bytes) -> Any:
    """Return the document, or raise :class:`UnreadableError`."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise UnreadableError("not UTF-8") from None
    if text.startswith("\ufeff"):
        raise UnreadableError("begins with a byte order mark")
    if _depth(text) > DEEPEST:
        raise UnreadableError(f"nested deeper than {DEEPEST}")
    reader = _Reader()
    try:
        document = json.loads(
            text,
            object_pairs_hook=reader.object,
            parse_int=reader.integer,
            parse_float=reader.float,
            parse_constant=reader.constant,
        )
    except ValueError:
        raise UnreadableError("not JSON") from None
    if reader.broken or not _is_well_formed(document):
        raise UnreadableError("has half a surrogate pair")
    if reader.repeated:
        raise UnreadableError(f"has the name {quoted(min(reader.repeated, key=javascript_order))} twice in one object")
    if reader.too_large:
        raise UnreadableError("has a number too large for JavaScript")
    return document


class _Reader:
    """Notes what Python's parser lets through. Raises nothing, so that a fault of syntax further on is told first."""

    def __init__(self) -> None:
        self.repeated: set[str] = set()
        self.broken = False
        self.too_large = False

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                self.repeated.add(name)
            self.broken = self.broken or not (_is_well_formed(name) and _is_well_formed(value))
            found[name] = value
        return found

    def integer(self, digits: str) -> int | float:
        return int(digits) if len(digits) < 20 else self.float(digits)

    def float(self, digits: str) -> float:
        number = float(digits)
        self.too_large = self.too_large or number in (float("inf"), float("-inf"))
        return number

    def constant(self, name: str) -> None:
        raise ValueError(name)


def _depth(text: str) -> int:
    deepest = depth = 0
    for token in _TOKENS.findall(text):
        if token in ("[", "{"):
            depth += 1
            deepest = max(deepest, depth)
        elif token in ("]", "}"):
            depth -= 1
    return deepest


def _is_well_formed(value: Any) -> bool:
    """Whether a text or the texts of a list are well formed; objects have been looked at as they were read."""
    if isinstance(value, str):
        return is_well_formed(value)
    return not isinstance(value, list) or all(map(_is_well_formed, value))


def is_well_formed(text: str) -> bool:
    """Whether UTF-8 can carry the text: it has no half of a surrogate pair."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def quoted(text: str) -> str:
    """Return text as JSON writes it, so that it stays on one line."""
    return json.dumps(text, ensure_ascii=False)


def javascript_order(text: str) -> bytes:
    """Return a sort key that orders text as JavaScript does, by UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")
