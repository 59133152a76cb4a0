"""No address that is let through leads a browser anywhere but to a listed host, whoever reads it."""

from __future__ import annotations

import json
import re
import subprocess
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.hostile_addresses import EVIL, HOST_TRICKS, HOSTILE, JOINTS, SEPARATORS
from vertel.domain.links import destinations
from vertel.errors import RefusedError

HOSTS = ("careers.example.com", "*.example.org", "shop.example.net:8443", "192.0.2.7")
NODE = """
const urls = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const read = (text) => { try { const u = new URL(text); return [u.protocol, u.username + u.password, u.host]; }
                         catch { return null; } };
console.log(JSON.stringify(urls.map(read)));
"""

GOOD = [
    "https://careers.example.com",
    "https://careers.example.com/",
    "https://CAREERS.Example.COM:443/jobs?id=1&utm_source=linkedin#apply",
    "https://careers.example.com?x=@evil.example",
    "https://careers.example.com/a/../b//c;d=1/%E2%82%AC/(x)'!*,~",
    "https://www.example.org/",
    "https://a.b.example.org/x",
    "https://shop.example.net:8443/",
    "https://192.0.2.7/",
]

LIKELY = st.sampled_from(
    [*JOINTS, *HOST_TRICKS, *SEPARATORS, *HOSTS, EVIL, "https://", "https", "xn--", "a", "1", "example", ".org"]
)


def passes(url: str) -> bool:
    """Whether the server lets the address through, both when it is written and when it is followed."""
    try:
        destinations.check(url, HOSTS)
    except RefusedError:
        assert not destinations.allowed(url, HOSTS)
        return False
    assert destinations.allowed(url, HOSTS)
    return True


def fine(scheme: str, user: str, host: str) -> bool:
    """Whether that is where Vertel may send people; a rule of the test's own, on purpose not the server's."""
    host = host.lower()
    listed = host in {"careers.example.com", "192.0.2.7", "shop.example.net:8443"} or (
        host.endswith(".example.org") and len(host) > len(".example.org") and ".xn--" not in f".{host}"
    )
    return scheme == "https:" and not user and listed


def browsers_opinions(urls: list[str]) -> list[list[str] | None]:
    """What WHATWG's algorithm makes of each address: Node has the one that Chromium and Firefox follow."""
    done = subprocess.run(
        ["node", "-e", NODE], input=json.dumps(urls), capture_output=True, text=True, timeout=60, check=True
    )
    opinions: list[list[str] | None] = json.loads(done.stdout)
    return opinions


def escapes(urls: list[str]) -> list[str]:
    """Those that are let through although some reader would go elsewhere."""
    through = [url for url in urls if passes(url)]
    found = []
    for url, browser in zip(through, browsers_opinions(through), strict=True):
        parts = urlsplit(url)
        loose = re.match(r"([a-z+.-]+:)[/\\]*(?:([^/\\?#]*)@)?([^/\\?#@]*)", url, re.IGNORECASE)
        readings = [
            browser and fine(*browser),
            fine(f"{parts.scheme}:", parts.username or "", parts.netloc.lower().removesuffix(":443")),
            loose and fine(loose[1].lower(), loose[2] or "", loose[3].lower().removesuffix(":443")),
        ]
        if not all(readings):
            found.append(url)
    return found


def test_no_hostile_address_escapes() -> None:
    assert len(HOSTILE) >= 300
    assert escapes(HOSTILE) == []


def test_hardly_any_of_the_hostile_addresses_is_let_through_at_all() -> None:
    through = [url for url in HOSTILE if passes(url)]
    assert all(url.startswith("https://careers.example.com") for url in through), through


@settings(max_examples=20)
@given(
    st.lists(
        st.lists(LIKELY, min_size=1, max_size=7).map("".join).map(lambda tail: f"https://{tail}"),
        min_size=100,
        max_size=200,
    )
)
def test_no_mixture_of_tricks_escapes(urls: list[str]) -> None:
    assert escapes(urls) == []


@pytest.mark.parametrize("url", GOOD)
def test_ordinary_addresses_are_let_through(url: str) -> None:
    assert passes(url)
    assert escapes([url]) == []


def test_nothing_is_let_through_when_nothing_is_listed() -> None:
    with pytest.raises(RefusedError) as caught:
        destinations.check("https://careers.example.com/", ())
    fault = caught.value.faults[0]
    assert fault["pointer"] == "/destination_url"
    assert "careers.example.com" in fault["message"]
    assert "VERTEL_DESTINATION_HOSTS" in fault["message"]


def test_international_letters_need_a_listing_of_their_own() -> None:
    url = "https://a.xn--caf-dma.example/"
    assert not destinations.allowed(url, ["*.example"])
    assert destinations.allowed(url, ["*.xn--caf-dma.example"])
    assert destinations.allowed(url, ["a.xn--caf-dma.example"])


def test_a_suffix_never_covers_an_ip_address() -> None:
    assert not destinations.allowed("https://127.0.0.1/", ["*.0.0.1", "*.1"])
    assert not destinations.allowed("https://a.0x1/", ["*.0x1"])
    assert destinations.allowed("https://127.0.0.1/", ["127.0.0.1"])


def test_a_port_counts_unless_it_is_the_usual_one() -> None:
    assert destinations.allowed("https://a.example:443/", ["a.example"])
    assert destinations.allowed("https://a.example/", ["a.example:443"])
    assert not destinations.allowed("https://a.example:8443/", ["a.example"])
    assert not destinations.allowed("https://a.example/", ["a.example:8443"])
    assert destinations.allowed("https://b.a.example:8443/", ["*.a.example:8443"])
