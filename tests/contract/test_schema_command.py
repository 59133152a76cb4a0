"""``vertel-schema`` of Python and the npm command ``vertel-schema`` say the same, byte for byte."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from vertel_schema import DOCUMENTS
from vertel_schema.command import main

PACKAGE = Path(__file__).parents[2] / "shared_schema"
COMMANDS = {"python": [sys.executable, "-m", "vertel_schema"], "npm": ["node", str(PACKAGE / "js" / "command.js")]}

VALID = b'{"kind":"story","title":"Samen naar buiten"}'
UNREADABLE = {
    "half a document": (b'{"kind":', "not JSON"),
    "two documents": (b"{} {}", "not JSON"),
    "NaN": (b'{"kind":NaN}', "not JSON"),
    "infinity": (b"-Infinity", "not JSON"),
    "a comma too many": (b"[1,]", "not JSON"),
    "single quotes": (b"{'kind':1}", "not JSON"),
    "a control character in a text": (b'"\x01"', "not JSON"),
    "a leading zero": (b"01", "not JSON"),
    "a form feed between tokens": (b"[\x0c]", "not JSON"),
    "a non-breaking space between tokens": (b"[\xc2\xa0]", "not JSON"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "begins with a byte order mark"),
    "UTF-16": ("{}".encode("utf-16-le") + b"\xff", "not UTF-8"),
    "a lone surrogate as bytes": (b'"\xed\xa0\x80"', "not UTF-8"),
    "an overlong byte sequence": (b'"\xc0\xaf"', "not UTF-8"),
    "a lone surrogate": (rb'{"title":"\ud800"}', "has half a surrogate pair"),
    "a lone surrogate in a name": (rb'{"a":[{"\udc00":1}]}', "has half a surrogate pair"),
    "a lone surrogate in a value that is given twice": (rb'{"a":["\ud800"],"a":1}', "has half a surrogate pair"),
    "a name twice": (b'{"kind":"story","kind":"event"}', 'has the name "kind" twice in one object'),
    "a name twice, once with an escape": (rb'[{"x":{"k":1,"\u006b":2}}]', 'has the name "k" twice in one object'),
    "names twice, a line end in one": (rb'{"b":1,"b":1,"a\n":1,"a\n":1}', r'has the name "a\n" twice in one object'),
    "a number beyond a double": (b'{"title":1e400}', "has a number too large for JavaScript"),
    "an integer beyond a double": (b"[" + b"9" * 5000 + b"]", "has a number too large for JavaScript"),
    "101 lists in each other": (b"[" * 101 + b"]" * 101, "nested deeper than 100"),
    "100,000 objects, never closed": (b'{"a":' * 100_000, "nested deeper than 100"),
}


class Answer(NamedTuple):
    """What a command did."""

    status: int
    out: str
    messages: str


def run(command: str, *arguments: str, stdin: bytes = b"") -> Answer:
    """Run one of the two commands as a user does."""
    done = subprocess.run([*COMMANDS[command], *arguments], input=stdin, capture_output=True, timeout=60, check=False)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def both(*arguments: str, stdin: bytes = b"") -> Answer:
    """Run both commands, Python's in this process to save the time, see that they answer alike, return the answer."""
    out, messages = io.StringIO(newline=""), io.StringIO(newline="")
    status = main(list(arguments), io.BytesIO(stdin), out, messages)
    python = Answer(status, out.getvalue(), messages.getvalue())
    assert python == run("npm", *arguments, stdin=stdin)
    return python


def test_list_names_every_document() -> None:
    assert both("list") == Answer(0, "".join(f"{name}\n" for name in DOCUMENTS), "")


@pytest.mark.parametrize("name", ["Suggestion", "TokenRequest"])
def test_schema_prints_the_published_file(name: str) -> None:
    published = (PACKAGE / "generated" / "schemas" / f"{name}.json").read_text("utf-8")
    assert both("schema", name) == Answer(0, published, "")


def test_validate_says_true_and_exits_with_0_for_a_valid_document() -> None:
    assert both("validate", "SuggestionRequest", stdin=VALID) == Answer(0, "true\n", "")


