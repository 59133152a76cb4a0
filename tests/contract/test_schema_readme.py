"""The examples in the schema package's README do what it says."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from marshmallow import ValidationError

from vertel_schema import SuggestionRequest, faults

PACKAGE = Path(__file__).parents[2] / "shared_schema"
README = (PACKAGE / "README.md").read_text("utf-8")


def block(language: str) -> str:
    """Return the last code block in a language; the first ones are whole programs, which tests/packages runs."""
    return str(re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)[-1])


def test_the_python_example_runs_and_its_comments_are_true() -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102  our own README
    assert names["schema"].load({"kind": "story", "title": "x"})["status"] == "published"
    with pytest.raises(ValidationError) as caught:
        SuggestionRequest().load({"kind": "story", "title": " ", "colour": "red"})
    for fault in faults(caught.value.messages):
        assert f'{{"pointer": "{fault["pointer"]}", "message": "{fault["message"]}"}}' in block("python")


@pytest.mark.parametrize("command", [f"{sys.executable} -m vertel_schema", f"node {PACKAGE / 'js' / 'command.js'}"])
def test_the_console_example_shows_what_the_command_prints(command: str, tmp_path: Path) -> None:
    (tmp_path / "suggestions.jsonl").write_text('{"kind": "story", "title": "x"}\n\n{"title": "x", "colour": 1}\n')
    for example in block("console").split("$ ")[1:]:
        line, _, shown = example.partition("\n")
        done = subprocess.run(
            ["bash", "-c", line.replace("vertel-schema", command)],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.stderr == ""
        assert done.stdout.startswith(shown.removesuffix("...\n"))
    assert '"title": "SuggestionRequest"' in (tmp_path / "suggestion-request.json").read_text()
