"""What loading a document gives: Python values, defaults, and messages with pointers."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from marshmallow import ValidationError

from vertel_schema import (
    ClickQuery,
    EmployeeRequest,
    Health,
    LinkRequest,
    Request,
    Response,
    ShareBatch,
    ShareRequest,
    Suggestion,
    SuggestionPatch,
    SuggestionQuery,
    SuggestionRequest,
    TokenRequest,
    faults,
)
from vertel_schema.fields import Date, DateTime, Id, Integer, Items, Line, Number, Object, Portable, Text

ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"
SHARE = {"id": ID, "suggestion_id": ID, "method": "copy", "occurred_at": "2026-11-23T09:30:00.250Z"}


def messages_of(schema: Any, document: Any) -> dict[str, str]:
    """Return pointer -> message of a refused document."""
    with pytest.raises(ValidationError) as caught:
        schema.load(document)
    return {fault["pointer"]: fault["message"] for fault in faults(caught.value.messages)}


def test_text_becomes_the_value_it_stands_for() -> None:
    share = ShareRequest().load(SHARE | {"similarity": 1})
    assert share["id"] == uuid.UUID(ID)
    assert share["occurred_at"] == datetime(2026, 11, 23, 9, 30, 0, 250_000, tzinfo=UTC)
    assert isinstance(share["similarity"], float)


def test_missing_fields_get_their_defaults_and_lists_are_made_anew() -> None:
    first, second = (SuggestionRequest().load({"kind": "story", "title": "x"}) for _ in range(2))
    assert first["status"] == "published"
    assert first["external_id"] is None
    assert first["captions"] == []
    assert first["captions"] is not second["captions"]


def test_a_patch_holds_only_what_was_sent() -> None:
    assert SuggestionPatch().load({"expires_at": None}) == {"expires_at": None}


def test_a_line_loses_the_space_around_it_and_text_its_windows_line_ends() -> None:
    document = {"kind": "story", "title": " x ", "captions": [{"language": "NL", "text": " a\r\nb\rc "}]}
    loaded = SuggestionRequest().load(document)
    assert loaded["title"] == "x"
    assert loaded["captions"] == [{"language": "nl", "tone": "personal", "text": " a\nb\nc "}]


@pytest.mark.parametrize(
    ("written", "usual"), [("NL", "nl"), ("pt-br", "pt-BR"), ("ZH-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")]
)
def test_a_language_gets_its_usual_letter_case(written: str, usual: str) -> None:
    employee = EmployeeRequest().load({"email": "Noor@Example.NL", "name": "Noor", "languages": [written]})
    assert employee["languages"] == [usual]
    assert employee["email"] == "noor@example.nl"


def test_values_that_come_to_the_same_are_kept_once() -> None:
    employee = EmployeeRequest().load({"email": "a@b.nl", "name": "Noor", "languages": ["nl", "en", "NL"]})
    assert employee["languages"] == ["nl", "en"]


def test_requests_refuse_what_they_do_not_know_and_responses_ignore_it() -> None:
    assert messages_of(SuggestionPatch(), {"_schema": 1, "json": 2}) == {
        "/_schema": "This field is not known here.",
        "/json": "This field is not known here.",
    }
    assert Health().load({"status": "ok", "checks": [], "newer": 1}) == {"status": "ok", "checks": []}


def test_each_fault_has_its_own_pointer_in_the_order_of_the_class() -> None:
    found = messages_of(SuggestionRequest(), {"colour": 1, "captions": [{"language": "nl", "text": "x"}, 7], "a/~": 1})
    assert list(found) == ["/kind", "/title", "/captions/1", "/a~1~0", "/colour"]
    assert found["/captions/1"] == "Expected an object."


def test_a_document_that_is_no_object_has_one_fault_of_the_whole() -> None:
    for schema in (SuggestionRequest(), TokenRequest(), LinkRequest(), Health()):
        assert messages_of(schema, [1]) == {"": "Expected an object."}
    assert messages_of(ShareBatch(), {}) == {"": "Expected a list of 1 to 100 items."}


def test_a_union_is_told_apart_by_its_tag_or_by_the_field_that_is_there() -> None:
    assert messages_of(TokenRequest(), {}) == {"/grant_type": "This field is required."}
    assert messages_of(TokenRequest(), {"grant_type": {}}) == {
        "/grant_type": (
            "Expected enrolment_code or email_code or urn:ietf:params:oauth:grant-type:device_code or refresh_token."
        )
    }
    assert messages_of(LinkRequest(), {"scope": "personal"}) == {
        "": "Expected one of the fields suggestion_id or destination_url."
    }
    assert LinkRequest().load({"destination_url": "https://a.nl/", "code": "ABC"})["code"] == "abc"


def test_a_list_of_documents_names_the_faulty_one() -> None:
    assert messages_of(ShareBatch(), [SHARE, SHARE | {"method": "post"}]) == {
        "/1/method": "Expected insert, copy or tip."
    }
    assert len(ShareBatch().load([SHARE])) == 1


def test_validate_answers_what_load_would_raise() -> None:
    assert SuggestionPatch().validate({}) == {}
    assert SuggestionPatch().validate({"kind": None}) == {
        "kind": ["Expected story, team_moment, success, vacancy, event or article."]
    }


@pytest.mark.parametrize("option", ["many", "partial"])
def test_documents_are_loaded_whole_and_alone(option: str) -> None:
    with pytest.raises(TypeError, match="whole and alone"):
        SuggestionRequest().load({}, **{option: True})


def test_digits_in_a_url_are_numbers_but_only_where_a_number_belongs() -> None:
    loaded = SuggestionQuery().load({"limit": "50", "q": "2026"})
    assert (loaded["limit"], loaded["q"]) == (50, "2026")
    for wrong in ("٣", "1.0", "-1", "+1", "", "9" * 16, "101"):
        assert list(messages_of(SuggestionQuery(), {"limit": wrong})) == ["/limit"]
    assert messages_of(ClickQuery(), {"since": "yesterday", "colour": "x"}) == {
        "/since": "Expected a date such as 2026-11-23.",
        "/colour": "This field is not known here.",
    }


def test_dumping_writes_what_loading_reads() -> None:
    amsterdam = timezone(timedelta(hours=1))
    dumped = Suggestion().dump(
        {
            "id": uuid.UUID(ID),
            "captions": [{"id": uuid.UUID(ID), "language": "nl", "tone": "light", "text": "x", "secret": 1}],
            "image": None,
            "people": [{"name": "Samira", "consent_until": date(2027, 6, 30)}],
            "created_at": datetime(2026, 11, 23, 10, 30, 0, 999_999, tzinfo=amsterdam),
            "secret": "not declared",
        }
    )
    assert dumped == {
        "id": ID,
        "captions": [{"id": ID, "language": "nl", "tone": "light", "text": "x"}],
        "image": None,
        "people": [{"name": "Samira", "consent_until": "2027-06-30"}],
        "created_at": "2026-11-23T09:30:00Z",
    }


def test_null_is_refused_with_the_field_s_own_message() -> None:
    assert messages_of(SuggestionPatch(), {"title": None})["/title"].startswith("Expected one line of text of 1 to 200")
    assert messages_of(SuggestionPatch(), {"image": 7}) == {"/image": "Expected an object, or null."}


def test_only_lists_of_text_can_be_unique() -> None:
    with pytest.raises(TypeError, match="only lists of text"):
        Items("Numbers.", Integer("A number."), max_items=3, unique=True)


def test_null_in_a_list_is_written_as_null() -> None:
    class Row(Response):
        cells = Items("Cells.", Date("A day.", nullable=True), max_items=3)

    assert Row().dump({"cells": [None, date(2026, 1, 1)]}) == {"cells": [None, "2026-01-01"]}
    assert Row().load({"cells": [None, "2026-01-01"]}) == {"cells": [None, date(2026, 1, 1)]}


def test_a_field_class_has_to_say_its_rule() -> None:
    class Unfinished(Portable):
        """Neither reads nor has a rule."""

    with pytest.raises(NotImplementedError):
        Unfinished("Odd.").read(1)
    with pytest.raises(NotImplementedError):
        Unfinished("Odd.").rule()


def test_nested_schemas_are_made_once() -> None:
    class Inner(Request):
        count = Integer("A count.")

    part = Object("A part.", Inner)
    assert part.schema is part.schema


@pytest.mark.parametrize("field", [Text("T.", max_length=10_000_000), Line("L.", max_length=10_000_000)])
def test_no_text_makes_a_check_slow(field: Text) -> None:
    """A pattern that begins anew at every place would not come to an end here; this one looks at each place once."""
    for begin in ("x", " ", " x", "\u200b", "😀"):
        for end in ("\0", "\u202e", "x\0", " \0"):
            with pytest.raises(ValidationError):
                field.read((begin * 2_000_000)[:2_000_000] + end)


@pytest.mark.parametrize("field", [DateTime("T."), Date("D."), Id("I.")])
def test_whatever_the_text_a_fault_is_the_only_error(field: Portable) -> None:
    chance = random.Random(7)  # noqa: S311  reproducible on purpose
    for _ in range(2000):
        text = "".join(chance.choices("0123456789-:.TZ+aF\n٣", k=chance.randint(0, 40)))
        with pytest.raises(ValidationError):
            field.read(text)


def test_numbers_that_are_none_are_refused() -> None:
    for number in (float("nan"), float("inf"), -float("inf")):
        with pytest.raises(ValidationError):
            Integer("A count.").read(number)
        with pytest.raises(ValidationError):
            Number("A share.", minimum=0, maximum=1).read(number)
