"""Where requests may go: out into the world, and not into the network in which the server stands.

An address is checked twice: what it says when it is written down, and what it resolves to at each try. The connection
is then made to the very address that was checked: a name that leads elsewhere a moment later gains nothing.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from vertel.config import Config
from vertel.config_parsers import Network
from vertel.outbound.addresses import Address, AddressPolicy, PrivateAddressError, parse_address
from vertel.outbound.http_client import Target
from vertel.translations import N_

NO_ADDRESS = N_("This is no address.")
NOT_PLAIN = N_("Expected https://HOST/..., without user name and fragment.")
NOT_SECURE = N_("Expected https. Only a server that runs on this machine alone sends to itself by http.")
NOT_FOUND = N_("The name %(host)s could not be found.")
PRIVATE = N_("%(host)s leads into a private network, where Vertel may not go unless %(setting)s lists it.")
WHY_NOT_THERE = (NO_ADDRESS, NOT_PLAIN, NOT_SECURE, NOT_FOUND, PRIVATE)
"""All that an :class:`AddressError` of this module says."""


class AddressError(Exception):
    """A request may not go there, or there is no such place. The message says so in plain words, in English."""


class Allowed(NamedTuple):
    """Private networks into which requests may go all the same.

    :ivar setting: where the networks are listed.
    """

    setting: str
    networks: tuple[Network, ...]


class EgressPolicy:
    """Lets through what the settings allow."""

    def __init__(self, config: Config, allowed: Allowed | None = None) -> None:
        """Make a policy for webhooks, or for what else there is a setting of its own."""
        self._allowed = allowed or Allowed("VERTEL_WEBHOOK_NETWORKS", config.webhook_networks)
        self._local = urlsplit(config.public_url).scheme == "http"
        self._addresses = AddressPolicy(self._allowed.networks, loopback=self._local)

    def target(self, url: str) -> Target:
        """Return where an address leads; raise :class:`AddressError` when nothing may be sent there, whatever it is."""
        try:
            parts = urlsplit(url)
            target = Target.of(parts)
        except ValueError as error:
            raise AddressError(NO_ADDRESS) from error
        host = target.host
        if not host or parts.username is not None or parts.port == 0 or not url.isascii() or parts.fragment:
            raise AddressError(NOT_PLAIN)
        local = host == "localhost" or _is_loopback(host)
        if not target.secure and not (parts.scheme == "http" and self._local and local):
            raise AddressError(NOT_SECURE)
        if not self._allows_literally(host):
            raise self._refusal(host)
        return target

    def resolve(self, target: Target) -> list[str]:
        """Return the addresses of a host; raise :class:`AddressError` when one of them may not be connected to."""
        try:
            return self._addresses.resolve(target.host, target.port)
        except PrivateAddressError as error:
            raise self._refusal(target.host) from error
        except OSError as error:
            raise AddressError(NOT_FOUND % {"host": target.host}) from error

    def _refusal(self, host: str) -> AddressError:
        return AddressError(PRIVATE % {"host": host, "setting": self._allowed.setting})

    def _allows_literally(self, host: str) -> bool:
        literal = _literal(host)
        if literal is not None:
            return self._addresses.allows(literal)
        return self._local or not host.endswith("localhost")


def _literal(host: str) -> Address | None:
    try:
        return parse_address(host)
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    literal = _literal(host)
    return literal is not None and literal.is_loopback
