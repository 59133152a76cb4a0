"""Which IP addresses may be connected to: what Vertel asks on somebody's word must not lead into its own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from vertel.config_parsers import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last 32 bits."""


class PrivateAddressError(Exception):
    """A name leads to an address that may not be connected to."""


@dataclass(frozen=True)
class AddressPolicy:
    """Allows the internet's addresses, and what is listed beside them.

    :ivar networks: private networks that are allowed, too.
    :ivar loopback: whether this machine itself is.
    """

    networks: Sequence[Network] = ()
    loopback: bool = False

    def allows(self, address: Address) -> bool:
        """Return whether an address may be connected to."""
        listed = any(address.version == network.version and address in network for network in self.networks)
        return listed or (self.loopback and address.is_loopback) or is_public(address)

    def resolve(self, host: str, port: int) -> list[str]:
        """Look a name up, once; return its addresses, to which a connection may be made.

        :raises PrivateAddressError: when one of them may not be connected to.
        :raises socket.gaierror: when there is no such name.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:  # a label that is empty or too long
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not all(self.allows(parse_address(address)) for address in addresses):
            raise PrivateAddressError
        return addresses


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
