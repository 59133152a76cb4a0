"""What a server answered, as text, JSON or XML: each read once, within limits, whatever the bytes are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

import defusedxml.ElementTree
import defusedxml.sax
import orjson
from defusedxml import DefusedXmlException

from vertel.imports.feeds import errors
from vertel.imports.feeds.errors import FeedError

DEEPEST = 100
"""Elements within each other. What is nested deeper makes parsers slow, and no feed is."""

MOST_ELEMENTS = 200_000
BEGINNING = 4000
"""Characters in which the outermost element is looked for."""

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]{0,200}\?>")
_ENCODING = re.compile(rb"""<(?:\?xml|meta)\b[^<>]{0,200}?(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9._-]{1,40})""")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,100})")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_KNOWN_TO_XML = {"amp", "lt", "gt", "quot", "apos"}


@dataclass(frozen=True)
class Answer:
    """An answer with status 200.

    :ivar url: where it came from in the end.
    :ivar charset: what the header ``Content-Type`` says of it.
    :ivar is_complete: whether the server said how long it is, so that a connection that broke would have been noticed.
    """

    url: str
    media_type: str
    charset: str | None
    body: bytes
    is_complete: bool = False

    @cached_property
    def text(self) -> str:
        """The body as text; a byte that is none of its encoding becomes a replacement character."""
        for encoding in self._encodings():
            try:
                return self.body.decode(encoding)
            except (LookupError, UnicodeDecodeError, ValueError):
                continue
        return self.body.decode(errors="replace")

    @cached_property
    def json(self) -> Any:
        """The JSON that it is, null when it is none."""
        if not self.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            return None
        try:
            return orjson.loads(self.text.lstrip("\ufeff").encode(errors="replace"))
        except ValueError:
            return None

    @property
    def object(self) -> Mapping[str, Any]:
        """The JSON object that it is, empty when it is none."""
        return self.json if isinstance(self.json, dict) else {}

    @cached_property
    def root(self) -> str:
        """The name of the outermost element when it is XML, without its namespace; else empty."""
        found = _FIRST_TAG.search(_COMMENT.sub("", self.text[:BEGINNING]))
        return found[1].rpartition(":")[2] if found else ""

    @cached_property
    def xml(self) -> bytes:
        """The XML that it is, in UTF-8, checked: well-formed, not nested deep, without entities of its own.

        :raises FeedError: it is not.
        """
        text = _NOT_IN_XML.sub("", _DECLARATION.sub("", self.text.lstrip("\ufeff"), count=1))
        data = _NAMED.sub(_as_number, text).strip().encode()
        _check(data)
        return data

    def tree(self) -> Any:
        """Return the outermost element of the XML that it is; raise :class:`FeedError` when it is none."""
        return defusedxml.ElementTree.fromstring(self.xml)

    def _encodings(self) -> list[str]:
        """Return the encodings to try: a byte order mark says it for sure, others are often wrong."""
        marked = next((name for mark, name in BOMS if self.body.startswith(mark)), None)
        declared = _ENCODING.search(self.body[:1000])
        said = [self.charset, declared[1].decode() if declared else None]
        return [name for name in (marked, "utf-8", *said, "cp1252") if name]


class _Limits(ContentHandler):
    """Refuses XML that is nested too deep, or has too many elements."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._elements = 0

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: ARG002, N802  SAX calls it so
        self._depth, self._elements = self._depth + 1, self._elements + 1
        if self._depth > DEEPEST:
            raise FeedError(errors.DEEP_XML % {"most": DEEPEST})
        if self._elements > MOST_ELEMENTS:
            raise FeedError(errors.MANY_ELEMENTS % {"most": f"{MOST_ELEMENTS:,}"})

    def endElementNS(self, name: Any, qname: Any) -> None:  # noqa: ARG002, N802  SAX calls it so
        self._depth -= 1


def _check(data: bytes) -> None:
    parser = defusedxml.sax.make_parser()
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(_Limits())
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise FeedError(errors.OWN_ENTITIES) from error
    except SAXException as error:
        raise FeedError(_about_malformed(error)) from error


def _about_malformed(error: SAXException) -> str:
    line = getattr(error, "getLineNumber", lambda: None)()
    return (errors.BAD_XML_LINE if line else errors.BAD_XML) % {"why": error.getMessage(), "line": line}


def _as_number(found: re.Match[str]) -> str:
    """Return an entity of HTML as XML knows it too, such as ``&#160;`` for ``&nbsp;``."""
    letters = html5.get(f"{found[1]};") if found[1] not in _KNOWN_TO_XML else None
    return "".join(f"&#{ord(letter)};" for letter in letters) if letters else found[0]
