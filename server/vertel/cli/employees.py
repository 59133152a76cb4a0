"""``vertel employee`` and ``vertel employees``: who may use Vertel."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from vertel.cli.context import database, printable, say
from vertel.cli.progress import reading
from vertel.cli.uploading import media_type_of
from vertel.cli.verdicts import fault_line
from vertel.db.models import Employee
from vertel.domain.people import provisioning, sign_ins
from vertel.domain.privacy import personal_data
from vertel.errors import ConflictError, NotFoundError, RefusedError, fault
from vertel.imports import files
from vertel.imports.employee_import import EmployeeImport
from vertel_schema import EmployeeRequest, faults
from vertel_schema.words import ROLES

NAME_PARTICLES = {"van", "von", "de", "der", "den", "het", "ten", "ter", "da", "di", "el"}


@click.group()
def employee() -> None:
    """Look after one colleague."""


@employee.command()
@click.argument("email")
@click.option("--name", help="For a new colleague; otherwise taken from the address.")
@click.option("--team", help="For a new colleague; the team is made when it is new.")
@click.option("--location", help="For a new colleague.")
@click.option("--language", "languages", multiple=True, help="For a new colleague; give it again for a second.")
@click.option("--role", type=click.Choice(ROLES), default="employee", show_default=True, help="For a new colleague.")
def invite(email: str, **details: Any) -> None:
    """Print a one-time enrolment code for EMAIL, good for 14 days. An unknown address becomes a new colleague."""
    with database() as session:
        found = _known(session, email) or _made(session, email, details)
        code = sign_ins.invite(session, found)
    click.echo(code)


@click.group()
def employees() -> None:
    """Look after all colleagues."""


@employees.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; store nothing.")
@click.option("--progress", is_flag=True, help="Show progress also when this is not a terminal.")
def import_file(file: Path, dry_run: bool, progress: bool) -> None:
    """Create or change colleagues from a CSV, JSON Lines (.jsonl) or JSON file; print a verdict per row.

    Columns: email, name, team, location, languages (separated by semicolons), role. The address says who it is; of a
    known colleague, what the file leaves out or empty stays as it is. The exit status is 1 when a row was refused; the
    other rows are stored.
    """
    media_type = media_type_of(file)
    with reading(file, wanted=progress) as stream, database(writes=False) as session:
        rows = files.employee_rows(stream, media_type)
        *_, result = EmployeeImport(session).run(rows, dry_run=dry_run, atomic=False)
        session.commit()
    click.echo(f"{'row':>5}  {'status':<9}  email")
    for row in result.rows:
        reasons = "".join(f"  {fault_line(fault)}" for fault in row.errors)
        click.echo(f"{row.row:>5}  {row.status:<9}  {printable((row.external_id or '') + reasons)}")
    words = ", ".join(f"{result.count(status)} {status}" for status in ("created", "updated", "unchanged", "refused"))
    say(f"{'Dry run, nothing was stored: ' if dry_run else ''}{words}.")
    if result.count("refused"):
        sys.exit(1)


def name_in(email: str) -> str:
    """Return the name that an address seems to hold: ``piet.van.dam@`` is Piet van Dam."""
    words = re.split(r"[._]+", email.partition("@")[0].strip("._"))
    return " ".join(word if word in NAME_PARTICLES else word.title() for word in words)


def _known(session: Session, email: str) -> Employee | None:
    try:
        found = personal_data.find(session, email)
    except NotFoundError:
        return None
    if not found.active:
        raise ConflictError(f"{found.email} is no longer active, so gets no code.")
    return found


def _made(session: Session, email: str, details: dict[str, Any]) -> Employee:
    name = details["name"] or name_in(email)
    document = details | {"email": email, "name": name, "languages": list(details["languages"])}
    try:
        provisioning.provision(session, EmployeeRequest().load(document), source="invite")
    except ValidationError as error:
        raise RefusedError(*[fault(one["pointer"], one["message"]) for one in faults(error.messages)]) from error
    say(f"{email} was not known yet: added as {printable(name)}.")
    return personal_data.find(session, email)
