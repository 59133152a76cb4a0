"""Addresses of clients, in one spelling however a proxy wrote them."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has all of its network."""

_BRACKETED = re.compile(r"\[([^\]]*)\](?::\d*)?")
_WITH_PORT = re.compile(r"([\d.]+):\d*")


@lru_cache(maxsize=4096)
def canonical(written: str) -> str:
    """Return an address in its one shortest form, however a proxy wrote it; other text as it stands there.

    With or without a port, in brackets, as an element of RFC 7239 (``for="[2001:db8::1]:4711"``), with a zone, or an
    IPv4 address within IPv6.
    """
    text = written.strip().lower().removeprefix("for=").strip('"').strip()
    bracketed = _BRACKETED.fullmatch(text)
    with_port = _WITH_PORT.fullmatch(text)
    plain = bracketed[1] if bracketed else with_port[1] if with_port else text
    try:
        address = ipaddress.ip_address(plain.partition("%")[0])
    except ValueError:
        return text
    return str(getattr(address, "ipv4_mapped", None) or address)


def network(written: str) -> str | None:
    """Return what one subscriber has of addresses: an IPv4 address, or the network of an IPv6 one.

    None for a text that is no address.
    """
    text = canonical(written)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return text
    return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False).network_address)
