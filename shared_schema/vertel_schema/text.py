"""Fields of text: free text, and ASCII text of one fixed form."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from vertel_schema import patterns
from vertel_schema.portable import JsonSchema, Portable
from vertel_schema.reading import is_well_formed


class Text(Portable):
    """Text of several lines: no control characters, no direction overrides, no lone surrogates, not blank.

    Lengths are counted in code points, as JSON Schema does. Line ends become ``\\n`` on reading.
    """

    kind = "text"
    pattern = patterns.TEXT
    min_length = 1
    _matches: ClassVar[Any] = staticmethod(re.compile(patterns.TEXT).fullmatch)

    def __init_subclass__(cls) -> None:
        """Compile the pattern once for the class."""
        cls._matches = staticmethod(re.compile(cls.pattern).fullmatch)

    def __init__(self, doc: str, *, max_length: int, **options: Any) -> None:
        self.max_length = max_length
        self.expected = f"{self.kind} of {self.min_length} to {max_length:,} characters, without control characters"
        super().__init__(doc, **options)

    def rule(self) -> JsonSchema:
        """Return the bounds, the pattern and the format for well-formed Unicode."""
        return {
            "type": "string",
            "minLength": self.min_length,
            "maxLength": self.max_length,
            "pattern": self.pattern,
            "format": "unicode",
        }

    def read(self, value: Any) -> str:
        """Return the text."""
        if (
            not isinstance(value, str)
            or not self.min_length <= len(value) <= self.max_length
            or not self._matches(value)
            or not is_well_formed(value)
        ):
            raise self.fail()
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value


class BlankOrText(Text):
    """Text that may also be empty or blank."""

    pattern = patterns.BLANK_OR_TEXT
    min_length = 0


class Line(Text):
    """One line of text; space around it is dropped."""

    kind = "one line of text"
    pattern = patterns.LINE

    def read(self, value: Any) -> str:
        """Return the line without the space around it."""
        return super().read(value).strip()


class Matching(Portable):
    """ASCII text of one fixed form. Subclasses give the pattern and may convert the text."""

    pattern = ""
    max_length: int | None = None
    format: str | None = None
    _matches: ClassVar[Any]

    def __init_subclass__(cls) -> None:
        """Compile the pattern once for the class."""
        cls._matches = staticmethod(re.compile(cls.pattern, re.ASCII).fullmatch)

    def rule(self) -> JsonSchema:
        """Return the pattern, with the length and the format where the class has them."""
        schema: JsonSchema = {"type": "string"}
        if self.max_length is not None:
            schema["maxLength"] = self.max_length
        schema["pattern"] = self.pattern
        if self.format is not None:
            schema["format"] = self.format
        return schema

    def convert(self, text: str) -> Any:
        """Turn text that matches into the Python value; ``ValueError`` refuses it."""
        return text

    def read(self, value: Any) -> Any:
        """Return the converted text."""
        if (
            not isinstance(value, str)
            or (self.max_length is not None and len(value) > self.max_length)
            or not self._matches(value)
        ):
            raise self.fail()
        try:
            return self.convert(value)
        except ValueError as error:
            raise self.fail() from error


class DateTime(Matching):
    """A moment in UTC, ``2026-11-23T09:30:00Z``; becomes an aware ``datetime``."""

    pattern = patterns.DATE_TIME
    format = "date-time"
    expected = "a time in UTC such as 2026-11-23T09:30:00Z"
    sample = "2026-11-23T09:30:00Z"

    def convert(self, text: str) -> datetime:
        """Read the time."""
        return datetime.fromisoformat(text)

    def write(self, value: datetime) -> str:
        """Write the time in UTC, in whole seconds."""
        return f"{value.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"


class Date(Matching):
    """A calendar date, ``2026-11-23``."""

    pattern = patterns.DATE
    format = "date"
    expected = "a date such as 2026-11-23"
    sample = "2026-11-23"

    def convert(self, text: str) -> date:
        """Read the date."""
        return date.fromisoformat(text)

    def write(self, value: date) -> str:
        """Write the date."""
        return value.isoformat()


class Id(Matching):
    """A UUID. Vertel makes version 7; a client may send any version of RFC 9562."""

    pattern = patterns.UUID
    format = "uuid"
    expected = "a UUID such as 019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"
    sample = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"

    def convert(self, text: str) -> uuid.UUID:
        """Read the UUID."""
        return uuid.UUID(text)

    def write(self, value: uuid.UUID) -> str:
        """Write the UUID in lower case."""
        return str(value)


class Language(Matching):
    """A BCP 47 tag of language, script and region; put into its usual letter case."""

    pattern = patterns.LANGUAGE
    expected = "a language tag such as nl, en or pt-BR"
    sample = "nl"

    def convert(self, text: str) -> str:
        """Return the tag as ``nl``, ``pt-BR`` or ``zh-Hant-TW``."""
        first, *rest = text.split("-")
        return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


class Email(Matching):
    """An e-mail address, in lower case after reading."""

    pattern = patterns.EMAIL
    max_length = 254
    expected = "an e-mail address such as noor@example.nl"
    sample = "noor@example.nl"

    def convert(self, text: str) -> str:
        """Return the address in lower case, so that one mailbox is one employee."""
        return text.lower()


class HttpsUrl(Matching):
    """An https address in plain ASCII without user name, space or backslash, at most 2,000 characters."""

    pattern = patterns.HTTPS_URL
    max_length = 2000
    expected = "an https:// address without spaces, user name or accents (percent-encode those)"
    sample = "https://werkenbij.example.nl/monteur-zwolle"


class WebUrl(Matching):
    """An http or https address that Vertel itself hands out."""

    pattern = patterns.WEB_URL
    max_length = 2000
    expected = "an http:// or https:// address"
    sample = "https://vertel.example.nl/"


class Code(Matching):
    """The last part of a tracked link, in lower case after reading."""

    pattern = patterns.CODE
    expected = "1 to 64 letters, digits and inner hyphens"
    sample = "k7qm4tr"

    def convert(self, text: str) -> str:
        """Return the code in lower case: links are not case-sensitive."""
        return text.lower()


class Slug(Matching):
    """A name for machines, such as a team's."""

    pattern = patterns.SLUG
    expected = "1 to 64 lower-case letters, digits and inner hyphens"
    sample = "techniek"


class Token(Matching):
    """A code or token as a client holds it: printable ASCII."""

    pattern = patterns.TOKEN
    expected = "1 to 512 printable ASCII characters"


class Color(Matching):
    """A colour of sRGB, ``#1b6b4f``; in lower case after reading."""

    pattern = patterns.COLOR
    expected = "a colour such as #1b6b4f"
    sample = "#1b6b4f"

    def convert(self, text: str) -> str:
        """Return the colour in lower case."""
        return text.lower()
