"""What the server signs or gives out is good for its own purpose and time alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from support.devices import asks
from support.sign_in_pages import Visitor, code_for, signed_in
from support.world import API, World, bearer
from vertel.auth import guard
from vertel.clock import now
from vertel.db.models import Employee
from vertel.domain.people import sign_ins

# What a token is for stands in the token; what is stored of sign-ins is shown on both databases in test_sign_in.py.
pytestmark = pytest.mark.parametrize("config", ["sqlite"], indirect=True)

COOKIE = "__Secure-vertel_sign_in"


@pytest.fixture
def noor(world: World) -> Employee:
    return world.employee(name="Noor de Wit")


def access_token(world: World, noor: Employee) -> str:
    return str(world.sign_in(noor)["Authorization"]).removeprefix("Bearer ")


def refresh_token(world: World, noor: Employee) -> str:
    request = {"grant_type": "enrolment_code", "code": code_for(world, noor)}
    return str(world.client.post(f"{API}/auth/token", json=request).json["refresh_token"])


def device_code(world: World, _noor: Employee) -> str:
    return str(asks(world)["device_code"])


def cookie(world: World, noor: Employee) -> str:
    return str(signed_in(world, noor).client.get_cookie(COOKIE, path="/sign-in").value)


@pytest.mark.parametrize("other", [refresh_token, device_code, cookie, code_for])
def test_only_an_access_token_or_a_key_calls_the_api(
    world: World, noor: Employee, other: Callable[[World, Employee], str]
) -> None:
    good, token = access_token(world, noor), other(world, noor)

    assert world.client.get(f"{API}/me", headers=bearer(good)).status_code == 200
    for spelt in (token, f"va_{token}", "va_" + token[3:]):
        assert world.client.get(f"{API}/me", headers=bearer(spelt)).status_code == 401


@pytest.mark.parametrize("other", [access_token, device_code, cookie, code_for])
def test_only_a_refresh_token_is_exchanged_for_the_next(
    world: World, noor: Employee, other: Callable[[World, Employee], str]
) -> None:
    for spelt in (token := other(world, noor), f"vr_{token}", "vr_" + token[3:]):
        request = {"grant_type": "refresh_token", "refresh_token": spelt}
        assert world.client.post(f"{API}/auth/token", json=request).status_code in {401, 422}


@pytest.mark.parametrize("other", [access_token, refresh_token])
def test_no_token_of_the_api_signs_in_on_the_pages(
    world: World, noor: Employee, other: Callable[[World, Employee], str]
) -> None:
    token = other(world, noor)
    visitor = Visitor(world)
    for spelt in (token, token[3:]):
        visitor.client.set_cookie(COOKIE, spelt, path="/sign-in")
        assert "With a one-time code" in visitor.open("/sign-in/device").text


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 401)])
def test_an_access_token_is_good_for_a_quarter_of_an_hour(
    world: World, noor: Employee, monkeypatch: pytest.MonkeyPatch, minutes: int, status: int
) -> None:
    headers, later = world.sign_in(noor), now() + timedelta(minutes=minutes)
    monkeypatch.setattr(guard, "now", lambda: later)

    assert world.client.get(f"{API}/me", headers=headers).status_code == status


@pytest.mark.parametrize(("days", "status"), [(179, 200), (181, 401)])
def test_a_sign_in_that_is_not_used_is_good_for_180_days(
    world: World, noor: Employee, monkeypatch: pytest.MonkeyPatch, days: int, status: int
) -> None:
    token, later = refresh_token(world, noor), now() + timedelta(days=days)
    monkeypatch.setattr(sign_ins, "now", lambda: later)
    request = {"grant_type": "refresh_token", "refresh_token": token}

    assert world.client.post(f"{API}/auth/token", json=request).status_code == status


@pytest.mark.parametrize("grant", ["password", "authorization_code", "client_credentials", "implicit"])
def test_there_is_no_grant_by_password_and_no_unknown_one(world: World, noor: Employee, grant: str) -> None:
    request = {"grant_type": grant, "username": noor.email, "password": "x", "code": code_for(world, noor)}

    assert world.client.post(f"{API}/auth/token", json=request).status_code == 422
