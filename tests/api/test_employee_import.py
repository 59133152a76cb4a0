"""Uploading employees over HTTP: a verdict per row, and who left."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.world import API, Headers, World
from vertel.db.models import Employee, IdempotencyKey
from vertel.domain.people import employees

PATH = f"{API}/employees/import"
HEAD = "email,name,external_id"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def upload(world: World, admin: Headers, text: str, query: str = "", content_type: str = "text/csv") -> Any:
    return world.client.post(f"{PATH}?{query}", data=text.encode(), content_type=content_type, headers=admin)


def lines(*numbers: int) -> str:
    """A file with so many colleagues, each with a number of HR's."""
    return f"{HEAD}\n" + "".join(f"p{number}@example.com,P {number},hr-{number}\n" for number in numbers)


def active(world: World, admin: Headers) -> set[str]:
    page = world.client.get(f"{API}/employees?active=true&limit=100", headers=admin).json
    return {employee["email"].partition("@")[0] for employee in page["items"]}


def stored(world: World, email: str) -> Employee:
    with world.session() as session:
        return employees.find_by_email(session, email)


def test_each_row_has_a_verdict_and_good_ones_are_stored(world: World, admin: Headers) -> None:
    noor = world.employee(email="noor@example.com", name="Noor")
    text = "Email;Name;External ID;Active;Team\nnoor@example.com;Noor de Wit;hr-1;;\n"
    text += "new@example.com;New;hr-2;ja;IT\nx;X;;;\n"

    answer = upload(world, admin, text)

    assert (answer.status_code, answer.json["created"], answer.json["updated"], answer.json["refused"]) == (
        200,
        1,
        1,
        1,
    )
    known, new, refused = answer.json["rows"]
    assert known | {"warnings": []} == {
        "row": 2, "email": "noor@example.com", "status": "updated", "id": str(noor.id), "errors": [], "warnings": [],
        "changes": ["name", "external_id"],
    }  # fmt: skip
    assert (new["status"], refused["status"], refused["errors"][0]["pointer"]) == ("created", "refused", "/email")
    made = world.client.get(f"{API}/employees/{new['id']}", headers=admin).json
    assert (made["email"], made["team"], made["source"], made["external_id"]) == (
        "new@example.com",
        "IT",
        "import",
        "hr-2",
    )


@pytest.mark.parametrize(
    ("content_type", "text"),
    [
        ("application/x-ndjson", '{"email": "noor@example.com", "name": "Noor", "external_id": "hr-1"}\n'),
        ("application/json", '[{"email": "noor@example.com", "name": "Noor", "external_id": "hr-1"}]'),
    ],
)
def test_json_is_taken_too(world: World, admin: Headers, content_type: str, text: str) -> None:
    assert upload(world, admin, text, content_type=content_type).json["created"] == 1
    assert upload(world, admin, text, content_type=content_type).json["unchanged"] == 1


def test_a_new_address_of_a_known_number_is_the_same_colleague(world: World, admin: Headers) -> None:
    first = upload(world, admin, lines(1)).json["rows"][0]

    moved = upload(world, admin, f"{HEAD}\nnew@example.com,P 1,hr-1\n").json["rows"][0]

    assert (moved["status"], moved["id"], moved["changes"]) == ("updated", first["id"], ["email"])


def test_an_address_of_another_number_is_refused(world: World, admin: Headers) -> None:
    upload(world, admin, lines(1))

    row = upload(world, admin, f"{HEAD}\np1@example.com,P,hr-2\n").json["rows"][0]

    assert (row["status"], row["errors"][0]["pointer"]) == ("refused", "/email")
    assert "whose external id is 'hr-1'" in row["errors"][0]["message"]


def test_two_rows_about_the_same_colleague_are_not_both_taken(world: World, admin: Headers) -> None:
    upload(world, admin, lines(1))

    answer = upload(world, admin, f"{HEAD}\nnew@example.com,P,hr-1\np1@example.com,P,\nz@example.com,Z,hr-1\n")

    assert [row["status"] for row in answer.json["rows"]] == ["updated", "refused", "refused"]


def test_a_dry_run_says_the_same_and_stores_nothing(world: World, admin: Headers) -> None:
    upload(world, admin, lines(*range(20)))

    dry = upload(world, admin, lines(*range(1, 21)), "dry_run=true&missing=disable").json
    real = upload(world, admin, lines(*range(1, 21)), "missing=disable").json

    assert (dry["dry_run"], dry["stored"], real["stored"]) == (True, False, True)
    assert [row["email"] for row in dry["disabled"]] == [row["email"] for row in real["disabled"]] == ["p0@example.com"]
    assert [row["status"] for row in dry["rows"]] == [row["status"] for row in real["rows"]]
    assert active(world, admin) == {f"p{number}" for number in range(1, 21)}


def test_who_is_missing_is_signed_out(world: World, admin: Headers) -> None:
    upload(world, admin, lines(*range(10)))
    me = world.sign_in(stored(world, "p0@example.com"))

    upload(world, admin, lines(*range(1, 10)), "missing=disable")

    assert world.client.get(f"{API}/me", headers=me).status_code == 401


def test_more_than_a_tenth_is_refused_unless_told_how_many(world: World, admin: Headers) -> None:
    upload(world, admin, lines(*range(20)))
    fewer = f"{lines(*range(3, 20))}new@example.com,New,hr-new\n"

    refused = upload(world, admin, fewer, "missing=disable")
    too_few = upload(world, admin, fewer, "missing=disable&disable_at_most=2")

    assert (refused.status_code, too_few.status_code) == (422, 422)
    message = refused.json["errors"][0]["message"]
    assert message.startswith(
        "3 of the 20 colleagues whom imports brought are missing in this file, and only a tenth, 2"
    )
    assert message.endswith("disable_at_most=3.")
    assert active(world, admin) == {f"p{number}" for number in range(20)}, "something was stored"
    assert len(upload(world, admin, fewer, "missing=disable&disable_at_most=3").json["disabled"]) == 3
    assert active(world, admin) == {"new", *(f"p{number}" for number in range(3, 20))}


