"""How gunicorn runs Vertel. Every line has a reason; see docs/operations.md."""

import gc
import importlib
import multiprocessing
import os
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

from vertel.config import Config, ConfigError
from vertel.settings_file import refresh

wsgi_app = "vertel.wsgi:app"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", min(2 * multiprocessing.cpu_count(), 8)))
worker_class = "vertel.gunicorn_worker.BufferingWorker"
sendfile = False  # the worker sends, when the client takes it
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a heartbeat must not wait for a disk
control_socket_disable = True
graceful_timeout = 30
timeout = 60
# The worker limits all headers together. Up to that the API says itself what is too long; gunicorn answers in HTML.
limit_request_line = 0
max_requests = 0
accesslog = None
errorlog = "-"
loglevel = "warning"

ENDING = (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)
os.register_at_fork(after_in_parent=partial(signal.pthread_sigmask, signal.SIG_UNBLOCK, ENDING))  # see pre_fork

UNUSED_SECONDS = 120
"""Seconds for which the kernel holds back a connection that has sent nothing; browsers close theirs sooner."""


def on_starting(server: Any) -> None:
    """Make the application before the workers come off: they start at once and share its memory.

    When a setting is wrong, stop with one line that names it.
    """
    try:
        Config.from_environment(os.environ)
    except ConfigError as error:
        sys.exit(f"Error: {error}")
    server.app.wsgi()


def on_reload(server: Any) -> None:
    """Have the new workers go by the settings file as it is now; by the old settings when it is wrong."""
    try:
        refresh()
    except (ConfigError, OSError) as error:
        server.log.error("The settings stay as they were: %s", error)  # noqa: TRY400  a line that names it is enough
        return
    module = server.app.app_uri.partition(":")[0]
    importlib.reload(sys.modules[module])
    server.app.callable = server.app.load()


def pre_fork(_server: Any, _worker: Any) -> None:
    """Hold back what would end the new worker until it can be ended by it.

    Until a worker has handlers of its own it has the master's, which lose a signal. The master sends each once, so a
    stop would wait for that worker until ``graceful_timeout``.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)


def post_fork(_server: Any, _worker: Any) -> None:
    """Have a worker that serves nobody yet end at once, and its collector leave alone what it shares with the others.

    Looking at an object writes to it, and then its memory is no longer shared. It also takes as long as a large report.
    """
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    gc.freeze()


def when_ready(server: Any) -> None:
    """Take over what gunicorn leaves to us, once it listens."""
    for listener in server.LISTENERS:
        _wait_for_a_request(listener.sock)
    _end_gently_at_ctrl_c(server)


def _wait_for_a_request(listener: socket.socket) -> None:
    """Give a connection to a worker when there is something to read; it would wait for that, and serve nobody else."""
    if listener.family != socket.AF_UNIX and hasattr(socket, "TCP_DEFER_ACCEPT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, UNUSED_SECONDS)


def _end_gently_at_ctrl_c(server: Any) -> None:
    """Let Ctrl-C end the requests in flight first, as SIGTERM does; a second one does not wait."""

    def stop(_number: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, server.signal)
        server.signal(signal.SIGTERM, frame)

    signal.signal(signal.SIGINT, stop)


def post_worker_init(_worker: Any) -> None:
    """Leave Ctrl-C to the master: a terminal sends it to the workers too, amid their requests."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
