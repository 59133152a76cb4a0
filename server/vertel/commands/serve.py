"""``vertel serve``: gunicorn with Vertel's own configuration."""

from __future__ import annotations

import os
import sys
import tempfile

import click

from vertel.commands.context import environment
from vertel.config import Config


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default two per processor, eight at most.")
def serve(bind: str, workers: int | None) -> None:
    """Answer requests until stopped.

    SIGTERM lets the requests in flight end first; SIGHUP starts fresh workers without losing any.
    """
    settings = environment()
    Config.from_environment(settings)
    # Set before anything imports the metrics library: workers count in files there, so that any can add them all up.
    settings["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="vertel-metrics-")
    command = [sys.executable, "-m", "gunicorn", "--config", "python:vertel.gunicorn_conf", "--bind", bind]
    if workers:
        command += ["--workers", str(workers)]
    os.execve(sys.executable, command, settings)  # noqa: S606  the same process, so that signals reach gunicorn
