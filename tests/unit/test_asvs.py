"""The page about ASVS: what it rests on is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERDICTS = {"met", "in part", "not met", "none"}

PAGE = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| \d", line)]
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)))


def _functions(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("file", sorted({file for file, _ in NAMED}))
def test_every_test_that_is_named_exists(file: str) -> None:
    assert {name for of, name in NAMED if of == file} <= _functions(file)


@pytest.mark.parametrize("chapter", ["V6", "V7", "V9", "V10"])
def test_each_chapter_is_there(chapter: str) -> None:
    assert f"\n## {chapter} " in PAGE
    assert any(row[0].startswith(f"{chapter[1:]}.") for row in ROWS)


def test_each_requirement_stands_there_once_with_a_level_and_a_verdict() -> None:
    numbers = [row[0] for row in ROWS]
    assert len(numbers) > 70
    assert len(set(numbers)) == len(numbers)
    assert all(row[1] in {"1", "2"} and row[3] in VERDICTS and row[4] for row in ROWS)


def test_a_tests_name_is_written_as_one() -> None:
    assert PAGE.count("::") == len(re.findall(r"`[\w/]+\.py::\w+`", PAGE)) >= len(NAMED) > 50
