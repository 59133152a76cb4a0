"""`vertel suggestions upload --server`, to a server that `vertel serve` runs."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from support.ports import free_port
from support.world import HOST, World
from vertel.cli.main import main
from vertel.config import Config
from vertel.domain.people import api_keys

PATIENCE = 30


@contextmanager
def _serving(config: Config) -> Iterator[tuple[str, subprocess.Popen]]:
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
        process.terminate()  # not kill: its worker would live on for a while, holding the pipe
        process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def url(config: Config, migrated: Engine) -> Iterator[str]:
    """The address of a server on the tests' database."""
    with _serving(config) as (url, _process):
        yield url


def _wait_until_ready(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=1)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not get ready: it {'ended' if process.poll() is not None else 'runs'}")


def _upload(url: str, key: str, file: Path) -> Result:
    words = ["suggestions", "upload", str(file), "--server", url]
    return CliRunner().invoke(main, words, env={"VERTEL_API_KEY": key})


def _file(folder: Path, kind: str = "vacancy") -> Path:
    file = folder / "suggestions.csv"
    caption = '"Kom je bij ons?\n{link}"'
    file.write_text(
        "external_id,kind,title,title_en,destination_url,caption_nl_personal,caption_en_short\n"
        f"a,vacancy,Lasser,Welder,https://{HOST}/lasser,{caption},{caption}\n"
        f"b,{kind},Draaier,Turner,https://{HOST}/draaier,{caption},{caption}\n"
    )
    return file


def test_a_file_gets_its_verdicts_from_a_server(url: str, world: World, tmp_path: Path) -> None:
    with world.session() as session:
        key = api_keys.create(session, "editor", "editor")

    done = _upload(url, key, _file(tmp_path, kind="advert"))

    assert done.exit_code == 1, done.stderr
    assert [line.split()[:3] for line in done.stdout.splitlines()[1:]] == [["2", "a", "created"], ["5", "b", "refused"]]
    assert "kind: Expected" in done.stdout
    assert done.stderr == "1 created, 0 updated, 0 unchanged, 1 refused.\n"
    assert _upload(url, key, _file(tmp_path)).stderr == "1 created, 0 updated, 1 unchanged, 0 refused.\n"


def test_links_get_their_verdicts_from_a_server_too(url: str, world: World, tmp_path: Path) -> None:
    with world.session() as session:
        key = api_keys.create(session, "editor", "editor")
    file = tmp_path / "links.csv"
    file.write_text(f"keyword,url,title\nopen-dag,https://{HOST}/,Open dag\nnot_possible,https://{HOST}/,\n")

    words = ["links", "upload", str(file), "--server", url]
    done = CliRunner().invoke(main, words, env={"VERTEL_API_KEY": key})

    assert done.exit_code == 1, done.stderr
    assert done.stdout.splitlines()[1].split() == ["2", "open-dag", "created"]
    assert "(column keyword)" in done.stdout
    assert done.stderr == "1 created, 0 updated, 0 unchanged, 1 refused.\n"


def test_what_the_server_objects_to_is_one_line(url: str, world: World, tmp_path: Path) -> None:
    with world.session() as session:
        reader = api_keys.create(session, "reader", "reader")

    for key, status in ((reader, "403"), ("vk_wrong", "401")):
        done = _upload(url, key, _file(tmp_path))

        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"Error: {url} answered {status}: ")
        assert len(done.stderr.splitlines()) == 1


def test_what_is_no_vertel_server_is_said_so(url: str, tmp_path: Path) -> None:
    done = _upload(f"{url}/elsewhere", "vk_x", _file(tmp_path))

    assert done.exit_code == 1
    assert "answered 404" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_the_server_stops_without_a_word_of_complaint(config: Config, migrated: Engine, number: int) -> None:
    with _serving(config) as (_url, process):
        process.send_signal(number)
        output, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in output
