"""``vertel suggestions upload``: a file of suggestions into the database here, or to a server elsewhere."""

from __future__ import annotations

from typing import IO, Any

import click

from vertel.cli import uploading, verdicts
from vertel.cli.context import config
from vertel.cli.sessions import database
from vertel.domain.people import organisations
from vertel.imports import bulk, files, ownership, suggestion_import
from vertel.imports.suggestion_import import SuggestionImport
from vertel_schema import ImportResult


@click.group()
def suggestions() -> None:
    """Look after suggestions."""


@uploading.command("ImportResult", ends=True)
def upload(options: uploading.Options) -> None:
    """Upload a CSV, JSON Lines (.jsonl) or JSON file; print a verdict per row.

    A row with an external_id that its source uploaded before changes that suggestion, in what nobody edited since;
    others are new. The exit status is 1 when a row was refused.
    """
    result = uploading.send(
        options,
        lambda server, stream, media_type: server.import_suggestions(stream, media_type, options),
        lambda stream, media_type: _store(stream, media_type, options),
    )
    verdicts.show(result, as_json=options.as_json)


suggestions.add_command(upload)


def _store(stream: IO[bytes], media_type: str, options: uploading.Options) -> dict[str, Any]:
    asked = options._asdict()
    terms, ends = ownership.terms(asked, suggestion_import.FIELDS), ownership.ends_missing(asked)
    with database(writes=False) as session:
        rows = files.suggestion_rows(stream, media_type, organisations.get(session).time_zone)
        upload = SuggestionImport(session, config().destination_hosts, terms, end_missing=ends)
        *_, result = upload.run(rows, dry_run=options.dry_run, atomic=options.atomic)
    return dict(ImportResult().dump(bulk.as_document(result)))
