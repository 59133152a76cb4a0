"""Where a request comes from, for limits: kept in memory as a keyed hash, and stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vertel.client_addresses import network


def source(environ: Mapping[str, Any], proxies: int) -> str | None:
    """Return the IPv4 address or IPv6 network that a request comes from.

    None when that cannot be said: behind a proxy that the settings do not know of, all would be one.

    :param proxies: how many proxies of one's own each add to ``X-Forwarded-For``.
    """
    forwarded = environ.get("HTTP_X_FORWARDED_FOR")
    if not proxies:
        return None if forwarded is not None else network(environ.get("REMOTE_ADDR", ""))
    hops = forwarded.split(",") if forwarded else ()
    return network(hops[-proxies]) if len(hops) >= proxies else None
