"""A Vertel server as people run it: gunicorn, settings from the environment, commands by `vertel`."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

from click.testing import CliRunner

from support import tables
from support.patience import PATIENCE
from support.ports import free_port
from support.preloaded import Process, starter
from vertel.cli.main import main
from vertel.config import Config
from vertel.db.engine import make_engine

KEY = {"VERTEL_SECRET_KEYS": "a key that is only good for the tests"}


@dataclass(frozen=True)
class Server:
    """A running server, and the settings with which it and its commands run.

    :ivar file: of settings, beside those in the environment.
    """

    url: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | Process | None = None
    other_code: bool = False
    file: Path | None = None

    @property
    def options(self) -> list[str]:
        """What stands between ``vertel`` and each of its commands."""
        return ["--settings", str(self.file)] if self.file else []

    def vertel(self, *arguments: str) -> str:
        """What a command writes to stdout; an error with what it wrote to stderr when it fails.

        It runs in this process, which has the code loaded: a process of its own takes a second to do so. That the
        command also works as a program is for `tests/unit/test_cli_*.py` and `tests/packages` to show.
        """
        if self.other_code:
            return self._run(*arguments)
        done = CliRunner().invoke(main, [*self.options, *arguments], env=_only(self.environment))
        if done.exit_code:
            raise RuntimeError(f"vertel {' '.join(arguments)} failed: {done.stderr}{done.stdout}") from done.exception
        return done.stdout.strip()

    def _run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "vertel", *self.options, *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        if done.returncode:
            raise RuntimeError(f"vertel {' '.join(arguments)} failed: {done.stderr}{done.stdout}")
        return done.stdout.strip()

    def connect_colleagues(self, number: int = 4) -> None:
        """Have colleagues connect: what fewer than five people could have done is not counted."""
        for one in range(number):
            code = self.vertel("employee", "invite", f"connected{one}@example.com")
            body = json.dumps({"grant_type": "enrolment_code", "code": code}).encode()
            request = urllib.request.Request(
                f"{self.url}/api/v1/auth/token", body, {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                assert answer.status == 200

    def follow(self, url: str, user_agent: str) -> tuple[int, str | None]:
        """The status and location with which a link is answered; the redirect is not followed."""
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
        connection.request("GET", parts.path, headers={"User-Agent": user_agent})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.getheader("Location")


@contextmanager
def running(
    folder: Path,
    database_url: str,
    *,
    workers: int | None = 2,
    migrated: bool = False,
    port: int = 0,
    file: Path | None = None,
    without: Sequence[str] = (),
    code: str | None = None,
    arguments: Sequence[str] = (),
    as_program: bool = False,
    **settings: str,
) -> Iterator[Server]:
    """Run a server with so many workers on a database, with its tables made first unless it has them.

    :param file: of settings, among them its secret keys.
    :param without: settings that this server does not know.
    :param code: where Python finds another version of the server.
    :param arguments: of ``vertel serve``, besides where to listen and the number of workers.
    :param as_program: start it as people do; otherwise it comes off a process that has the code loaded.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VERTEL_")} | {
        "VERTEL_DATABASE_URL": database_url,
        **KEY,
        "VERTEL_PUBLIC_URL": url,
        "VERTEL_STATE_DIR": str(folder / "state"),
        **settings,
    }
    for name in [*without, *(["VERTEL_SECRET_KEYS"] if file else [])]:
        environment.pop(name, None)
    if code is not None:
        environment["PYTHONPATH"] = code
    server = Server(url, environment, other_code=code is not None, file=file)
    if not migrated:
        make_tables(server)
    command = [*server.options, "serve", "--bind", f"127.0.0.1:{port}", *arguments]
    command += ["--workers", str(workers)] if workers else []
    start = _start_program if as_program or server.other_code else starter().start
    process = start(command, environment, folder / "server.log")
    try:
        _wait_until_ready(url, process)
        yield replace(server, process=process)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _start_program(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("w") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "vertel", *arguments],
            env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
        )  # fmt: skip


def make_tables(server: Server) -> None:
    """Make the tables of this server's version, as ``vertel db upgrade`` does."""
    if server.other_code:
        server.vertel("db", "upgrade")
        return
    engine = make_engine(Config.from_environment({**KEY, **server.environment}).database_url)
    tables.make_tables(engine)
    engine.dispose()


def _only(environment: Mapping[str, str]) -> dict[str, str | None]:
    """What to set and to unset so that a command knows of these settings alone."""
    others = {name: None for name in os.environ if name.startswith("VERTEL_")}
    return others | environment


def _wait_until_ready(url: str, process: subprocess.Popen[bytes] | Process) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{url} did not become ready")
