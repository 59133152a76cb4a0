"""What every field has in common: one rule, written both as Python and as JSON Schema, and one message.

marshmallow's own fields accept what JSON Schema refuses (``"3"`` for an integer, ``"yes"`` for a boolean, dates in
several forms), so a document could pass on one side and fail on the other. A portable field checks the JSON value
itself in :meth:`Portable.read` and states the same rule in :meth:`Portable.rule`.
"""

from __future__ import annotations

from typing import Any, Literal

from marshmallow import ValidationError, missing
from marshmallow import fields as stock

JsonSchema = dict[str, Any]

REQUIRED = "This field is required."


class Portable(stock.Field[Any]):
    """A field whose rule can be written both here and as JSON Schema.

    :param doc: what the field means, in one sentence; becomes ``description``.
    :param nullable: whether ``null`` is accepted.
    :param default: the value when the field is missing from a request; without it the field is required
        unless ``optional`` is true.
    :param example: a value that shows the form; becomes ``examples``. A class of one fixed form has a ``sample`` that
        serves where a field has no example of its own.
    :param about: what the field tells about colleagues, for ``GET /me/transparency``: ``group`` is a number about at
        least five people, ``everyone`` one about the whole organisation, ``signed`` is told only of who chose it,
        ``words`` are what a colleague wrote or showed.
    :param told: ``doc`` in the words of a colleague who reads what is told about them, where ``doc`` has terms of the
        API in it.

    A refused value has one message, ``Expected ...``, made from ``expected``. It is exported as ``x-expected``, so that
    the npm package reports the same words.
    """

    expected: str = "a value"
    sample: Any = missing

    def __init__(  # noqa: PLR0913  each is a part of the rule or of its words, by name
        self,
        doc: str,
        *,
        optional: bool = False,
        nullable: bool = False,
        default: Any = missing,
        example: Any = missing,
        about: Literal["group", "everyone", "signed", "words"] | None = None,
        told: str | None = None,
    ) -> None:
        super().__init__(required=not optional and default is missing, allow_none=nullable, load_default=default)
        self.doc = doc
        self.example = self.sample if example is missing else example
        self.about = about
        self.told = told or doc
        self.nullable = nullable
        if nullable:
            self.expected = f"{self.expected}, or null"

    def fail(self) -> ValidationError:
        """Return the error to raise for a refused value."""
        return ValidationError(f"Expected {self.expected}.")

    def read(self, value: Any) -> Any:
        """Turn a JSON value that is not null into the Python value, or raise :meth:`fail`."""
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        """Turn a Python value that is not ``None`` into the JSON value."""
        return value

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
            words["default"] = self._default()
        return schema | words

    def deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        """Read a value, with what marshmallow does around it left out: a portable field has no other validators."""
        if value is missing:
            if self.required:
                raise ValidationError(REQUIRED)
            return self._default()
        if value is not None:
            return self.read(value)
        if self.nullable:
            return None
        raise self.fail()

    def _default(self) -> Any:
        return self.load_default() if callable(self.load_default) else self.load_default

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else self.write(value)


def _or_null(schema: JsonSchema) -> JsonSchema:
    if "enum" in schema:
        return schema | {"type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
