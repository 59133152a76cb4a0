"""What directories really send, each as it was reported in public: understood as it was meant."""

from __future__ import annotations

from typing import Any

import pytest

from support.world import API, World

# What was meant is found out before any database; that it is stored is shown on both in test_users.py.
pytestmark = pytest.mark.parametrize("config", ["sqlite"], indirect=True)

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


@pytest.fixture
def path(directory: Any) -> str:
    user = directory.user("noor@example.com", displayName="Noor", name={"givenName": "Noor", "familyName": "Bos"})
    return f"/Users/{user['id']}"


@pytest.mark.parametrize(("said", "active"), [("True", True), ("False", False), ("true", True), (False, False)])
def test_entra_says_in_a_text_whether_somebody_is_active(directory: Any, said: Any, active: bool) -> None:
    assert directory.user("noor@example.com", active=said)["active"] is active


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "value": {"active": False}},
        {"op": "replace", "value": {"active": "False"}},
        {"op": "Replace", "path": f"{CORE}:active", "value": "False"},
        {"op": "Add", "path": "active", "value": "False"},
        {"op": "REPLACE", "path": "Active", "value": False},
    ],
)
def test_everybodys_way_to_disable_disables(directory: Any, path: str, operation: dict[str, Any]) -> None:
    directory.patch(path, operation)
    assert directory.get(path)["active"] is False


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "n.bos@example.com"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "n.bos@example.com"},
        {"op": "replace", "path": "emails[primary eq true].value", "value": "n.bos@example.com"},
        {"op": "replace", "value": {'emails[type eq "work"].value': "n.bos@example.com"}},
        {"op": "replace", "path": "emails", "value": [{"value": "n.bos@example.com", "primary": True}]},
        {"op": "replace", "value": {"emails": [{"type": "work", "value": "n.bos@example.com"}]}},
    ],
)
def test_everybodys_way_to_give_an_address_gives_it(directory: Any, path: str, operation: dict[str, Any]) -> None:
    directory.patch(path, operation)
    user = directory.get(path)
    assert user["emails"] == [{"type": "work", "value": "n.bos@example.com"}]
    assert user["userName"] == "noor@example.com"


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Remove", "path": 'emails[type eq "work"].value'},
        {"op": "remove", "path": "emails"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": ""},
        {"op": "Add", "path": 'emails[type eq "other"].value', "value": "noor@home.nl"},
    ],
)
def test_the_only_address_stays(directory: Any, path: str, operation: dict[str, Any]) -> None:
    directory.patch(path, operation)
    assert directory.get(path)["emails"] == [{"type": "work", "value": "noor@example.com"}]


