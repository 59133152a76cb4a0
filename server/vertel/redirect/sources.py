"""Where a request comes from, for limits: kept in memory as a keyed hash, and stored nowhere."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has all of its network."""

_BRACKETED = re.compile(r"\[([^\]]*)\](?::\d*)?")
_WITH_PORT = re.compile(r"([\d.]+):\d*")


def source(environ: Mapping[str, Any], proxies: int) -> str | None:
    """Return the IPv4 address or IPv6 network that a request comes from.

    None when that cannot be said: behind a proxy that the settings do not know of, all would be one.

    :param proxies: how many proxies of one's own each add to ``X-Forwarded-For``.
    """
    forwarded = environ.get("HTTP_X_FORWARDED_FOR")
    if not proxies:
        return None if forwarded is not None else _network(environ.get("REMOTE_ADDR", ""))
    hops = forwarded.split(",") if forwarded else ()
    return _network(hops[-proxies]) if len(hops) >= proxies else None


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


def _network(written: str) -> str | None:
    text = canonical(written)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return text
    return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False).network_address)
