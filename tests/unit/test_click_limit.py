"""How many clicks count from one source, and what a source is."""

from __future__ import annotations

import mmap

import pytest

from vertel.redirect import click_limit
from vertel.redirect.click_limit import LOCATION, MOST, SLOTS, ClickLimit
from vertel.redirect.shared_slots import share_memory, shared_memory, size
from vertel.redirect.sources import source

LINK, OTHER = b"1" * 32, b"2" * 32


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that only go up, as a test sets them."""
    now = [6000.0]
    monkeypatch.setattr(click_limit.time, "monotonic", lambda: now[0])
    return now


def test_so_many_count_in_a_minute_and_again_in_the_next(clock: list[float]) -> None:
    limit = ClickLimit()
    assert [limit.allows("192.0.2.1", LINK) for _ in range(MOST + 50)] == [True] * MOST + [False] * 50
    clock[0] += 60
    assert limit.allows("192.0.2.1", LINK)


def test_other_links_and_other_sources_have_their_own(clock: list[float]) -> None:
    limit = ClickLimit()
    assert not all(limit.allows("192.0.2.1", LINK) for _ in range(MOST + 1))
    assert limit.allows("192.0.2.1", OTHER)
    assert limit.allows("192.0.2.2", LINK)
    assert all(limit.allows(None, LINK) for _ in range(MOST * 2)), "nobody can tell them apart"


def test_processes_count_together_and_the_key_is_drawn_anew_each_day(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOCATION, share_memory(SLOTS))
    memories = [shared_memory(LOCATION, SLOTS) for _ in range(2)]
    one, other = (ClickLimit(memory) for memory in memories)
    allowed = [limit.allows("192.0.2.1", LINK) for _ in range(MOST) for limit in (one, other)]
    assert sum(allowed) == MOST
    keys = [memory and memory[:32] for memory in memories]
    monkeypatch.setattr(click_limit.time, "time", lambda: 9_000_000_000.0)
    one.tick()
    other.tick()
    later = [memory and memory[:32] for memory in memories]
    assert later[0] == later[1] != keys[0]


def test_the_memory_holds_no_address(clock: list[float]) -> None:
    memory = mmap.mmap(-1, size(SLOTS))
    limit = ClickLimit(memory)
    for number in range(200):
        limit.allows(f"192.0.2.{number}", LINK)
    assert b"192.0.2" not in bytes(memory)


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "expected"),
    [
        ("192.0.2.1", None, 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", 0, None),
        ("127.0.0.1", "198.51.100.7", 1, "198.51.100.7"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.7:4711", 1, "198.51.100.7"),
        ("127.0.0.1", "198.51.100.7, 10.0.0.1", 2, "198.51.100.7"),
        ("127.0.0.1", "198.51.100.7", 2, None),
        ("127.0.0.1", None, 1, None),
        ("127.0.0.1", "[2001:db8:1:2:3::4]:443", 1, "2001:db8:1:2::"),
        ("127.0.0.1", '"[2001:DB8:1:2::9]"', 1, "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", None, 0, "192.0.2.1"),
        ("fe80::1%eth0", None, 0, "fe80::"),
        ("", None, 0, None),
        ("127.0.0.1", "unknown", 1, None),
    ],
)
def test_a_source_is_an_address_however_it_is_written_or_a_network(
    remote: str, forwarded: str | None, proxies: int, expected: str | None
) -> None:
    environ = {"REMOTE_ADDR": remote} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})
    assert source(environ, proxies) == expected
