"""Inviting employees over HTTP: a code that is seen once, or a mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from support.world import API, Headers, World, bearer
from vertel.app import create_app
from vertel.config import Config
from vertel.db.models import AuditEntry, Employee, IdempotencyKey, Mail
from vertel.domain.mails import outbox
from vertel.domain.people import provisioning

PATH = f"{API}/employees"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


@pytest.fixture
def without_mail(config: Config) -> Iterator[FlaskClient]:
    """A client of a server that sends no mail."""
    app = create_app(replace(config, mail_server=None))
    yield app.test_client()
    app.extensions["vertel"].dispose()


def enrol(world: World, code: str) -> Any:
    return world.client.post(f"{API}/auth/token", json={"grant_type": "enrolment_code", "code": code})


def test_a_code_lets_its_employee_in_once(world: World, admin: Headers) -> None:
    noor = world.employee(name="Noor", email="noor@example.com")

    invitation = world.client.post(f"{PATH}/{noor.id}/invite", json={}, headers=admin).json
    entered = enrol(world, invitation["code"])

    assert (invitation["employee_id"], invitation["email"], invitation["name"]) == (
        str(noor.id), "noor@example.com", "Noor",
    )  # fmt: skip
    assert world.client.get(f"{API}/me", headers=bearer(entered.json["access_token"])).json["id"] == str(noor.id)
    assert enrol(world, invitation["code"]).status_code == 401


def test_many_get_a_code_each_in_the_order_asked_for(world: World, admin: Headers) -> None:
    people = [world.employee() for _ in range(5)]
    ids = [str(person.id) for person in reversed(people)]

    items = world.client.post(f"{PATH}/invite", json={"employees": ids}, headers=admin).json["items"]

    assert [item["employee_id"] for item in items] == ids
    assert len({item["code"] for item in items}) == 5
    assert {enrol(world, item["code"]).status_code for item in items} == {200}


def test_one_who_cannot_be_invited_keeps_all_from_it_and_is_named(world: World, admin: Headers) -> None:
    noor, left = world.employee(), world.employee()
    with world.session() as session:
        provisioning.disable(session, session.get_one(Employee, left.id))
    ids = [str(noor.id), str(left.id), str(uuid.uuid4())]

    many = world.client.post(f"{PATH}/invite", json={"employees": ids}, headers=admin)
    one = world.client.post(f"{PATH}/{left.id}/invite", json={}, headers=admin)
    nobody = world.client.post(f"{PATH}/{ids[2]}/invite", json={}, headers=admin)

    assert [fault["pointer"] for fault in many.json["errors"]] == ["/employees/1", "/employees/2"]
    assert (many.status_code, one.status_code, nobody.status_code) == (422, 409, 404)
    assert "is disabled, so gets no invitation. Enable them first." in one.json["detail"]
    with world.session() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_a_code_is_kept_nowhere(world: World, admin: Headers) -> None:
    noor = world.employee()
    one = [
        world.client.post(f"{PATH}/{noor.id}/invite", json={}, headers=admin | {"Idempotency-Key": "one"})
        for _ in range(2)
    ]
    many = [
        world.client.post(
            f"{PATH}/invite", json={"employees": [str(noor.id)]}, headers=admin | {"Idempotency-Key": "many"}
        )
        for _ in range(2)
    ]

    assert one[1].json == one[0].json | {"code": None}
    assert (len(many[0].json["items"]), many[1].json["items"]) == (1, [])
    with world.session() as session:
        kept = b"".join(row.body or b"" for row in session.scalars(select(IdempotencyKey)))
        entries = session.scalars(select(AuditEntry)).all()
    assert one[0].json["code"].encode() not in kept
    assert one[0].json["code"] not in repr([entry.details for entry in entries])
    assert [(entry.action, entry.details) for entry in entries] == [("employee.invited", {"by": "code"})] * 2


def test_without_a_mail_server_it_is_said_what_to_do(world: World, admin: Headers, without_mail: FlaskClient) -> None:
    noor = world.employee()

    answers = [
        without_mail.post(f"{PATH}/{noor.id}/invite", json={"by": "mail"}, headers=admin),
        without_mail.post(f"{PATH}/invite", json={"by": "mail", "employees": [str(noor.id)]}, headers=admin),
    ]

    for answer in answers:
        (fault,) = answer.json["errors"]
        assert (answer.status_code, fault["pointer"]) == (422, "/by")
        assert "VERTEL_MAIL_URL is not set" in fault["message"]


def test_by_mail_a_letter_is_queued_and_no_code_is_told(world: World, admin: Headers) -> None:
    noor, piet = world.employee(), world.employee()

    one = world.client.post(f"{PATH}/{noor.id}/invite", json={"by": "mail"}, headers=admin)
    many = world.client.post(f"{PATH}/invite", json={"by": "mail", "employees": [str(piet.id)]}, headers=admin)

    assert (one.json["code"], many.json["items"][0]["code"]) == (None, None)
    with world.session() as session:
        letters = session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [(letter.kind, letter.employee_id) for letter in letters] == [
        (outbox.INVITATION, noor.id), (outbox.INVITATION, piet.id),
    ]  # fmt: skip


def test_an_invitation_is_answered_the_same_to_who_is_connected(world: World, admin: Headers) -> None:
    quiet, busy = world.employee(), world.employee()
    world.sign_in(busy)

    answers = [world.client.post(f"{PATH}/{own.id}/invite", json={}, headers=admin) for own in (quiet, busy)]

    own = {"employee_id", "email", "name", "code", "expires_at"}
    assert {(answer.status_code, *(answer.json.keys() - own)) for answer in answers} == {(200,)}


@pytest.mark.parametrize("document", [{"employees": []}, {"employees": ["x"]}, {}, {"employees": None, "by": "post"}])
def test_what_names_nobody_is_refused(world: World, admin: Headers, document: dict[str, Any]) -> None:
    assert world.client.post(f"{PATH}/invite", json=document, headers=admin).status_code == 422