def test_validate_gives_each_reason_with_its_pointer_and_exits_with_1() -> None:
    document = rb'{"title":" ","captions":[{"language":"nl"}],"a/b\n":1,"\ud83d\ude00":1,"\uffff":1}'
    assert both("validate", "SuggestionRequest", stdin=document) == Answer(
        1,
        "false /kind: This field is required; "
        "/title: Expected one line of text of 1 to 200 characters, without control characters; "
        "/captions/0/text: This field is required; "
        "/a~1b\\n: This field is not known here; "
        "/😀: This field is not known here; "
        "/\uffff: This field is not known here\n",
        "",
    )


def test_a_fault_of_the_whole_document_is_called_by_that_name() -> None:
    assert both("validate", "Image", stdin=b"[]") == Answer(1, "false document: Expected an object\n", "")


def test_what_is_no_strict_json_is_refused_with_a_reason() -> None:
    answer = both("validate", "SuggestionRequest", "--lines", stdin=b"\n".join(data for data, _ in UNREADABLE.values()))
    expected = [f"{case}: false document: {reason}" for case, (_, reason) in UNREADABLE.items()]
    assert [f"{case}: {line}" for case, line in zip(UNREADABLE, answer.out.splitlines(), strict=True)] == expected
    assert answer.status == 1


@pytest.mark.parametrize("data", [b"", b"{} {}", b'{"a":1,\n"a":2}'])
def test_the_same_holds_for_a_document_by_itself(data: bytes) -> None:
    answer = both("validate", "SuggestionRequest", stdin=data)
    assert answer.status == 1
    assert answer.out.startswith("false document: ")
    assert answer.out.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_a_process_with_the_same_bytes_and_statuses(command: str) -> None:
    document = '{"title":"é\U0001f600","è":1}'.encode()
    assert run(command, "validate", "SuggestionRequest", stdin=document) == Answer(
        1, "false /kind: This field is required; /è: This field is not known here\n", ""
    )
    assert run(command, "validate", "SuggestionRequest", stdin=VALID) == Answer(0, "true\n", "")
    assert run(command, "nonsense").status == 2


def test_white_space_around_a_document_and_100_lists_in_each_other_are_fine() -> None:
    assert both("validate", "SuggestionRequest", stdin=b" \r\n\t" + VALID + b"\n\n").out == "true\n"
    assert both("validate", "Image", stdin=b"[" * 100 + b"]" * 100).out == "false document: Expected an object\n"


def test_lines_gives_a_verdict_for_each_line_that_holds_anything() -> None:
    lines = [VALID, b"", b" \t\r", b"nonsense", VALID + b"\r", b'{"kind":"story","title":"a\xe2\x80\xa8b"}', VALID]
    expected = "true\nfalse document: not JSON\ntrue\nfalse /title: Expected one line of text"
    for ending in (b"", b"\n"):
        answer = both("validate", "SuggestionRequest", "--lines", stdin=b"\n".join(lines) + ending)
        assert answer.status == 1
        assert answer.out.startswith(expected)
        assert answer.out.endswith("\ntrue\n")
        assert answer.out.count("\n") == 5
    assert both("validate", "SuggestionRequest", "--lines", stdin=VALID + b"\n" + VALID).status == 0
    assert both("validate", "SuggestionRequest", "--lines") == Answer(0, "", "")


