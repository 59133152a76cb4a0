"""What every document has in common: requests are closed, responses are open, some are unions or lists.

``docs/adr/2026-11-23-new-response-fields.md`` says why a response may carry fields that an older client does not know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, missing

from vertel_schema.fields import Integer, load_items
from vertel_schema.portable import REQUIRED, Portable
from vertel_schema.reading import javascript_order

if TYPE_CHECKING:
    from vertel_schema._generated.documents import FaultDict

UNKNOWN_FIELD = "This field is not known here."
NOT_AN_OBJECT = "Expected an object."


class Document(Schema):
    """A JSON object. Its docstring is its description."""

    class Meta:
        """A closed object."""

        unknown = RAISE

    def load(self, data: Any, **options: Any) -> Any:
        """Load a document, or raise ``ValidationError`` with every fault in it.

        Takes the place of marshmallow's loop, which spends two thirds of its time on hooks, partial loading and names
        that differ inside and outside: a document has none of these, and the exporter refuses them. What is unknown is
        the class's own business, so ``unknown`` is not listened to.
        """
        if options.get("many") or options.get("partial"):
            raise TypeError("a document is loaded whole and alone; for a list make a ListOf")
        if not isinstance(data, Mapping):
            raise ValidationError(NOT_AN_OBJECT)
        loaded: dict[str, Any] = {}
        errors: dict[str, Any] = {}
        for name, field in self.load_fields.items():
            try:
                loaded[name] = field.deserialize(data.get(name, missing))
            except ValidationError as error:
                errors[name] = error.messages
        if self.unknown == RAISE and not data.keys() <= self.load_fields.keys():
            unknown = sorted(data.keys() - self.load_fields.keys(), key=javascript_order)
            errors |= {name: [UNKNOWN_FIELD] for name in unknown}
        if errors:
            raise ValidationError(errors)
        return {name: value for name, value in loaded.items() if value is not missing}

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        """Write a mapping or an object as a document; what it lacks is left out, and what is not declared too.

        Takes the place of marshmallow's loop for the same reason as :meth:`load`.
        """
        if many:
            return [self.dump(one) for one in obj]
        found = obj.get if isinstance(obj, Mapping) else partial(getattr, obj)
        return {
            name: None if value is None else field.write(value)  # type: ignore[attr-defined]  # a Portable
            for name, field in self.dump_fields.items()
            if (value := found(name, missing)) is not missing
        }

    def validate(self, data: Any, **options: Any) -> Any:
        """Return the error messages of a document, empty when there is nothing wrong."""
        try:
            self.load(data, **options)
        except ValidationError as error:
            return error.messages
        return {}


class Request(Document):
    """What a client sends. Unknown fields are refused: they are misspelt, or the server is too old for them."""


class Response(Document):
    """What the server answers. Unknown fields are ignored: they are newer than the reader."""

    class Meta:
        """An open object."""

        unknown = EXCLUDE


class Query(Document):
    """What stands behind the question mark of a URL. Not a JSON document, so not part of the exported schemas."""

    def load(self, data: Any, **options: Any) -> Any:
        """Load; in a URL a number is written as text, so digits are read first."""
        return super().load({name: self._read(name, data[name]) for name in data}, **options)

    def _read(self, name: str, text: Any) -> Any:
        digits = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 16
        return int(text) if digits and isinstance(self.fields.get(name), Integer) else text


class OneOf(Document):
    """A document of one of several closed forms, told apart by one field.

    ``tag`` names a field whose value picks the form; without a tag, the field whose presence picks it is the key.
    """

    tag: ClassVar[str | None] = None
    forms: ClassVar[Mapping[str, type[Request]]] = {}

    @classmethod
    def expected(cls) -> str:
        """Say what tells the forms apart."""
        return " or ".join(cls.forms) if cls.tag is not None else f"one of the fields {' or '.join(cls.forms)}"

    def load(self, data: Any, **options: Any) -> Any:
        """Load as the form that the document says it is."""
        if not isinstance(data, Mapping):
            raise ValidationError(NOT_AN_OBJECT)
        return instance(self._pick(data)).load(data, **options)

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        """Write as the form that it is."""
        return [self.dump(one) for one in obj] if many else instance(self._pick(obj)).dump(obj)

    def _pick(self, data: Mapping[str, Any]) -> type[Request]:
        if self.tag is None:
            for key, form in self.forms.items():
                if key in data:
                    return form
            raise ValidationError(f"Expected {self.expected()}.")
        value = data.get(self.tag, missing)
        if value is missing:
            raise ValidationError({self.tag: [REQUIRED]})
        if not isinstance(value, str) or value not in self.forms:
            raise ValidationError({self.tag: [f"Expected {self.expected()}."]})
        return self.forms[value]


class ListOf(Document):
    """A document that is a list, within bounds."""

    item: ClassVar[type[Document]]
    min_items: ClassVar[int] = 1
    max_items: ClassVar[int] = 100

    @classmethod
    def expected(cls) -> str:
        """Say how many items there may be."""
        return f"a list of {cls.min_items} to {cls.max_items} items"

    def load(self, data: Any, **options: Any) -> Any:
        """Load every item; errors stand under the item's index."""
        if not isinstance(data, list) or not self.min_items <= len(data) <= self.max_items:
            raise ValidationError(f"Expected {self.expected()}.")
        schema = instance(self.item)
        return load_items(data, lambda item: schema.load(item, **options))

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        """Write every item."""
        return [self.dump(one) for one in obj] if many else instance(self.item).dump(obj, many=True)


_instances: dict[type[Document], Document] = {}


def instance(schema: type[Document]) -> Document:
    """Return the one instance of a class: making one costs as much as loading with it."""
    if schema not in _instances:
        _instances[schema] = schema()
    return _instances[schema]


def portable_fields(schema: type[Document]) -> dict[str, Portable]:
    """Return the fields of a class as they were written down; the exporter checks that they are portable."""
    return dict(schema._declared_fields)  # type: ignore[arg-type]  # noqa: SLF001  marshmallow has no public way to ask


def faults(messages: Any, pointer: str = "") -> list[FaultDict]:
    """Flatten error messages to ``[{"pointer": "/captions/0/text", "message": "..."}]``.

    The pointers are JSON pointers (RFC 6901) into the refused document; the empty one means the whole of it. Fields
    come in the order in which the class declares them, unknown ones last and sorted.
    """
    if isinstance(messages, Mapping):
        found: list[FaultDict] = []
        for key, below in messages.items():
            found += faults(below, pointer + "/" + str(key).replace("~", "~0").replace("/", "~1"))
        return found
    if isinstance(messages, Sequence) and not isinstance(messages, str):
        return [fault for message in messages for fault in faults(message, pointer)]
    return [{"pointer": pointer, "message": str(messages)}]
