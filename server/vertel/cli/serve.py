"""``vertel serve``: the web server with Vertel's own configuration, and the recorder beside it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import runpy
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec

import click

from vertel.cli.context import environment
from vertel.config import Config
from vertel.json_log import configure
from vertel.redirect import click_limit, visitors
from vertel.redirect.shared_slots import share_memory
from vertel.worker import metrics_files, process_manager

APPLICATIONS = {False: "vertel.wsgi:app", True: "vertel.wsgi_links:app"}
SERVERS = {"gunicorn": ("gunicorn.app.wsgiapp", "vertel.gunicorn_worker"), "granian": ("granian.cli", "granian.server")}
"""The servers, and the modules that they would load later, each process for itself."""

MOST_WORKERS = 8

OF_REQUESTS = ("encodings.idna", "encodings.unicode_escape")
"""What the first requests would load in each process: a megabyte of tables."""


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port to listen on.")
@click.option(
    "--workers", type=click.IntRange(1, 64),
    help="Processes; by default two per processor, with --links-only one more than processors, eight at most.",
)  # fmt: skip
@click.option("--links-only", is_flag=True, help="Answer tracked links only, as a node of the link domain.")
@click.option(
    "--server", type=click.Choice([*SERVERS]), default="gunicorn", show_default=True,
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
    config = Config.from_environment(settings)
    application = APPLICATIONS[links_only]
    if links_only and server == "gunicorn" and "WEB_CONCURRENCY" not in settings:
        workers = workers or workers_of_links()
    with _environment_of_server(settings):
        for module in (application.partition(":")[0], *SERVERS[server], *OF_REQUESTS):
            import_module(module)
        record = _recorder(config, links_only=links_only)
        status = process_manager.run(lambda: _run(command_of(server, bind, workers, application), application), record)
    sys.exit(status)


def workers_of_links() -> int:
    """Return how many processes gunicorn gets on a node of the link domain, where requests wait for nothing."""
    return min(multiprocessing.cpu_count() + 1, MOST_WORKERS)


@contextmanager
def _environment_of_server(settings: MutableMapping[str, str]) -> Iterator[None]:
    """Have this process and those that come off it go by the settings, and count and remember visitors together."""
    with metrics_files.folder_of_server() as folder:
        os.environ.clear()
        os.environ.update(settings)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        os.environ[visitors.LOCATION] = share_memory(visitors.SLOTS)
        os.environ[click_limit.LOCATION] = share_memory(click_limit.SLOTS)
        yield


def _recorder(config: Config, *, links_only: bool) -> Callable[[], None]:
    """Make the links of a new node known; return what the recorder's process does."""
    # Not before the folder for counting is set: the metrics library looks for it when it is imported.
    from vertel.worker import recorder, staging  # noqa: PLC0415

    recorder.begin(config)
    if links_only:  # such a node may have no way out into the world, and has no need of one
        return partial(recorder.main, config, staging.recording)
    return _recorder_of_api(config)


def _recorder_of_api(config: Config) -> Callable[[], None]:
    # Not at the top: what these modules load takes more memory than all else on a node of the link domain.
    from sqlalchemy.orm import configure_mappers  # noqa: PLC0415

    from vertel.worker import (  # noqa: PLC0415
        channel_poster,
        counting,
        deliverer,
        destination_checker,
        feed_reader,
        housekeeping,
        mailer,
        recorder,
    )

    configure_mappers()
    beside = [housekeeping.run, deliverer.run, destination_checker.run, mailer.run, channel_poster.run, feed_reader.run]
    return partial(recorder.main, config, counting.recording, beside)


def command_of(server: str, bind: str, workers: int | None, application: str) -> list[str]:
    """Return the command that runs a WSGI application, ``MODULE:NAME``, under gunicorn or Granian."""
    if server == "granian":
        return _granian(bind, workers, application)
    return _gunicorn(bind, workers, application)


def _run(command: list[str], application: str) -> None:
    """Do what a command does, ``python -m MODULE ...``, in this process."""
    _, _, module, *arguments = command
    if module == "granian":
        # gunicorn_conf does the same for gunicorn: the application is made once, and the workers come off it.
        multiprocessing.set_start_method("fork", force=True)
        import_module(application.partition(":")[0])
        gc.freeze()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


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
