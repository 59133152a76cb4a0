"""``vertel suggestions upload``: a file of suggestions into the database here, or to a server elsewhere."""

from __future__ import annotations

from typing import IO, Any

import click

from vertel.cli import uploading, verdicts
from vertel.cli.context import config, database
from vertel.domain.people import organisations
from vertel.imports import bulk, files
from vertel.imports.suggestion_import import SuggestionImport
from vertel_schema import ImportResult


@click.group()
def suggestions() -> None:
    """Look after suggestions."""


@uploading.command("ImportResult")
def upload(options: uploading.Options) -> None:
    """Upload a CSV, JSON Lines (.jsonl) or JSON file; print a verdict per row.

    Rows with a known external_id change that suggestion, others are new. The exit status is 1 when a row was refused.
    """
    how = {"dry_run": options.dry_run, "atomic": options.atomic}
    result = uploading.send(
        options,
        lambda server, stream, media_type: server.import_suggestions(stream, media_type, **how),
        lambda stream, media_type: _store(stream, media_type, **how),
    )
    verdicts.show(result, as_json=options.as_json)


suggestions.add_command(upload)


def _store(stream: IO[bytes], media_type: str, *, dry_run: bool, atomic: bool) -> dict[str, Any]:
    with database(writes=False) as session:
        rows = files.suggestion_rows(stream, media_type, organisations.get(session).time_zone)
        steps = SuggestionImport(session, config().destination_hosts).run(rows, dry_run=dry_run, atomic=atomic)
        *_, result = steps
    return dict(ImportResult().dump(bulk.as_document(result)))
