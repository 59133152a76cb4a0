"""``vertel links``: a file of links, and whether the pages to which links lead are still there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import click

from vertel import uploads
from vertel.commands import remote, verdicts
from vertel.commands.context import API_KEY, config, database, printable, say
from vertel.commands.progress import reading
from vertel.services import destination_report, imports
from vertel.services.destination_check import Asker, agent
from vertel.services.link_imports import LinkImport
from vertel_schema import VERSION, DestinationReport, LinkImportResult

AT_ONCE = 50
WITHIN = 60.0
"""Pages that are asked in one go, and the seconds that this may take."""

FINE = {"ok"}
WORDS = ("ok", "moved", "gone", "unreachable", "not_checked")


@click.group()
def links() -> None:
    """Look after tracked links."""


@links.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; store nothing.")
@click.option("--atomic", is_flag=True, help="Store all rows or none.")
@click.option("--server", metavar="URL", help="Send the file to this server instead of the configured database.")
@click.option("--key", metavar="KEY", envvar=API_KEY, show_envvar=True, help="An editor's API key for --server.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as one LinkImportResult document.")
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
    """Upload links from CSV, JSON Lines (.jsonl) or JSON, or the CSV that Bitly, Shlink or YOURLS wrote.

    Prints a verdict per row. A row with a known external_id or code changes that link, others are new. The exit status
    is 1 when a row was refused.
    """
    media_type = uploads.ENDINGS.get(file.suffix.lower())
    if media_type is None:
        raise click.UsageError(f"{file.name}: expected a name that ends in {', '.join(uploads.ENDINGS)}.")
    if server is not None and key is None:
        raise click.UsageError("--server needs --key, an editor's API key.")
    with reading(file, wanted=progress) as stream:
        if server is not None and key is not None:
            place = remote.Server(server, key)
            result = place.import_links(stream, media_type, dry_run=dry_run, atomic=atomic)
        else:
            result = _store(stream, media_type, dry_run=dry_run, atomic=atomic)
    verdicts.show(result, as_json=as_json, name="code")


@links.command()
@click.option("--all", "everything", is_flag=True, help="Print the pages that are fine, too.")
@click.option("--json", "as_json", is_flag=True, help="Print each page as a line of JSON.")
def check(everything: bool, as_json: bool) -> None:
    """Ask the pages to which links lead whether they are still there. Nothing is changed.

    The exit status is 1 when one of them is not as it was.
    """
    counts = dict.fromkeys(WORDS, 0)
    for found in _checked():
        counts[found["status"]] += 1
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        elif everything or found["status"] not in FINE:
            click.echo("\n".join(_lines(found)))
    say(f"{sum(counts.values())} pages: {', '.join(f'{counts[word]} {word}' for word in WORDS)}.")
    if sum(counts.values()) > counts["ok"]:
        sys.exit(1)


def _store(stream: IO[bytes], media_type: str, *, dry_run: bool, atomic: bool) -> dict[str, Any]:
    with database() as session:
        rows = uploads.of_links(stream, media_type)
        *_, result = LinkImport(session, config().destination_hosts).run(rows, dry_run=dry_run, atomic=atomic)
        return dict(LinkImportResult().dump(imports.as_document(result)))


def _checked() -> Iterator[dict[str, Any]]:
    """Yield each page with its answer. The database is not kept waiting meanwhile."""
    after: list[Any] | None = None
    while True:
        with database(writes=False) as session:
            page = destination_report.page(session, AT_ONCE, after)
        asker = Asker(config().destination_hosts, agent(VERSION, config().public_url))
        answers = asker.ask_all([led.url for led in page.items], WITHIN)
        items = destination_report.as_items(page.items, answers)
        yield from DestinationReport().dump({"items": items, "next_cursor": None})["items"]
        if page.position is None:
            return
        after = page.position


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{found['status']:<11}  {printable(found['destination_url'])}"
    yield f"{'':<11}  {printable(found['message'])}"
    if found["moved_to"]:
        yield f"{'':<11}  leads to: {printable(found['moved_to'])}"
    names = [*found["links"], *(suggestion["title"] for suggestion in found["suggestions"])]
    if names:
        yield f"{'':<11}  from: {printable(', '.join(names))}"
