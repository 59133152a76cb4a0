"""Where webhooks may not go, however it is written and whatever it resolves to."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import Any

import pytest

from support.hostile_addresses import HOSTILE
from vertel.config import Config, ConfigError
from vertel.outbound.egress_policy import AddressError, EgressPolicy
from vertel.outbound.http_client import Target

SETTINGS = {"VERTEL_SECRET_KEYS": "k" * 32, "VERTEL_PUBLIC_URL": "https://vertel.example.com"}
PRIVATE = [
    "0.0.0.1", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1",
    "100::1", "2001:db8::1", "2002:a00:1::1", "2001:0:a00:1::f5ff:fffe", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]


def gate(**settings: str) -> EgressPolicy:
    return EgressPolicy(Config.from_environment(SETTINGS | settings))


def resolving_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def look_up(_host: str, port: int, **_: Any) -> list[Any]:
        return [(0, 0, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def resolved(found: EgressPolicy, host: str = "hooks.example.com") -> list[str]:
    return found.resolve(Target(host, 443, "/", secure=True))


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_world_is_refused_as_such_and_behind_a_name(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressError, match="private network"):
        gate().target(f"https://{host}/")
    resolving_to(monkeypatch, "93.184.215.14", address)
    with pytest.raises(AddressError, match="private network"):
        resolved(gate())


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_world_is_let_through(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving_to(monkeypatch, address)
    assert resolved(gate()) == [address]


@pytest.mark.parametrize("host", ["0x7f000001", "2130706433", "127.1", "0177.0.0.1", "localhost.", "x.localhost"])
def test_other_ways_to_write_this_machine_lead_nowhere_either(host: str) -> None:
    found = gate()

    def both() -> None:
        found.resolve(found.target(f"https://{host}/"))

    with pytest.raises(AddressError):
        both()


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/", "ftp://hooks.example.com/", "file:///etc/passwd", "https:///x", "https://",
        "https://a@hooks.example.com/", "https://a:b@hooks.example.com/", "https://hooks.example.com:0/",
        "https://hooks.example.com:99999/", "https://hooks.example.com:x/", "https://[::1", "https://hööks.example/",
        "https://hooks.example.com/#x", "hooks.example.com", "",
    ],
)  # fmt: skip
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(AddressError):
        gate().target(url)


def test_none_of_the_hostile_addresses_leads_into_this_machine() -> None:
    found = gate()
    for url in HOSTILE:
        try:
            target = found.target(url)
        except AddressError:
            continue
        assert target.secure
        assert target.host not in {"localhost", "127.0.0.1", "::1"}


def test_http_is_for_a_server_that_runs_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    local = gate(VERTEL_PUBLIC_URL="http://127.0.0.1:8000")
    assert local.target("http://127.0.0.1:9000/hook?x=1") == Target("127.0.0.1", 9000, "/hook?x=1", secure=False)
    assert local.target("http://[::1]/").host == "::1"
    resolving_to(monkeypatch, "127.0.0.1")
    assert resolved(local, "localhost") == ["127.0.0.1"]
    with pytest.raises(AddressError, match="Expected https"):
        local.target("http://hooks.example.com/")
    with pytest.raises(AddressError, match="private network"):
        local.target("https://10.0.0.1/")


def test_a_listed_network_is_let_through_and_its_neighbour_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found = gate(VERTEL_WEBHOOK_NETWORKS="10.1.2.0/24, fd00::/8")
    for address in ("10.1.2.3", "fd12::1"):
        resolving_to(monkeypatch, address)
        assert resolved(found) == [address]
    resolving_to(monkeypatch, "10.1.3.3")
    with pytest.raises(AddressError):
        resolved(found)


def test_a_network_that_is_none_stops_the_start() -> None:
    with pytest.raises(ConfigError, match=r"VERTEL_WEBHOOK_NETWORKS: expected .* 10\.1\.2\.0/24"):
        gate(VERTEL_WEBHOOK_NETWORKS="10.1.2.3/24")


def test_a_name_that_is_not_there_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(AddressError, match=r"hooks\.example\.com could not be found"):
        resolved(gate())


def test_a_name_that_can_be_none_is_said_not_to_be_there() -> None:
    with pytest.raises(AddressError, match="could not be found"):
        resolved(gate(), f"{'a' * 64}.example.com")


def test_the_host_is_named_with_its_port_where_that_is_not_the_usual_one() -> None:
    target = gate().target("https://Hooks.example.com:8443")
    assert (target.authority, target.path) == ("hooks.example.com:8443", "/")
    assert replace(target, port=443).authority == "hooks.example.com"