def test_only_whom_imports_brought_is_disabled(world: World, admin: Headers) -> None:
    upload(world, admin, lines(*range(10)))
    for number, name in ((10, "by-hand"), (11, "known-too")):
        document = {"email": f"{name}@example.com", "name": name, "external_id": f"hr-{number}"}
        world.client.post(f"{API}/employees", json=document, headers=admin)
    known_too = f"{lines(*range(10))}known-too@example.com,K,hr-11\n"

    first = upload(world, admin, known_too, "missing=disable").json
    second = upload(world, admin, lines(*range(10)), "missing=disable").json

    assert first["disabled"] == []
    assert [leaver["email"] for leaver in second["disabled"]] == ["known-too@example.com"]
    assert "by-hand" in active(world, admin)


def test_a_row_that_cannot_be_read_keeps_its_colleague_or_everybody(world: World, admin: Headers) -> None:
    upload(world, admin, lines(*range(20)))
    known = f"email,name,role\n{''.join(f'p{n}@example.com,P,' + chr(10) for n in range(2, 20))}P1@example.com,P,king\n"
    unknown = f"{known}moved@example.com,P,king\n"

    nobody = upload(world, admin, unknown, "missing=disable").json
    left = upload(world, admin, known, "missing=disable").json

    assert nobody["disabled"] == []
    assert "rows cannot be read, and may be any of those who are missing: 21." in nobody["note"]
    assert [leaver["email"] for leaver in left["disabled"]] == ["p0@example.com"]


def test_who_was_disabled_stays_so_until_a_row_says_active(world: World, admin: Headers) -> None:
    upload(world, admin, lines(1))
    upload(world, admin, "email,name,active\np1@example.com,P 1,no\n")

    silent = upload(world, admin, lines(1)).json["rows"][0]
    said = upload(world, admin, "email,name,active\np1@example.com,P 1,yes\n").json["rows"][0]

    assert (silent["status"], [warning["code"] for warning in silent["warnings"]]) == ("unchanged", ["disabled"])
    assert (said["status"], said["changes"], said["warnings"]) == ("updated", ["active"], [])


def test_an_import_never_takes_the_last_administrator_away(world: World, admin: Headers) -> None:
    upload(world, admin, "email,name,role\nboss@example.com,Boss,admin\n")

    demoted = upload(world, admin, "email,name,role\nboss@example.com,Boss,editor\n").json["rows"][0]
    missing = upload(world, admin, lines(1), "missing=disable&disable_at_most=5").json

    assert (demoted["status"], demoted["errors"][0]["message"][:42]) == (
        "refused",
        "This is the last active administrator. Giv",
    )
    assert missing["disabled"] == []
    assert missing["note"] == "boss@example.com is missing too, but stays: somebody has to be an administrator."
    assert "boss" in active(world, admin)


@pytest.mark.parametrize("atomic", ["true", "false"])
def test_administrators_may_take_turns_in_one_file(world: World, admin: Headers, atomic: str) -> None:
    upload(world, admin, "email,name,role\nold@example.com,Old,admin\n")

    both = "email,name,role\nnew@example.com,New,admin\nold@example.com,Old,employee\n"
    neither = "email,name,role\nnew@example.com,New,editor\n"

    assert [row["status"] for row in upload(world, admin, both, f"atomic={atomic}").json["rows"]] == [
        "created",
        "updated",
    ]
    assert [row["status"] for row in upload(world, admin, neither, f"atomic={atomic}").json["rows"]] == ["refused"]


def test_an_atomic_upload_with_a_refused_row_disables_nobody(world: World, admin: Headers) -> None:
    upload(world, admin, lines(*range(10)))

    answer = upload(
        world, admin, f"{lines(*range(1, 10))}p9@example.com,P 9,hr-9\n", "missing=disable&atomic=true"
    ).json

    assert (answer["stored"], answer["disabled"], answer["refused"]) == (False, [], 1)
    assert "p0" in active(world, admin)


def test_an_answer_kept_for_a_repeated_request_names_nobody(world: World, admin: Headers) -> None:
    once = admin | {"Idempotency-Key": "once"}
    first, again = (upload(world, once, lines(1, 2)) for _ in range(2))

    assert (len(first.json["rows"]), again.json["rows"], again.json["created"]) == (2, [], 2)
    with world.session() as session:
        assert b"example.com" not in b"".join(row.body or b"" for row in session.query(IdempotencyKey))


@pytest.mark.parametrize("query", ["missing=archive", "disable_at_most=x", "disable_at_most=-1", "source=hr"])
def test_what_an_upload_cannot_be_asked_is_refused(world: World, admin: Headers, query: str) -> None:
    assert upload(world, admin, lines(1), query).status_code == 422


def test_a_colleagues_own_languages_outlive_every_upload(world: World, admin: Headers) -> None:
    row = {"email": "noor@example.com", "name": "Noor", "languages": ["nl"]}
    upload(world, admin, json.dumps([row]), content_type="application/json")
    me = world.sign_in(stored(world, "noor@example.com"))
    world.client.patch(f"{API}/me", json={"languages": ["en"]}, headers=me)

    upload(world, admin, json.dumps([row | {"languages": ["nl", "de"]}]), content_type="application/json")

    assert world.client.get(f"{API}/me", headers=me).json["languages"] == ["en"]
