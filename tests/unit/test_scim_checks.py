"""The table of Microsoft's checks in docs/scim.md: all of them stand there, and what each rests on is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| (\d+) \| (\w+_Test) \| (.+) \|$", (ROOT / "docs" / "scim.md").read_text("utf-8"), re.MULTILINE)
NAMED = {row[1]: re.findall(r"`([\w/]+\.py)::(\w+)`", row[2]) for row in ROWS}
NOT_MET = {"Federated_Identity_Test"}


def test_each_of_the_25_stands_there_once() -> None:
    assert [int(number) for number, _, _ in ROWS] == [*range(1, 26)]
    assert len(NAMED) == 25


def test_each_rests_on_a_test_or_says_that_it_is_not_met() -> None:
    assert {check for check, tests in NAMED.items() if not tests} == NOT_MET
    assert all("not met" in words for _, check, words in ROWS if check in NOT_MET)


@pytest.mark.parametrize("file", sorted({file for tests in NAMED.values() for file, _ in tests}))
def test_every_test_that_is_named_exists(file: str) -> None:
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert {name for tests in NAMED.values() for of, name in tests if of == file} <= there
