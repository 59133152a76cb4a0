"""`vertel login`, on a server that `vertel serve` runs: a colleague confirms in a browser, an upload goes as them."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, update

from support import sign_in_page
from support.patience import PATIENCE
from support.ports import free_port
from support.preloaded import starter
from support.server import Server, running
from support.world import HOST, World
from vertel.cli.main import main
from vertel.config import Config
from vertel.db.models import Employee, SignIn
from vertel.domain.people import sign_ins

# Each waits five seconds, as the device flow has it. What the server stores is shown on both databases in
# test_device_flow.py.
pytestmark = pytest.mark.parametrize("config", ["sqlite"], indirect=True)

UPLOADED = "1 created, 0 updated, 0 unchanged, 0 refused; 1 with warnings.\n"

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def server(config: Config, migrated: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the tests' database, whose pages are its own."""
    assert migrated
    folder = tmp_path_factory.mktemp("login")
    settings = {"VERTEL_DESTINATION_HOSTS": HOST, "VERTEL_SECRET_KEYS": config.secret_keys[0]}
    with running(folder, config.database_url, migrated=True, workers=1, port=free_port(), **settings) as server:
        yield server


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command with an empty folder for settings and without a browser."""

    def call(*words: str) -> Result:
        empty = dict.fromkeys(("VERTEL_API_KEY", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
        return CliRunner().invoke(main, words, env={"XDG_CONFIG_HOME": str(tmp_path), **empty})

    return call


class Login(NamedTuple):
    """What came of `vertel login`."""

    returncode: int
    stdout: str
    stderr: str


def login(server: Server, home: Path, code: str, answer: str = "yes") -> Login:
    """`vertel login`, in a process of its own, on a computer whose browser has somebody in it."""
    browser = f"{sys.executable} {sign_in_page.__file__} {code} {answer} %s"
    environment = {"PATH": os.environ["PATH"], "XDG_CONFIG_HOME": str(home), "BROWSER": browser}
    out, errors = home / "stdout", home / "stderr"
    returncode = starter().start(["login", server.url], environment, out, errors).wait(PATIENCE)
    return Login(returncode, out.read_text(), errors.read_text())


def code_for(world: World, role: str = "editor") -> str:
    """A one-time code for somebody with a role."""
    with world.session() as session:
        employee = Employee(email=f"{role}@example.nl", name="Noor de Wit", role=role)
        session.add(employee)
        session.flush()
        return sign_ins.invite(session, employee, world.keys)


def a_file(folder: Path) -> str:
    file = folder / "suggestions.csv"
    file.write_text(
        "external_id,kind,title,destination_url,caption_nl_personal\n"
        f"a,vacancy,Lasser,https://{HOST}/lasser,Kom je? {{link}}\n"
    )
    return str(file)


def test_an_editor_signs_in_uploads_and_signs_out(server: Server, world: World, run: Run, tmp_path: Path) -> None:
    done = login(server, tmp_path, code_for(world))

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert re.search(rf"{server.url}/sign-in\?user_code=[A-Z]{{4}}-[A-Z]{{4}}\n", done.stderr)
    assert done.stderr.endswith(f"You are signed in at {server.url} as Noor de Wit (editor).\n")
    file = tmp_path / "vertel" / "sign-ins.json"
    assert file.stat().st_mode & 0o777 == 0o600
    held = json.loads(file.read_text())["servers"][server.url]
    assert [held[secret] for secret in ("access", "refresh") if held[secret] in done.stderr] == []

    uploaded = run("suggestions", "upload", a_file(tmp_path), "--server", server.url)
    assert (uploaded.exit_code, uploaded.stderr) == (
        0,
        UPLOADED,
    )

    out = run("logout")
    assert (out.exit_code, out.stderr) == (0, f"You are signed out at {server.url}.\n")
    assert json.loads(file.read_text()) == {"servers": {}}
    with world.session() as session:
        assert [sign_in.ended_at is None for sign_in in session.query(SignIn)] == [False]
    again = run("suggestions", "upload", a_file(tmp_path), "--server", server.url)
    assert (again.exit_code, again.stdout) == (1, "")
    assert f"vertel login {server.url}" in again.stderr


def test_tokens_that_have_run_out_are_renewed_without_a_word(
    server: Server, world: World, run: Run, tmp_path: Path
) -> None:
    assert login(server, tmp_path, code_for(world)).returncode == 0
    file = tmp_path / "vertel" / "sign-ins.json"
    held = json.loads(file.read_text())
    held["servers"][server.url] |= {"access": "va_old", "good_until": 9e9}
    file.write_text(json.dumps(held))

    refused_once = run("suggestions", "upload", a_file(tmp_path), "--server", server.url)

    assert refused_once.stderr == UPLOADED
    assert json.loads(file.read_text())["servers"][server.url]["refresh"] != held["servers"][server.url]["refresh"]


def test_who_was_signed_out_elsewhere_is_told_what_to_do(
    server: Server, world: World, run: Run, tmp_path: Path
) -> None:
    assert login(server, tmp_path, code_for(world)).returncode == 0
    with world.session() as session:
        session.execute(update(SignIn).values(ended_at=SignIn.created_at))

    done = run("suggestions", "upload", a_file(tmp_path), "--server", server.url)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"vertel login {server.url}" in done.stderr


def test_a_no_in_the_browser_is_one_line_and_keeps_nothing(server: Server, world: World, tmp_path: Path) -> None:
    done = login(server, tmp_path, code_for(world), answer="no")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "Error: On the page, somebody chose not to connect this computer."
    assert not (tmp_path / "vertel" / "sign-ins.json").exists()


def test_an_employee_may_not_upload_and_the_server_says_why(
    server: Server, world: World, run: Run, tmp_path: Path
) -> None:
    assert login(server, tmp_path, code_for(world, "employee")).returncode == 0

    done = run("suggestions", "upload", a_file(tmp_path), "--server", server.url)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: {server.url} answered 403: ")


def test_signing_in_again_ends_the_sign_in_before(server: Server, world: World, tmp_path: Path) -> None:
    assert login(server, tmp_path, code_for(world)).returncode == 0
    with world.session() as session:
        code = sign_ins.invite(session, session.query(Employee).filter_by(email="editor@example.nl").one(), world.keys)
    assert login(server, tmp_path, code).returncode == 0

    with world.session() as session:
        assert sorted(sign_in.ended_at is None for sign_in in session.query(SignIn)) == [False, True]


def test_logging_out_without_a_server_forgets_the_tokens_here(
    server: Server, world: World, run: Run, tmp_path: Path
) -> None:
    assert login(server, tmp_path, code_for(world)).returncode == 0
    file = tmp_path / "vertel" / "sign-ins.json"
    gone = f"http://127.0.0.1:{free_port()}"
    file.write_text(file.read_text().replace(server.url, gone))

    done = run("logout", gone)

    assert done.exit_code == 0
    assert "was not reached" in done.stderr
    assert json.loads(file.read_text()) == {"servers": {}}
