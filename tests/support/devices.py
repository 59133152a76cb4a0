"""Devices that ask to be connected, and what is answered on the server's page."""

from __future__ import annotations

from typing import Any

from support.world import API, Headers, World, bearer
from vertel.db.models import Employee
from vertel.domain.people import device_codes

GRANT = "urn:ietf:params:oauth:grant-type:device_code"


def asks(world: World, name: str = "Chrome on Windows") -> dict[str, Any]:
    """Two codes for a device that asks to be connected."""
    answer = world.client.post(f"{API}/auth/device", json={"name": name})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.json)


def polls(world: World, asked: dict[str, Any], attempt: str | None = None) -> Any:
    """What the device is told that asks whether it is connected yet."""
    request = {"grant_type": GRANT, "device_code": asked["device_code"]}
    return world.client.post(f"{API}/auth/token", json=request, headers={"Idempotency-Key": attempt} if attempt else {})


def answers(world: World, asked: dict[str, Any], employee: Employee, *, agreed: bool = True) -> None:
    """Have an employee say yes or no to a device."""
    keys = world.client.application.extensions["vertel"].config.secret_keys
    with world.session() as session:
        device_codes.decide(session, asked["user_code"], keys, employee.id, agreed=agreed)


def asked_to_connect(world: World, employee: Employee, name: str = "Chrome on Windows") -> dict[str, Any]:
    """A device to which an employee said yes, and that has not asked since."""
    asked = asks(world, name)
    answers(world, asked, employee)
    return asked


def connected(world: World, employee: Employee, name: str = "Chrome on Windows") -> Headers:
    """The headers of an employee on a device that was connected."""
    return bearer(polls(world, asked_to_connect(world, employee, name)).json["access_token"])
