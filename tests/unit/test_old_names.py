"""Names of the schema package that were changed work for one version more, and say what to write in their place."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

import vertel_schema
from vertel_schema import VERSION
from vertel_schema.renamed import UNTIL

OLD = [
    ("vertel_schema", "Warning", "EditorWarning"),
    ("vertel_schema.client", "Request", "HttpRequest"),
    ("vertel_schema.documents", "SuggestionRequest", "SuggestionRequestDict"),
    ("vertel_schema.documents", "TokenRequest", "TokenRequestDict"),
]


@pytest.mark.parametrize(("module", "old", "new"), OLD, ids=lambda value: value)
def test_an_old_name_is_the_new_thing_and_says_so(module: str, old: str, new: str) -> None:
    package: Any = importlib.import_module(module)
    with pytest.deprecated_call(match=f"{module}.{old} is called {module}.{new} now") as told:
        found = getattr(package, old)
    assert found is getattr(package, new)
    assert told[0].filename == __file__


@pytest.mark.parametrize("module", ["vertel_schema", "vertel_schema.client", "vertel_schema.documents"])
def test_a_name_that_never_was_is_none(module: str) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Suggestoin'"):
        _ = importlib.import_module(module).Suggestoin


def test_a_star_import_hides_nothing_of_pythons() -> None:
    names: dict[str, Any] = {}
    exec("from vertel_schema import *", names)  # noqa: S102  what a person may write
    assert "Warning" not in names
    assert names["SuggestionRequest"] is vertel_schema.SuggestionRequest


def test_the_old_names_go_when_they_were_said_to() -> None:
    assert [*map(int, VERSION.split("."))] < [*map(int, UNTIL.split("."))], "take vertel_schema/renamed.py away"
