"""What the server says goes wrong: in each of its languages, and no sentence of it in English alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from marshmallow import Schema

import vertel
from vertel.domain.channels import reasons as channel_reasons
from vertel.domain.links import destination_check
from vertel.domain.webhooks import reasons as webhook_reasons
from vertel.imports import contract_words
from vertel.imports.feeds import errors as feed_errors
from vertel.outbound import egress_policy
from vertel.translations.active import gettext, in_each_language, in_language_spoken, speaking
from vertel.translations.phrases import Phrases
from vertel_schema import DOCUMENTS
from vertel_schema.base import NOT_AN_OBJECT, UNKNOWN_FIELD, ListOf, OneOf, portable_fields
from vertel_schema.fields import Items, Object
from vertel_schema.portable import REQUIRED, Portable

SERVER = Path(vertel.__file__).parent
ROOMS = ("api", "auth", "domain", "http", "imports", "outbound", "worker")
READ_BY_NOBODY_WHO_CHOSE_A_LANGUAGE = {
    "api/scim": "directories",
    "auth/openid": "the log and `vertel doctor`; visitors get a page of api/sign_in/openid_notes.py",
    "api/sign_in/openid.py": "the log",
    "domain/backups": "the command line",
    "domain/people/identities.py": "the log",
    "domain/people/team_members.py": "directories",
    "domain/privacy/erasure_list.py": "the command line",
    "http/openapi.py": "programs: the description of the API",
    "outbound/mail.py": "the log and `vertel doctor`",
    "worker/mailer.py": "the log",
    "worker/node_health.py": "the log and `vertel doctor`",
    "worker/set_aside.py": "the command line",
}
"""Modules whose sentences are English alone -> who reads them."""

MARKS = {"_", "N_", "gettext", "ngettext"}
NO_MESSAGE = {"Blueprint", "Counter", "Gauge", "RuntimeError", "TypeError", "text", "doc", "alt_response", "response"}
"""What is called with texts that are documentation, SQL, or a fault of a programmer."""

_SENTENCE = re.compile(r"(?!SELECT )[A-Z{%]\S* .*[.?!:]", re.DOTALL)


def sources() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((SERVER / room).rglob("*.py")):
            name = path.relative_to(SERVER).as_posix()
            if not any(name == one or name.startswith(f"{one}/") for one in READ_BY_NOBODY_WHO_CHOSE_A_LANGUAGE):
                yield path


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each sentence, and of each message of an error, that no catalogue knows of."""
    yield from sorted({*_unmarked(ast.parse(source), is_said=False)})


def _unmarked(node: ast.AST, *, is_said: bool) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in MARKS | NO_MESSAGE:
            return
        is_said = name in {"fault", "refused"} or (name.endswith("Error") and isinstance(node.func, ast.Name))
    written = _written(node)
    if written is not None and (
        _SENTENCE.fullmatch(written.strip()) or (is_said and re.search(r"[A-Za-z]\S* \S", written))
    ):
        yield node.lineno, written
    for child in ast.iter_child_nodes(node):
        if not _is_docstring(node, child):
            is_inside = is_said and not isinstance(child, ast.Call) if isinstance(node, ast.Call) else False
            yield from _unmarked(child, is_said=is_inside)


def _written(node: ast.AST) -> str | None:
    """Return a text that is written out; of an f-string what stands between its values."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_docstring(node: ast.AST, child: ast.AST) -> bool:
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def test_nothing_is_said_to_people_in_english_alone() -> None:
    found = [
        f"{path.relative_to(SERVER)}:{line}: {text}"
        for path in sources()
        for line, text in untranslated(path.read_text("utf-8"))
    ]
    assert found == []


def test_modules_that_speak_english_alone_are_there() -> None:
    assert [name for name in READ_BY_NOBODY_WHO_CHOSE_A_LANGUAGE if not (SERVER / name).exists()] == []


@pytest.mark.parametrize(
    "source",
    [
        'raise refused("", f"Expected {most} rows.")',
        'fault("/x", "expected rows")',
        'raise ConflictError("There is one already")',
        'raise errors.NotFound("There is no such thing.")',
        'NO_MAIL = "This server sends no mail."',
        'def why() -> str:\n    return f"It answered {status}. Try again."',
    ],
)
def test_a_message_that_no_catalogue_knows_of_is_found(source: str) -> None:
    assert len([*untranslated(source)]) == 1


@pytest.mark.parametrize(
    "source",
    [
        'fault("/x", _("Expected %(most)d rows.") % {"most": 1})',
        'NO_MAIL = N_("This server sends no mail.")',
        '"""What a module is for."""',
        'log.warning("mail_not_taken", reason=str(error))',
        'raise ProviderError("no_answer")',
    ],
)
def test_a_message_that_is_marked_and_what_is_none_is_not(source: str) -> None:
    assert [*untranslated(source)] == []


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


STORED = (destination_check, feed_errors, webhook_reasons, channel_reasons)
"""Modules of reasons that are stored in English and read in the reader's language."""


