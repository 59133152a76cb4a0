"""Field classes that mean the same to marshmallow and to every JSON Schema validator; see portable.py for why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from marshmallow import Schema, ValidationError

from vertel_schema.portable import JsonSchema, Portable
from vertel_schema.text import (
    BlankOrText,
    Code,
    Color,
    Date,
    DateTime,
    Email,
    HttpsUrl,
    Id,
    Language,
    Line,
    Matching,
    Slug,
    Text,
    Token,
    WebUrl,
)

MAX_SAFE_INTEGER = 2**53 - 1
"""The largest integer that JavaScript tells from its neighbours."""


class Integer(Portable):
    """A whole number that JavaScript can hold. ``1.0`` is whole; ``true`` and ``"1"`` are not numbers."""

    def __init__(self, doc: str, *, minimum: int = 0, maximum: int = MAX_SAFE_INTEGER, **options: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        self.expected = f"a whole number from {minimum} to {maximum}"
        super().__init__(doc, **options)

    def rule(self) -> JsonSchema:
        """Return type and bounds."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}

    def read(self, value: Any) -> int:
        """Return the number as an ``int``."""
        whole = _is_number(value) and (isinstance(value, int) or value.is_integer())
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

    def read(self, value: Any) -> float:
        """Return the number as a ``float``."""
        if not _is_number(value) or not self.minimum <= value <= self.maximum:
            raise self.fail()
        return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class Boolean(Portable):
    """``true`` or ``false``, nothing that resembles them."""

    expected = "true or false"

    def rule(self) -> JsonSchema:
        """Return the type."""
        return {"type": "boolean"}

    def read(self, value: Any) -> bool:
        """Return the truth value."""
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

    def read(self, value: Any) -> str:
        """Return the word."""
        if not isinstance(value, str) or value not in self.choices:
            raise self.fail()
        return value


class Items(Portable):
    """A list of values of one kind, within bounds, without repetition where asked.

    Only lists of text may ask for ``unique``: JSON Schema compares whole values, and text is where both sides agree.
    Values that come to the same on reading (``nl`` and ``NL``) are kept once.
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

    def read(self, value: Any) -> list[Any]:
        """Return the list; errors stand under the item's index."""
        if not isinstance(value, list) or not self.min_items <= len(value) <= self.max_items:
            raise self.fail()
        if not self.unique:
            return load_items(value, self.item.deserialize)
        texts = [item for item in value if isinstance(item, str)]
        if len(set(texts)) < len(texts):
            raise self.fail()
        return list(dict.fromkeys(load_items(value, self.item.deserialize)))

    def write(self, value: Sequence[Any]) -> list[Any]:
        """Write every item."""
        return [None if item is None else self.item.write(item) for item in value]


def load_items(values: Sequence[Any], load: Callable[[Any], Any]) -> list[Any]:
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

    def read(self, value: Any) -> Any:
        """Load the object."""
        if not isinstance(value, dict):
            raise self.fail()
        return self.schema.load(value)

    def write(self, value: Any) -> Any:
        """Dump the object."""
        return self.schema.dump(value)


__all__ = [
    "BlankOrText", "Boolean", "Choice", "Code", "Color", "Date", "DateTime", "Email", "HttpsUrl", "Id", "Integer",
    "Items",
    "JsonSchema", "Language", "Line", "Matching", "Number", "Object", "Portable", "Slug", "Text", "Token", "WebUrl",
    "load_items",
]  # fmt: skip
