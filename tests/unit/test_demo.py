"""`vertel demo` and `make run`: the demo company on this machine, and `vertel extension`."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from vertel import built_files
from vertel.cli import demo_server
from vertel.cli.demo import data_folder
from vertel.cli.demo_server import Demo
from vertel.cli.diagnosis import examine
from vertel.cli.main import main
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Employee, SignIn
from vertel.domain.people import api_keys, employees, sign_ins
from vertel.errors import NotSignedInError
from vertel.seed import demo_company

ROOT = Path(__file__).parents[2]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed wheel with a built extension."""
    folder = tmp_path / "built"
    for browser in ("chrome", "firefox"):
        (folder / browser / "icons").mkdir(parents=True)
        (folder / browser / "manifest.json").write_text('{"version": "1.2.3"}')
        (folder / browser / "icons" / "16.png").write_bytes(b"PNG")
        (folder / f"vertel-1.2.3-{browser}.zip").touch()
    (folder / "example-upload.csv").touch()
    monkeypatch.setattr(built_files, "PACKAGED", folder)
    return folder


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """A demo company in a folder of the test's own, without its year: that takes seconds."""
    monkeypatch.setattr(demo_server.demo_year, "load", lambda _: None)
    return Demo(tmp_path, tmp_path / "extension", tmp_path / "an example.csv", "vertel")


def _config(demo: Demo) -> Config:
    return Config.from_environment(demo_server.settings(demo, 8123, {}))


def _prepared(demo: Demo) -> dict[str, str]:
    words = demo_server.prepare(demo, _config(demo)).split()
    (console,) = (word.partition("#code=")[2] for word in words if "/console/" in word)
    return {"key": words[words.index("--key") + 1], "code": words[words.index("code") + 1], "console": console}


def _vertel(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="vertel")


def test_the_first_start_makes_secrets_that_only_the_owner_reads(demo: Demo) -> None:
    _prepared(demo)

    for path in (demo.settings_file, demo.editor_key_file):
        assert path.stat().st_mode & 0o777 == 0o600
    assert demo.var.stat().st_mode & 0o777 == 0o700


def test_all_that_is_kept_is_in_its_folder(demo: Demo) -> None:
    config = _config(demo)

    assert config.database_url == f"sqlite:///{demo.var}/vertel.sqlite3"
    assert config.state_dir == demo.var / "state"
    assert config.public_url == "http://127.0.0.1:8123"


def test_a_second_start_keeps_settings_data_and_key_and_makes_a_fresh_code(demo: Demo) -> None:
    first = _prepared(demo)
    settings = demo.settings_file.read_text()

    second = _prepared(demo)

    assert demo.settings_file.read_text() == settings
    assert second["key"] == first["key"]
    assert second["code"] != first["code"]


def test_a_revoked_editor_key_is_replaced(demo: Demo) -> None:
    first = _prepared(demo)
    engine = make_engine(_config(demo).database_url)
    with make_session(engine, writes=True) as session:
        api_keys.revoke(session, demo_server.KEY_NAME)
        session.commit()
    engine.dispose()

    assert _prepared(demo)["key"] != first["key"]


def test_the_console_s_link_signs_an_administrator_in_once(demo: Demo) -> None:
    code = _prepared(demo)["console"]

    config = _config(demo)
    engine = make_engine(config.database_url)
    with make_session(engine, writes=True) as session:
        sign_ins.enrol(session, code, config.secret_keys)
        with pytest.raises(NotSignedInError):
            sign_ins.enrol(session, code, config.secret_keys)
        signed_in = select(Employee.role).join(SignIn).order_by(SignIn.created_at.desc())
        assert session.scalars(signed_in).first() == "admin"
    engine.dispose()


def test_an_erased_demo_employee_does_not_stop_the_start(demo: Demo) -> None:
    _prepared(demo)
    engine = make_engine(_config(demo).database_url)
    with make_session(engine, writes=True) as session:
        session.delete(employees.find_by_email(session, demo_company.first_employee()))
        session.commit()
    engine.dispose()

    assert "vertel employee invite EMAIL" in demo_server.prepare(demo, _config(demo))


