"""Editors read of captions what stands in them; how often one was used stands in no answer, nor in an order."""

from __future__ import annotations

from typing import Any

import pytest

from support.voices import crowd, shares
from support.world import API, World

READ = (
    "suggestions?view=manage",
    "suggestions/{id}",
    "reports/overview",
    "reports/suggestions",
    "reports/clicks?interval=day&group_by=suggestion",
)


def _caption(text: str) -> dict[str, str]:
    return {"language": "nl", "tone": "personal", "text": text}


def _answers(world: World, suggestion: dict[str, Any], media_type: str) -> list[str]:
    headers = world.key() | {"Accept": media_type}
    paths = [path.format(id=suggestion["id"]) for path in READ]
    return [world.client.get(f"{API}/{path}", headers=headers).get_data(as_text=True) for path in paths]


@pytest.mark.parametrize("media_type", ["application/json", "text/csv"])
def test_editors_do_not_see_which_caption_was_used(world: World, media_type: str) -> None:
    suggestion = world.suggestion(captions=[_caption("Eerste. {link}"), _caption("Tweede. {link}")])
    first, second = (each["id"] for each in suggestion["captions"])
    everybody = crowd(world, 12)
    shares(world, everybody[0], suggestion)
    before = _answers(world, suggestion, media_type)
    for me in everybody[1:]:
        assert shares(world, me, suggestion, caption_id=second).json["accepted"] == 1
    after = _answers(world, suggestion, media_type)
    assert after[:2] == before[:2]
    assert first not in "".join(after[2:])
    assert second not in "".join(after[2:])
