"""``vertel employee`` and ``vertel employees``: who may use Vertel."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from vertel.cli.context import environment, printable, say
from vertel.cli.progress import reading
from vertel.cli.sessions import database
from vertel.cli.uploading import media_type_of
from vertel.cli.verdicts import fault_line
from vertel.config import Config
from vertel.db.models import Employee
from vertel.domain import audit
from vertel.domain.audit import CLI, AuditAction
from vertel.domain.people import administrators, identities, provisioning, revocation, sign_ins
from vertel.domain.people.provisioning import Provisioned
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
    """Print a one-time enrolment code for EMAIL, good for 14 days. An unknown address becomes a new colleague.

    Takes the server's own settings, VERTEL_SECRET_KEYS among them, under which the code is stored.
    """
    keys = Config.from_environment(environment()).secret_keys
    with database() as session:
        found = _known(session, email) or _made(session, email, details)
        code = sign_ins.invite(session, found, keys)
        audit.record(session, CLI, AuditAction.EMPLOYEE_INVITED, ("employee", found.id), by="code")
    click.echo(code)


@employee.command()
@click.argument("email")
def disable(email: str) -> None:
    """Sign EMAIL out everywhere and let them in no more, until they are enabled. It works for every administrator."""
    with database() as session:
        found = personal_data.find(session, email)
        _record(session, provisioning.disable(session, found, keeps_administrator=False))
        left = administrators.active(session)
    say(f"{found.email} may no longer sign in.")
    if not left and found.role == "admin":
        say("Nobody is an active administrator now. `vertel employee enable` takes this back.")


@employee.command()
@click.argument("email")
def enable(email: str) -> None:
    """Let EMAIL sign in again. Sign-ins and codes from before stay ended: invite them anew."""
    with database() as session:
        found = personal_data.find(session, email)
        _record(session, provisioning.enable(session, found))
    say(f"{found.email} may sign in again.")


@employee.command()
@click.argument("email")
def unlink(email: str) -> None:
    """Forget with which accounts at the OpenID provider EMAIL signed in, such as when they were given a new one.

    Where they are signed in they stay so. Their next account is connected like a first one.
    """
    with database() as session:
        found = personal_data.find(session, email)
        number = identities.forget(session, found)
        if number:
            audit.record(session, CLI, AuditAction.IDENTITY_UNLINKED, ("employee", found.id))
    say(f"{found.email}: {number} account{'' if number == 1 else 's'} forgotten.")


@click.group()
def employees() -> None:
    """Look after all colleagues."""


@employees.command("sign-out")
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
def sign_out(yes: bool) -> None:
    """End all sign-ins of everybody, such as after a leak. Invitations and API keys stay good."""
    if not yes:
        click.confirm("Everybody has to sign in again. Go on?", abort=True, err=True)
    with database() as session:
        revocation.end_everybody(session)
        audit.record(session, CLI, AuditAction.EVERYBODY_SIGNED_OUT)
    say("Everybody is signed out.")


@employees.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; store nothing.")
@click.option(
    "--missing",
    type=click.Choice(["leave", "disable"]),
    default="leave",
    show_default=True,
    help="Whom earlier imports brought and the file has no more.",
)
@click.option(
    "--disable-at-most",
    type=click.IntRange(min=0),
    metavar="NUMBER",
    help="How many --missing may disable; without it, a tenth of whom imports brought.",
)
@click.option("--progress", is_flag=True, help="Show progress also when this is not a terminal.")
def import_file(file: Path, dry_run: bool, missing: str, disable_at_most: int | None, progress: bool) -> None:
    """Create or change colleagues from a CSV, JSON Lines (.jsonl) or JSON file; print a verdict per row.

    Columns: email, name, team, location, languages (separated by semicolons), role, active, external_id. The external
    id says who it is, without one the address does; of a known colleague, what the file leaves out or empty stays as it
    is. The exit status is 1 when a row was refused; the other rows are stored.
    """
    media_type = media_type_of(file)
    with database(writes=False) as session:
        upload = EmployeeImport(session, CLI)
        if missing == "disable":
            with file.open("rb") as stream:
                upload.find_leavers(files.employee_rows(stream, media_type), disable_at_most)
        with reading(file, wanted=progress) as stream:
            *_, result = upload.run(files.employee_rows(stream, media_type), dry_run=dry_run, atomic=False)
        session.commit()
    _show(upload.as_document(result))


def _show(result: dict[str, Any]) -> None:
    click.echo(f"{'row':>5}  {'status':<9}  email")
    for row in result["rows"]:
        reasons = "".join(f"  {fault_line(fault)}" for fault in (*row.errors, *row.warnings))
        click.echo(f"{row.row:>5}  {row.status:<9}  {printable((row.email or '') + reasons)}")
    for leaver in result["disabled"]:
        click.echo(f"{'':>5}  {'disabled':<9}  {printable(leaver.email)}")
    words = ", ".join(f"{result[status]} {status}" for status in ("created", "updated", "unchanged", "refused"))
    words += f", {len(result['disabled'])} disabled" if result["disabled"] else ""
    say(f"{'Dry run, nothing was stored: ' if result['dry_run'] else ''}{words}.")
    if result["note"]:
        say(printable(result["note"]))
    if result["refused"]:
        sys.exit(1)


def _record(session: Session, done: Provisioned) -> None:
    if done.change is not None:
        audit.record_people(session, CLI, [done.change])


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
        raise ConflictError(f"{found.email} is disabled, so gets no code. `vertel employee enable` lets them in again.")
    return found


def _made(session: Session, email: str, details: dict[str, Any]) -> Employee:
    name = details["name"] or name_in(email)
    document = details | {"email": email, "name": name, "languages": list(details["languages"])}
    try:
        _record(session, provisioning.provision(session, EmployeeRequest().load(document), source="invite"))
    except ValidationError as error:
        raise RefusedError(*[fault(one["pointer"], one["message"]) for one in faults(error.messages)]) from error
    say(f"{email} was not known yet: added as {printable(name)}.")
    return personal_data.find(session, email)