def test_a_path_with_a_space_can_be_pasted_into_a_shell(demo: Demo) -> None:
    assert f"suggestions upload '{demo.example}' --server" in demo_server.prepare(demo, _config(demo))


def test_the_user_s_own_settings_go_first(demo: Demo) -> None:
    settings = demo_server.settings(demo, 8123, {"VERTEL_DESTINATION_HOSTS": "mine.example.com"})

    assert settings["VERTEL_DESTINATION_HOSTS"] == "mine.example.com"
    assert settings["VERTEL_PUBLIC_URL"] == "http://127.0.0.1:8123"


def test_the_demo_goes_by_no_setting_of_the_environment(
    built: Path, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a shell with the settings of the real server would put the demo company into its database."""
    monkeypatch.setenv("VERTEL_DATABASE_URL", "postgresql://real.example.com/vertel")
    served: list[tuple[dict[str, str], int]] = []
    monkeypatch.setattr(demo_server, "serve", lambda settings, port: served.append((settings, port)) or 0)

    done = _vertel("demo", "--folder", str(demo.folder), "--port", str(_free_port()))

    assert done.exit_code == 0, done.output
    ((settings, port),) = served
    assert settings["VERTEL_DATABASE_URL"] == f"sqlite:///{demo.var}/vertel.sqlite3"
    assert f"http://127.0.0.1:{port}/console/#code=" in done.stdout
    assert str(demo.var / "extension" / "chrome") in done.stdout
    assert (demo.var / "extension" / "firefox" / "icons" / "16.png").read_bytes() == b"PNG"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_a_port_in_use_is_one_line_that_says_what_to_type(built: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = _vertel("demo", "--folder", str(tmp_path / "demo"), "--port", str(port))

    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: Port {port} is in use. Choose another: vertel demo --port ")
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_on_windows_a_server_says_what_to_do(command: str) -> None:
    program = (
        "import sys; from vertel.cli.main import main\n"
        "sys.platform = 'win32'; sys.modules |= dict.fromkeys(['fcntl', 'pwd', 'grp', 'resource', 'termios'])\n"
        f"main(['{command}'])"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("Error: Vertel's server runs on Linux and macOS. On Windows, run it in the Windows ")


def test_a_settings_file_is_refused_by_the_demo(built: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.env").touch()

    done = _vertel("--settings", str(tmp_path / "settings.env"), "demo")

    assert done.exit_code == 2
    assert "The demo has settings of its own" in done.stderr


@pytest.mark.parametrize(
    ("platform", "xdg", "expected"),
    [
        ("linux", "", ".local/share"),
        ("linux", "relative", ".local/share"),
        ("linux", "/data", "/data"),
        ("darwin", "/data", "Library/Application Support"),
    ],
)
def test_the_demo_is_kept_where_the_system_keeps_data(
    monkeypatch: pytest.MonkeyPatch, platform: str, xdg: str, expected: str
) -> None:
    monkeypatch.setattr("vertel.cli.demo.sys.platform", platform)
    monkeypatch.setenv("XDG_DATA_HOME", xdg)

    assert data_folder() == Path.home() / expected


def test_the_extension_says_where_it_is_and_how_it_is_loaded(built: Path) -> None:
    done = _vertel("extension")

    assert done.exit_code == 0
    for browser in ("chrome", "firefox"):
        assert str(built / browser) in done.stdout
        assert str(built / f"vertel-1.2.3-{browser}.zip") in done.stdout
    assert "chrome://extensions" in done.stdout
    assert "about:debugging#/runtime/this-firefox" in done.stdout


def test_programs_read_where_the_extension_is(built: Path) -> None:
    paths = json.loads(_vertel("extension", "--json").stdout)

    assert paths["chrome"] == {"folder": str(built / "chrome"), "zip": str(built / "vertel-1.2.3-chrome.zip")}
    assert paths.keys() == {"chrome", "firefox"}


def test_a_copy_of_the_extension_follows_the_version_and_touches_nothing_else(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    assert str(target / "chrome") in _vertel("extension", "--to", str(target)).stdout
    (built / "chrome" / "icons" / "16.png").rename(built / "chrome" / "icons" / "32.png")
    (target / "mine.txt").touch()
    (target / "firefox").rename(target / "kept")
    (target / "firefox").mkdir()
    (target / "firefox" / "mine.txt").touch()

    done = _vertel("extension", "--to", str(target))

    assert [path.name for path in (target / "chrome" / "icons").iterdir()] == ["32.png"]
    assert done.exit_code == 1
    assert "holds something else" in done.stderr
    assert (target / "mine.txt").exists()
    assert (target / "firefox" / "mine.txt").exists()


def test_the_doctor_knows_that_an_installed_wheel_has_the_extension(built: Path, demo: Demo, tmp_path: Path) -> None:
    findings = examine(demo_server.settings(demo, 8123, {}), tmp_path)

    (extension,) = [one for one in findings if one.check == "extension"]
    assert extension.detail == "It came along with the server; `vertel extension` says where it is."


@pytest.mark.parametrize("command", ["extension", "demo"])
def test_a_checkout_that_is_not_built_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(built_files, "CHECKOUT", tmp_path)

    done = _vertel(command)

    assert done.exit_code == 1
    assert done.stderr == "Error: The extension is not built in this checkout. Run: make extension\n"


def test_pages_are_found_in_the_package_unless_a_setting_names_another_folder(built: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").touch()
    environment = {"VERTEL_SECRET_KEYS": "k" * 32, "VERTEL_CONSOLE_DIR": str(tmp_path)}

    config = Config.from_environment(environment)

    assert (config.app_dir, config.console_dir) == (built / "app", tmp_path)


def test_pages_of_a_checkout_are_found_where_make_puts_them() -> None:
    config = Config.from_environment({"VERTEL_SECRET_KEYS": "k" * 32})

    assert (config.app_dir, config.console_dir) == tuple(
        ROOT / "extension" / "dist" / page for page in ("app", "console")
    )


def test_ctrl_c_on_a_terminal_ends_the_server_and_not_what_started_it() -> None:
    """As under `make`: a parent in the terminal's foreground, which would be killed by the keyboard's signal."""
    stand_in = (
        "import sys; from vertel.cli import foreground\n"
        'server = "import signal, time; signal.signal(signal.SIGINT, lambda *_: sys.exit(0)); import sys; '
        "print('up', flush=True); time.sleep(20); sys.exit(3)\"\n"
        "sys.exit(foreground.run([sys.executable, '-c', server], {}))\n"
    )
    parent = f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {stand_in!r}]).returncode)"

    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-c", parent])  # noqa: S606  in the terminal's own process
    seen = _read_until(terminal, b"up")
    os.write(terminal, b"\x03")
    seen += _read_until(terminal, b"Stopped.")
    _, status = os.waitpid(process, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert b"Traceback" not in seen


def _read_until(terminal: int, word: bytes) -> bytes:
    seen, end = b"", time.monotonic() + 30
    while word not in seen and time.monotonic() < end:
        seen += os.read(terminal, 4096)
    return seen


def test_without_a_terminal_sigterm_ends_it_too() -> None:
    stand_in = (
        "import sys; from vertel.cli import foreground\n"
        "print('up', flush=True)\n"
        "sys.exit(foreground.run(['sleep', '60'], {'PATH': '/usr/bin:/bin'}))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", stand_in], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "up\n"
    while not Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text():
        time.sleep(0.01)

    process.send_signal(signal.SIGTERM)

    assert process.communicate(timeout=30)[0] == "\nStopped.\n"
    assert process.returncode == 0
