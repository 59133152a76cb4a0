"""A demo company on this machine: what `vertel demo` and `make run` do.

The first time it makes `var/` with the settings, an SQLite database and the demo company in it. Every time it brings
the tables up to date, prints what a newcomer needs, and runs the server until Ctrl-C.
"""

from __future__ import annotations

import os
import secrets
import shlex
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from vertel.cli import foreground
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Organisation
from vertel.domain.people import api_keys, employees, sign_ins
from vertel.errors import NotFoundError
from vertel.seed import demo_company, demo_year
from vertel.settings_file import read_settings

KEY_NAME = "make run"
"""Of the key that is printed, in the list of keys; also in databases that are there already."""


@dataclass(frozen=True)
class Demo:
    """Where a demo company is, and how its commands are called from there.

    :ivar folder: has or gets `var/`.
    :ivar extension: the folder with ``chrome`` and ``firefox``.
    :ivar example: a spreadsheet of suggestions.
    :ivar vertel: how the command line is called.
    """

    folder: Path
    extension: Path
    example: Path
    vertel: str

    @property
    def var(self) -> Path:
        """Return the folder for all that is kept."""
        return self.folder / "var"

    @property
    def settings_file(self) -> Path:
        """Return the file of settings."""
        return self.var / "settings.env"

    @property
    def editor_key_file(self) -> Path:
        """Return the file with the editor's key, so that what somebody pasted keeps working."""
        return self.var / "editor-key"


def settings(demo: Demo, port: int, environment: dict[str, str]) -> dict[str, str]:
    """Return the settings of the demo's file, which is made when it is missing, below those of the environment."""
    demo.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not demo.settings_file.exists():
        write_secret(
            demo.settings_file,
            "# Made for a demo company, for trying Vertel on this machine.\n"
            f"VERTEL_SECRET_KEYS={secrets.token_urlsafe(32)}\n"
            f"VERTEL_DESTINATION_HOSTS={','.join(demo_company.destination_hosts())}\n",
        )
    defaults = {
        "VERTEL_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "VERTEL_DATABASE_URL": f"sqlite:///{demo.var}/vertel.sqlite3",
        "VERTEL_STATE_DIR": f"{demo.var}/state",
    }
    return defaults | read_settings(demo.settings_file) | environment


def prepare(demo: Demo, config: Config) -> str:
    """Bring the database up to date, with the demo company in it; return what a newcomer needs to begin."""
    engine = make_engine(config.database_url)
    migrations.upgrade(engine)
    with make_session(engine, writes=True) as session:
        if session.get(Organisation, 1) is None:
            demo_company.load(session)
            demo_year.load(session)
        key = _editor_key(demo, session)
        first, administrator = demo_company.first_employee(), demo_company.administrator()
        code, console_code = (_enrolment_code(session, email, config) for email in (first, administrator))
        session.commit()
    engine.dispose()
    return _welcome(demo, config.public_url, key, code, console_code)


def _editor_key(demo: Demo, session: Session) -> str:
    """Return the key that an earlier start printed, or a new one when there is none that works."""
    path = demo.editor_key_file
    kept = path.read_text("utf-8").strip() if path.exists() else None
    if kept is not None and api_keys.find(session.connection(), kept) is not None:
        return kept
    key = api_keys.create(session, KEY_NAME, "editor")
    write_secret(path, key + "\n")
    return key


def _enrolment_code(session: Session, email: str, config: Config) -> str | None:
    """Return a fresh one-time code for somebody of the demo company; None when they are gone or disabled."""
    try:
        employee = employees.find_by_email(session, email)
    except NotFoundError:
        return None
    return sign_ins.invite(session, employee, config.secret_keys) if employee.active else None


def _welcome(demo: Demo, url: str, key: str, code: str | None, console_code: str | None) -> str:
    """Return what to do next.

    :param code: of the demo employee; None when there is none.
    :param console_code: the same of the administrator.
    """
    app, console = (f"#code={one}" if one else "" for one in (code, console_code))
    return f"""
Vertel runs on {url}

  Extension for Chrome and Edge   {demo.extension / "chrome"}
  Extension for Firefox           {demo.extension / "firefox"}
                                  (how to load it: {demo.vertel} extension)

  In the extension, as an employee of the demo company
    1. fill in the address        {url}
    2. click "Sign in with your browser": a tab opens
    3. fill in the one-time code  {code or f"{demo.vertel} employee invite EMAIL"}

  Or without it, as a web page    {url}/app/{app}

  As an editor, in the console    {url}/console/{console}
                                  (signs you in once, as the demo company's administrator)

  Or from the command line: upload suggestions, read a verdict per row
    {demo.vertel} suggestions upload {shlex.quote(str(demo.example))} --server {url} --key {key}

Ctrl-C stops it. Your data stays in {demo.var}.
"""


def serve(environment: dict[str, str], port: int) -> int:
    """Run the server until it is stopped; return 0 when that was on request."""
    return foreground.run([sys.executable, "-m", "vertel", "serve", "--bind", f"127.0.0.1:{port}"], environment)


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def in_use(port: int) -> bool:
    """Return whether something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
