"""The ``vertel`` command: everything an operator does without a browser. One file per group of commands.

Results go to stdout, messages to stderr; what goes wrong is one line that says why, and a non-zero exit status.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from vertel.cli.context import ON_WINDOWS
from vertel.config import ConfigError
from vertel.errors import VertelError
from vertel.settings_file import found_here, merged

COMMANDS = {
    "serve": "serve",
    "record": "record",
    "clicks": "clicks",
    "db": "database",
    "seed": "database",
    "key": "keys",
    "employee": "employees",
    "employees": "employees",
    "suggestions": "suggestions",
    "links": "links",
    "webhooks": "webhooks",
    "feeds": "feeds",
    "export": "personal",
    "erase": "personal",
    "login": "login",
    "logout": "login",
    "doctor": "doctor",
    "datasheet": "datasheet",
    "demo": "demo",
    "extension": "extension",
    "backup": "backups",
    "restore": "backups",
}
"""The name of a command, and the module of `vertel.cli` that has a function of that name."""


class Commands(click.Group):
    """The commands, each loaded when it is used; turns the errors that a user can mend into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click asks it like this
        """Return the names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        try:
            module = import_module(f"vertel.cli.{COMMANDS[cmd_name]}")
        except ModuleNotFoundError as error:
            if sys.platform != "win32":
                raise
            raise click.ClickException(ON_WINDOWS) from error
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (VertelError, ConfigError) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'A file'}: {error.strerror or error}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="vertel", message="%(version)s")
@click.option(
    "--settings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read settings from this file of NAME=VALUE lines; the environment goes before it. Without it, and when the "
    "environment names no setting, var/settings.env is read if it is there.",
)
@click.pass_context
def main(context: click.Context, settings: Path | None) -> None:
    """Run Vertel: suggestions and tracked links for colleagues who like to tell about their work."""
    file = settings or found_here(os.environ)
    context.obj = merged(file, os.environ) if file else dict(os.environ)
