"""What HR's systems say of people, whatever the way: who it is about, and what becomes of their own choices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from support.world import API, World
from vertel.db import people_version
from vertel.db.models import Employee
from vertel.domain.people import provisioning, revocation, sign_ins
from vertel.domain.people.administrators import LastAdministratorError
from vertel.domain.people.matching import TakenError
from vertel.domain.people.provisioning import Provisioned
from vertel_schema import EmployeeRequest

NOOR = {"email": "noor@example.com", "name": "Noor de Wit", "external_id": "hr-1"}


def provision(world: World, document: dict[str, Any], **how: Any) -> Provisioned:
    how = {"source": "scim", "given": set(document)} | how
    with world.session() as session:
        return provisioning.provision(session, EmployeeRequest().load(document), **how)


def test_a_new_address_of_a_known_external_id_is_no_new_person(world: World) -> None:
    before = provision(world, NOOR)
    after = provision(world, NOOR | {"email": "noor.jansen@example.com"})

    assert (before.status, after.status) == ("created", "updated")
    assert after.employee.id == before.employee.id
    assert after.employee.email == "noor.jansen@example.com"


def test_somebody_without_an_external_id_is_found_by_address_and_gets_it(world: World) -> None:
    noor = world.employee(email="noor@example.com")

    found = provision(world, NOOR)

    assert (found.employee.id, found.employee.external_id) == (noor.id, "hr-1")


def test_without_an_external_id_the_address_says_who_it_is_and_the_external_id_stays(world: World) -> None:
    before = provision(world, NOOR)
    after = provision(world, {"email": "noor@example.com", "name": "Noor"})

    assert after.employee.id == before.employee.id
    assert (after.employee.name, after.employee.external_id) == ("Noor", "hr-1")


def test_an_address_of_another_external_id_is_refused_with_what_to_do(world: World) -> None:
    provision(world, NOOR)

    with pytest.raises(TakenError, match="belongs to another colleague, whose external id is 'hr-1'") as error:
        provision(world, NOOR | {"external_id": "hr-2"})

    assert error.value.pointer == "/email"


def test_an_address_of_somebody_else_is_refused_for_somebody_known(world: World) -> None:
    provision(world, NOOR)
    world.employee(email="piet@example.com")

    with pytest.raises(TakenError, match="belongs to another colleague"):
        provision(world, NOOR | {"email": "piet@example.com"})


def test_the_same_again_changes_nothing(world: World) -> None:
    first = provision(world, NOOR | {"team": "Techniek", "languages": ["nl"]})
    again = provision(world, NOOR | {"team": "TECHNIEK", "languages": ["nl"]})

    assert again.status == "unchanged"
    assert (again.employee.updated_at, again.employee.created_at) == (None, first.employee.created_at)


def test_languages_of_hr_count_until_a_colleague_chose_their_own(world: World) -> None:
    noor = provision(world, NOOR | {"languages": ["nl"]}).employee
    me = world.sign_in(noor)
    provision(world, NOOR | {"languages": ["en"]})
    before = world.client.get(f"{API}/me", headers=me).json["languages"]

    world.client.patch(f"{API}/me", json={"languages": ["fy"]}, headers=me)
    changed = provision(world, NOOR | {"languages": ["de"]}).employee

    assert before == ["en"]
    assert world.client.get(f"{API}/me", headers=me).json["languages"] == ["fy"]
    assert (changed.languages, changed.provisioned_languages) == (["fy"], ["de"])


def test_what_colleagues_set_moves_no_time(world: World) -> None:
    noor = provision(world, NOOR).employee
    me = world.sign_in(noor)

    world.client.patch(f"{API}/me", json={"languages": ["fy"], "counting": False}, headers=me)

    with world.session() as session:
        assert session.get_one(Employee, noor.id).updated_at is None


def test_somebody_disabled_is_out_on_the_next_request_and_their_codes_are_void(world: World) -> None:
    noor = world.employee()
    me = world.sign_in(noor)
    with world.session() as session:
        code = sign_ins.invite(session, noor, world.keys)

    _set_active(world, noor, active=False)
    refused = world.client.get(f"{API}/me", headers=me)
    _set_active(world, noor, active=True)
    still_refused = world.client.get(f"{API}/me", headers=me)
    used = world.client.post(f"{API}/auth/token", json={"grant_type": "enrolment_code", "code": code})

    assert (refused.status_code, still_refused.status_code, used.status_code) == (401, 401, 401)
    assert world.client.get(f"{API}/me", headers=world.sign_in(noor)).status_code == 200


def test_provisioning_disables_too(world: World) -> None:
    me = world.sign_in(provision(world, NOOR).employee)

    provision(world, NOOR | {"active": False})

    assert world.client.get(f"{API}/me", headers=me).status_code == 401


@pytest.mark.parametrize("change", [{"active": False}, {"role": "editor"}])
def test_the_last_active_administrator_stays_one(world: World, change: dict[str, Any]) -> None:
    provision(world, NOOR | {"role": "admin"})
    provision(world, {"email": "left@example.com", "name": "Left", "role": "admin", "active": False})

    with pytest.raises(LastAdministratorError, match="Give the role admin to somebody else first"):
        provision(world, NOOR | change)

    provision(world, {"email": "piet@example.com", "name": "Piet", "role": "admin"})
    assert provision(world, NOOR | change).status == "updated"


def test_what_counting_goes_by_moves_with_every_change_of_people(world: World) -> None:
    noor = provision(world, NOOR)
    tokens = [counting_token(world)]
    changes = {"team": "Techniek"}, {"location": "Tiel"}, {"languages": ["fr"]}, {"active": False}, {"active": True}
    for change in changes:
        provision(world, NOOR | change)
        tokens.append(counting_token(world))
    with world.session() as session:
        revocation.end_all(session, noor.employee.id)
    tokens.append(counting_token(world))

    assert len(set(tokens)) == len(tokens)


def test_nobody_is_counted_anew_for_a_change_by_which_nobody_is_counted(world: World) -> None:
    provision(world, NOOR)
    before = counting_token(world)

    for change in ({"name": "Noor Bakker"}, {"email": "noor.bakker@example.com"}, {"role": "editor"}):
        assert provision(world, NOOR | change).status == "updated"

    assert counting_token(world) == before


def counting_token(world: World) -> UUID | None:
    """Return the token that is drawn anew when it may change who could cause a counted event."""
    with world.session() as session:
        return people_version.token(session)


def test_who_left_is_known_by_the_list_that_named_them_last(world: World) -> None:
    def source(document: dict[str, Any], source: str) -> str:
        return provision(world, document, source=source).employee.source

    piet = {"email": "piet@example.com", "name": "Piet"}

    assert [source(NOOR, name) for name in ("invite", "import", "api", "scim", "import")] == [
        "invite", "import", "import", "scim", "scim",
    ]  # fmt: skip
    assert [source(piet, name) for name in ("sign-in", "scim")] == ["sign-in", "scim"]


def _set_active(world: World, employee: Employee, *, active: bool) -> None:
    with world.session() as session:
        mine = session.get_one(Employee, employee.id)
        _change(session, mine, active=active)


def _change(session: Session, employee: Employee, *, active: bool) -> None:
    if active:
        provisioning.enable(session, employee)
    else:
        provisioning.disable(session, employee)
