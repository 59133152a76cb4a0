"""``vertel suggestions upload``: a file of suggestions into the database here, or to a server elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click

from vertel import uploads
from vertel.commands import remote, verdicts
from vertel.commands.context import API_KEY, config, database
from vertel.commands.progress import reading
from vertel.services import imports, people
from vertel_schema import ImportResult


@click.group()
def suggestions() -> None:
    """Look after suggestions."""


@suggestions.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; store nothing.")
@click.option("--atomic", is_flag=True, help="Store all rows or none.")
@click.option("--server", metavar="URL", help="Send the file to this server instead of the configured database.")
@click.option("--key", metavar="KEY", envvar=API_KEY, show_envvar=True, help="An editor's API key for --server.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as one ImportResult document.")
@click.option("--progress", is_flag=True, help="Show progress also when this is not a terminal.")
def upload(  # noqa: PLR0913, PLR0917  click hands each option as an argument
    file: Path,
    dry_run: bool,
    atomic: bool,
    server: str | None,
    key: str | None,
    as_json: bool,
    progress: bool,
) -> None:
    """Upload a CSV, JSON Lines (.jsonl) or JSON file; print a verdict per row.

    Rows with a known external_id change that suggestion, others are new. The exit status is 1 when a row was refused.
    """
    media_type = uploads.ENDINGS.get(file.suffix.lower())
    if media_type is None:
        raise click.UsageError(f"{file.name}: expected a name that ends in {', '.join(uploads.ENDINGS)}.")
    if server is not None and key is None:
        raise click.UsageError("--server needs --key, an editor's API key.")
    with reading(file, wanted=progress) as stream:
        if server is not None and key is not None:
            place = remote.Server(server, key)
            result = place.import_suggestions(stream, media_type, dry_run=dry_run, atomic=atomic)
        else:
            result = _store(stream, media_type, dry_run=dry_run, atomic=atomic)
    verdicts.show(result, as_json=as_json)


def _store(stream: IO[bytes], media_type: str, *, dry_run: bool, atomic: bool) -> dict[str, Any]:
    with database() as session:
        rows = uploads.rows(stream, media_type, people.organisation(session).time_zone)
        steps = imports.Import(session, config().destination_hosts).run(rows, dry_run=dry_run, atomic=atomic)
        *_, result = steps
        return dict(ImportResult().dump(imports.as_document(result)))
