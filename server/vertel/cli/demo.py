"""``vertel demo``: a demo company on this machine, from an installed wheel as from a checkout."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from vertel import built_files
from vertel.cli.context import ON_WINDOWS, say
from vertel.cli.extension import NOT_BUILT, copy_extension
from vertel.config import Config


@click.command()
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path),
    help="Where the demo company is kept; by default vertel-demo in your own folder for data.",
)  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
def demo(folder: Path | None, port: int) -> None:
    """Show Vertel with a demo company on this machine, until Ctrl-C.

    What you do in it is kept: starting again goes on where you were. It goes by the settings in its own folder, and by
    none of the environment.
    """
    if sys.platform == "win32":
        raise click.ClickException(ON_WINDOWS)
    if click.get_current_context().find_root().params.get("settings"):
        raise click.UsageError("The demo has settings of its own, in var/settings.env of its folder. Drop --settings.")
    if not built_files.extension_is_built():
        raise click.ClickException(NOT_BUILT)
    # Not at the top: Windows lacks some of what these modules import.
    from vertel.cli import demo_server  # noqa: PLC0415

    if demo_server.in_use(port):
        raise click.ClickException(f"Port {port} is in use. Choose another: vertel demo --port {port % 65_535 + 1}")
    folder = (folder or data_folder() / "vertel-demo").absolute()
    var = folder / "var"
    found = demo_server.Demo(folder, var / "extension", built_files.example_upload(), "vertel")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VERTEL_")}
    settings = demo_server.settings(found, port, environment)
    say(f"Preparing the demo company in {folder}; the first time this takes some seconds ...")
    copy_extension(found.extension)  # here it stays, when another version of Vertel is installed or a cache is emptied
    click.echo(demo_server.prepare(found, Config.from_environment(settings)))
    sys.exit(demo_server.serve(settings, port))


def data_folder() -> Path:
    """Return the user's own folder for data, as this system has it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if given.startswith("/") else Path.home() / ".local" / "share"
