"""Drives a server with wrk as fast as it goes, and says how fast that was."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.ports import free_port
from support.visitors import SETTINGS, ask, parse_address, wait_for
from support.world import BROWSER
from vertel.cli.serve import command_of

SCRIPT = """
local codes = {%s}
math.randomseed(2026)
request = function() return wrk.format("GET", "/r/" .. codes[math.random(#codes)]) end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %%d %%d %%d %%d\\n", summary.requests, summary.duration, latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Burst:
    """What came of some seconds of requests; times in seconds."""

    requests: int
    seconds: float
    p99: float

    @property
    def per_second(self) -> float:
        """Return how many were answered in a second."""
        return self.requests / self.seconds


def burst(url: str, codes: Path, connections: int, seconds: int) -> Burst:
    """Ask for random links for some seconds; an error when anything but a redirect came back."""
    command = ["wrk", "--threads", "2", "--connections", str(connections), "--duration", f"{seconds}s", "--latency"]
    command += ["--timeout", "10s", "--header", f"User-Agent: {BROWSER}", "--script", str(codes), url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True)
    found = re.search(r"^RESULT (\d+) (\d+) (\d+) (\d+)$", done.stdout, re.MULTILINE)
    if found is None or found[4] != "0":
        raise RuntimeError(f"not every request was answered: {done.stdout}{done.stderr}")
    requests, duration, p99 = (int(figure) for figure in found.groups()[:3])
    return Burst(requests, duration / 1e6, p99 / 1e6)


def script(folder: Path, name: str, codes: Sequence[str]) -> Path:
    """Write down for wrk what to ask."""
    path = folder / f"{name}.lua"
    path.write_text(SCRIPT % ",".join(f'"{code}"' for code in codes))
    return path


@contextmanager
def serving(server: str, folder: Path, program: str, workers: int) -> Iterator[str]:
    """Run a WSGI application, ``app`` of a program's text, under gunicorn or Granian as Vertel runs; yield its URL."""
    name = f"application_{free_port()}"
    (folder / f"{name}.py").write_text(program)
    bind = f"127.0.0.1:{free_port()}"
    command = command_of(server, bind, workers, f"{name}:app")
    environment = os.environ | SETTINGS | {"VERTEL_SECRET_KEYS": "a key that is only good for the tests"}
    url = f"http://{bind}"
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: _answers(url), "the first redirect")
            yield url
        finally:
            process.terminate()


def require_wrk() -> None:
    """Raise with what to do when wrk is missing."""
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is missing. Install it with: scripts/install-test-packages bench")


def _answers(url: str) -> bool:
    try:
        return ask(parse_address(url), "/").startswith(b"HTTP/1.1 302 ")
    except OSError:
        return False
