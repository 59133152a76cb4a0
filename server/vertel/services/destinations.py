"""Where a tracked link may lead: https, on a host that the settings list. Everything else is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vertel.errors import refused

_HOST = r"(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?)"
_DESTINATION = re.compile(rf"https://{_HOST}(?:[/?#][!-\[\]^-~]*)?", re.IGNORECASE | re.ASCII)
"""Printable ASCII without a backslash, which browsers read as a slash; no user name, no empty label, no final dot.

So few forms are let through that every reader agrees on the host.
"""


def check(url: str, hosts: Sequence[str], *, pointer: str = "/destination_url") -> None:
    """Raise ``RefusedError`` unless a browser that follows ``url`` ends up, by https, on one of the hosts.

    :param hosts: exact hosts, with a port where it is not 443, or ``*.`` and the end of a host.
    """
    found = _DESTINATION.fullmatch(url)
    if found is None:
        raise refused(pointer, "Expected https://HOST/... in plain ASCII, without user name, spaces or backslashes.")
    host = found["host"].lower().removesuffix(":443")
    if not any(_covers(listed, host) for listed in hosts):
        listed = f"Allowed are {', '.join(hosts)}" if hosts else "None is allowed yet"
        raise refused(pointer, f"The host {host} is not allowed. {listed}; see the setting VERTEL_DESTINATION_HOSTS.")


def allowed(url: str, hosts: Sequence[str]) -> bool:
    """Return whether :func:`check` lets an address through."""
    found = _DESTINATION.fullmatch(url)
    return found is not None and any(_covers(listed, found["host"].lower().removesuffix(":443")) for listed in hosts)


def _covers(listed: str, host: str) -> bool:
    if listed.startswith("*."):
        return host.endswith(listed[1:]) and not host.startswith(".")
    return host == listed.removesuffix(":443")
