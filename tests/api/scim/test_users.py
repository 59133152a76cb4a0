"""Users: added, found, changed, disabled and deleted by a directory."""

from __future__ import annotations

from typing import Any

import pytest

from support.world import API, World
from vertel.db.models import Employee


def directory_of(employee: Employee) -> str:
    return f"/Users/{employee.id}"


def test_a_new_user_is_an_employee_with_what_the_directory_says(directory: Any) -> None:
    user = directory.user(
        "Noor@Example.com",
        externalId="hr-1",
        displayName="Noor de Wit",
        name={"givenName": "Noor", "familyName": "de Wit"},
        preferredLanguage="nl_NL",
        addresses=[{"type": "home", "locality": "Thuis"}, {"type": "work", "locality": "Zwolle"}],
        title="Monteur",
    )
    assert user["userName"] == "noor@example.com"
    assert user["name"] == {"givenName": "Noor", "familyName": "de Wit"}
    found = directory.world.client.get(f"{API}/employees/{user['id']}", headers=directory.world.key("admin")).json
    said = ("email", "name", "location", "languages", "role", "active", "source", "external_id", "team")
    assert {name: found[name] for name in said} == {
        "email": "noor@example.com", "name": "Noor de Wit", "location": "Zwolle", "languages": ["nl-NL"],
        "role": "employee", "active": True, "source": "scim", "external_id": "hr-1", "team": None,
    }  # fmt: skip


def test_who_signs_in_with_another_name_is_reached_at_the_address_at_work(directory: Any) -> None:
    emails = [{"type": "home", "value": "noor@home.nl"}, {"type": "work", "value": "n.dewit@example.com"}]
    user = directory.user("NdeWit", emails=emails)
    assert (user["userName"], user["emails"]) == ("ndewit", [{"type": "work", "value": "n.dewit@example.com"}])
    found = directory.get('/Users?filter=userName eq "NDEWIT"')
    assert [one["id"] for one in found["Resources"]] == [user["id"]]
    assert directory.get('/Users?filter=userName eq "n.dewit@example.com"')["totalResults"] == 0
    directory.user("ndewit", status=409, emails=[{"type": "work", "value": "other@example.com"}])


def test_the_address_goes_with_the_name_unless_one_is_given(directory: Any) -> None:
    path = f"/Users/{directory.user('noor@example.com')['id']}"
    married = directory.patch(path, {"op": "replace", "path": "userName", "value": "noor.bos@example.com"})
    assert married["emails"][0]["value"] == "noor.bos@example.com"
    both = {"userName": "n@example.com", 'emails[type eq "work"].value': "noor.bos@example.com"}
    other = directory.patch(path, {"op": "replace", "value": both})
    assert (other["userName"], other["emails"][0]["value"]) == ("n@example.com", "noor.bos@example.com")


def test_a_user_without_any_address_is_refused_with_what_is_missing(directory: Any) -> None:
    answer = directory.user("ndewit", status=400)
    assert answer["scimType"] == "invalidValue"
    assert "emails" in answer["detail"]


def test_whoever_was_imported_is_found_and_taken_over_and_keeps_their_role(directory: Any, world: World) -> None:
    noor = world.employee(email="noor@example.com", name="Noor", role="editor", team="Techniek")
    directory.user("noor@example.com", status=409)
    found = directory.get('/Users?filter=userName eq "noor@example.com"')["Resources"][0]
    assert found["id"] == str(noor.id)
    changed = directory.patch(directory_of(noor), {"op": "add", "path": "externalId", "value": "hr-1"})
    assert (changed["externalId"], changed["displayName"]) == ("hr-1", "Noor")
    assert [group["display"] for group in changed["groups"]] == ["Techniek"]
    stored = world.client.get(f"{API}/employees/{noor.id}", headers=world.key("admin")).json
    assert (stored["role"], stored["team"], stored["source"]) == ("editor", "Techniek", "scim")


