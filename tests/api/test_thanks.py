"""Thanks reach those who shared, and tell nobody who they are."""

from __future__ import annotations

from uuid import uuid4

from support.voices import shares
from support.world import API, Headers, World

TEXT = "Two people applied through your story."


def thanks_for(world: World, me: Headers) -> list[str]:
    return [said["text"] for said in world.client.get(f"{API}/me/thanks", headers=me).json["items"]]


def test_thanks_reach_those_who_had_shared_and_nobody_else(world: World) -> None:
    suggestion = world.suggestion(title="A story")
    early, late, never = world.sign_in(), world.sign_in(), world.sign_in()
    shares(world, early, suggestion)

    said = world.client.post(f"{API}/suggestions/{suggestion['id']}/thanks", json={"text": TEXT}, headers=world.key())
    shares(world, late, suggestion)

    assert (said.status_code, said.json["title"]) == (201, "A story")
    assert (thanks_for(world, early), thanks_for(world, late), thanks_for(world, never)) == ([TEXT], [], [])


def test_editors_list_and_take_back_what_they_said(world: World) -> None:
    suggestion, me, key = world.suggestion(), world.sign_in(), world.key()
    shares(world, me, suggestion)
    path = f"{API}/suggestions/{suggestion['id']}/thanks"
    ids = [world.client.post(path, json={"text": f"Thanks {n}"}, headers=key).json["id"] for n in range(3)]

    assert world.client.delete(f"{path}/{ids[1]}", headers=key).status_code == 204
    assert world.client.delete(f"{path}/{ids[1]}", headers=key).status_code == 404

    first = world.client.get(f"{path}?limit=1", headers=key).json
    second = world.client.get(f"{path}?cursor={first['next_cursor']}", headers=key).json
    assert [said["text"] for said in first["items"] + second["items"]] == ["Thanks 2", "Thanks 0"]
    assert thanks_for(world, me) == ["Thanks 2", "Thanks 0"]


def test_there_are_no_thanks_for_what_is_not_there(world: World) -> None:
    path = f"{API}/suggestions/{uuid4()}/thanks"

    assert world.client.post(path, json={"text": TEXT}, headers=world.key()).status_code == 404
    assert world.client.get(path, headers=world.key()).status_code == 404
