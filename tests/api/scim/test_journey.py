"""A joiner, a mover and a leaver, by a real SCIM client over the network's own form."""

from __future__ import annotations

import subprocess
import sys

import pytest
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_models import NotFoundException, PatchOp, PatchOperation

from support.world import API, Headers, World
from vertel.api.scim import routes
from vertel.domain.people import employees


@pytest.fixture
def scim(world: World) -> WSGISCIMClient:
    client = WSGISCIMClient(world.client.application, "http://localhost/scim/v2", headers=world.key("scim"))
    client.discover()
    return client


def _sign_in(world: World, email: str) -> Headers:
    with world.session() as session:
        noor = employees.find_by_email(session, email)
    return world.sign_in(noor)


def test_a_joiner_a_mover_and_a_leaver(scim: WSGISCIMClient, world: World) -> None:
    user_model, group_model = scim.get_resource_model("User"), scim.get_resource_model("Group")
    emails = [{"type": "work", "value": "noor@example.com"}]
    joiner = scim.create(user_model(user_name="noor@example.com", active=True, emails=emails, display_name="Noor"))
    engineering = scim.create(group_model(display_name="Techniek", members=[{"value": joiner.id}]))
    care = scim.create(group_model(display_name="Zorg"))
    admin = world.key("admin")
    assert world.client.get(f"{API}/employees/{joiner.id}", headers=admin).json["team"] == "Techniek"

    for group, op in ((care, "add"), (engineering, "remove")):
        operation = PatchOperation(op=op, path="members", value=[{"value": joiner.id}] if op == "add" else None)
        if op == "remove":
            operation = PatchOperation(op=op, path=f'members[value eq "{joiner.id}"]')
        scim.modify(group_model, group.id, PatchOp[group_model](operations=[operation]))
    assert world.client.get(f"{API}/employees/{joiner.id}", headers=admin).json["team"] == "Zorg"

    me = _sign_in(world, "noor@example.com")
    assert world.client.get(f"{API}/me", headers=me).status_code == 200
    leaver = scim.query(user_model, joiner.id)
    leaver.active = False
    scim.replace(leaver)
    assert world.client.get(f"{API}/me", headers=me).status_code == 401
    assert scim.query(user_model, joiner.id).active is False
    scim.delete(user_model, joiner.id)
    with pytest.raises(NotFoundException):
        scim.query(user_model, joiner.id)


def test_a_server_without_a_directory_does_not_load_what_scim_needs() -> None:
    """Pydantic weighs more than all of the API."""
    program = (
        "import sys, vertel.app, vertel.api.blueprints;"
        "sys.exit(any(name.split('.')[0] in {'pydantic', 'scim2_models', 'scim2_server'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_server_without_the_extra_says_what_to_install(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "find_spec", lambda _name: None)
    answer = world.client.get("/scim/v2/Users", headers=world.key("scim"))
    assert (answer.status_code, answer.json["status"]) == (501, "501")
    assert "vertel[scim]" in answer.json["detail"]
