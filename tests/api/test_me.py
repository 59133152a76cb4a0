"""How an employee wants to be left alone: snooze, a pause of the counting, what is put aside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from support.voices import crowd, shares
from support.world import API, Headers, World
from vertel.domain.suggestions import bookmarks


def change(world: World, me: Headers, **wishes: Any) -> Any:
    return world.client.patch(f"{API}/me", json=wishes, headers=me)


def ahead(**time: int) -> str:
    return (datetime.now(UTC) + timedelta(**time)).strftime("%Y-%m-%dT%H:%M:%SZ")


def titles(world: World, me: Headers, query: str = "") -> list[str]:
    answer = world.client.get(f"{API}/suggestions{query}", headers=me)
    assert answer.status_code == 200, answer.json
    return [item["title"] for item in answer.json["items"]]


def put_aside(world: World, me: Headers, mark: str, suggestion: dict[str, Any], method: str = "PUT") -> int:
    return int(world.client.open(f"{API}/me/{mark}/{suggestion['id']}", method=method, headers=me).status_code)


def test_a_snooze_follows_me_and_can_be_ended(world: World) -> None:
    me, until = world.sign_in(), ahead(days=7)

    assert change(world, me, snoozed_until=until).json["snoozed_until"] == until
    assert world.client.get(f"{API}/me", headers=me).json["snoozed_until"] == until
    assert change(world, me, snoozed_until=None).json["snoozed_until"] is None


@pytest.mark.parametrize("days", [-1, 400])
def test_a_snooze_is_from_now_on_and_not_for_ever(world: World, days: int) -> None:
    answer = change(world, world.sign_in(), snoozed_until=ahead(days=days))

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/snoozed_until")


def test_what_i_do_not_name_stays_as_it_is(world: World) -> None:
    me = world.sign_in(languages=["nl"])
    change(world, me, counting=False)

    answer = change(world, me, languages=["en", "nl"]).json

    assert (answer["languages"], answer["counting"]) == (["en", "nl"], False)


def test_while_counting_is_paused_no_share_is_recorded_and_no_link_made(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    change(world, me, counting=False)

    shared = shares(world, me, suggestion).json
    asked = {"suggestion_id": suggestion["id"]}
    link = world.client.post(f"{API}/links", json=asked, headers=me)

    assert (shared["accepted"], len(shared["refused"])) == (0, 1)
    assert "paused" in shared["refused"][0]["message"]
    assert link.status_code == 409
    assert "plain" in link.json["detail"]
    assert world.client.get(f"{API}/me/export", headers=me).json["shares"] == []

    change(world, me, counting=True)
    assert shares(world, me, suggestion).json["accepted"] == 1
    assert world.client.post(f"{API}/links", json=asked, headers=me).status_code == 201


def test_a_pause_is_mine_and_not_my_team_s(world: World) -> None:
    me, colleague, suggestion = world.sign_in(), world.sign_in(), world.suggestion()
    change(world, me, counting=False)

    assert shares(world, colleague, suggestion).json["accepted"] == 1


def test_what_i_saved_is_marked_in_my_list_and_found_by_it(world: World) -> None:
    me, one = world.sign_in(), world.suggestion(title="One")
    world.suggestion(title="Two")

    assert [put_aside(world, me, "saved", one) for _ in range(2)] == [204, 204]

    items = world.client.get(f"{API}/suggestions", headers=me).json["items"]
    assert {item["title"]: item["saved"] for item in items} == {"One": True, "Two": False}
    assert titles(world, me, "?marked=saved") == ["One"]
    assert titles(world, world.sign_in(), "?marked=saved") == []
    assert put_aside(world, me, "saved", one, "DELETE") == 204
    assert titles(world, me, "?marked=saved") == []


def test_what_i_hid_is_left_out_of_my_list_until_i_show_it_again(world: World) -> None:
    me, colleague, one = world.sign_in(), world.sign_in(), world.suggestion(title="One")
    world.suggestion(title="Two")
    before = world.client.get(f"{API}/suggestions", headers=me).headers["ETag"]

    assert put_aside(world, me, "hidden", one) == 204

    again = world.client.get(f"{API}/suggestions", headers=me | {"If-None-Match": before})
    assert (again.status_code, titles(world, me)) == (200, ["Two"])
    assert (titles(world, me, "?marked=hidden"), titles(world, colleague)) == (["One"], ["Two", "One"])
    assert put_aside(world, me, "hidden", one, "DELETE") == 204
    assert titles(world, me) == ["Two", "One"]


def test_saving_what_is_hidden_shows_it_again(world: World) -> None:
    me, one = world.sign_in(), world.suggestion(title="One")
    put_aside(world, me, "hidden", one)

    put_aside(world, me, "saved", one)

    assert (titles(world, me), titles(world, me, "?marked=hidden")) == (["One"], [])


def test_a_page_is_full_although_something_on_it_is_hidden(world: World) -> None:
    me = world.sign_in()
    for number in range(4):
        put_aside(world, me, "hidden", world.suggestion(title=f"Hidden {number}"))
    for number in range(3):
        world.suggestion(title=f"Shown {number}")

    first = world.client.get(f"{API}/suggestions?limit=2", headers=me).json
    rest = titles(world, me, f"?limit=2&cursor={first['next_cursor']}")

    assert [item["title"] for item in first["items"]] + rest == ["Shown 2", "Shown 1", "Shown 0"]


def test_only_what_i_can_see_can_be_put_aside(world: World) -> None:
    me = world.sign_in(location="Zwolle")

    assert put_aside(world, me, "saved", {"id": uuid4()}) == 404
    assert put_aside(world, me, "hidden", world.suggestion(audience={"locations": ["Tiel"]})) == 404


def test_there_is_an_end_to_what_can_be_put_aside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "MOST", 1)
    me = world.sign_in()

    assert [put_aside(world, me, "saved", world.suggestion()) for _ in range(2)] == [204, 409]


def test_a_suggestion_says_why_it_is_shown(world: World) -> None:
    me = world.sign_in(team="Techniek", location="Zwolle")
    old = {"publish_at": "2026-01-01T08:00:00Z"}
    world.suggestion(title="Team", audience={"teams": ["techniek"]}, **old)
    world.suggestion(title="Place", audience={"locations": ["Zwolle"]}, **old)
    world.suggestion(title="Closing", expires_at=ahead(days=3), **old)
    world.suggestion(title="Later", expires_at=ahead(days=30), **old)
    world.suggestion(title="New")
    prompt = {"language": "en", "question": "What did you do?"}
    world.suggestion(title="Question", captions=[], prompts=[prompt], **old)
    popular = world.suggestion(title="Popular", **old)
    for other in (me, *crowd(world, 4)):
        shares(world, other, popular, caption_id=popular["captions"][0]["id"])

    items = world.client.get(f"{API}/suggestions", headers=me).json["items"]

    assert {item["title"]: item["why"] for item in items} == {
        "Team": ["team", "little_used"],
        "Place": ["location", "little_used"],
        "Closing": ["closing_soon", "little_used"],
        "Later": ["little_used"],
        "New": ["new", "little_used"],
        "Question": [],
        "Popular": [],
    }


def test_why_and_saved_are_not_an_editor_s_business(world: World) -> None:
    me = world.sign_in()
    put_aside(world, me, "saved", world.suggestion())

    (item,) = world.client.get(f"{API}/suggestions?view=manage", headers=world.key()).json["items"]

    assert (item["why"], item["saved"]) == ([], False)
