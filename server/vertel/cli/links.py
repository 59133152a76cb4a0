"""``vertel links``: a file of links, and whether the pages to which links lead are still there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import IO, Any

import click

from vertel.cli import uploading, verdicts
from vertel.cli.context import config, printable, say
from vertel.cli.sessions import database
from vertel.domain.links import destination_report
from vertel.domain.links.destination_check import LinkChecker, agent
from vertel.imports import bulk, files, link_import, ownership
from vertel.imports.link_import import LinkImport
from vertel_schema import VERSION, DestinationReport, LinkImportResult

AT_ONCE = 50
WITHIN = 60.0
"""Pages that are asked in one go, and the seconds that this may take."""

FINE = {"ok"}
WORDS = ("ok", "moved", "gone", "unreachable", "not_checked")


@click.group()
def links() -> None:
    """Look after tracked links."""


@uploading.command("LinkImportResult")
def upload(options: uploading.Options) -> None:
    """Upload links from CSV, JSON Lines (.jsonl) or JSON, or the CSV that another tracker wrote.

    Prints a verdict per row. A row with an external_id or code that its source uploaded before changes that link, in
    what nobody edited since; others are new. The exit status is 1 when a row was refused.
    """
    result = uploading.send(
        options,
        lambda server, stream, media_type: server.import_links(stream, media_type, options),
        lambda stream, media_type: _store(stream, media_type, options),
    )
    verdicts.show(result, as_json=options.as_json, name="code")


links.add_command(upload)


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


def _store(stream: IO[bytes], media_type: str, options: uploading.Options) -> dict[str, Any]:
    terms = ownership.terms(options._asdict(), link_import.LEAVABLE)
    with database(writes=False) as session:
        upload = LinkImport(session, config().destination_hosts, terms)
        rows = files.link_rows(stream, media_type)
        *_, result = upload.run(rows, dry_run=options.dry_run, atomic=options.atomic)
    return dict(LinkImportResult().dump(bulk.as_document(result)))


def _checked() -> Iterator[dict[str, Any]]:
    """Yield each page with its answer. The database is not kept waiting meanwhile."""
    after: list[Any] | None = None
    while True:
        with database(writes=False) as session:
            page = destination_report.page(session, AT_ONCE, after)
        checker = LinkChecker(config().destination_hosts, agent(VERSION, config().public_url))
        answers = checker.check_all([led.url for led in page.items], WITHIN)
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
