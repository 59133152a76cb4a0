"""What the server answers is what its published schemas say, and nothing besides.

The published schemas are open, so that an older client ignores a newer field. Here each is closed on every level: a
field that the server answers without having written it down is found, and so is one that is written down and never
answered.
"""

from __future__ import annotations

from typing import Any

import pytest

from support import released
from support.answers.every import ANSWERS
from support.closed_schemas import closed, faults, fields, filled
from support.world import World
from vertel_schema import DOCUMENTS, Response


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_has_what_its_schema_says_and_nothing_besides(world: World, name: str) -> None:
    schema, bodies = closed(name), [answer.json for answer in ANSWERS[name](world)]
    assert {fault for body in bodies for fault in faults(name, body)} == set()
    assert fields(schema) - {field for body in bodies for field in filled(schema, body)} == set(), "never answered"
    assert {fault for body in bodies for fault in released.faults(name, body)} == set(), "the last release refuses it"
    assert all(a_field_that_is_not_written_down_is_noticed_on_every_level(name, body) for body in bodies)


def test_every_schema_of_an_answer_is_looked_at() -> None:
    assert set(ANSWERS) == {name for name, schema in DOCUMENTS.items() if issubclass(schema, Response)}


def a_field_that_is_not_written_down_is_noticed_on_every_level(name: str, body: Any) -> bool:
    """Whether each level of an answer is closed here. It costs no second set of answers in the test of those."""
    for place in objects(body):
        place["unheard_of"] = 1
        noticed = any("unheard_of" in fault for fault in faults(name, body))
        del place["unheard_of"]
        if not noticed:
            return False
    return True


def objects(value: Any) -> list[dict[str, Any]]:
    """Return an object of each sort in a document, on every level; those in a list are all of a sort."""
    below = value.values() if isinstance(value, dict) else value[:1] if isinstance(value, list) else []
    own = [value] if isinstance(value, dict) else []
    return [*own, *(found for item in below for found in objects(item))]
