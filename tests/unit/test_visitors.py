"""Telling a repeated click from a new one, in memory that forgets."""

from __future__ import annotations

import mmap
import time
from pathlib import Path

import pytest

from support.addresses import SPELLINGS
from vertel.redirect import visitors
from vertel.redirect.shared_slots import share_memory, shared_memory, size
from vertel.redirect.visitors import LOCATION, SLOTS, RecentVisitors

LINK, OTHER = b"1" * 32, b"2" * 32
DAY = 86_400


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, as a test sets it."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(visitors.time, "time", lambda: now[0])
    monkeypatch.setattr(visitors.time, "monotonic", lambda: now[0] - 1_700_000_000)
    return now


def request(address: str = "192.0.2.1", agent: str = "Firefox") -> dict[str, str]:
    return {"REMOTE_ADDR": address, "HTTP_USER_AGENT": agent}


def test_a_repeat_is_one_within_the_window_only(clock: list[float]) -> None:
    seen = RecentVisitors(30, 0)
    assert not seen.is_repeat(request(), LINK)
    clock[0] += 29
    assert seen.is_repeat(request(), LINK)
    clock[0] += 1
    assert not seen.is_repeat(request(), LINK)


def test_a_clock_that_is_set_back_makes_nobody_a_repeat_for_an_hour(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = RecentVisitors(30, 0)
    assert not seen.is_repeat(request(), LINK)
    clock[0] += 31
    monkeypatch.setattr(visitors.time, "time", lambda: clock[0] - 3600)
    assert not seen.is_repeat(request(), LINK)


def test_another_link_address_or_browser_is_no_repeat(clock: list[float]) -> None:
    seen = RecentVisitors(30, 0)
    visits = [(request(), LINK), (request(), OTHER), (request("192.0.2.2"), LINK), (request(agent="Safari"), LINK)]
    assert [seen.is_repeat(*visit) for visit in visits] == [False] * 4


def test_with_no_window_nothing_is_remembered(clock: list[float]) -> None:
    memory = mmap.mmap(-1, size(SLOTS))
    seen = RecentVisitors(0, 0, memory)
    before = bytes(memory)
    assert [seen.is_repeat(request(), LINK) for _ in range(2)] == [False, False]
    assert bytes(memory) == before


def test_the_key_is_drawn_anew_each_day_and_all_processes_use_the_same(clock: list[float]) -> None:
    memory = mmap.mmap(-1, size(SLOTS))
    one, other = RecentVisitors(3600, 0, memory), RecentVisitors(3600, 0, memory)
    assert not one.is_repeat(request(), LINK)
    assert other.is_repeat(request(), LINK)
    key = memory[:32]
    clock[0] += DAY
    one.tick()
    other.tick()
    assert memory[:32] != key
    clock[0] -= DAY - 10  # even if the clock went back: under the new key yesterday's visit is unknown
    assert not other.is_repeat(request(), LINK)


def test_the_memory_holds_no_address_and_no_agent(clock: list[float]) -> None:
    memory = mmap.mmap(-1, size(SLOTS))
    seen = RecentVisitors(30, 0, memory)
    for number in range(1000):
        seen.is_repeat(request(f"192.0.2.{number}", "Telltale/1.0"), LINK)
    content = bytes(memory)
    assert b"192.0.2" not in content
    assert b"Telltale" not in content
    assert LINK not in content


def test_a_servers_processes_share_memory_that_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LOCATION, raising=False)
    assert shared_memory(LOCATION, SLOTS) is None
    location = share_memory(SLOTS)
    monkeypatch.setenv(LOCATION, location)
    one, other = (RecentVisitors(30, 0, shared_memory(LOCATION, SLOTS)) for _ in range(2))
    assert not one.is_repeat(request(), LINK)
    assert other.is_repeat(request(), LINK)
    assert str(Path(location).readlink()).startswith("/memfd:")
    assert time.time() > 0


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_an_address_is_one_visitor_however_it_is_written(clock: list[float], spellings: list[str]) -> None:
    for proxies in (0, 1):
        seen = RecentVisitors(30, proxies)
        visits = [{"HTTP_X_FORWARDED_FOR": f"10.0.0.9, {one}"} if proxies else request(one) for one in spellings]
        assert [seen.is_repeat(visit, LINK) for visit in visits] == [False] + [True] * (len(spellings) - 1)


def test_other_addresses_and_what_is_none_stay_apart(clock: list[float]) -> None:
    seen = RecentVisitors(30, 1)
    others = ["192.0.2.1", "192.0.2.11", "192.0.2.1:x", "unknown", "_hidden", "2001:db8::1", "2001:db8::11", ""]
    visits = [{"HTTP_X_FORWARDED_FOR": one} for one in others]
    assert [seen.is_repeat(visit, LINK) for visit in visits] == [False] * len(others)
