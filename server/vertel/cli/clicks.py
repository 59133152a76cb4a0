"""``vertel clicks``: what the recorder of this node could not read."""

from __future__ import annotations

import click

from vertel.cli.context import config, printable, say
from vertel.worker import set_aside


@click.group()
def clicks() -> None:
    """Look after clicks that this node's recorder could not read."""


@clicks.command("set-aside")
def show() -> None:
    """Show what was set aside: name, bytes, clicks that can be taken in, and lines that cannot."""
    entries = set_aside.entries(config().state_dir)
    for entry in entries:
        numbers = f"{entry.bytes} bytes\t{entry.readable} readable\t{entry.unreadable} unreadable"
        click.echo(f"{printable(entry.name)}\t{entry.changed_at:%Y-%m-%dT%H:%M:%SZ}\t{numbers}")
    if not entries:
        say("Nothing is set aside.")


@clicks.command("take-in")
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Everything that has a click that can be read.")
def take_in(names: tuple[str, ...], everything: bool) -> None:
    """Hand files that were set aside to the recorder again, by NAME.

    It counts each click once, however often it is handed in, as long as single clicks are kept. Lines that it still
    cannot read are set aside again.
    """
    if bool(names) == everything:
        raise click.UsageError("Give the names of files, or --all.")
    folder = config().state_dir
    chosen = names or [entry.name for entry in set_aside.entries(folder) if entry.readable]
    for name in chosen:
        set_aside.take_in_again(folder, name)
    say(f"{len(chosen)} handed to the recorder.")
