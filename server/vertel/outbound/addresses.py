"""Which IP addresses are the internet's: what Vertel asks on somebody's word must not lead into its own network."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last 32 bits."""


def parse_address(text: str) -> Address:
    """Return an address from its text, which may end in a zone; raise ``ValueError`` when it is none."""
    return unwrapped(ipaddress.ip_address(text.partition("%")[0]))


def unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _TRANSLATED:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
    return address


def is_public(address: Address) -> bool:
    """Return whether an address is reached from everywhere, and is one machine's."""
    # Site-local addresses were done away with, so Python calls them global; some networks still have them.
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special and not getattr(address, "is_site_local", False)