def filled(template: str) -> str:
    """A sentence of a template: with a sentence in it where one belongs, else with what has dots and colons in it."""
    placeholders = re.findall(r"%\((\w+)\)s", template)
    return template % {
        name: "The receiver answered 503 Service Unavailable." if name == "error" and ": %(error)s" in template
        else "503 a.b: c" for name in placeholders
    }  # fmt: skip


@pytest.mark.parametrize("module", STORED, ids=lambda module: module.__name__.removeprefix("vertel."))
def test_every_stored_reason_is_read_in_dutch_by_its_own_template(module: ModuleType) -> None:
    for template in module.PHRASES.templates:
        sentence = filled(template)
        assert module.translated(sentence) == sentence
        with speaking("nl"):
            told, own = module.translated(sentence), gettext(template)
        assert re.fullmatch(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(own)), told), (sentence, told)


@pytest.mark.parametrize("module", [feed_errors, webhook_reasons, channel_reasons, egress_policy])
def test_every_sentence_of_a_module_of_reasons_is_among_its_templates(module: ModuleType) -> None:
    known = set(module.WHY_NOT_THERE if module is egress_policy else module.PHRASES.templates)
    sentences = {value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}
    assert sentences - known == set()


@pytest.mark.parametrize(
    ("module", "english", "dutch"),
    [
        (
            webhook_reasons,
            "Nothing was taken for three days. The last try: The connection failed: Connection refused.",
            "Drie dagen lang is niets aangenomen. De laatste poging: De verbinding lukte niet: de verbinding werd ge",
        ),
        (
            channel_reasons,
            "The receiver answered 502 Bad Gateway. It may have arrived, so it is not sent again.",
            "De ontvanger antwoordde 502 Bad Gateway. Het kan zijn aangekomen, dus het wordt niet nog eens gestuurd.",
        ),
        (
            feed_errors,
            "It answered 404 Not Found: there is nothing at this address any more. Look for the new one.",
            "Het antwoordde 404 Not Found: op dit adres staat niets meer. Zoek het nieuwe.",
        ),
        (destination_check, destination_check.NOT_ASKED.message, "Deze pagina is nog niet bekeken."),
        (destination_check, destination_check.SAYS_GONE % {"status": 410}, "De pagina zegt dat hij weg is (410)."),
    ],
)
def test_what_was_stored_in_english_is_read_in_dutch(module: ModuleType, english: str, dutch: str) -> None:
    with speaking("nl"):
        assert module.translated(english).startswith(dutch)


def test_what_is_told_in_each_language_is_read_in_the_one_that_is_spoken() -> None:
    told = in_each_language(lambda: gettext("This field is required."))
    with speaking("nl"):
        assert in_language_spoken(told) == "Dit veld is nodig."
        assert in_language_spoken({"en": "Stored before there was Dutch."}) == "Stored before there was Dutch."
    assert in_language_spoken(told) == "This field is required."


def test_a_sentence_of_no_template_stays_as_it_is() -> None:
    phrases: Any = Phrases(["It answered %(status)s. It may refuse programs; look at it in a browser."])
    with speaking("nl"):
        assert phrases.translated("Something else.") == "Something else."


def test_a_language_is_spoken_for_as_long_as_it_is_asked_for() -> None:
    with speaking("nl"):
        assert gettext("This field is required.") == "Dit veld is nodig."
    assert gettext("This field is required.") == "This field is required."
