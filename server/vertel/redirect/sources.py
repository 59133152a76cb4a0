"""Where a request comes from, for limits: kept in memory as a keyed hash, and stored nowhere."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has all of its network."""


def source(environ: Mapping[str, Any], proxies: int) -> str | None:
    """Return the IPv4 address or IPv6 network that a request comes from.

    None when that cannot be said: behind a proxy that the settings do not know of, all would be one.

    :param proxies: how many proxies of one's own each add to ``X-Forwarded-For``.
    """
    forwarded = environ.get("HTTP_X_FORWARDED_FOR")
    if not proxies:
        return None if forwarded is not None else _network(environ.get("REMOTE_ADDR", ""))
    hops = forwarded.split(",") if forwarded else ()
    return _network(hops[-proxies].strip()) if len(hops) >= proxies else None


def _network(text: str) -> str | None:
    """Return an address as it is always written; it may be in brackets and have a port, as proxies write it."""
    host = text.strip('"')
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False).network_address)
