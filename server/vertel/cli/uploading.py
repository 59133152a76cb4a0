"""What ``vertel suggestions upload`` and ``vertel links upload`` share: a file, here or to a server elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NamedTuple

import click

from vertel.cli import remote
from vertel.cli.context import API_KEY
from vertel.cli.progress import reading
from vertel.imports import files
from vertel_schema.words import EXISTING

Result = dict[str, Any]


class Options(NamedTuple):
    """What was asked for on the command line."""

    file: Path
    dry_run: bool
    atomic: bool
    server: str | None
    key: str | None
    as_json: bool
    progress: bool
    source: str | None = None
    existing: str = "update"
    leave: str | None = None
    missing: str = "leave"

    @property
    def query(self) -> dict[str, Any]:
        """The parameters of the same request over HTTP, without those that say nothing: an older server knows none."""
        given = {"source": self.source, "leave": self.leave, "existing": self.existing, "missing": self.missing}
        return {name: value for name, value in given.items() if value not in {None, "update", "leave"}}


def command(document: str, *, ends: bool = False) -> Callable[[Callable[[Options], None]], click.Command]:
    """Make a command of a function that takes the options.

    :param document: the name of the document that ``--json`` prints.
    :param ends: whether what is missing in the file can be ended.
    """

    def make(function: Callable[[Options], None]) -> click.Command:
        def call(**options: Any) -> None:
            function(Options(**options))

        parameters = [
            click.Argument(["file"], type=click.Path(exists=True, dir_okay=False, path_type=Path)),
            _flag("--dry-run", help="Say what would happen; store nothing."),
            _flag("--atomic", help="Store all rows or none."),
            click.Option(["--server"], metavar="URL", help="Send the file to this server, not to the database here."),
            click.Option(
                ["--key"],
                metavar="KEY",
                envvar=API_KEY,
                show_envvar=True,
                help="An editor's API key for --server; without one, as who signed in there with vertel login.",
            ),
            click.Option(["--source"], metavar="NAME", help="Where the rows come from, such as job-feed."),
            click.Option(
                ["--existing"],
                type=click.Choice(EXISTING),
                default="update",
                show_default=True,
                help="Of what is there already: update what nobody edited since the last upload, keep all, or replace.",
            ),
            click.Option(["--leave"], metavar="FIELDS", help="Fields that stay as they are, separated by commas."),
            _flag("--json", "as_json", help=f"Print the verdicts as one {document} document."),
            _flag("--progress", help="Show progress also when this is not a terminal."),
        ]
        if ends:
            choice = click.Choice(["leave", "archive"])
            help_text = "Archive what the source has no more."
            parameters.append(click.Option(["--missing"], type=choice, default="leave", help=help_text))
        return click.Command("upload", callback=call, params=parameters, help=function.__doc__)

    return make


def send(
    options: Options,
    elsewhere: Callable[[remote.Server, Any, files.MediaType], Result],
    here: Callable[[IO[bytes], files.MediaType], Result],
) -> Result:
    """Have the file taken in by a server elsewhere when one is named, else by the database here."""
    media_type = media_type_of(options.file)
    with reading(options.file, wanted=options.progress, twice=options.server is None) as stream:
        if options.server is not None:
            return elsewhere(remote.Server(options.server, options.key), stream, media_type)
        return here(stream, media_type)


def media_type_of(file: Path) -> files.MediaType:
    """Return what a file is by the ending of its name."""
    media_type = files.ENDINGS.get(file.suffix.lower())
    if media_type is None:
        raise click.UsageError(f"{file.name}: expected a name that ends in {', '.join(files.ENDINGS)}.")
    return media_type


def _flag(*names: str, help: str) -> click.Option:  # noqa: A002  click's own word
    return click.Option(list(names), is_flag=True, help=help)
