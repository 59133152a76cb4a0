"""The company's employees over HTTP: list, create, change, disable, erase, sign out; for administrators alone."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from support.world import API, Headers, World
from vertel.db.models import Employee
from vertel.domain.people import administrators

PATH = f"{API}/employees"
NOOR = {
    "email": "noor@example.com", "name": "Noor de Wit", "team": "Techniek", "location": "Zwolle", "languages": ["nl"],
    "role": "editor", "active": True, "external_id": "hr-1",
}  # fmt: skip


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def create(world: World, admin: Headers, **values: Any) -> dict[str, Any]:
    answer = world.client.post(PATH, json=NOOR | values, headers=admin)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def change(world: World, admin: Headers, employee_id: object, **values: Any) -> Any:
    tag = world.client.get(f"{PATH}/{employee_id}", headers=admin).headers["ETag"]
    return world.client.patch(f"{PATH}/{employee_id}", json=values, headers=admin | {"If-Match": tag})


def names(world: World, admin: Headers, query: str = "") -> list[str]:
    """The names in a list, all pages of it, two at a time."""
    found, cursor = [], ""
    while True:
        page = world.client.get(f"{PATH}?limit=2&{query}{cursor}", headers=admin).json
        found += [employee["name"] for employee in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def test_an_entry_says_what_hr_says(world: World, admin: Headers) -> None:
    made = create(world, admin)

    read = world.client.get(f"{PATH}/{made['id']}", headers=admin)

    assert read.json == made
    assert made == NOOR | {
        "id": made["id"], "source": "api", "created_at": made["created_at"], "updated_at": made["created_at"],
    }  # fmt: skip


def test_what_creating_answers_can_be_sent_back_to_change_it(world: World, admin: Headers) -> None:
    answer = world.client.post(PATH, json=NOOR, headers=admin)
    conditional = admin | {"If-Match": answer.headers["ETag"]}

    changed = world.client.patch(answer.headers["Location"], json={"location": None}, headers=conditional)
    again = world.client.patch(
        answer.headers["Location"], json={"team": "Meetdata"}, headers=admin | {"If-Match": changed.headers["ETag"]}
    )

    assert (changed.status_code, changed.json["location"], changed.json["team"]) == (200, None, "Techniek")
    assert (again.status_code, again.json["team"], again.json["location"]) == (200, "Meetdata", None)


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_a_change_overwrites_nobodys(world: World, admin: Headers, method: str) -> None:
    made = create(world, admin)
    path = f"{PATH}/{made['id']}"
    before = world.client.get(path, headers=admin).headers["ETag"]
    assert change(world, admin, made["id"], name="Noor").status_code == 200
    body = {"json": {"name": "N."}} if method == "patch" else {}

    unconditional = world.client.open(path, method=method, headers=admin, **body)
    stale = world.client.open(path, method=method, headers=admin | {"If-Match": before}, **body)

    assert (unconditional.status_code, stale.status_code) == (428, 412)
    assert world.client.get(path, headers=admin).json["name"] == "Noor"


@pytest.mark.parametrize(
    ("document", "status", "reason"),
    [
        ({"email": "other@example.com"}, 409, "external id 'hr-1' belongs to noor@example.com"),
        ({"external_id": "hr-2"}, 409, "noor@example.com is there already"),
        ({"email": "other@example.com", "external_id": "hr-2", "role": "king"}, 422, None),
        ({"email": "other@example.com", "external_id": "hr-2", "counting": False}, 422, None),
    ],
)
def test_what_is_somebody_elses_or_wrong_is_refused(
    world: World, admin: Headers, document: dict[str, Any], status: int, reason: str | None
) -> None:
    create(world, admin)

    answer = world.client.post(PATH, json=NOOR | document, headers=admin)

    assert answer.status_code == status
    assert reason is None or reason in answer.json["detail"]


def test_an_address_of_somebody_else_is_no_change(world: World, admin: Headers) -> None:
    made = create(world, admin)
    create(world, admin, email="piet@example.com", external_id="hr-2")

    taken = change(world, admin, made["id"], email="piet@example.com")
    number = change(world, admin, made["id"], external_id="hr-2")

    assert (taken.status_code, number.status_code) == (409, 409)
    assert "belongs to another colleague" in taken.json["detail"]
    assert change(world, admin, made["id"], external_id=None).json["external_id"] is None


def test_who_is_disabled_is_out_and_may_be_let_in_again(world: World, admin: Headers) -> None:
    noor = world.employee()
    me = world.sign_in(noor)

    disabled = change(world, admin, noor.id, active=False)

    assert (disabled.status_code, disabled.json["active"]) == (200, False)
    assert world.client.get(f"{API}/me", headers=me).status_code == 401
    assert change(world, admin, noor.id, active=True).json["active"] is True
    assert world.client.get(f"{API}/me", headers=me).status_code == 401
    assert world.client.get(f"{API}/me", headers=world.sign_in(noor)).status_code == 200


def test_signing_out_ends_every_sign_in_and_says_nothing_of_them(world: World, admin: Headers) -> None:
    noor, piet = world.employee(), world.employee()
    sign_ins = [world.sign_in(noor), world.sign_in(noor)]

    answers = [world.client.post(f"{PATH}/{own}/sign-out", headers=admin) for own in (noor.id, piet.id)]

    assert {(answer.status_code, answer.data) for answer in answers} == {(204, b"")}
    assert [world.client.get(f"{API}/me", headers=me).status_code for me in sign_ins] == [401, 401]
    assert world.client.get(f"{API}/me", headers=world.sign_in(noor)).status_code == 200


def test_erasing_takes_the_entry_away_for_good(world: World, admin: Headers) -> None:
    made = create(world, admin)
    path = f"{PATH}/{made['id']}"
    tag = world.client.get(path, headers=admin).headers["ETag"]

    gone = world.client.delete(path, headers=admin | {"If-Match": tag})

    assert (gone.status_code, gone.data) == (204, b"")
    assert world.client.get(path, headers=admin).status_code == 404
    assert create(world, admin)["id"] != made["id"]


def test_an_answer_kept_for_a_repeated_request_goes_with_its_employee(world: World, admin: Headers) -> None:
    once = admin | {"Idempotency-Key": "once"}
    first, again = (world.client.post(PATH, json=NOOR, headers=once) for _ in range(2))
    assert again.json == first.json
    tag = first.headers["ETag"]
    world.client.delete(f"{PATH}/{first.json['id']}", headers=admin | {"If-Match": tag})

    assert world.client.post(PATH, json=NOOR, headers=once).status_code == 410


def test_the_last_administrator_is_not_disabled_demoted_or_erased(world: World, admin: Headers) -> None:
    only = world.employee(role="admin")
    me = world.sign_in(only)
    path = f"{PATH}/{only.id}"
    tag = world.client.get(path, headers=admin).headers["ETag"]
    own = world.client.get(f"{API}/me", headers=me).headers["ETag"]

    answers = [
        change(world, admin, only.id, active=False),
        change(world, admin, only.id, role="editor"),
        world.client.delete(path, headers=admin | {"If-Match": tag}),
        world.client.delete(f"{API}/me", headers=me | {"If-Match": own}),
    ]

    assert [answer.status_code for answer in answers] == [409] * 4
    assert all("Give the role admin to somebody else first" in answer.json["detail"] for answer in answers)
    assert world.client.get(path, headers=me).status_code == 200
    world.employee(role="admin")
    assert change(world, admin, only.id, role="employee").status_code == 200


def test_somebody_who_is_not_the_last_administrator_may_go(world: World, admin: Headers) -> None:
    world.employee(role="admin")
    noor = create(world, admin)

    assert change(world, admin, noor["id"], active=False).status_code == 200


def test_the_list_is_in_order_of_names_whatever_their_accents_and_capitals(world: World, admin: Headers) -> None:
    for name in ("Zoë", "élan", "Ada", "Émile", "bob"):
        world.employee(name=name)
    world.employee(name="Ada")

    assert names(world, admin) == ["Ada", "Ada", "bob", "élan", "Émile", "Zoë"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zoe", ["Zoë Brandt"]),
        ("q=ZOË", ["Zoë Brandt"]),
        ("q=brandt zoe", ["Zoë Brandt"]),
        ("q=ran", ["Frank", "Zoë Brandt"]),
        ("q=frank@example", ["Frank"]),
        ("q=100%25", []),
        ("q=_", ["Piet"]),
        ("team=Techniek", ["Frank", "Zoë Brandt"]),
        ("team=techniek&active=true", ["Frank"]),
        ("team=Nobody", []),
        ("active=false", ["Zoë Brandt"]),
        ("active=true&q=p", ["Frank", "Piet"]),
    ],
)
def test_the_list_can_be_searched(world: World, admin: Headers, query: str, found: list[str]) -> None:
    world.employee(name="Frank", email="frank@example.com", team="Techniek")
    world.employee(name="Piet", email="piet_van_dam@example.com")
    zoe = world.employee(name="Zoë Brandt", team="Techniek")
    change(world, admin, zoe.id, active=False)

    assert names(world, admin, query) == found


def test_search_follows_a_new_name_and_a_new_address(world: World, admin: Headers) -> None:
    noor = create(world, admin)

    change(world, admin, noor["id"], name="Noor Jansen")
    change(world, admin, noor["id"], email="n.jansen@example.com")

    assert names(world, admin, "q=wit") == []
    assert names(world, admin, "q=noor n.jansen@") == ["Noor Jansen"]


@pytest.mark.parametrize("query", ["active=yes", "limit=101", "cursor=x", "q=%00", "team=", "colour=red"])
def test_what_a_list_cannot_be_asked_is_refused(world: World, admin: Headers, query: str) -> None:
    assert world.client.get(f"{PATH}?{query}", headers=admin).status_code == 422


def test_somebody_who_is_not_there_is_not_found(world: World, admin: Headers) -> None:
    path = f"{PATH}/{uuid.uuid4()}"
    conditional = admin | {"If-Match": '"x"'}

    answers = [
        world.client.get(path, headers=admin),
        world.client.patch(path, json={"name": "N."}, headers=conditional),
        world.client.delete(path, headers=conditional),
        world.client.post(f"{path}/sign-out", headers=admin),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_nobody_but_an_administrator_learns_even_whether_somebody_is_there(world: World) -> None:
    noor = world.employee()
    callers = [world.sign_in(noor), world.sign_in(role="editor"), world.key("editor"), world.key("reader")]

    for me in callers:
        for employee_id in (noor.id, uuid.uuid4()):
            path = f"{PATH}/{employee_id}"
            answers = [
                world.client.get(path, headers=me),
                world.client.patch(path, json={"role": "admin"}, headers=me | {"If-Match": '"x"'}),
                world.client.delete(path, headers=me | {"If-Match": '"x"'}),
                world.client.post(f"{path}/sign-out", headers=me),
            ]
            assert {answer.json["detail"] for answer in answers} == {"This needs the role admin."}
    with world.session() as session:
        assert session.get_one(Employee, noor.id).role == "employee"


@pytest.mark.parametrize("act", ["disable", "demote", "erase"])
def test_two_administrators_who_go_at_the_same_moment_do_not_leave_nobody(
    world: World, application: Flask, admin: Headers, act: str
) -> None:
    people = [world.employee(role="admin") for _ in range(4)]
    tags = {own.id: world.client.get(f"{PATH}/{own.id}", headers=admin).headers["ETag"] for own in people}
    together = Barrier(len(people))

    def leave(employee_id: uuid.UUID) -> int:
        conditional = admin | {"If-Match": tags[employee_id]}
        with application.test_client() as client:
            together.wait(timeout=30)
            if act == "erase":
                return client.delete(f"{PATH}/{employee_id}", headers=conditional).status_code
            change = {"active": False} if act == "disable" else {"role": "editor"}
            return client.patch(f"{PATH}/{employee_id}", json=change, headers=conditional).status_code

    with ThreadPoolExecutor(len(people)) as pool:
        statuses = sorted(pool.map(leave, [own.id for own in people]))

    assert statuses == [204 if act == "erase" else 200] * 3 + [409]
    with world.session() as session:
        assert len(administrators.active(session)) == 1
