"""Answers about people, to administrators."""

from __future__ import annotations

from support.answers.common import Answers
from support.world import API, World

NOOR = {
    "email": "noor@example.com", "name": "Noor de Wit", "team": "Techniek", "location": "Zwolle", "languages": ["nl"],
    "external_id": "hr-10482",
}  # fmt: skip


def employee(world: World) -> Answers:
    admin = world.key("admin")
    made = world.client.post(f"{API}/employees", json=NOOR, headers=admin)
    path, tag = f"{API}/employees/{made.json['id']}", made.headers["ETag"]
    change = {"active": False, "team": None, "location": None, "languages": [], "external_id": None}
    return [
        made,
        world.client.get(path, headers=admin),
        world.client.patch(path, json=change, headers=admin | {"If-Match": tag}),
    ]


def employee_page(world: World) -> Answers:
    employee(world)
    world.employee(name="Piet", team="Techniek", location="Tiel", languages=["nl"], external_id="hr-2")
    admin = world.key("admin")
    return [world.client.get(f"{API}/employees?{query}", headers=admin) for query in ("limit=1", "q=piet", "q=nobody")]


def employee_import_result(world: World) -> Answers:
    admin, path = world.key("admin"), f"{API}/employees/import"
    first = "email,name,role\n" + "".join(f"p{number}@example.com,P,employee\n" for number in range(10))
    first += "boss@example.com,Boss,admin\ngone@example.com,Gone,\n"
    second = "email,name,active\np1@example.com,Q,\np2@example.com,P,no\nx,X,\n"
    files = {"": first, "missing=disable&disable_at_most=100": first.replace("gone", "new").replace("boss", "p11")}
    answers = [
        world.client.post(f"{path}?{query}", data=text, content_type="text/csv", headers=admin)
        for query, text in [*files.items(), ("", second), ("", first)]
    ]
    assert {answer.status_code for answer in answers} == {200}
    return answers


def invitation(world: World) -> Answers:
    admin, path = world.key("admin"), f"{API}/employees/{world.employee().id}/invite"
    return [world.client.post(path, json={"by": by}, headers=admin) for by in ("code", "mail")]


def invitation_result(world: World) -> Answers:
    admin, ids = world.key("admin"), [str(world.employee().id) for _ in range(2)]
    once = admin | {"Idempotency-Key": "once"}
    return [world.client.post(f"{API}/employees/invite", json={"employees": ids}, headers=once) for _ in range(2)]


def sized_team(world: World) -> Answers:
    admin = world.key("admin")
    for name in ("Techniek", "Meetdata"):
        world.employee(team=name)
    first, second = (f"{API}/teams/{team['id']}" for team in team_page(world)[0].json["items"])
    renamed = world.client.patch(first, json={"name": "Cijfers"}, headers=admin)
    into = {"into": renamed.json["id"]}
    return [
        renamed,
        world.client.get(second, headers=admin),
        world.client.post(f"{second}/merge", json=into, headers=admin),
    ]


def team_page(world: World) -> Answers:
    admin = world.key("admin")
    for name in ("Techniek", "Meetdata"):
        world.employee(team=name)
    return [world.client.get(f"{API}/teams?limit={limit}", headers=admin) for limit in (100, 1)]
