"""Editors upload many suggestions at once and read a verdict per row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.world import API, HOST, World, suggestion_request
from vertel.imports import files

PATH = f"{API}/suggestions/import"
HEADER = "external_id,kind,title,destination_url,caption_nl_personal,caption_en_factual"


def upload(world: World, body: str | bytes, media_type: str = "text/csv", query: str = "") -> Any:
    return world.client.post(PATH + query, data=body, content_type=media_type, headers=world.key())


def verdicts(world: World, body: str | bytes, media_type: str = "text/csv", query: str = "") -> list[str]:
    answer = upload(world, body, media_type, query)
    assert answer.status_code == 200, answer.json
    return [row["status"] for row in answer.json["rows"]]


def manage(world: World) -> list[dict[str, Any]]:
    answer = world.client.get(f"{API}/suggestions?view=manage&limit=100", headers=world.key("reader"))
    return list(answer.json["items"])


def row(number: int, caption: str = "Kom erbij. {link}", host: str = HOST) -> str:
    return f'v-{number},vacancy,Title {number},https://{host}/{number},"{caption}",Join us. {{link}}'


def test_rows_are_created_then_unchanged_then_updated(world: World) -> None:
    first = "\n".join([HEADER, row(1), row(2)])
    assert verdicts(world, first) == ["created", "created"]
    ids = {item["external_id"]: item["id"] for item in manage(world)}
    assert verdicts(world, first) == ["unchanged", "unchanged"]
    answer = upload(world, "\n".join([HEADER, row(1, "Anders. {link}"), row(2), row(3)])).json
    assert [r["status"] for r in answer["rows"]] == ["updated", "unchanged", "created"]
    assert (answer["created"], answer["updated"], answer["unchanged"], answer["refused"]) == (1, 1, 1, 0)
    assert answer["rows"][0]["id"] == ids["v-1"]


def test_a_faulty_row_is_refused_with_its_line_field_and_column_and_the_others_are_stored(world: World) -> None:
    long = "x" * 7000
    body = "\n".join(
        [HEADER, row(1), row(2, 'two\nlines ""quoted"" {link}'), row(3, long), row(4, host="evil.example")]
    )
    answer = upload(world, body).json
    assert [(r["row"], r["external_id"], r["status"]) for r in answer["rows"]] == [
        (2, "v-1", "created"),
        (3, "v-2", "created"),
        (5, "v-3", "refused"),
        (6, "v-4", "refused"),
    ]
    too_long, wrong_host = (r["errors"][0] for r in answer["rows"][2:])
    assert too_long["pointer"] == "/captions/0/text"
    assert "column caption_nl_personal" in too_long["message"]
    assert wrong_host["pointer"] == "/destination_url"
    assert len(manage(world)) == 2
    assert {'two\nlines "quoted" {link}'} < {c["text"] for item in manage(world) for c in item["captions"]}


def test_a_dry_run_says_what_would_happen_and_stores_nothing(world: World) -> None:
    answer = upload(world, "\n".join([HEADER, row(1), "x"]), query="?dry_run=true").json
    assert answer["dry_run"] is True
    assert answer["stored"] is False
    assert [(r["status"], r["id"]) for r in answer["rows"]] == [("created", None), ("refused", None)]
    assert manage(world) == []


def test_an_atomic_upload_stores_all_rows_or_none(world: World) -> None:
    good, bad = "\n".join([HEADER, row(1)]), "\n".join([HEADER, row(1), "x"])
    assert upload(world, bad, query="?atomic=true").json["stored"] is False
    assert manage(world) == []
    assert upload(world, good, query="?atomic=true").json["stored"] is True
    assert len(manage(world)) == 1


def test_an_external_id_stands_once_in_a_file(world: World) -> None:
    answer = upload(world, "\n".join([HEADER, row(1), row(1)])).json
    assert [r["status"] for r in answer["rows"]] == ["created", "refused"]
    assert "Row 2" in answer["rows"][1]["errors"][0]["message"]


def test_every_column_arrives(world: World) -> None:
    header = (
        "external_id;kind;title;destination_url;status;publish_at;expires_at;teams;locations;languages;people;"
        "caption_nl_personal;caption_nl_personal_2;caption_pt-br_short;prompt_nl;prompt_nl_opening"
    )
    cells = (
        f'a;event;Open dag;https://{HOST}/;draft;2026-12-01;2026-12-24;"techniek; sales";Zwolle;nl;'
        '"Samira (2027-06-30); Bo";Een {link};Twee {link};Três {link};Wat?;Ik vind'
    )
    answer = upload(world, ("\ufeff" + header + "\r\n" + cells + "\r\n").encode())
    assert answer.json["refused"] == 0, answer.json
    item = manage(world)[0]
    assert item["publish_at"] == "2026-11-30T23:00:00Z"  # midnight in Amsterdam
    assert item["expires_at"] == "2026-12-24T23:00:00Z"  # the whole day of the 24th
    assert item["audience"] == {"teams": ["techniek", "sales"], "locations": ["Zwolle"], "languages": ["nl"]}
    people = [(person["name"], person["consent_until"]) for person in item["people"]]
    assert people == [("Samira", "2027-06-30"), ("Bo", None)]
    voices = [(c["language"], c["tone"], c["text"]) for c in item["captions"]]
    assert voices == [
        ("nl", "personal", "Een {link}"),
        ("nl", "personal", "Twee {link}"),
        ("pt-BR", "short", "Três {link}"),
    ]
    assert item["prompts"][0]["opening"] == "Ik vind "


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"a,b\n", "Unknown columns: 'a', 'b'"),
        (b"title\nx", "missing: ['kind']"),
        (b"kind,title,title\n", "twice"),
        (b'kind,title\nstory,"x\n', "Row 2"),
        (b'kind,title\nstory,"a"b\n', "Row 2"),
        (b"kind,title," + b"x" * 200_000, "Row 1"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_whole(world: World, body: bytes, said: str) -> None:
    answer = upload(world, body)
    assert answer.status_code == 422
    assert said in answer.json["errors"][0]["message"]


def test_a_row_in_another_encoding_says_how_to_save_the_file(world: World) -> None:
    body = "kind,title,prompt_nl\nstory,Café,Wat?\nstory,Plain,Wat?\n".encode("latin-1")
    answer = upload(world, body).json
    assert [r["status"] for r in answer["rows"]] == ["refused", "created"]
    assert "CSV UTF-8" in answer["rows"][0]["errors"][0]["message"]


def test_json_lines_and_json_arrays_get_the_same_verdicts(world: World) -> None:
    documents = [suggestion_request(external_id="a"), {"external_id": "b", "kind": "story"}, 7]
    lines = "\n".join(map(json.dumps, documents)) + "\nnot json\n"
    assert verdicts(world, lines, "application/x-ndjson", "?dry_run=true") == ["created"] + ["refused"] * 3
    answer = upload(world, json.dumps(documents), "application/json").json
    assert [(r["row"], r["external_id"], r["status"]) for r in answer["rows"]] == [
        (1, "a", "created"),
        (2, "b", "refused"),
        (3, None, "refused"),
    ]
    assert upload(world, "{}", "application/json").status_code == 422
    assert upload(world, "nope", "application/json").status_code == 422


def test_an_unknown_media_type_is_answered_415(world: World) -> None:
    assert upload(world, "x", "application/pdf").status_code == 415


def test_the_example_in_the_docs_is_taken_whole(world: World, repository: Path) -> None:
    text = (repository / "docs" / "example-upload.csv").read_text()
    hosts = {part.split("/")[2] for part in text.split(",") if part.startswith("https://")}
    for host in hosts:
        text = text.replace(host, HOST)
    answer = upload(world, text.encode()).json
    assert answer["refused"] == 0, answer
    assert answer["created"] >= 5


def test_an_upload_with_an_idempotency_key_is_done_once(world: World) -> None:
    body = "kind,title,prompt_nl\nstory,A,Wat?\n"
    headers = world.key() | {"Idempotency-Key": "k"}
    answers = [world.client.post(PATH, data=body, content_type="text/csv", headers=headers) for _ in range(2)]
    assert answers[0].json == answers[1].json
    assert len(manage(world)) == 1


def test_a_file_of_too_many_rows_is_refused_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 300)
    answer = upload(world, "\n".join([HEADER, *(row(number) for number in range(301))]))
    assert answer.status_code == 422
    assert "at most 300 rows" in answer.json["errors"][0]["message"]
    assert manage(world) == []
    assert upload(world, "\n".join([HEADER, *(row(number) for number in range(300))])).status_code == 200


@pytest.mark.parametrize("cell", ["a" + " " * 100_000 + "b", "a(" * 50_000, "(" * 100_000 + ")"])
def test_no_cell_keeps_the_server_busy(world: World, cell: str) -> None:
    assert verdicts(world, f"kind,title,people\nstory,A,{cell}\n") == ["refused"]


def test_no_header_keeps_the_server_busy(world: World) -> None:
    columns = ",".join(f"caption_nl_personal_{number}" for number in range(60_000))
    assert verdicts(world, f"kind,title,{columns}\nstory,A,Hoi\n") == ["created"]


@pytest.mark.parametrize(
    ("cell", "name", "until"),
    [
        ("Samira Haddad (2027-06-30)", "Samira Haddad", "2027-06-30"),
        ("Samira (Sam) Haddad", "Samira (Sam) Haddad", None),
        ("Samira (Sam) Haddad (2027-06-30)", "Samira (Sam) Haddad", "2027-06-30"),
        ("Samira Haddad (until June)", "Samira Haddad (until June)", None),
    ],
)
def test_a_person_and_until_when_they_agree_share_a_cell(world: World, cell: str, name: str, until: str | None) -> None:
    assert verdicts(world, f"kind,title,prompt_nl,people\nstory,A,Wat?,{cell}\n") == ["created"]
    (person,) = manage(world)[0]["people"]
    assert (person["name"], person["consent_until"]) == (name, until)


def test_consent_that_a_file_notes_is_in_the_audit_log_as_the_word_of_who_uploads_it(world: World) -> None:
    header = "external_id,kind,title,prompt_nl,people\n"
    noted = f"{header}a,story,A,Wat?,Samira (2099-06-30); Bo (2099-01-31)\nb,story,B,Wat?,Samira\n"

    upload(world, noted, query="?dry_run=true")
    upload(world, noted)
    upload(world, noted)
    upload(world, f"{header}a,story,A,Wat?,Samira (2099-12-31); Bo (2099-01-31)\nb,story,Other,Wat?,Samira\n")

    entries = world.client.get(f"{API}/audit?action=consent.recorded", headers=world.key("admin")).json["items"]
    assert [entry["actor"]["kind"] for entry in entries] == ["key", "key"]
    assert [entry["subject"]["name"] for entry in entries] == ["A", "A"]
    assert [[detail["value"] for detail in entry["details"]] for entry in entries] == [
        ["1", "2099-12-31"],
        ["2", "2099-01-31"],
    ]


def test_a_long_file_gets_a_verdict_for_each_row(world: World) -> None:
    body = "\n".join([HEADER, *(row(number) for number in range(1000))])
    assert verdicts(world, body) == ["created"] * 1000
    assert verdicts(world, body) == ["unchanged"] * 1000
