"""What administrators did to people and read of them is recorded; what colleagues did is not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from support.world import API, Headers, World
from vertel.db.models import AuditEntry, Employee

PATH = f"{API}/employees"


def recorded(world: World) -> list[tuple[str, dict[str, Any]]]:
    """The acts so far, with their details."""
    with world.session() as session:
        found = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id))
        return [(entry.action, entry.details) for entry in found]


def change(world: World, admin: Headers, employee_id: object, **values: Any) -> Any:
    tag = world.client.get(f"{PATH}/{employee_id}", headers=admin).headers["ETag"]
    return world.client.patch(f"{PATH}/{employee_id}", json=values, headers=admin | {"If-Match": tag})


def test_every_change_is_recorded_with_what_was_before(world: World) -> None:
    boss = world.employee(role="admin")
    me = world.sign_in(boss)
    made = world.client.post(PATH, json={"email": "noor@example.com", "name": "Noor"}, headers=me).json["id"]
    change(world, me, made, role="editor", location="Zwolle")
    change(world, me, made, active=False)
    change(world, me, made, active=True)
    world.client.post(f"{PATH}/{made}/sign-out", headers=me)

    with world.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)).all()
    acts = [entry for entry in entries if entry.action != "employee.read"]
    assert [entry.action for entry in acts] == [
        "employee.created", "employee.changed", "employee.disabled", "employee.enabled", "employee.signed_out",
    ]  # fmt: skip
    assert {(entry.actor, entry.subject_id, entry.subject_name) for entry in acts} == {
        (f"employee:{boss.id}", made, "Noor")
    }
    assert acts[0].details["changes"]["role"] == {"before": None, "after": "employee"}
    assert acts[1].details["changes"] == {
        "role": {"before": "employee", "after": "editor"},
        "location": {"before": None, "after": "Zwolle"},
    }
    assert acts[2].details["changes"] == {"active": {"before": True, "after": False}}


def test_a_change_that_was_refused_or_changed_nothing_is_not_recorded(world: World) -> None:
    admin, noor = world.key("admin"), world.employee(role="admin")

    change(world, admin, noor.id, active=False)
    change(world, admin, noor.id, name=noor.name)

    assert {action for action, _ in recorded(world)} == {"employee.read"}


def test_a_read_is_one_entry_for_each_page(world: World) -> None:
    admin = world.key("admin")
    people = [world.employee() for _ in range(3)]
    page = world.client.get(f"{PATH}?limit=2&q=colleague", headers=admin).json
    world.client.get(f"{PATH}?limit=2&q=colleague&cursor={page['next_cursor']}", headers=admin)
    world.client.get(f"{PATH}/{people[0].id}", headers=admin)
    world.client.get(f"{PATH}?cursor=wrong", headers=admin)

    assert recorded(world) == [
        ("employee.listed", {"rows": 2, "searched": True}),
        ("employee.listed", {"rows": 1, "searched": True}),
        ("employee.read", {}),
    ]


def test_each_person_of_an_upload_is_recorded_with_the_batch_that_stores_them(world: World) -> None:
    admin = world.key("admin")

    def upload(text: str, query: str = "") -> None:
        path = f"{PATH}/import?{query}"
        assert world.client.post(path, data=text, content_type="text/csv", headers=admin).status_code == 200

    upload("email,name\na@example.com,A\nb@example.com,B\nx,X\n", "dry_run=true")
    upload("email,name\na@example.com,A\nb@example.com,B\nx,X\n")
    upload("email,name\na@example.com,Aa\n", "missing=disable&disable_at_most=1")

    assert [action for action, _ in recorded(world)] == [
        "employee.created", "employee.created", "employee.changed", "employee.disabled",
    ]  # fmt: skip


def test_erasing_leaves_no_name_behind(world: World) -> None:
    admin = world.key("admin")
    noor = world.client.post(PATH, json={"email": "noor@example.com", "name": "Noor de Wit"}, headers=admin)
    change(world, admin, noor.json["id"], name="Noor Jansen")
    tag = world.client.get(f"{PATH}/{noor.json['id']}", headers=admin).headers["ETag"]
    world.client.delete(f"{PATH}/{noor.json['id']}", headers=admin | {"If-Match": tag})

    with world.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)).all()
    assert entries[-1].action == "employee.erased"
    kept = repr([(entry.subject_id, entry.subject_name, entry.details) for entry in entries])
    assert "Noor" not in kept
    assert noor.json["id"] not in kept


def test_what_a_colleague_does_is_not_recorded(world: World) -> None:
    noor: Employee = world.employee()
    me = world.sign_in(noor)

    world.client.patch(f"{API}/me", json={"languages": ["fy"], "counting": False}, headers=me)
    world.client.post(f"{API}/auth/revoke", headers=me)

    assert recorded(world) == []
