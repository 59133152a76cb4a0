"""`vertel serve` and `vertel suggestions upload --server` as two real processes."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.postgres import free_port
from support.world import HOST, World
from vertel.config import Config
from vertel.services import keys

PATIENCE = 30


@pytest.fixture
def server(config: Config, world: World) -> Iterator[tuple[str, subprocess.Popen]]:
    """A running server on the test's database."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "VERTEL_DATABASE_URL": config.database_url,
        "VERTEL_SECRET_KEYS": config.secret_keys[0],
        "VERTEL_DESTINATION_HOSTS": HOST,
    }
    command = [sys.executable, "-m", "vertel", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url, process)
        yield url, process
    finally:
        process.kill()
        process.communicate()


def _wait_until_ready(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=1)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not get ready: {process.stdout.read() if process.poll() else 'no end'}")


def _upload(url: str, key: str, file: Path, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "vertel", "suggestions", "upload", str(file), "--server", url, *options]
    environment = {"PATH": os.environ["PATH"], "VERTEL_API_KEY": key}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)


def _file(folder: Path, kind: str = "vacancy") -> Path:
    file = folder / "suggestions.csv"
    caption = '"Kom je bij ons?\n{link}"'
    file.write_text(
        "external_id,kind,title,destination_url,caption_nl_personal,caption_en_short\n"
        f"a,vacancy,Lasser,https://{HOST}/lasser,{caption},{caption}\n"
        f"b,{kind},Draaier,https://{HOST}/draaier,{caption},{caption}\n"
    )
    return file


def test_a_file_gets_its_verdicts_from_a_server(server, world: World, tmp_path: Path) -> None:
    url, _process = server
    with world.session() as session:
        key = keys.create(session, "editor", "editor")

    done = _upload(url, key, _file(tmp_path, kind="advert"))

    assert done.returncode == 1, done.stderr
    assert [line.split()[:3] for line in done.stdout.splitlines()[1:]] == [["2", "a", "created"], ["6", "b", "refused"]]
    assert "kind: Expected" in done.stdout
    assert done.stderr == "1 created, 0 updated, 0 unchanged, 1 refused.\n"
    assert _upload(url, key, _file(tmp_path)).stderr == "1 created, 0 updated, 1 unchanged, 0 refused.\n"


def test_what_the_server_objects_to_is_one_line(server, world: World, tmp_path: Path) -> None:
    url, _process = server
    with world.session() as session:
        reader = keys.create(session, "reader", "reader")

    for key, status in ((reader, "403"), ("vk_wrong", "401")):
        done = _upload(url, key, _file(tmp_path))

        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"Error: {url} answered {status}: ")
        assert len(done.stderr.splitlines()) == 1


def test_what_is_no_vertel_server_is_said_so(server, tmp_path: Path) -> None:
    url, _process = server

    done = _upload(f"{url}/elsewhere", "vk_x", _file(tmp_path))

    assert done.returncode == 1
    assert "answered 404" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_the_server_stops_without_a_word_of_complaint(server, number: signal.Signals) -> None:
    _url, process = server

    process.send_signal(number)
    output, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in output