def test_lines_of_a_size_that_comes_in_many_chunks() -> None:
    title = json.dumps({"kind": "story", "title": "é" * 200}, ensure_ascii=False).encode()
    answer = both("validate", "SuggestionRequest", "--lines", stdin=b"\n".join([title] * 1000))
    assert answer == Answer(0, "true\n" * 1000, "")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["List"],
        ["list", "Suggestion"],
        ["schema"],
        ["schema", "suggestion"],
        ["schema", "Suggestion", "Image"],
        ["schema", "Suggestion", "--lines"],
        ["schema", "__proto__"],
        ["schema", 'a"b\nc'],
        ["validate"],
        ["validate", "--lines"],
        ["validate", "Suggestoin"],
        ["validate", "Suggestion", "--line"],
        ["validate", "Suggestion", "document.json", "--lines", "--lines"],
        ["validate", "Suggestion", "a.json", "b.json"],
        ["validate", "Suggestion", "suggestions.csv"],
        ["validate", "Suggestion", "no-such-file.json"],
        ["validate", "Suggestion", "/"],
        ["validate", "--lines", "--lines"],
    ],
)
def test_what_is_not_understood_is_said_on_one_line_with_exit_status_2(arguments: list[str]) -> None:
    answer = both(*arguments)
    assert answer.status == 2
    assert answer.out == ""
    assert answer.messages.startswith("vertel-schema: ")
    assert answer.messages.count("\n") == 1


BAD = b'{"title":"x","colour":1}'
REASONS = "/kind: This field is required; /colour: This field is not known here"


@pytest.mark.parametrize(("name", "words"), [("a.jsonl", []), ("a.ndjson", []), ("a.txt", ["--lines"])])
def test_of_a_file_of_lines_each_line_that_is_refused_is_named(tmp_path: Path, name: str, words: list[str]) -> None:
    file = tmp_path / name
    file.write_bytes(b"\n".join([VALID, b"", BAD, VALID + b"\r", b"nonsense", b""]))
    answer = both("validate", "SuggestionRequest", *words, str(file))
    end = "2 of 4 refused. Mend what is named above and check again.\n"
    assert answer == Answer(1, f"{file}:3: {REASONS}\n{file}:5: document: not JSON\n{end}", "")
    file.write_bytes(VALID)
    assert both("validate", "SuggestionRequest", *words, str(file)) == Answer(0, "1 checked, all valid.\n", "")


def test_of_a_file_with_an_array_each_item_that_is_refused_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"[" + VALID + b",\n" + BAD + b"]")
    said = f"{file} item 2: {REASONS}\n1 of 2 refused. Mend what is named above and check again.\n"
    assert both("validate", "SuggestionRequest", str(file)) == Answer(1, said, "")
    file.write_bytes(b"[]")
    assert both("validate", "SuggestionRequest", str(file)).out == "0 checked, all valid.\n"
    assert both("validate", "ShareBatch", str(file)).out.startswith(f"{file}: document: Expected a list of 1 to 100")


def test_a_file_may_be_one_document(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(BAD)
    assert both("validate", "SuggestionRequest", str(file)).out.startswith(f"{file}: {REASONS}\n1 of 1 refused.")
    file.write_bytes(b"{")
    assert both("validate", "SuggestionRequest", str(file)).out.startswith(f"{file}: document: not JSON\n1 of 1")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.json", "there is no such file"),
        (".", "it is a folder"),
        ("a.csv", "a server checks CSV: upload it with dry_run, and nothing is stored"),
    ],
)
def test_a_file_that_cannot_be_checked_is_said_so(tmp_path: Path, name: str, said: str) -> None:
    file = f"{tmp_path}/{name}"
    assert both("validate", "SuggestionRequest", file) == Answer(2, "", f"vertel-schema: {file}: {said}\n")


def test_lines_may_stand_before_the_name() -> None:
    assert both("validate", "--lines", "SuggestionRequest", stdin=VALID).out == "true\n"


@pytest.mark.parametrize("word", ["--help", "-h", "help"])
def test_help_shows_the_three_verbs(word: str) -> None:
    answer = both(word)
    assert answer.status == 0
    verbs = ("list", "schema NAME", "validate NAME [--lines]", "validate NAME [--lines] FILE")
    assert all(f"vertel-schema {verb}" in answer.out for verb in verbs)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_goes_away_ends_the_command_quietly(command: str) -> None:
    line = b'{"kind":"story"}\n'
    script = f"{' '.join(COMMANDS[command])} validate SuggestionRequest --lines | head -n 1"
    done = subprocess.run(["bash", "-c", script], input=line * 50_000, capture_output=True, timeout=60, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
