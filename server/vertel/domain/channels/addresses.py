"""Addresses of incoming webhooks: each product hands out its own, on hosts of its own."""

from __future__ import annotations

from vertel.config import Config
from vertel.domain.channels.reasons import ADDRESS_NOT_ITS_OWN
from vertel.outbound.egress_policy import AddressError, Allowed, EgressPolicy

HOSTS: dict[str, tuple[str, ...]] = {
    "slack": ("hooks.slack.com",),
    # A workflow's address of before the move to Power Platform, and of after it.
    "teams": (".logic.azure.com", ".api.powerplatform.com"),
    "google_chat": ("chat.googleapis.com",),
}
"""Kind of a channel -> its product's hosts; those with a dot before them stand for all below."""

PORT = 443


def egress_policy(config: Config) -> EgressPolicy:
    """Return the policy by which messages to channels leave."""
    return EgressPolicy(config, Allowed("VERTEL_WEBHOOK_NETWORKS", config.webhook_networks))


def check(kind: str, address: str, config: Config) -> None:
    """Raise unless an address is one of the product's own.

    A server that runs on this machine alone may send to this machine too: a rehearsal needs no account.

    :raises AddressError: it is not, or nothing may be sent there. The message never has the address in it.
    """
    target = egress_policy(config).target(address)
    if not target.secure:  # which the policy lets through to this machine only
        return
    hosts = HOSTS[kind]
    if target.port != PORT or not any(_is_of(target.host, host) for host in hosts):
        wanted = ", ".join(f"https://{'*' if host.startswith('.') else ''}{host}/" for host in hosts)
        raise AddressError(ADDRESS_NOT_ITS_OWN % {"addresses": wanted})


def _is_of(host: str, allowed: str) -> bool:
    host = host.lower()
    return host.endswith(allowed) and host != allowed if allowed.startswith(".") else host == allowed
