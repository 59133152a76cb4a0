"""Two type checkers know what `load` returns and what the client takes, from the wheel alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.packages import TOOLS

PROGRAM = Path(__file__).with_name("typed_program.py")
WRONG = {
    '"kind": "story"': '"kind": "advert"',
    "datetime.now(UTC)}": "3}",
    'token["refresh_token"]\n    return': 'token["code"]\n    return',
    "import Employee, ": "import Warnin, Employee, ",
    "documents import SuggestionDict": "documents import Suggestion, SuggestionDict",
}
"""What a person may write by mistake, and what was right."""


def _mypy(python: Path, program: Path) -> subprocess.CompletedProcess[str]:
    words = ["-m", "mypy", "--strict", "--python-executable", python, "--cache-dir", program.parent / "cache", program]
    return subprocess.run(
        [sys.executable, *words], cwd=program.parent, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def _pyright(python: Path, program: Path) -> subprocess.CompletedProcess[str]:
    words = [TOOLS / "pyright", "--pythonpath", python, program]
    return subprocess.run(words, cwd=program.parent, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.mark.parametrize("checker", [_mypy, _pyright], ids=["mypy", "pyright"])
def test_a_checker_knows_the_types_and_tells_of_each_mistake(
    python: Path, tmp_path: Path, checker: Callable[[Path, Path], subprocess.CompletedProcess[str]]
) -> None:
    source = PROGRAM.read_text("utf-8")
    program = tmp_path / "program.py"
    program.write_text(source, "utf-8")
    right = checker(python, program)
    assert right.returncode == 0, right.stdout + right.stderr
    mistakes = tmp_path / "mistakes.py"
    for right_text, wrong_text in WRONG.items():
        assert source.count(right_text) == 1, right_text
        mistakes.write_text(source.replace(right_text, wrong_text), "utf-8")
        assert checker(python, mistakes).returncode == 1, wrong_text
