"""``vertel export`` and ``vertel erase``: what is held about a colleague, and the end of it."""

from __future__ import annotations

import json

import click

from vertel.cli.context import say
from vertel.cli.sessions import database
from vertel.domain import audit
from vertel.domain.audit import CLI, AuditAction, Subject
from vertel.domain.privacy import erasure, personal_data


@click.command()
@click.argument("email")
def export(email: str) -> None:
    """Print all data held about EMAIL as JSON."""
    with database(writes=False) as session:
        found = personal_data.find(session, email)
        data = personal_data.collect(session, found)
    with database() as session:
        audit.record(session, CLI, AuditAction.EMPLOYEE_EXPORTED, ("employee", found.id))
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


@click.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(email: str, yes: bool) -> None:
    """Erase EMAIL. Their links keep working and their shares stay counted, without them. This cannot be undone."""
    if not yes:
        # In a session of its own: nobody else may write while a question stands open.
        with database(writes=False) as session:
            found = personal_data.find(session, email)
        click.confirm(f"Erase {found.name} <{found.email}> for good?", abort=True, err=True)
    with database() as session:
        employee = personal_data.find(session, email)
        named_in = personal_data.mentions(session, employee)
        counts = erasure.erase(session, employee)
        audit.record(session, CLI, AuditAction.EMPLOYEE_ERASED, Subject("employee"))
    say("Erased. " + ", ".join(f"{number} {what}" for what, number in counts.items()) + ".")
    for suggestion in named_in:
        name = suggestion["external_id"] or suggestion["title"]
        say(f"Note: suggestion {name} names somebody called so. If it is them, edit it: it is not their account.")