@pytest.mark.parametrize("op", ["Add", "Replace", "Remove"])
@pytest.mark.parametrize("manager", ["019aaf4e", [{"value": "019aaf4e"}], {"value": ""}, "", None])
def test_a_manager_is_taken_in_every_form_and_changes_nothing(directory: Any, path: str, op: str, manager: Any) -> None:
    before = directory.get(path)
    operation = {"op": op, "path": f"{ENTERPRISE}:manager", "value": manager}
    if op == "Add" and manager is None:
        operation["value"] = []
    directory.patch(path, operation, {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Techniek"})
    directory.patch(path, {"op": "replace", "value": {ENTERPRISE: {"manager": manager}}})
    assert directory.get(path) == before


def test_keys_with_dots_are_parts_of_a_name(directory: Any, path: str) -> None:
    changed = directory.patch(path, {"op": "Replace", "value": {"name.givenName": "N.", "name.familyName": "de Wit"}})
    assert changed["name"] == {"givenName": "N.", "familyName": "de Wit"}


def test_a_workplace_that_was_not_there_is_added(directory: Any, path: str) -> None:
    operations = [
        {"op": "Add", "path": 'addresses[type eq "work"].locality', "value": "Zwolle"},
        {"op": "Add", "path": 'addresses[type eq "other"].formatted', "value": "Kamer 7"},
        {"op": "Add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "0612345678"},
    ]
    directory.patch(path, *operations)
    assert {"type": "work", "locality": "Zwolle"} in directory.get(path)["addresses"]


@pytest.mark.parametrize("schemas", [[], ["urn:example:own"], [CORE, ENTERPRISE], [CORE.upper()], None])
def test_odd_schemas_are_taken(directory: Any, schemas: Any) -> None:
    extra = {"urn:example:own": {"badge": 7}, ENTERPRISE: {"department": "Techniek", "manager": {"value": "x"}}}
    user = directory.user("noor@example.com", schemas=schemas, **extra)
    assert user["schemas"] == [CORE]
    answer = directory.request("PATCH", f"/Users/{user['id']}", {
        "schemas": schemas, "operations": [{"op": "replace", "value": {"displayName": "Noor"}}],
    })  # fmt: skip
    assert (answer.status_code, answer.json["displayName"]) == (200, "Noor")


def test_okta_looks_adds_replaces_disables(directory: Any, world: World) -> None:
    """The order in which Okta does it, with its count of 2, its PUT for all that changes, and no User-Agent."""
    assert directory.get("/Users?startIndex=1&count=2")["Resources"] == []
    assert directory.get('/Users?filter=userName eq "noor@example.com"&startIndex=1&count=100')["totalResults"] == 0
    body = {
        "schemas": [CORE], "userName": "noor@example.com", "name": {"givenName": "Noor", "familyName": "Bos"},
        "emails": [{"primary": True, "value": "noor@example.com", "type": "work"},
                   {"primary": False, "value": "noor@home.nl", "type": "home"}],
        "displayName": "Noor Bos", "locale": "nl-NL", "externalId": "00u1", "groups": [], "password": "1mz050nq",
        "active": True,
    }  # fmt: skip
    made = directory.request("POST", "/Users", body, **{"User-Agent": ""})
    assert (made.status_code, made.json["preferredLanguage"]) == (201, "nl-NL")
    assert "password" not in made.json
    path = f"/Users/{made.json['id']}"
    changed = directory.request("PUT", path, made.json | {"displayName": "Noor de Wit"})
    assert (changed.status_code, changed.json["displayName"]) == (200, "Noor de Wit")
    assert directory.patch(path, {"op": "replace", "value": {"active": False}})["active"] is False
    kept = {name: value for name, value in made.json.items() if name != "active"}
    assert directory.request("PUT", path, kept).json["active"] is False
    assert directory.request("PUT", path, kept | {"active": True}).json["active"] is True


def test_a_push_of_a_group_sets_name_and_members(directory: Any, path: str) -> None:
    group = directory.group("Techniek")
    own = path.rpartition("/")[2]
    directory.patch(
        f"/Groups/{group['id']}",
        {"op": "replace", "value": {"id": group["id"], "displayName": "Techniek Oost"}},
        {"op": "add", "path": "members", "value": [{"value": own, "display": "noor@example.com"}]},
    )
    found = directory.get(f"/Groups/{group['id']}")
    assert (found["displayName"], directory.members(group)) == ("Techniek Oost", {own})
    directory.patch(f"/Groups/{group['id']}", {"op": "replace", "path": "members", "value": []})
    assert directory.members(group) == set()


def canaille_tells(family_name: str, *, active: bool) -> dict[str, Any]:
    """What Canaille 0.3.6 sends of somebody, all of it each time."""
    return {
        "schemas": [CORE, ENTERPRISE], "externalId": "f19c0379-b3c9-4e13-8c51-3b7c24e0b238", "userName": "noor",
        "name": {"formatted": f"Noor {family_name}", "familyName": family_name, "givenName": "Noor"},
        "title": "Engineer", "preferredLanguage": "nl", "active": active, "password": "correct horse",
        "emails": [{"value": "noor@example.com"}], "phoneNumbers": [{"value": "+31 6"}],
        ENTERPRISE: {"department": "X"},
    }  # fmt: skip


def test_canaille_finds_people_and_groups_by_its_own_id_and_replaces_them(directory: Any, world: World) -> None:
    look = '/{}?filter=externalId+eq+"{}"'
    mine = canaille_tells("Visser", active=True)
    assert directory.get(look.format("Users", mine["externalId"]))["Resources"] == []
    assert directory.request("POST", "/Users", mine).status_code == 201
    (found,) = directory.get(look.format("Users", mine["externalId"]))["Resources"]
    assert "correct horse" not in str(found)
    member = {"value": found["id"], "$ref": found["meta"]["location"], "type": "User"}
    group = {"schemas": [GROUP], "externalId": "g-1", "displayName": "Techniek", "members": [member]}
    assert directory.request("POST", "/Groups", group).status_code == 201

    changed = directory.request("PUT", f"/Users/{found['id']}", canaille_tells("de Vries", active=False))
    assert changed.status_code == 200
    employee = world.client.get(f"{API}/employees/{found['id']}", headers=world.key("admin")).json
    assert (employee["name"], employee["team"], employee["active"]) == ("Noor de Vries", "Techniek", False)

    (there,) = directory.get(look.format("Groups", "g-1"))["Resources"]
    assert directory.request("PUT", f"/Groups/{there['id']}", group | {"members": []}).status_code == 200
    assert directory.members(there) == set()
