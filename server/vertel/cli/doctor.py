"""``vertel doctor``: what is wrong with this set-up, and how to mend it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vertel.cli.context import environment, printable
from vertel.cli.diagnosis import examine

ROOT = Path(__file__).parents[3]


@click.command()
def doctor() -> None:
    """Say what is wrong with this set-up and how to mend it. The exit status is 1 when something fails."""
    failed = False
    for finding in examine(environment(), ROOT):
        failed = failed or finding.status == "fail"
        click.echo(f"{finding.status:<4}  {finding.check}: {printable(finding.detail)}")
        if finding.mend:
            click.echo(f"      {finding.mend}")
    sys.exit(1 if failed else 0)
