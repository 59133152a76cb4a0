"""The scripts behind `make run`, `make package` and `make help`."""

import importlib.util
import json
import os
import pty
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

from vertel.db.models import Employee, SignIn
from vertel.errors import NotSignedInError

ROOT = Path(__file__).parents[2]


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"script_{name}", ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_package_is_the_same_bytes_however_its_files_were_made(tmp_path: Path) -> None:
    package = _script("package")
    folder = tmp_path / "built"
    (folder / "icons").mkdir(parents=True)
    for name in ("panel.js", "icons/16.png", "a.txt"):
        (folder / name).write_text(name)

    package.pack(folder, tmp_path / "first.zip")
    for file in sorted(folder.rglob("*.*"), reverse=True):
        text = file.read_text()
        file.unlink()
        file.write_text(text)
        file.chmod(0o600)
        os.utime(file, (1, 1))
    package.pack(folder, tmp_path / "second.zip")

    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        assert archive.namelist() == ["a.txt", "icons/16.png", "panel.js"]
        assert archive.testzip() is None


def test_a_package_for_a_store_has_no_key_of_its_own_and_all_else_that_stands_in_the_manifest(tmp_path: Path) -> None:
    package = _script("package")
    (tmp_path / "built").mkdir()
    (tmp_path / "built/manifest.json").write_text(json.dumps({"name": "Verteller", "key": "MII", "version": "1.2.3"}))

    package.pack(tmp_path / "built", tmp_path / "packed.zip")

    with zipfile.ZipFile(tmp_path / "packed.zip") as archive:
        assert json.loads(archive.read("manifest.json")) == {"name": "Verteller", "version": "1.2.3"}


def test_both_packages_are_named_after_version_and_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = _script("package")
    for browser in ("chrome", "firefox"):
        (tmp_path / "built" / browser).mkdir(parents=True)
        (tmp_path / "built" / browser / "manifest.json").write_text(json.dumps({"version": "1.2.3"}))
    monkeypatch.setattr(package, "ROOT", tmp_path)
    monkeypatch.setattr(package, "BUILT", tmp_path / "built")
    monkeypatch.setattr(package, "PACKED", tmp_path / "dist")

    assert package.main() == 0

    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == [
        "vertel-1.2.3-chrome.zip",
        "vertel-1.2.3-firefox.zip",
    ]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`scripts/run.py`, with a `var/` of the test's own, and a demo company without its year: that takes seconds."""
    module = _script("run")
    for name, path in (("VAR", "var"), ("SETTINGS", "var/settings.env"), ("EDITOR_KEY", "var/editor-key")):
        monkeypatch.setattr(module, name, tmp_path / path)
    monkeypatch.setattr(module.demo_year, "load", lambda _: None)
    monkeypatch.setenv("VERTEL_DATABASE_URL", f"sqlite:///{tmp_path / 'var' / 'vertel.sqlite3'}")
    return module


def _prepared(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    run.prepare(run.Config.from_environment(run.settings("8123")))
    words = capsys.readouterr().out.split()
    (console,) = (word.partition("#code=")[2] for word in words if "/console/" in word)
    return {"key": words[words.index("--key") + 1], "code": words[words.index("code") + 1], "console": console}


def test_the_first_start_makes_secrets_that_only_the_owner_reads(run: ModuleType, capsys) -> None:
    _prepared(run, capsys)

    for path in (run.SETTINGS, run.EDITOR_KEY):
        assert path.stat().st_mode & 0o777 == 0o600
    assert run.VAR.stat().st_mode & 0o777 == 0o700


def test_a_second_start_keeps_settings_data_and_key_and_makes_a_fresh_code(run: ModuleType, capsys) -> None:
    first = _prepared(run, capsys)
    settings = run.SETTINGS.read_text()

    second = _prepared(run, capsys)

    assert run.SETTINGS.read_text() == settings
    assert second["key"] == first["key"]
    assert second["code"] != first["code"]


def test_a_revoked_editor_key_is_replaced(run: ModuleType, capsys) -> None:
    first = _prepared(run, capsys)
    engine = run.make_engine(run.Config.from_environment(run.settings("8123")).database_url)
    with run.make_session(engine, writes=True) as session:
        run.api_keys.revoke(session, run.KEY_NAME)
        session.commit()
    engine.dispose()

    assert _prepared(run, capsys)["key"] != first["key"]


def test_the_console_s_link_signs_an_administrator_in_once(run: ModuleType, capsys) -> None:
    code = _prepared(run, capsys)["console"]

    config = run.Config.from_environment(run.settings("8123"))
    engine = run.make_engine(config.database_url)
    with run.make_session(engine, writes=True) as session:
        run.sign_ins.enrol(session, code, config.secret_keys)
        with pytest.raises(NotSignedInError):
            run.sign_ins.enrol(session, code, config.secret_keys)
        signed_in = select(Employee.role).join(SignIn).order_by(SignIn.created_at.desc())
        assert session.scalars(signed_in).first() == "admin"
    engine.dispose()


def test_an_erased_demo_employee_does_not_stop_the_start(run: ModuleType, capsys) -> None:
    _prepared(run, capsys)
    engine = run.make_engine(run.Config.from_environment(run.settings("8123")).database_url)
    with run.make_session(engine, writes=True) as session:
        session.delete(run.employees.find_by_email(session, run.demo_company.first_employee()))
        session.commit()
    engine.dispose()

    run.prepare(run.Config.from_environment(run.settings("8123")))

    assert "employee invite EMAIL" in capsys.readouterr().out


def test_the_user_s_own_settings_go_first(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERTEL_DESTINATION_HOSTS", "mine.example.com")

    settings = run.settings("8123")

    assert settings["VERTEL_DESTINATION_HOSTS"] == "mine.example.com"
    assert settings["VERTEL_PUBLIC_URL"] == "http://127.0.0.1:8123"


@pytest.mark.parametrize("port", ["", "http", "0", "70000"])
def test_a_port_that_is_none_is_one_line(run: ModuleType, monkeypatch, capsys, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    assert run.main() == 1
    assert capsys.readouterr().err.startswith("Error: PORT: expected a number")


def test_ctrl_c_on_a_terminal_ends_the_server_and_not_what_started_it() -> None:
    """As under `make`: a parent in the terminal's foreground, which would be killed by the keyboard's signal."""
    stand_in = (
        "import sys, time; sys.path.insert(0, 'scripts'); import run, subprocess\n"
        'server = "import signal, time; signal.signal(signal.SIGINT, lambda *_: sys.exit(0)); import sys; '
        "print('up', flush=True); time.sleep(20); sys.exit(3)\"\n"
        "real = subprocess.Popen\n"
        "run.subprocess.Popen = lambda command, **options: real([sys.executable, '-c', server], **options)\n"
        "sys.exit(run.serve({}, '8123'))\n"
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
        "import sys; sys.path.insert(0, 'scripts'); import run, subprocess\n"
        "real = subprocess.Popen\n"
        "run.subprocess.Popen = lambda command, **options: real(['sleep', '60'], **options)\n"
        "print('up', flush=True)\n"
        "sys.exit(run.serve({}, '8123'))\n"
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


def test_help_names_the_targets_of_the_contract() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    named = {line.split()[1] for line in printed.splitlines()}
    assert {"run", "test", "check", "generate", "extension", "package", "demo", "bench", "help"} <= named