def test_who_is_disabled_is_out_on_the_next_request_and_still_found(directory: Any, world: World) -> None:
    noor = world.employee(email="noor@example.com")
    me = world.sign_in(noor)
    assert world.client.get(f"{API}/me", headers=me).status_code == 200
    directory.patch(directory_of(noor), {"op": "Replace", "path": "active", "value": "False"})
    assert world.client.get(f"{API}/me", headers=me).status_code == 401
    found = directory.get('/Users?filter=userName eq "noor@example.com"')
    assert [one["active"] for one in found["Resources"]] == [False]
    assert directory.get('/Users?filter=active eq false and userName eq "noor@example.com"')["totalResults"] == 1
    assert directory.patch(directory_of(noor), {"op": "Replace", "path": "active", "value": "True"})["active"] is True


def test_who_is_deleted_is_disabled_hidden_and_kept_and_enabled_when_they_come_back(
    directory: Any, world: World
) -> None:
    user = directory.user("noor@example.com", externalId="hr-1")
    path = f"/Users/{user['id']}"
    assert directory.request("DELETE", path).status_code == 204
    directory.get(path, 404)
    assert directory.request("DELETE", path).status_code == 404
    assert directory.get('/Users?filter=userName eq "noor@example.com"')["totalResults"] == 0
    kept = world.client.get(f"{API}/employees/{user['id']}", headers=world.key("admin")).json
    assert kept["active"] is False
    again = directory.user("noor.bos@example.com", externalId="hr-1")
    assert (again["id"], again["active"]) == (user["id"], True)


@pytest.mark.parametrize("way", ["PATCH", "DELETE"])
def test_the_last_administrator_is_not_disabled(directory: Any, world: World, way: str) -> None:
    path = directory_of(world.employee(email="admin@example.com", role="admin"))
    patch = {"schemas": [], "Operations": [{"op": "replace", "path": "active", "value": False}]}
    answer = directory.request(way, path, patch if way == "PATCH" else None)
    assert answer.status_code == 409
    assert "last active administrator" in answer.json["detail"]
    assert directory.get(path)["active"] is True


@pytest.mark.parametrize(
    "wanted",
    [
        'title eq "x"',
        'userName co "noor"',
        "userName pr",
        'not (userName eq "noor@example.com")',
        'meta.lastModified gt "2026-01-01T00:00:00Z"',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "1"',
        "userName eq",
    ],
)
def test_a_filter_that_is_not_supported_is_refused(directory: Any, wanted: str) -> None:
    directory.user("noor@example.com")
    answer = directory.get(
        f"/Users?filter={wanted}", 400
    )  # fmt: skip
    assert answer["scimType"] == "invalidFilter"


@pytest.mark.parametrize(
    "wanted",
    [
        'userName eq "NOOR@example.com"',
        'externalId eq "hr-1"',
        'emails eq "noor@example.com"',
        'emails.value eq "noor@example.com"',
        'emails[type eq "work" and value eq "noor@example.com"]',
        'emails[type eq "work"].value eq "noor@example.com"',
        'displayName eq "noor DE wit"',
        'active eq true and externalId eq "hr-1"',
        'id eq "{id}"',
    ],
)
def test_who_is_looked_for_is_found_alone(directory: Any, wanted: str) -> None:
    user = directory.user("noor@example.com", externalId="hr-1", displayName="Noor de Wit")
    directory.user("sam@example.com", active=False)
    found = directory.get("/Users?filter=" + wanted.format(id=user["id"]))
    assert [one["id"] for one in found["Resources"]] == [user["id"]]
    assert found["totalResults"] == 1


def test_pages_hold_everybody_once(directory: Any) -> None:
    users = [directory.user(f"one{number}@example.com")["id"] for number in range(5)]
    pages = [directory.get(f"/Users?startIndex={start}&count=2&sortBy=userName") for start in (1, 3, 5)]
    assert [one["id"] for page in pages for one in page["Resources"]] == users
    assert [(page["totalResults"], page["startIndex"], page["itemsPerPage"]) for page in pages] == [
        (5, 1, 2), (5, 3, 2), (5, 5, 1),
    ]  # fmt: skip
    assert directory.get("/Users?count=0")["totalResults"] == 5


