"""Where a tracked link may lead: https, on a host that the settings list. Everything else is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vertel.domain.links import addresses
from vertel.errors import refused
from vertel.translations.active import gettext as _

_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DESTINATION = re.compile(
    rf"https://(?P<host>{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?)(?:[/?#][!-\[\]^-~]*)?", re.IGNORECASE | re.ASCII
)
"""Printable ASCII without a backslash, which browsers read as a slash; no user name, no empty label, no final dot.

Few enough forms that browsers and libraries agree on the host.
"""
_QUERY = re.compile(r"[!$-;=?-\[\]_a-z~]*", re.ASCII)
"""What may stand in a query: no ``#``, quote, angle bracket, backslash, caret, backtick, brace or bar."""
LONGEST = 2000
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)(?::[0-9]+)?")
"""A last label that makes browsers read the whole host as an IPv4 address, however it is written."""


def check(url: str, hosts: Sequence[str], *, pointer: str = "/destination_url") -> None:
    """Check that a browser which follows ``url`` ends up, by https, on one of the hosts.

    :param hosts: exact hosts, with a port where it is not 443, or ``*.`` and the end of a host.
    :raises RefusedError: it does not.
    """
    host = _host(url)
    if host is None:
        usual = _("Expected https://HOST/... in plain ASCII, without user name, spaces or backslashes.")
        raise refused(pointer, addresses.why_malformed(url) or usual)
    if not _listed(host, hosts):
        raise refused(pointer, _about_wrapping(url, hosts) or _about_host(host, hosts))


def allowed(url: str, hosts: Sequence[str]) -> bool:
    """Return whether :func:`check` lets an address through."""
    host = _host(url)
    return host is not None and _listed(host, hosts)


def with_query(url: str, query: str) -> str:
    """Return an address with parameters appended, before its fragment.

    What the address has already stays as it is and is not repeated. Parameters that an address may not contain, such
    as ones with a space, are left out; nothing is appended that makes it longer than 2,000 characters.

    :param query: ``name=value&name=value``, percent-encoded.
    """
    if not query or not _QUERY.fullmatch(query):
        return url
    address, hash_mark, fragment = url.partition("#")
    base, _, own = address.partition("?")
    taken = parameters(url)
    more = [part for part in query.split("&") if part and part.partition("=")[0] not in taken]
    longer = f"{base}?{'&'.join([*([own] if own else []), *more])}{hash_mark}{fragment}"
    return longer if more and len(longer) <= LONGEST else url


def parameters(url: str) -> list[str]:
    """Return the names of the parameters that an address has."""
    _, _, query = url.partition("#")[0].partition("?")
    return [part.partition("=")[0] for part in query.split("&") if part]


def _about_wrapping(url: str, hosts: Sequence[str]) -> str | None:
    """Return what to use in place of an address that another program wrapped: to allow its host would allow all."""
    wrapped = addresses.unwrap(url)
    if wrapped is None or (wrapped.by is None and not allowed(wrapped.original or "", hosts)):
        return None
    message = _("%(program)s wrapped this around the page's own address. Use that one: %(address)s")
    if wrapped.original is None:
        message = _(
            "%(program)s wrapped the page's address to look at clicks. Open it, and use the address that the page has."
        )
    return message % {"program": wrapped.by or _("Another program"), "address": (wrapped.original or "")[:700]}


def _about_host(host: str, hosts: Sequence[str]) -> str:
    message = _("Links may not lead to %(host)s. If they should, add it to the setting VERTEL_DESTINATION_HOSTS.")
    if not hosts:
        message = _(
            "Links may not lead to %(host)s. If they should, add it to the setting VERTEL_DESTINATION_HOSTS, which is "
            "still empty."
        )
    return message % {"host": host[:300]}


def _host(url: str) -> str | None:
    """Return the host of a well-formed address as the settings write it: lower case, a port only when not 443."""
    found = _DESTINATION.fullmatch(url)
    return found["host"].lower().removesuffix(":443") if found else None


def _listed(host: str, hosts: Sequence[str]) -> bool:
    return any(
        _covers(entry, host) if entry.startswith("*.") else host == entry.removesuffix(":443") for entry in hosts
    )


def _covers(entry: str, host: str) -> bool:
    """Return whether ``*.SUFFIX`` covers a host.

    IP addresses and international names, which may look like another name, have to be listed as they are.
    """
    suffix = entry[1:].removesuffix(":443")
    if not host.endswith(suffix) or _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
        return False
    return not any(label.startswith("xn--") for label in host.removesuffix(suffix).split("."))
