"""What every document has in common: requests are closed, responses are open, some are unions or lists.

See ``docs/adr/2026-11-23-new-response-fields.md`` for why a response may carry fields that an older client does not know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError

from vertel_schema.fields import Integer, load_items

UNKNOWN_FIELD = "This field is not known here."
NOT_AN_OBJECT = "Expected an object."
NOT_A_LIST = "Expected a list."


class Document(Schema):
    """A JSON object. Its docstring is its description."""

    error_messages = {"unknown": UNKNOWN_FIELD, "type": NOT_AN_OBJECT}  # noqa: RUF012  marshmallow reads it so

    class Meta:
        """Keep the fields in the order in which they are written down."""

        unknown = RAISE


class Request(Document):
    """What a client sends. Unknown fields are refused: they are misspelt, or the server is too old for them."""


class Response(Document):
    """What the server answers. Unknown fields are ignored: they are newer than the reader."""

    class Meta:
        """An open object."""

        unknown = EXCLUDE


class Query(Document):
    """What stands behind the question mark of a URL. Not a JSON document, so not part of the exported schemas."""

    def load(self, data: Mapping[str, Any], **_: Any) -> Any:  # type: ignore[override]
        """Load; in a URL a number is written as text, so digits are read first."""
        return super().load({name: self._read(name, data[name]) for name in data})

    def _read(self, name: str, text: Any) -> Any:
        digits = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 16
        return int(text) if digits and isinstance(self.fields.get(name), Integer) else text


class OneOf(Document):
    """A document of one of several closed forms, told apart by one field.

    ``tag`` names a field whose value picks the form; without a tag, the field whose presence picks it is the key.
    """

    tag: ClassVar[str | None] = None
    forms: ClassVar[Mapping[str, type[Request]]] = {}

    def load(self, data: Any, **_: Any) -> Any:
        """Load as the form that the document says it is."""
        if not isinstance(data, Mapping):
            raise ValidationError({"_schema": [NOT_AN_OBJECT]})
        form = self._pick(data)
        return _instance(form).load(dict(data))

    def _pick(self, data: Mapping[str, Any]) -> type[Request]:
        if self.tag is not None:
            value = data.get(self.tag)
            if isinstance(value, str) and value in self.forms:
                return self.forms[value]
            raise ValidationError({self.tag: [f"Expected {' or '.join(self.forms)}."]})
        for key, form in self.forms.items():
            if key in data:
                return form
        raise ValidationError({"_schema": [f"Expected one of the fields {' or '.join(self.forms)}."]})


class ListOf(Document):
    """A document that is a list, within bounds."""

    item: ClassVar[type[Document]]
    min_items: ClassVar[int] = 1
    max_items: ClassVar[int] = 100

    def load(self, data: Any, **_: Any) -> Any:
        """Load every item; errors stand under the item's index."""
        if not isinstance(data, Sequence) or isinstance(data, str):
            raise ValidationError({"_schema": [NOT_A_LIST]})
        if not self.min_items <= len(data) <= self.max_items:
            raise ValidationError({"_schema": [f"Expected a list of {self.min_items} to {self.max_items} items."]})
        schema = _instance(self.item)
        return load_items(data, schema.load)


_instances: dict[type[Document], Document] = {}


def _instance(schema: type[Document]) -> Document:
    """Return the one instance of a class: making one costs more than loading with it."""
    if schema not in _instances:
        _instances[schema] = schema()
    return _instances[schema]


def faults(messages: Any, pointer: str = "") -> list[dict[str, str]]:
    """Flatten marshmallow's error messages to ``[{"pointer": "/captions/0/text", "message": "..."}]``.

    The pointers are JSON pointers (RFC 6901) into the refused document; the empty one means the whole of it.
    """
    if isinstance(messages, Mapping):
        found: list[dict[str, str]] = []
        for key, below in messages.items():
            step = "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            found += faults(below, pointer + step)
        return found
    if isinstance(messages, list):
        return [fault for message in messages for fault in faults(message, pointer)]
    return [{"pointer": pointer, "message": str(messages)}]
