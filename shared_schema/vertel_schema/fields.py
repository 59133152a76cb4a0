"""Field classes that mean the same to marshmallow and to every JSON Schema validator.

marshmallow's own fields accept what JSON Schema refuses (``"3"`` for an integer, ``"yes"`` for a boolean, dates in
several forms), so a document could pass on one side and fail on the other. Each class here checks the JSON value itself
and states the same rule as JSON Schema in :meth:`Portable.json_schema`.

One field has one message, ``Expected ...``, made from ``expected``. It is exported as ``x-expected``, so that the npm
validators report the same words.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, missing
from marshmallow import fields as stock

JsonSchema = dict[str, Any]

REQUIRED = "This field is required."

MAX_SAFE_INTEGER = 2**53 - 1
"""The largest integer that JavaScript tells from its neighbours."""

# Written as the characters themselves, not as escapes of one regex dialect, so that any engine reads the pattern.
_CONTROL = f"{chr(0)}-{chr(8)}{chr(0x0B)}-{chr(0x1F)}{chr(0x7F)}-{chr(0x9F)}"
_BIDI = f"{chr(0x202A)}-{chr(0x202E)}{chr(0x2066)}-{chr(0x2069)}"
_BREAKS = f"{chr(9)}{chr(10)}{chr(0x2028)}{chr(0x2029)}"
_BLANK = f" {chr(0xA0)}{chr(0x1680)}{chr(0x2000)}-{chr(0x200B)}{chr(0x202F)}{chr(0x205F)}{chr(0x3000)}{chr(0xFEFF)}"

_IN_TEXT = f"[^{_CONTROL}{_BIDI}]"
_IN_LINE = f"[^{_CONTROL}{_BIDI}{_BREAKS}]"
_INK = f"[^{_CONTROL}{_BIDI}{_BREAKS}{_BLANK}]"

TEXT_PATTERN = f"^{_IN_TEXT}*{_INK}{_IN_TEXT}*$"
LINE_PATTERN = f"^{_IN_LINE}*{_INK}{_IN_LINE}*$"
BLANK_OR_TEXT_PATTERN = f"^{_IN_TEXT}*$"
DATE_PATTERN = "^(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
DATE_TIME_PATTERN = DATE_PATTERN[:-1] + r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z$"
UUID_PATTERN = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"
LANGUAGE_PATTERN = "^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?$"
EMAIL_PATTERN = (
    "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
)
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?"
_AFTER_HOST = r"(?:[/?#](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*)?$"
HTTPS_PATTERN = f"^https://{_HOST}{_AFTER_HOST}"
WEB_PATTERN = f"^https?://{_HOST}{_AFTER_HOST}"


class Portable(stock.Field[Any]):
    """A field whose rule can be written both here and as JSON Schema.

    :param doc: what the field means, in one sentence; becomes ``description``.
    :param nullable: whether ``null`` is accepted.
    :param default: the value when the field is missing from a request; without it the field is required
        unless ``optional`` is true.
    :param example: a value that shows the form; becomes ``examples``.
    """

    expected: str = "a value"

    def __init__(
        self,
        doc: str,
        *,
        optional: bool = False,
        nullable: bool = False,
        default: Any = missing,
        example: Any = missing,
    ) -> None:
        super().__init__(required=not optional and default is missing, allow_none=nullable, load_default=default)
        self.doc = doc
        self.example = example
        self.nullable = nullable
        if nullable:
            self.expected = f"{self.expected}, or null"
        self.error_messages |= {"required": REQUIRED, "null": self.failure}

    @property
    def failure(self) -> str:
        """The message for every value that this field refuses."""
        return f"Expected {self.expected}."

    def fail(self) -> ValidationError:
        """Return the error to raise for a refused value."""
        return ValidationError(self.failure)

    def rule(self) -> JsonSchema:
        """Return the JSON Schema keywords of a value that is not null."""
        raise NotImplementedError

    def json_schema(self) -> JsonSchema:
        """Return this field as JSON Schema, with its words."""
        schema = self.rule()
        if self.nullable:
            schema = _or_null(schema)
        words: JsonSchema = {"description": self.doc, "x-expected": self.expected}
        if self.example is not missing:
            words["examples"] = [self.example]
        if self.load_default is not missing:
            words["default"] = self.load_default
        return schema | words


def _or_null(schema: JsonSchema) -> JsonSchema:
    if "enum" in schema:
        return schema | {"type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


class Text(Portable):
    """Text of several lines: no control characters, no direction overrides, no lone surrogates, not blank.

    Lengths are counted in code points, as JSON Schema does.
    """

    kind = "text"
    pattern = TEXT_PATTERN
    min_length = 1
    _regex: ClassVar[re.Pattern[str]] = re.compile(TEXT_PATTERN)

    def __init_subclass__(cls) -> None:
        """Compile the pattern once for the class."""
        cls._regex = re.compile(cls.pattern)

    def __init__(self, doc: str, *, max_length: int, **options: Any) -> None:
        self.max_length = max_length
        self.expected = f"{self.kind} of {self.min_length} to {max_length:,} characters"
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

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if (
            not isinstance(value, str)
            or not self.min_length <= len(value) <= self.max_length
            or not self._regex.fullmatch(value)
            or not _is_well_formed(value)
        ):
            raise self.fail()
        return value


class BlankOrText(Text):
    """Text that may also be empty or blank."""

    pattern = BLANK_OR_TEXT_PATTERN
    min_length = 0


class Line(Text):
    """One line of text; space around it is dropped."""

    kind = "one line of text"
    pattern = LINE_PATTERN

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return str(super()._deserialize(value, *args, **kwargs)).strip()


def _is_well_formed(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Matching(Portable):
    """ASCII text of one fixed form. Subclasses give the pattern and may convert the text."""

    pattern = ""
    max_length: int | None = None
    format: str | None = None

    def __init_subclass__(cls) -> None:
        """Compile the pattern once for the class."""
        cls._regex = re.compile(cls.pattern, re.ASCII)

    _regex: ClassVar[re.Pattern[str]]

    def rule(self) -> JsonSchema:
        """Return the pattern, with the length and the format where the class has them."""
        schema: JsonSchema = {"type": "string", "pattern": self.pattern}
        if self.max_length is not None:
            schema["maxLength"] = self.max_length
        if self.format is not None:
            schema["format"] = self.format
        return schema

    def convert(self, text: str) -> Any:
        """Turn text that matches into the Python value; ``ValueError`` refuses it."""
        return text

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if (
            not isinstance(value, str)
            or (self.max_length is not None and len(value) > self.max_length)
            or not self._regex.fullmatch(value)
        ):
            raise self.fail()
        try:
            return self.convert(value)
        except ValueError as error:
            raise self.fail() from error


class DateTime(Matching):
    """A moment in UTC, ``2026-11-23T09:30:00Z``; becomes an aware ``datetime``."""

    pattern = DATE_TIME_PATTERN
    format = "date-time"
    expected = "a time in UTC such as 2026-11-23T09:30:00Z"

    def convert(self, text: str) -> datetime:
        """Read the time."""
        return datetime.fromisoformat(text)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Date(Matching):
    """A calendar date, ``2026-11-23``."""

    pattern = DATE_PATTERN
    format = "date"
    expected = "a date such as 2026-11-23"

    def convert(self, text: str) -> date:
        """Read the date."""
        return date.fromisoformat(text)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else value.isoformat()


class Id(Matching):
    """A UUID. Vertel makes version 7; a client may send any version of RFC 9562."""

    pattern = UUID_PATTERN
    format = "uuid"
    expected = "a UUID such as 019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"

    def convert(self, text: str) -> uuid.UUID:
        """Read the UUID."""
        return uuid.UUID(text)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else str(value)


class Language(Matching):
    """A BCP 47 tag of language, script and region; put into its usual letter case."""

    pattern = LANGUAGE_PATTERN
    expected = "a language tag such as nl, en or pt-BR"

    def convert(self, text: str) -> str:
        """Return the tag as ``nl``, ``pt-BR`` or ``zh-Hant-TW``."""
        first, *rest = text.split("-")
        return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


class Email(Matching):
    """An e-mail address, in lower case after reading."""

    pattern = EMAIL_PATTERN
    max_length = 254
    expected = "an e-mail address such as noor@example.nl"

    def convert(self, text: str) -> str:
        """Return the address in lower case, so that one mailbox is one employee."""
        return text.lower()


class HttpsUrl(Matching):
    """An https address in plain ASCII without user name, space or backslash, at most 2,000 characters."""

    pattern = HTTPS_PATTERN
    max_length = 2000
    expected = "an https:// address without spaces, user name or accents (percent-encode those)"


class WebUrl(Matching):
    """An http or https address that Vertel itself hands out."""

    pattern = WEB_PATTERN
    max_length = 2000
    expected = "an http:// or https:// address"


class Code(Matching):
    """The last part of a tracked link, in lower case after reading."""

    pattern = "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$"
    expected = "1 to 64 letters, digits and inner hyphens"

    def convert(self, text: str) -> str:
        """Return the code in lower case: links are not case-sensitive."""
        return text.lower()


class Slug(Matching):
    """A name for machines, such as a team's."""

    pattern = "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
    expected = "1 to 64 lower-case letters, digits and inner hyphens"


