"""Guessing codes and tokens comes to nothing: after some failures a code, or a source, has to wait."""

from __future__ import annotations

import mmap
import os
from typing import Any

import pytest

from support.addresses import SPELLINGS
from support.world import API, World
from vertel.auth import attempt_limits
from vertel.auth.attempt_limits import OTHERS_PER_SOURCE, PER_CODE, AttemptLimits
from vertel.domain.people import sign_ins

PATH = f"{API}/auth/token"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What time it is, as a list of one: the beginning of a window."""
    time = [attempt_limits.WINDOW_SECONDS * 3_000_000.0]
    monkeypatch.setattr(attempt_limits.time, "time", lambda: time[0])
    return time


def enrol(world: World, code: str, source: str = "203.0.113.7", **headers: str) -> Any:
    request = {"grant_type": "enrolment_code", "code": code}
    return world.client.post(PATH, json=request, environ_overrides={"REMOTE_ADDR": source}, headers=headers)


def refresh(world: World, token: str, source: str = "203.0.113.7") -> Any:
    request = {"grant_type": "refresh_token", "refresh_token": token}
    return world.client.post(PATH, json=request, environ_overrides={"REMOTE_ADDR": source})


def invited(world: World) -> str:
    with world.session() as session:
        return sign_ins.invite(session, world.employee(), world.keys)


def test_a_code_that_failed_five_times_has_to_wait_in_any_spelling_and_from_anywhere(
    world: World, clock: list[float]
) -> None:
    spellings = ["AAAA-BBBB-CCCC", "aaaabbbbcccc", "AAAA BBBB CCCC", "aaaa-bbbb-cccc", "AAAABBBBCCCC"]
    for number, code in enumerate(spellings):
        assert enrol(world, code, f"203.0.113.{number}").status_code == 401
    refused = enrol(world, "AAAA-BBBB-CCCC", "203.0.113.99")
    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert refused.headers["Retry-After"] == "600"
    assert "10 minutes" in refused.json["detail"]
    assert enrol(world, invited(world)).status_code == 200
    clock[0] += 601
    assert enrol(world, "AAAA-BBBB-CCCC").status_code == 401


def test_who_tries_code_after_code_has_to_wait_and_others_do_not(world: World, clock: list[float]) -> None:
    for number in range(OTHERS_PER_SOURCE):
        assert enrol(world, f"GUESS{number}").status_code == 401
    good = invited(world)
    assert enrol(world, good).status_code == 429
    assert enrol(world, good, "203.0.113.8").status_code == 200


def test_those_who_are_signed_in_behind_the_same_address_carry_on(world: World, clock: list[float]) -> None:
    token = enrol(world, invited(world)).json["refresh_token"]
    for number in range(OTHERS_PER_SOURCE + 1):
        enrol(world, f"GUESS{number}")
    assert refresh(world, token).status_code == 200


def test_a_token_that_is_refused_again_and_again_has_to_wait_and_one_that_is_taken_never(
    world: World, clock: list[float]
) -> None:
    for _ in range(PER_CODE):
        assert refresh(world, "vr_unknown").status_code == 401
    assert refresh(world, "vr_unknown").status_code == 429
    token = enrol(world, invited(world)).json["refresh_token"]
    for _ in range(3 * PER_CODE):
        token = refresh(world, token).json["refresh_token"]


def test_one_who_has_many_addresses_of_a_network_is_one_source(world: World, clock: list[float]) -> None:
    for number in range(OTHERS_PER_SOURCE):
        enrol(world, f"GUESS{number}", f"2001:db8:1:2::{number:x}")
    assert enrol(world, "ANOTHER", "2001:db8:1:2:ffff::1").status_code == 429
    assert enrol(world, "ANOTHER", "2001:db8:1:3::1").status_code == 401


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # counted in memory
@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_a_source_is_one_however_a_proxy_writes_its_address(
    world: World, clock: list[float], spellings: list[str]
) -> None:
    attempt_limits.register(world.client.application, 1)
    for number in range(OTHERS_PER_SOURCE):
        enrol(world, f"GUESS{number}", X_Forwarded_For=spellings[number % len(spellings)])
    assert [enrol(world, "ANOTHER", X_Forwarded_For=one).status_code for one in spellings] == [429] * len(spellings)


@pytest.mark.parametrize("written", ["203.0.113.7:{}", "[2001:db8::1]:{}", 'for="[2001:db8::1]:{}"'])
@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # counted in memory
def test_a_port_behind_an_address_makes_no_other_source(world: World, clock: list[float], written: str) -> None:
    attempt_limits.register(world.client.application, 1)
    for number in range(OTHERS_PER_SOURCE):
        enrol(world, f"GUESS{number}", X_Forwarded_For=written.format(5000 + number))
    assert enrol(world, "ANOTHER", X_Forwarded_For=written.format(6000)).status_code == 429


def test_a_forged_header_is_believed_from_a_proxy_of_ones_own_only(world: World, clock: list[float]) -> None:
    for number in range(OTHERS_PER_SOURCE):
        enrol(world, f"GUESS{number}", X_Forwarded_For=f"198.51.100.{number}")
    assert enrol(world, "ANOTHER", X_Forwarded_For="198.51.100.250").status_code == 429
    attempt_limits.register(world.client.application, 1)
    for number in range(OTHERS_PER_SOURCE):
        enrol(world, f"MORE{number}", X_Forwarded_For=f"10.0.0.{number}, 198.51.100.7")
    assert enrol(world, "LAST", X_Forwarded_For="10.0.0.1, 198.51.100.7").status_code == 429
    assert enrol(world, "LAST", X_Forwarded_For="10.0.0.1, 198.51.100.8").status_code == 401


def test_all_workers_of_a_server_count_together(clock: list[float]) -> None:
    limits, address = AttemptLimits(0), {"REMOTE_ADDR": "203.0.113.7"}
    worker = os.fork()
    if worker == 0:
        for _ in range(PER_CODE):
            limits.note_failure("enrolment_code", "a", address)
        os._exit(0)
    os.waitpid(worker, 0)
    with pytest.raises(attempt_limits.TooManyRequests):
        limits.check("enrolment_code", "a", address)


def test_no_address_and_no_code_is_in_the_memory(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    made: list[mmap.mmap] = []

    class Kept(mmap.mmap):
        def __new__(cls, *arguments: Any) -> Any:
            made.append(super().__new__(cls, *arguments))
            return made[-1]

    monkeypatch.setattr(attempt_limits.mmap, "mmap", Kept)
    limits = AttemptLimits(0)
    limits.note_failure("enrolment_code", "K7QM4TRV9XWE", {"REMOTE_ADDR": "203.0.113.7"})
    (memory,) = made
    content = memory[:]
    assert content.strip(b"\0")
    assert b"203" not in content
    assert b"K7QM" not in content


def test_a_counter_is_given_up_for_another_key_only_when_all_near_it_are_in_use(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setattr(attempt_limits, "SLOTS", attempt_limits.WAYS)
    limits = AttemptLimits(0)
    for number in range(200):
        limits.note_failure("enrolment_code", f"{number}", {"REMOTE_ADDR": "203.0.113.7"})
    with pytest.raises(attempt_limits.TooManyRequests):
        limits.check("enrolment_code", "new", {"REMOTE_ADDR": "203.0.113.7"})
