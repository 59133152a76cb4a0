"""What `make run` does once everything is installed and built: a demo company on this machine.

The first time it makes `var/` with the settings, an SQLite database and the demo company in it. Every time it brings
the tables up to date, prints what a newcomer needs, and runs the server until Ctrl-C.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType

from sqlalchemy.orm import Session

from vertel.config import Config, ConfigError
from vertel.db import migrations
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Organisation
from vertel.domain.people import api_keys, employees, sign_ins
from vertel.errors import NotFoundError
from vertel.seed import demo_company, demo_year
from vertel.settings_file import read_settings

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
SETTINGS, EDITOR_KEY = VAR / "settings.env", VAR / "editor-key"
KEY_NAME = "make run"
INVITE = ".venv/bin/vertel employee invite EMAIL"
"""How to make a code for somebody else."""


def main() -> int:
    """Prepare, print, serve; return the exit status."""
    os.chdir(ROOT)
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        return complain(f"PORT: expected a number from 1 to 65535; got {port!r}.")
    if in_use(int(port)):
        return complain(f"Port {port} is in use. Stop what runs there, or choose another: PORT=8001 make run")
    environment = settings(port)
    try:
        config = Config.from_environment(environment)
        prepare(config)
    except ConfigError as error:
        return complain(str(error))
    return serve(environment, port)


def settings(port: str) -> dict[str, str]:
    """Return the environment with the settings of `var/settings.env`, which is made when missing."""
    VAR.mkdir(mode=0o700, exist_ok=True)
    if not SETTINGS.exists():
        write_secret(
            SETTINGS,
            "# Made by `make run`, for trying Vertel on this machine.\n"
            f"VERTEL_SECRET_KEYS={secrets.token_urlsafe(32)}\n"
            f"VERTEL_DESTINATION_HOSTS={','.join(demo_company.destination_hosts())}\n",
        )
    return {"VERTEL_PUBLIC_URL": f"http://127.0.0.1:{port}"} | read_settings(SETTINGS) | dict(os.environ)


def prepare(config: Config) -> None:
    """Bring the database up to date and print what a newcomer needs to begin."""
    engine = make_engine(config.database_url)
    migrations.upgrade(engine)
    with make_session(engine, writes=True) as session:
        if session.get(Organisation, 1) is None:
            demo_company.load(session)
            demo_year.load(session)
        key = editor_key()
        if key is None or api_keys.find(session, key) is None:
            key = api_keys.create(session, KEY_NAME, "editor")
            write_secret(EDITOR_KEY, key + "\n")
        first, administrator = demo_company.first_employee(), demo_company.administrator()
        codes = [enrolment_code(session, email, config.secret_keys) for email in (first, administrator)]
        session.commit()
    engine.dispose()
    print(welcome(config.public_url, key, *codes), flush=True)


def enrolment_code(session: Session, email: str, keys: tuple[str, ...]) -> str | None:
    """Return a fresh one-time code for somebody of the demo company; None when they are gone or disabled."""
    try:
        employee = employees.find_by_email(session, email)
    except NotFoundError:
        return None
    return sign_ins.invite(session, employee, keys) if employee.active else None


def welcome(url: str, key: str, code: str | None, console_code: str | None) -> str:
    """Return what to do next.

    :param code: of the demo employee; None when there is none.
    :param console_code: the same of the administrator.
    """
    app, console = (f"#code={one}" if one else "" for one in (code, console_code))
    return f"""
Vertel runs on {url}

  Extension for Chrome and Edge   {ROOT / "extension/dist/chrome"}
  Extension for Firefox           {ROOT / "extension/dist/firefox"}
                                  (how to load it: README.md)

  In the extension, as an employee of the demo company
    1. fill in the address        {url}
    2. click "Sign in with your browser": a tab opens
    3. fill in the one-time code  {code or INVITE}

  Or without it, as a web page    {url}/app/{app}

  As an editor, in the console    {url}/console/{console}
                                  (signs you in once, as the demo company's administrator)

  Or from the command line: upload suggestions, read a verdict per row
    .venv/bin/vertel suggestions upload docs/example-upload.csv --server {url} --key {key}

Ctrl-C stops it. Your data stays in var/.
"""


def serve(environment: dict[str, str], port: str) -> int:
    """Run the server until it is stopped; return 0 when that was on request.

    On a terminal the server gets the foreground to itself, as a shell gives it to a job: Ctrl-C then reaches the server
    and not `make`, which would otherwise end with an error. Ctrl-Z is off, since `make` could not come back from it.
    """
    command = [sys.executable, "-m", "vertel", "serve", "--bind", f"127.0.0.1:{port}"]
    terminal = foreground_terminal()
    servers: list[subprocess.Popen[bytes]] = []
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)
        for running in servers:
            running.terminate()

    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    server = subprocess.Popen(command, env=environment, process_group=None if terminal is None else 0)
    servers.append(server)
    if stopped:  # between the two lines above
        server.terminate()
    if terminal is not None:
        give_foreground(terminal, server.pid)
    status = server.wait()
    if terminal is not None:
        give_foreground(terminal, os.getpgrp())
    print("\nStopped." if status in {0, -signal.SIGINT, -signal.SIGTERM} else f"\nThe server ended with {status}.")
    return 0 if stopped or status in {0, -signal.SIGINT, -signal.SIGTERM} else 1


def foreground_terminal() -> int | None:
    """Return the terminal's file descriptor, if we are what the user looks at there."""
    descriptor = sys.stdin.fileno() if sys.stdin and sys.stdin.isatty() else None
    return descriptor if descriptor is not None and os.tcgetpgrp(descriptor) == os.getpgrp() else None


def give_foreground(terminal: int, group: int) -> None:
    """Let another process group have the keyboard."""
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # taking it back from the background would stop us
    os.tcsetpgrp(terminal, group)
    signal.signal(signal.SIGTTOU, before)


def editor_key() -> str | None:
    """Return the key that an earlier start printed, so that what an editor pasted keeps working."""
    return EDITOR_KEY.read_text("utf-8").strip() if EDITOR_KEY.exists() else None


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def in_use(port: int) -> bool:
    """Say whether something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def complain(message: str) -> int:
    """Say what is wrong in one line."""
    print(f"Error: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