class Token(Matching):
    """A code or token as a client holds it: printable ASCII."""

    pattern = "^[!-~](?:[ -~]{0,510}[!-~])?$"
    expected = "1 to 512 printable ASCII characters"


class Integer(Portable):
    """A whole number that JavaScript can hold. ``1.0`` is whole; ``true`` and ``"1"`` are not numbers."""

    def __init__(self, doc: str, *, minimum: int = 0, maximum: int = MAX_SAFE_INTEGER, **options: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        self.expected = f"a whole number from {minimum} to {maximum}"
        super().__init__(doc, **options)

    def rule(self) -> JsonSchema:
        """Return type and bounds."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        whole = (isinstance(value, int) and not isinstance(value, bool)) or (
            isinstance(value, float) and value.is_integer()
        )
        if not whole or not self.minimum <= value <= self.maximum:
            raise self.fail()
        return int(value)


class Number(Portable):
    """A finite number between two bounds, both allowed."""

    def __init__(self, doc: str, *, minimum: float, maximum: float, **options: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        self.expected = f"a number from {minimum:g} to {maximum:g}"
        super().__init__(doc, **options)

    def rule(self) -> JsonSchema:
        """Return type and bounds."""
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail()
        if not self.minimum <= value <= self.maximum:
            raise self.fail()
        return float(value)


class Boolean(Portable):
    """``true`` or ``false``, nothing that resembles them."""

    expected = "true or false"

    def rule(self) -> JsonSchema:
        """Return the type."""
        return {"type": "boolean"}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, bool):
            raise self.fail()
        return value


class Choice(Portable):
    """One of a fixed set of words."""

    def __init__(self, doc: str, choices: Sequence[str], **options: Any) -> None:
        self.choices = tuple(choices)
        self.expected = " or ".join([", ".join(self.choices[:-1]), self.choices[-1]]) if choices[1:] else choices[0]
        super().__init__(doc, **options)

    def rule(self) -> JsonSchema:
        """Return the words."""
        return {"type": "string", "enum": list(self.choices)}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str) or value not in self.choices:
            raise self.fail()
        return value


class Items(Portable):
    """A list of values of one kind, within bounds, without repetition where asked.

    Only lists of text may ask for ``unique``: JSON Schema compares whole values, and text is where both sides agree.
    """

    def __init__(
        self,
        doc: str,
        item: Portable,
        *,
        min_items: int = 0,
        max_items: int,
        unique: bool = False,
        **options: Any,
    ) -> None:
        self.item, self.min_items, self.max_items, self.unique = item, min_items, max_items, unique
        if unique and not isinstance(item, Text | Matching | Choice):
            raise TypeError("only lists of text can be unique")
        self.expected = f"a list of {min_items} to {max_items:,} {'different ' if unique else ''}items"
        super().__init__(doc, **options)

    def rule(self) -> JsonSchema:
        """Return bounds and the item's schema."""
        schema: JsonSchema = {
            "type": "array",
            "items": self.item.json_schema(),
            "minItems": self.min_items,
            "maxItems": self.max_items,
        }
        return schema | {"uniqueItems": True} if self.unique else schema

    def _bind_to_schema(self, field_name: str, parent: Schema | stock.Field[Any]) -> None:
        super()._bind_to_schema(field_name, parent)
        self.item._bind_to_schema(field_name, self)  # noqa: SLF001  as marshmallow's own List does

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if not isinstance(value, list) or not self.min_items <= len(value) <= self.max_items:
            raise self.fail()
        if self.unique and all(isinstance(item, str) for item in value) and len(set(value)) < len(value):
            raise self.fail()
        return load_items(value, lambda item: self.item.deserialize(item, attr, data, **kwargs))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        if value is None:
            return None
        return [self.item._serialize(item, attr, obj, **kwargs) for item in value]  # noqa: SLF001


def load_items(values: Sequence[Any], load: Any) -> list[Any]:
    """Load each value; collect the errors under the index of the value they belong to."""
    loaded, errors = [], {}
    for index, value in enumerate(values):
        try:
            loaded.append(load(value))
        except ValidationError as error:
            errors[index] = error.messages
    if errors:
        raise ValidationError(errors)
    return loaded


class Object(Portable):
    """An object of another schema class."""

    expected = "an object"

    def __init__(self, doc: str, schema: type[Schema], **options: Any) -> None:
        super().__init__(doc, **options)
        self.schema_class = schema
        self._schema: Schema | None = None

    @property
    def schema(self) -> Schema:
        """The nested schema, made once: making one costs more than loading with it."""
        if self._schema is None:
            self._schema = self.schema_class()
        return self._schema

    def rule(self) -> JsonSchema:
        """Return a reference; the exporter adds what it points to."""
        return {"$ref": f"#/$defs/{self.schema_class.__name__}"}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, dict):
            raise self.fail()
        return self.schema.load(value)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else self.schema.dump(value)
