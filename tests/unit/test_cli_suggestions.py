"""`vertel suggestions upload` into the configured database; tests/api has the same over HTTP."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select

from support.world import HOST, World
from vertel.cli.verdicts import table
from vertel.db.models import Suggestion

HEADER = "external_id,kind,title,title_en,destination_url,caption_nl_personal,caption_en_personal"


def _csv(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def _row(name: str, kind: str = "vacancy", host: str = HOST) -> str:
    return f"{name},{kind},Lasser,Welder,https://{host}/lasser,Kom je bij ons? {{link}},Join us? {{link}}"


def _verdicts(result: Result) -> list[list[str]]:
    return [line.split()[:3] for line in result.stdout.splitlines()[1:] if line[:5].strip()]


def _stored(world: World) -> int:
    with world.session() as session:
        return session.scalar(select(func.count()).select_from(Suggestion)) or 0


def test_each_row_gets_a_verdict_with_field_and_reason(vertel, world: World, tmp_path: Path) -> None:
    file = _csv(tmp_path / "s.csv", _row("a"), _row("b", kind="advert"), _row("c", host="elsewhere.example.net"))

    result = vertel("suggestions", "upload", file)

    assert result.exit_code == 1, "make sure that a script notices a refused row"
    assert _verdicts(result) == [["2", "a", "created"], ["3", "b", "refused"], ["4", "c", "refused"]]
    assert "kind: Expected story, team_moment, success, vacancy, event or article" in result.stdout
    assert "destination_url: " in result.stdout
    assert result.stderr == "1 created, 0 updated, 0 unchanged, 2 refused.\n"
    assert _stored(world) == 1


def test_the_same_file_again_changes_nothing(vertel, world: World, tmp_path: Path) -> None:
    file = _csv(tmp_path / "s.csv", _row("a"), _row("b"))

    assert [row[2] for row in _verdicts(vertel("suggestions", "upload", file))] == ["created", "created"]
    again = vertel("suggestions", "upload", file)

    assert again.exit_code == 0
    assert [row[2] for row in _verdicts(again)] == ["unchanged", "unchanged"]
    assert _stored(world) == 2


def test_warnings_are_shown_and_refuse_nothing(vertel, world: World, tmp_path: Path) -> None:
    file = _csv(tmp_path / "s.csv", f"a,vacancy,Lasser,Welder,https://{HOST}/lasser,Kom je bij ons?,")

    result = vertel("suggestions", "upload", file)

    assert result.exit_code == 0
    assert "warning: captions/0/text: No {link}" in result.stdout
    assert "1 with warnings" in result.stderr


def test_a_dry_run_stores_nothing(vertel, world: World, tmp_path: Path) -> None:
    result = vertel("suggestions", "upload", _csv(tmp_path / "s.csv", _row("a")), "--dry-run")

    assert _verdicts(result) == [["2", "a", "created"]]
    assert result.stderr.startswith("Dry run, nothing was stored: 1 created")
    assert _stored(world) == 0


def test_atomic_stores_all_or_none(vertel, world: World, tmp_path: Path) -> None:
    result = vertel("suggestions", "upload", _csv(tmp_path / "s.csv", _row("a"), _row("b", kind="x")), "--atomic")

    assert result.exit_code == 1
    assert result.stderr.startswith("Nothing was stored, as rows were refused: ")
    assert _stored(world) == 0


def test_json_is_the_contract_s_document(vertel, world: World, tmp_path: Path) -> None:
    result = vertel("suggestions", "upload", _csv(tmp_path / "s.csv", _row("a")), "--json")

    document = json.loads(result.stdout)
    assert (document["stored"], document["created"], document["rows"][0]["external_id"]) == (True, 1, "a")


def test_progress_does_not_mix_with_the_verdicts(vertel, world: World, tmp_path: Path) -> None:
    result = vertel("suggestions", "upload", _csv(tmp_path / "s.csv", _row("a")), "--progress", "--json")

    assert json.loads(result.stdout)["created"] == 1
    assert "Reading" in result.stderr


@pytest.mark.parametrize("words", [("--key", "vk_x", "--server"), ("--server",)])
def test_a_key_is_only_sent_where_nobody_can_read_it(vertel, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = _csv(tmp_path / "s.csv", _row("a"))

    result = vertel("suggestions", "upload", file, *words, "http://vertel.example.com")

    assert result.exit_code != 0
    assert "--server" in result.stderr


def test_an_address_that_is_none_is_one_line(vertel, tmp_path: Path) -> None:
    file = _csv(tmp_path / "s.csv", _row("a"))

    result = vertel("suggestions", "upload", file, "--server", "http://[::1", "--key", "vk_x")

    assert (result.exit_code, result.stderr.splitlines()[0][:16]) == (1, "Error: --server:")


def test_a_server_that_does_not_answer_is_one_line(vertel, tmp_path: Path) -> None:
    file = _csv(tmp_path / "s.csv", _row("a"))

    result = vertel("suggestions", "upload", file, "--server", "http://127.0.0.1:1", "--key", "vk_x")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: http://127.0.0.1:1 was not reached: [Errno 111] Connection refused\n"


def test_a_file_of_another_kind_is_refused(vertel, tmp_path: Path) -> None:
    file = _csv(tmp_path / "s.xlsx", _row("a"))

    result = vertel("suggestions", "upload", file)

    assert result.exit_code == 2
    assert "s.xlsx: expected a name that ends in .csv, .jsonl, .ndjson, .json" in result.stderr


def test_a_broken_header_is_one_line(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("shoe size\n44\n")

    result = vertel("suggestions", "upload", file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: Unknown columns: 'shoe size'")
    assert len(result.stderr.splitlines()) == 1


def test_the_table_keeps_its_columns_and_steers_no_terminal() -> None:
    fault = {"pointer": "/title", "message": "Expected \x1b[2J."}
    warning = {"pointer": "/captions", "message": "Nothing in en."}
    rows = [
        {"row": 2, "external_id": None, "status": "created", "errors": [], "warnings": []},
        {"row": 3, "external_id": "vac-2026-031", "status": "refused", "errors": [fault], "warnings": [warning]},
    ]

    assert table(rows) == [
        "  row  external_id   status     reasons",
        "    2  -             created",
        "    3  vac-2026-031  refused    title: Expected \N{REPLACEMENT CHARACTER}[2J.",
        "                                warning: captions: Nothing in en.",
    ]


def test_a_source_changes_what_it_made_leaves_what_it_is_told_to_and_ends_what_it_lost(vertel, tmp_path: Path) -> None:
    file = tmp_path / "feed.csv"
    head = "external_id,kind,title,status,prompt_nl\n"
    file.write_text(f"{head}a,story,One,draft,Wat?\nb,story,Two,draft,Wat?\n")
    assert vertel("suggestions", "upload", file, "--source", "feed").exit_code == 0
    file.write_text(f"{head}a,story,Changed,published,Wat?\n")
    options = ("--source", "feed", "--leave", "status", "--missing", "archive")
    for more, begins in (("--dry-run",), "Dry run"), ((), "0 created, 1 updated"):
        result = vertel("suggestions", "upload", file, *options, *more)
        assert "changes title; it is of feed" in result.stdout
        assert "archived, as its source has it no more: b" in result.stdout
        assert result.stderr.startswith(begins)
    kept = vertel("suggestions", "upload", file, "--source", "feed", "--existing", "keep")
    assert "so it was left as it is" in kept.stdout
    refused = vertel("suggestions", "upload", file, "--leave", "colour")
    assert refused.stderr.startswith("Error: /leave: There is no field 'colour'")
    nameless = vertel("suggestions", "upload", file, "--missing", "archive")
    assert nameless.stderr.startswith("Error: /missing: Name the source")