def test_a_change_of_an_outdated_version_is_refused(directory: Any) -> None:
    path = f"/Users/{directory.user()['id']}"
    version = directory.request("GET", path).headers["ETag"]
    rename = {"op": "replace", "path": "displayName", "value": "Noor"}
    directory.patch(path, rename, **{"If-Match": version})
    directory.patch(path, rename, status=412, **{"If-Match": version})
    now = directory.request("GET", path).headers["ETag"]
    assert now != version
    assert directory.request("GET", path, **{"If-None-Match": now}).status_code == 304


def test_what_administrators_changed_since_is_what_the_directory_sees(directory: Any, world: World) -> None:
    path = f"/Users/{directory.user(displayName='Noor', name={'givenName': 'Noor', 'familyName': 'Bos'})['id']}"
    admin, own = world.key("admin"), f"{API}/employees/{path.rpartition('/')[2]}"
    etag = world.client.get(own, headers=admin).headers["ETag"]
    world.client.patch(own, json={"name": "Noor de Wit"}, headers=admin | {"If-Match": etag})
    assert directory.get(path)["name"] == {"formatted": "Noor de Wit"}


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (b"{", "invalidSyntax"),
        (b"[]", "invalidSyntax"),
        (b'{"userName": 7}', None),
        (b'{"schemas": ["x"]}', "invalidValue"),
        (b'{"userName": "noor@example.com", "displayName": "' + b"x" * 101 + b'"}', "invalidValue"),
        (b'{"userName": "noor@example.com", "emails": 7}', None),
        (b'{"userName": "noor@example.com", "name": "Noor"}', None),
    ],
)
def test_a_user_that_cannot_be_read_is_refused_in_scims_words(
    directory: Any, world: World, body: bytes, type_: str | None
) -> None:
    headers = directory.headers | {"Content-Type": "application/scim+json"}
    answer = world.client.post("/scim/v2/Users", data=body, headers=headers)
    assert answer.status_code == 400, answer.json
    assert answer.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert type_ is None or answer.json["scimType"] == type_


def test_a_body_that_is_too_large_is_refused(directory: Any, world: World) -> None:
    answer = directory.request("POST", "/Users", {"userName": "x" * (4 * 1024 * 1024)})
    assert answer.status_code == 413
    assert answer.json["status"] == "413"


def test_nobody_comes_in_without_the_key_of_a_directory(world: World) -> None:
    nobody = world.client.get("/scim/v2/Users")
    assert (nobody.status_code, nobody.json["status"]) == (401, "401")
    assert nobody.headers["WWW-Authenticate"].startswith("Bearer")
    assert nobody.headers["Content-Type"] == "application/scim+json"
    admin = world.client.get("/scim/v2/Users", headers=world.key("admin"))
    assert (admin.status_code, admin.json["status"]) == (403, "403")
    assert admin.headers["Cache-Control"] == "no-store"


def test_every_change_is_in_the_audit_log(directory: Any, world: World) -> None:
    path = f"/Users/{directory.user(displayName='Noor')['id']}"
    directory.patch(path, {"op": "replace", "value": {"name.givenName": "Noor"}})
    directory.patch(path, {"op": "replace", "path": "active", "value": False})
    group = directory.group("Techniek", path.rpartition("/")[2])
    directory.patch(f"/Groups/{group['id']}", {"op": "replace", "path": "displayName", "value": "Techniek Oost"})
    directory.request("DELETE", f"/Groups/{group['id']}")
    entries = world.client.get(f"{API}/audit?limit=50", headers=world.key("admin")).json["items"]
    acts = [(entry["action"], entry["actor"]["kind"]) for entry in reversed(entries)]
    assert acts == [
        ("employee.created", "key"), ("employee.changed", "key"), ("employee.disabled", "key"),
        ("team.created", "key"), ("employee.changed", "key"), ("team.renamed", "key"),
        ("employee.changed", "key"), ("team.removed", "key"),
    ]  # fmt: skip
