"""How gunicorn runs Vertel. Every line has a reason; see docs/architecture.md."""

import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

from vertel.config import Config, ConfigError

wsgi_app = "vertel.wsgi:app"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", min(2 * multiprocessing.cpu_count(), 8)))
worker_class = "sync"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a heartbeat must not wait for a disk
control_socket_disable = True
graceful_timeout = 30
timeout = 60
keepalive = 2
max_requests = 0
accesslog = None
errorlog = "-"
loglevel = "warning"


def on_starting(_server: Any) -> None:
    """Stop before any worker starts when a setting is wrong, with one line that names it."""
    try:
        Config.from_environment(os.environ)
    except ConfigError as error:
        sys.exit(f"Error: {error}")
