"""Groups: teams, and who is in them, as a directory says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from support.world import API, World


@pytest.fixture
def people(directory: Any) -> list[str]:
    return [directory.user(f"one{number}@example.com")["id"] for number in range(4)]


def test_a_group_is_a_team_with_its_members(directory: Any, people: list[str]) -> None:
    group = directory.group("Techniek", *people[:2], externalId="g-1")
    assert directory.members(group) == {*people[:2]}
    assert directory.get(f"/Users/{people[0]}")["groups"][0]["display"] == "Techniek"
    for wanted in ('displayName eq "techniek"', 'externalId eq "g-1"', f'members.value eq "{people[0]}"'):
        found = directory.get(f"/Groups?filter={wanted}&excludedAttributes=members")
        assert [one["id"] for one in found["Resources"]] == [group["id"]]
        assert "members" not in found["Resources"][0]
    directory.group("TECHNIEK", status=409)


def test_a_member_of_another_group_moves(directory: Any, people: list[str]) -> None:
    """In whichever order a directory says that somebody left one group and joined another."""
    old, new = directory.group("Techniek", people[0]), directory.group("Zorg")
    member = [{"value": people[0]}]
    directory.patch(f"/Groups/{new['id']}", {"op": "add", "path": "members", "value": member})
    directory.patch(f"/Groups/{old['id']}", {"op": "remove", "path": "members", "value": member})
    assert (directory.members(old), directory.members(new)) == (set(), {people[0]})


def test_only_who_is_named_is_removed(directory: Any, people: list[str]) -> None:
    group = directory.group("Techniek", *people)
    path = f"/Groups/{group['id']}"
    directory.patch(path, {"op": "Remove", "path": "members", "value": [{"value": people[0]}]})
    assert directory.members(group) == {*people[1:]}
    directory.patch(path, {"op": "remove", "path": f'members[value eq "{people[1]}"]'})
    assert directory.members(group) == {*people[2:]}
    directory.patch(path, {"op": "replace", "path": "members", "value": [{"value": people[0]}]})
    assert directory.members(group) == {people[0]}
    directory.patch(path, {"op": "remove", "path": "members"})
    assert directory.members(group) == set()


def test_a_member_who_is_added_again_stays_one(directory: Any, people: list[str]) -> None:
    group = directory.group("Techniek", people[0])
    add = {"op": "Add", "path": "members", "value": [{"value": people[0]}, {"value": people[0]}]}
    directory.patch(f"/Groups/{group['id']}", add)
    assert [member["value"] for member in directory.get(f"/Groups/{group['id']}")["members"]] == [people[0]]


@pytest.mark.parametrize("unknown", ["019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42", "nobody"])
def test_a_member_whom_nobody_knows_is_refused_and_nobody_is_moved(
    directory: Any, people: list[str], unknown: str
) -> None:
    group = directory.group("Techniek")
    add = {"op": "add", "path": "members", "value": [{"value": people[0]}, {"value": unknown}]}
    answer = directory.patch(f"/Groups/{group['id']}", add, status=400)
    assert answer["scimType"] == "invalidValue"
    assert directory.members(group) == set()
    directory.group("Zorg", unknown, status=400)
    assert directory.get('/Groups?filter=displayName eq "Zorg"')["totalResults"] == 0


def test_a_put_says_who_is_in_it_and_one_without_members_leaves_them(directory: Any, people: list[str]) -> None:
    group = directory.group("Techniek", *people[:2])
    path = f"/Groups/{group['id']}"
    members = [{"value": own, "display": "Somebody"} for own in people[1:3]]
    answer = directory.request("PUT", path, {"displayName": "Techniek Oost", "members": members})
    assert (answer.status_code, answer.json["displayName"]) == (200, "Techniek Oost")
    assert directory.members(group) == {*people[1:3]}
    directory.request("PUT", path, {"displayName": "Techniek Oost"})
    assert directory.members(group) == {*people[1:3]}
    directory.request("PUT", path, {"displayName": "Techniek Oost", "members": []})
    assert directory.members(group) == set()


def test_a_deleted_group_is_empty_and_hidden_and_taken_up_again_by_its_name(directory: Any, people: list[str]) -> None:
    group = directory.group("Techniek", people[0], externalId="g-1")
    assert directory.request("DELETE", f"/Groups/{group['id']}").status_code == 204
    directory.get(f"/Groups/{group['id']}", 404)
    assert "groups" not in directory.get(f"/Users/{people[0]}")
    again = directory.group("Techniek", people[1], externalId="g-1")
    assert (again["id"], directory.members(again)) == (group["id"], {people[1]})


def test_a_group_cannot_take_the_name_of_another(directory: Any) -> None:
    directory.group("Techniek")
    zorg = directory.group("Zorg")
    rename = {"op": "replace", "value": {"id": zorg["id"], "displayName": "Techniek"}}
    assert directory.patch(f"/Groups/{zorg['id']}", rename, status=409)["scimType"] == "uniqueness"


def test_of_patches_at_the_same_moment_no_member_is_lost(directory: Any, world: World) -> None:
    people = [directory.user(f"many{number}@example.com")["id"] for number in range(12)]
    group = directory.group("Techniek", *people[:4])
    path = f"/scim/v2/Groups/{group['id']}"

    def change(own: str) -> int:
        op = "remove" if own in people[:4] else "add"
        body = {"Operations": [{"op": op, "path": "members", "value": [{"value": own}]}]}
        client = world.client.application.test_client()
        return client.patch(path, json=body, headers=directory.headers).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(change, people)) == {204}
    assert directory.members(group) == {*people[4:]}


def test_what_an_administrator_merged_is_gone_for_the_directory_which_may_make_another(
    directory: Any, world: World, people: list[str]
) -> None:
    old, new = directory.group("Techniek", people[0], externalId="g-1"), directory.group("Zorg")
    merged = world.client.post(f"{API}/teams/{old['id']}/merge", json={"into": new["id"]}, headers=world.key("admin"))
    assert merged.status_code < 300, merged.json
    directory.get(f"/Groups/{old['id']}", 404)
    assert directory.members(new) == {people[0]}
    directory.group("Techniek", status=409)
    directory.group("Onderhoud", externalId="g-1")
