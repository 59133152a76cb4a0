"""Editors read of captions what is in them, and how often one was shared in fives; nowhere else, nor by an order."""

from __future__ import annotations

from typing import Any

import pytest

from support.voices import crowd, shares
from support.world import API, World
from vertel.domain.privacy import erasure, personal_data

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


def _used(world: World, suggestion: dict[str, Any]) -> dict[str, int]:
    answer = world.client.get(f"{API}/suggestions/{suggestion['id']}/usage", headers=world.key("reader"))
    assert answer.status_code == 200, answer.json
    return {each["caption_id"]: each["shares"] for each in answer.json["captions"]}


def test_how_much_a_caption_is_used_is_told_in_steps_of_five_and_erasing_somebody_changes_nothing(world: World) -> None:
    suggestion = world.suggestion(captions=[_caption("Eerste. {link}"), _caption("Tweede. {link}")])
    first, second = (each["id"] for each in suggestion["captions"])
    everybody = crowd(world, 7)
    told = []
    for me in everybody[:6]:
        shares(world, me, suggestion, caption_id=second)
        told.append(_used(world, suggestion))
    assert told == [{first: 0, second: 0}] * 4 + [{first: 0, second: 5}] * 2
    address = world.client.get(f"{API}/me", headers=everybody[0]).json["email"]
    with world.session() as session:
        erasure.erase(session, personal_data.find(session, address))
    assert _used(world, suggestion) == {first: 0, second: 5}


def test_a_caption_that_fewer_than_five_could_have_used_stays_unused(world: World) -> None:
    suggestion = world.suggestion(captions=[_caption("Eerste. {link}")])
    (caption,) = (each["id"] for each in suggestion["captions"])
    me = world.sign_in()
    for _ in range(6):
        assert shares(world, me, suggestion, caption_id=caption).json["accepted"] == 1
    assert _used(world, suggestion) == {caption: 0}
