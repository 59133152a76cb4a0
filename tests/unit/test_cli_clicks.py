"""`vertel clicks`: what was set aside is shown, and handed to the recorder again."""

from pathlib import Path

import pytest

from support.clicks import record
from vertel.clock import now
from vertel.ids import new_id


@pytest.fixture
def aside(tmp_path: Path) -> Path:
    folder = tmp_path / "set-aside"
    folder.mkdir()
    (folder / "mixed.clicks").write_bytes(b"nonsense\n" + record(new_id(), now()) * 2)
    (folder / "noise.clicks").write_bytes(b"\x00\x1b[2J")
    (folder / "folder.clicks").mkdir()
    return folder


def test_what_is_set_aside_is_shown_with_what_can_be_read_of_it(vertel, aside: Path) -> None:
    shown = vertel("clicks", "set-aside", VERTEL_STATE_DIR=str(aside.parent))
    assert shown.exit_code == 0, shown.stderr
    rows = {line.split("\t")[0]: line.split("\t")[-2:] for line in shown.stdout.splitlines()}
    assert rows == {
        "mixed.clicks": ["2 readable", "1 unreadable"],
        "noise.clicks": ["0 readable", "1 unreadable"],
        "folder.clicks": ["0 readable", "0 unreadable"],
    }


def test_nothing_set_aside_is_said(vertel, tmp_path: Path) -> None:
    shown = vertel("clicks", "set-aside", VERTEL_STATE_DIR=str(tmp_path))
    assert (shown.stdout, shown.stderr) == ("", "Nothing is set aside.\n")


def test_a_file_is_handed_to_the_recorder_by_name_or_with_all_that_can_be_read(vertel, aside: Path) -> None:
    settings = {"VERTEL_STATE_DIR": str(aside.parent)}
    assert vertel("clicks", "take-in", "--all", **settings).exit_code == 0
    assert [path.stat().st_size for path in aside.parent.glob("*.clicks")] == [9 + 2 * 93]
    assert vertel("clicks", "take-in", "noise.clicks", **settings).exit_code == 0
    assert len([*aside.parent.glob("*.clicks")]) == 2


@pytest.mark.parametrize("names", [[], ["mixed.clicks", "--all"]])
def test_names_or_all_have_to_be_given(vertel, aside: Path, names: list[str]) -> None:
    assert vertel("clicks", "take-in", *names, VERTEL_STATE_DIR=str(aside.parent)).exit_code == 2


@pytest.mark.parametrize("name", ["unknown.clicks", "folder.clicks", "../set-aside/mixed.clicks", ".."])
def test_what_is_no_file_there_is_refused_in_one_line(vertel, aside: Path, name: str) -> None:
    done = vertel("clicks", "take-in", name, VERTEL_STATE_DIR=str(aside.parent))
    assert done.exit_code == 1
    assert done.stderr == f"Error: No file {name!r} is set aside on this node.\n"
