"""The exporter writes every rule of a class down, and refuses every class with a rule that it cannot write."""

from collections.abc import Callable
from typing import Any

import pytest
from marshmallow import EXCLUDE, INCLUDE, Schema, fields, post_load, pre_load, validate, validates, validates_schema

from vertel_schema import DOCUMENTS, Query, Request, Response, export
from vertel_schema.base import OneOf, portable_fields
from vertel_schema.fields import Boolean, Choice, Integer, Items, Line, Object, Portable


class Small(Request):
    """A small document."""

    name = Line("A name.", max_length=10, example="Noor")
    count = Integer("A count.", nullable=True, default=None)


def field(made: Callable[[], Any]) -> type[Request]:
    """Return a class with one field."""
    return type("Odd", (Request,), {"odd": made()})


def with_validator() -> Portable:
    made = Boolean("Odd.")
    made.validators = [validate.Equal(True)]
    return made


def renamed(attribute: str, value: Any) -> Callable[[], Portable]:
    def make() -> Portable:
        made = Boolean("Odd.")
        setattr(made, attribute, value)
        return made

    return make


ODD_FIELDS: dict[str, Callable[[], Any]] = {
    "a stock field": fields.Integer,
    "a stock nested object": lambda: fields.Nested(Small),
    "a validator": with_validator,
    "another name outside": renamed("data_key", "other"),
    "another name inside": renamed("attribute", "other"),
    "only read": renamed("load_only", True),
    "only written": renamed("dump_only", True),
    "a list of stock fields": lambda: Items("Odd.", fields.Integer(), max_items=1),  # type: ignore[arg-type]
    "a list with a validator in it": lambda: Items("Odd.", with_validator(), max_items=1),
    "an object of a stock schema": lambda: Object("Odd.", Schema),
    "a list of objects of a stock schema": lambda: Items("Odd.", Object("Odd.", Schema), max_items=1),
}


@pytest.mark.parametrize("case", ODD_FIELDS)
def test_a_field_that_cannot_be_written_down_is_refused_by_name(case: str) -> None:
    with pytest.raises(TypeError, match=r"^Odd\.odd: "):
        export.document(field(ODD_FIELDS[case]))


class BeforeLoading(Small):
    @pre_load
    def change(self, data: Any, **_: Any) -> Any:
        return data


class AfterLoading(Small):
    @post_load
    def change(self, data: Any, **_: Any) -> Any:
        return data


class ChecksOneField(Small):
    @validates("name")
    def check(self, value: Any, **_: Any) -> None: ...


class ChecksAllFields(Small):
    @validates_schema
    def check(self, data: Any, **_: Any) -> None: ...


class LoadsByItself(Small):
    def load(self, data: Any, **_: Any) -> Any:
        return data


class HasAProperty(Small):
    @property
    def unknown(self) -> str:  # type: ignore[override]
        return EXCLUDE


class OpenRequest(Small):
    class Meta:
        unknown = EXCLUDE


class KeepsUnknown(Response):
    class Meta:
        unknown = INCLUDE


class ClosedResponse(Response):
    class Meta:
        """Says nothing of unknown fields, so marshmallow refuses them."""


class InTheUrl(Query):
    limit = Integer("How many.")


class InheritsCode(LoadsByItself):
    """The method is its parent's."""


@pytest.mark.parametrize(
    "schema",
    [
        BeforeLoading,
        AfterLoading,
        ChecksOneField,
        ChecksAllFields,
        LoadsByItself,
        HasAProperty,
        OpenRequest,
        KeepsUnknown,
        ClosedResponse,
        InTheUrl,
        InheritsCode,
    ],
)
def test_a_class_that_decides_in_code_or_is_open_where_it_should_not_be_is_refused(schema: type[Request]) -> None:
    with pytest.raises(TypeError):
        export.document(schema)
    nested = type("Holder", (Request,), {"part": Object("A part.", schema)})
    with pytest.raises(TypeError):
        export.document(nested)


def test_two_classes_of_one_name_are_refused() -> None:
    other = type("Small", (Request,), {"name": Boolean("Another.")})
    holder = type("Holder", (Request,), {"one": Object("One.", Small), "two": Object("Two.", other)})
    with pytest.raises(TypeError, match="two classes are called Small"):
        export.document(holder)


def test_a_class_is_written_with_all_its_rules_and_words() -> None:
    assert export.document(Small) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:vertel:schema:Small",
        "$comment": export.BANNER,
        "title": "Small",
        "description": "A small document.",
        "type": "object",
        "properties": {
            "name": {
                "type": "string",
                "minLength": 1,
                "maxLength": 10,
                "pattern": Line.pattern,
                "format": "unicode",
                "description": "A name.",
                "x-expected": "one line of text of 1 to 10 characters, without control characters",
                "examples": ["Noor"],
            },
            "count": {
                "type": ["integer", "null"],
                "minimum": 0,
                "maximum": 9007199254740991,
                "description": "A count.",
                "x-expected": "a whole number from 0 to 9007199254740991, or null",
                "default": None,
            },
        },
        "required": ["name"],
        "additionalProperties": False,
    }


def test_a_nullable_choice_may_be_null_and_a_default_is_made_anew() -> None:
    holder = type(
        "Holder",
        (Request,),
        {
            "word": Choice("A word.", ["a", "b"], nullable=True),
            "words": Items("Words.", Boolean("A word."), max_items=2, default=list),
        },
    )
    properties = export.document(holder)["properties"]
    assert properties["word"]["type"] == ["string", "null"]
    assert properties["word"]["enum"] == ["a", "b", None]
    assert properties["words"]["default"] == []


def test_a_union_says_what_tells_its_forms_apart() -> None:
    union = export.document(DOCUMENTS["TokenRequest"])
    forms = ["EnrolmentCodeGrant", "EmailCodeGrant", "DeviceCodeGrant", "RefreshTokenGrant"]
    device_code = "urn:ietf:params:oauth:grant-type:device_code"
    assert union["oneOf"] == [{"$ref": f"#/$defs/{name}"} for name in forms]
    assert union["x-tag"] == "grant_type"
    assert union["x-forms"] == ["enrolment_code", "email_code", device_code, "refresh_token"]
    assert export.document(DOCUMENTS["LinkRequest"])["x-expected"] == (
        "one of the fields suggestion_id or destination_url"
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_published_schema_is_self_contained_and_in_ascii(name: str) -> None:
    schema = export.document(DOCUMENTS[name])
    text = export.text(DOCUMENTS[name])
    assert text.isascii()
    assert all(f"#/$defs/{part}" in text for part in schema.get("$defs", {}))
    references = {part.split('"')[0] for part in text.split('"$ref": "')[1:]}
    assert references == {f"#/$defs/{part}" for part in schema.get("$defs", {})}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_example_and_default_is_a_value_that_its_field_accepts(name: str) -> None:
    for schema in classes_of(DOCUMENTS[name]):
        for written in portable_fields(schema).values():
            exported = written.json_schema()
            for value in exported.get("examples", []):
                assert written.deserialize(value) is not None
            assert "default" not in exported or written.deserialize(exported["default"]) == exported["default"]


def classes_of(schema: type[Any]) -> list[type[Any]]:
    """Return the classes with fields that a document is made of."""
    if issubclass(schema, OneOf):
        return list(schema.forms.values())
    parts = [written.item if isinstance(written, Items) else written for written in portable_fields(schema).values()]
    return [schema, *(below for part in parts if isinstance(part, Object) for below in classes_of(part.schema_class))]
