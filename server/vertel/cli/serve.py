"""``vertel serve``: the web server with Vertel's own configuration, and the recorder beside it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import click

from vertel.cli.context import environment
from vertel.config import Config
from vertel.http.log import configure
from vertel.redirect import visitors
from vertel.worker import deliverer, recorder
from vertel.worker.process_manager import run

APPLICATIONS = {False: "vertel.wsgi:app", True: "vertel.wsgi_links:app"}


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default two per processor, eight at most.")
@click.option("--links-only", is_flag=True, help="Answer tracked links only, as a node of the link domain.")
@click.option(
    "--server", type=click.Choice(["gunicorn", "granian"]), default="gunicorn", show_default=True,
    help="What speaks HTTP; granian, an extra, for heavy traffic.",
)  # fmt: skip
def serve(bind: str, workers: int | None, links_only: bool, server: str) -> None:
    """Answer requests until stopped.

    SIGTERM lets the requests in flight end first; SIGHUP starts fresh workers without losing any.
    """
    if find_spec(server) is None:
        raise click.ClickException(f"{server} is not installed. Run: pip install 'vertel[{server}]'")
    settings = environment()
    configure()
    recorder.begin(Config.from_environment(settings))
    # In memory where there is such a folder: counting must go on when the disk is full.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
    # Set before anything imports the metrics library: workers count in files there, so that any can add them all up.
    settings["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="vertel-metrics-", dir=memory)
    settings[visitors.LOCATION] = visitors.share_memory()
    command = command_of(server, bind, workers, APPLICATIONS[links_only])
    # A node of the link domain may have no way out into the world, and has no need of one.
    recording = [sys.executable, "-m", "vertel", "record", *([] if links_only else ["--deliver"])]
    try:
        status = run(command, recording, settings)
    finally:
        shutil.rmtree(settings["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
    sys.exit(status)


@click.command()
@click.option("--deliver", is_flag=True, help="Send events to webhooks, too.")
def record(deliver: bool) -> None:
    """Keep this node's copy of the links, and take its clicks into the database.

    `vertel serve` runs it by itself. On its own, it takes in what a node left behind.
    """
    settings = environment()
    configure()
    recorder.main(Config.from_environment(settings), [deliverer.run] if deliver else [])


def command_of(server: str, bind: str, workers: int | None, application: str) -> list[str]:
    """Return the command that runs a WSGI application, ``MODULE:NAME``, under gunicorn or Granian."""
    return (_granian if server == "granian" else _gunicorn)(bind, workers, application)


def _gunicorn(bind: str, workers: int | None, application: str) -> list[str]:
    command = [sys.executable, "-m", "gunicorn", "--config", "python:vertel.gunicorn_conf", "--bind", bind]
    return [*command, *(["--workers", str(workers)] if workers else []), application]


def _granian(bind: str, workers: int | None, application: str) -> list[str]:
    host, _, port = bind.rpartition(":")
    number = workers or os.cpu_count() or 1
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host.strip("[]"), "--port", port]
    command += ["--workers", str(number), "--blocking-threads", "1", "--backpressure", "256", "--no-ws"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "30", "--log-level", "warning"]
    return [*command, application]
