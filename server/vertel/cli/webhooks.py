"""``vertel webhooks``: who hears of events."""

from __future__ import annotations

from uuid import UUID

import click

from vertel.cli.context import environment, printable, say
from vertel.cli.sessions import database
from vertel.config import Config
from vertel.domain import audit
from vertel.domain.audit import CLI, AuditAction, Subject
from vertel.domain.webhooks import webhooks as service
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.domain.webhooks.webhooks import WebhookDocument
from vertel.outbound.egress_policy import AddressError, EgressPolicy
from vertel_schema import WebhookRequest, faults
from vertel_schema.words import EVENT_TYPES

MOST = 1000


@click.group()
def webhooks() -> None:
    """Add, list and remove webhooks."""


@webhooks.command()
@click.argument("url")
@click.option(
    "--type", "types", type=click.Choice(EVENT_TYPES), multiple=True, help="What it wants to hear of; without it, all."
)
def add(url: str, types: tuple[str, ...]) -> None:
    """Add a webhook and print its secret. It is stored encrypted: this is the one time it can be seen.

    Takes the server's own settings, VERTEL_SECRET_KEYS among them, with which the secret is encrypted.
    """
    config = Config.from_environment(environment())
    document: WebhookDocument = {"url": url, "types": list(types or EVENT_TYPES), "active": True}
    wrong = [fault["message"] for fault in faults(WebhookRequest().validate(document))]
    try:
        EgressPolicy(config).target(url)
    except AddressError as error:
        wrong.append(str(error))
    if wrong:
        raise click.UsageError(f"URL: {wrong[0]}")
    with database() as session:
        made, secret = service.create(session, document, SecretBox(config.secret_keys))
        audit.record(session, CLI, AuditAction.WEBHOOK_CREATED, ("webhook", made.id), **document)
    click.echo(secret)


@webhooks.command("list")
def list_webhooks() -> None:
    """Print id, state, address and types of every webhook, and why one was switched off; never a secret."""
    with database(writes=False) as session:
        for found in service.browse(session, MOST, None).items:
            state = "active" if found.active else "switched off"
            cells = [str(found.id), state, found.url, ",".join(found.types), found.disabled_reason or ""]
            click.echo("\t".join(map(printable, cells)).rstrip("\t"))


@webhooks.command()
@click.argument("webhook_id", metavar="ID", type=click.UUID)
def remove(webhook_id: UUID) -> None:
    """Remove a webhook, with its secret and its deliveries."""
    with database() as session:
        found = service.find(session, webhook_id)
        service.remove(session, found)
        audit.record(session, CLI, AuditAction.WEBHOOK_REMOVED, Subject("webhook", webhook_id, found.url))
    say("Removed.")
