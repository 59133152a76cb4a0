"""What the server says goes wrong: in each of its languages, and no sentence of it in English alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marshmallow import Schema

import vertel
from vertel.domain.links import destination_check
from vertel.domain.links.destination_check import Answer
from vertel.imports import contract_words
from vertel.translations.active import gettext, speaking
from vertel.translations.phrases import Phrases
from vertel_schema import DOCUMENTS
from vertel_schema.base import NOT_AN_OBJECT, UNKNOWN_FIELD, ListOf, OneOf, portable_fields
from vertel_schema.fields import Items, Object
from vertel_schema.portable import REQUIRED, Portable

SERVER = Path(vertel.__file__).parent
READ_BY_COLLEAGUES_AND_EDITORS = (
    "api/mails.py",
    "domain/digests",
    "domain/images",
    "domain/links",
    "domain/suggestions",
    "domain/voices",
    "http/parsing.py",
    "imports/bulk.py",
    "imports/contract_words.py",
    "imports/decoding.py",
    "imports/files.py",
    "imports/json_documents.py",
    "imports/link_csv.py",
    "imports/link_import.py",
    "imports/ownership.py",
    "imports/raw_row.py",
    "imports/reasons.py",
    "imports/suggestion_csv.py",
    "imports/suggestion_import.py",
    "imports/table.py",
)
"""Modules whose messages are told in the reader's language; what only administrators and programs read is English."""

SAYING = {
    "fault": 1, "refused": 1, "_warning": 2, "Damage": 1, "ConflictError": 0, "NotFoundError": 0, "StaleError": 0,
    "ForbiddenError": 0,
}  # fmt: skip
"""What is called with a message -> its place among the arguments."""


def sources() -> Iterator[Path]:
    for name in READ_BY_COLLEAGUES_AND_EDITORS:
        path = SERVER / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each message that is written out where it is said."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING):
            continue
        for said in node.args[SAYING[node.func.id] :][:1]:
            plain = [said] if isinstance(said, ast.Constant) else said.values if isinstance(said, ast.JoinedStr) else []
            text = "".join(str(one.value) for one in plain if isinstance(one, ast.Constant))
            if any(letter.isalpha() for letter in text):
                yield node.lineno, text


def test_nothing_is_said_to_colleagues_and_editors_in_english_alone() -> None:
    found = [
        f"{path.relative_to(SERVER)}:{line}: {text}"
        for path in sources()
        for line, text in untranslated(path.read_text("utf-8"))
    ]
    assert found == []


def test_a_message_that_is_written_out_where_it_is_said_is_found() -> None:
    assert [*untranslated('raise refused("", f"Expected {most} rows.")')] == [(1, "Expected  rows.")]
    assert [*untranslated('fault("/x", _("Expected %(most)d rows.") % {"most": 1})')] == []


def fields_of(schema: type[Schema], seen: set[type[Schema]]) -> Iterator[Portable]:
    if schema in seen:
        return
    seen.add(schema)
    if issubclass(schema, OneOf):
        for form in schema.forms.values():
            yield from fields_of(form, seen)
    elif issubclass(schema, ListOf):
        yield from fields_of(schema.item, seen)
    else:
        for field in portable_fields(schema).values():
            yield from nested(field, seen)


def nested(field: Portable, seen: set[type[Schema]]) -> Iterator[Portable]:
    yield field
    if isinstance(field, Items):
        yield from nested(field.item, seen)
    if isinstance(field, Object):
        yield from fields_of(field.schema_class, seen)


def contract_messages() -> list[str]:
    """All that the contract says when it refuses a document."""
    seen: set[type[Schema]] = set()
    fields = [field for schema in DOCUMENTS.values() for field in fields_of(schema, seen)]
    unions = [f"Expected {one.expected()}." for one in seen if issubclass(one, OneOf | ListOf)]
    return sorted({REQUIRED, UNKNOWN_FIELD, NOT_AN_OBJECT, *unions, *(str(one.fail().messages[0]) for one in fields)})


def test_every_message_of_the_contract_has_a_dutch_one() -> None:
    messages = contract_messages()
    assert len(messages) > 30
    with speaking("nl"):
        dutch = {message: contract_words.translated(message) for message in messages}
    english = {message: contract_words.translated(message) for message in messages}
    assert [message for message, told in dutch.items() if "Expected" in told or told == message] == []
    assert all(message == told for message, told in english.items())
    assert dutch["Expected a date such as 2026-11-23, or null."] == "Verwacht werd een datum zoals 2026-11-23, of null."
    assert dutch["This field is required."] == "Dit veld is nodig."


@pytest.mark.parametrize(
    ("answer", "dutch"),
    [
        (destination_check.NOT_ASKED, "Deze pagina is nog niet bekeken."),
        (Answer("gone", destination_check.SAYS_GONE % {"status": 410}), "De pagina zegt dat hij weg is (410)."),
        (
            Answer("unreachable", destination_check.NO_ANSWER % {"seconds": "5"}),
            "Er kwam geen antwoord binnen 5 seconden",
        ),
    ],
)
def test_what_a_page_answered_is_stored_in_english_and_read_in_dutch(answer: Answer, dutch: str) -> None:
    with speaking("nl"):
        assert destination_check.translated(answer.message).startswith(dutch)
    assert destination_check.translated(answer.message) == answer.message


def test_a_sentence_of_no_template_stays_as_it_is() -> None:
    phrases: Any = Phrases(["It answered %(status)s. It may refuse programs; look at it in a browser."])
    with speaking("nl"):
        assert phrases.translated("Something else.") == "Something else."


def test_a_language_is_spoken_for_as_long_as_it_is_asked_for() -> None:
    with speaking("nl"):
        assert gettext("This field is required.") == "Dit veld is nodig."
    assert gettext("This field is required.") == "This field is required."
