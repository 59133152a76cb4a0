"""``vertel record``: the recorder by itself."""

from __future__ import annotations

import click

from vertel.cli.context import environment
from vertel.config import Config
from vertel.json_log import configure
from vertel.worker import channel_poster, counting, deliverer, housekeeping, mailer, recorder


@click.command()
@click.option("--deliver", is_flag=True, help="Send events to webhooks, mails, and what is new to channels, too.")
def record(deliver: bool) -> None:
    """Keep this node's copy of the links, and take its clicks into the database.

    `vertel serve` does so by itself. On its own, it takes in what a node left behind.
    """
    settings = environment()
    configure()
    beside = [housekeeping.run, *([deliverer.run, mailer.run, channel_poster.run] if deliver else [])]
    recorder.main(Config.from_environment(settings), counting.recording, beside)
