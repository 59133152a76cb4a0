"""Where webhooks may go: out into the world, and not into the network in which the server stands.

An address is checked twice: what it says when it is written down, and what it resolves to at each try. The connection
is then made to the very address that was checked: a name that leads elsewhere a moment later gains nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from vertel.config import Config
from vertel.outbound.addresses import Address, is_public, parse_address

NOT_ALLOWED = "leads into a private network, where webhooks may not go unless VERTEL_WEBHOOK_NETWORKS lists it"


class AddressError(Exception):
    """A webhook may not go there, or there is no such place. The message says so in plain words."""


@dataclass(frozen=True)
class Target:
    """A place to connect to."""

    host: str
    port: int
    path: str
    secure: bool

    @property
    def authority(self) -> str:
        """The host as the header ``Host`` has it."""
        usual = 443 if self.secure else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"


class EgressPolicy:
    """Lets through what the settings allow."""

    def __init__(self, config: Config) -> None:
        self._local = urlsplit(config.public_url).scheme == "http"
        self._networks = config.webhook_networks

    def target(self, url: str) -> Target:
        """Return where an address leads; raise :class:`AddressError` when nothing may be sent there, whatever it is."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError as error:
            raise AddressError("This is no address.") from error
        secure = parts.scheme == "https"
        if not host or parts.username is not None or port == 0 or not url.isascii() or parts.fragment:
            raise AddressError("Expected https://HOST/..., without user name and fragment.")
        local = host == "localhost" or _is_loopback(host)
        if not secure and not (parts.scheme == "http" and self._local and local):
            raise AddressError("Expected https. Only a server that runs on this machine alone sends to itself by http.")
        literal = _literal(host)
        if (literal is not None and not self._allows(literal)) or (host.endswith("localhost") and not self._local):
            raise AddressError(f"{host} {NOT_ALLOWED}.")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Target(host, port or (443 if secure else 80), path, secure)

    def resolve(self, target: Target) -> list[str]:
        """Return the addresses of a host; raise :class:`AddressError` when one of them may not be connected to."""
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise AddressError(f"The name {target.host} could not be found.") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not all(self._allows(parse_address(address)) for address in addresses):
            raise AddressError(f"{target.host} {NOT_ALLOWED}.")
        return addresses

    def _allows(self, address: Address) -> bool:
        if any(address.version == network.version and address in network for network in self._networks):
            return True
        return self._local if address.is_loopback else is_public(address)


def _literal(host: str) -> Address | None:
    try:
        return parse_address(host)
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    literal = _literal(host)
    return literal is not None and literal.is_loopback
