"""Schemathesis, all checks, in all its phases, against a real server: what openapi.json promises is what happens.

`SCHEMATHESIS_CASES` sets how many documents it makes up per operation; a night's run asks for many more.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from support import postgres
from support.server import Server, running

CASES = os.environ.get("SCHEMATHESIS_CASES", "8")
SEED = ["--seed", "2026"] if "SCHEMATHESIS_CASES" not in os.environ else []
"""The same documents for everyone who runs `make test`; a night's run makes up others each time."""

PHASES = ["--phases", "examples,fuzzing,stateful"] if "SCHEMATHESIS_CASES" not in os.environ else []
"""The night's run also goes through every value at the edge of each schema, which takes longer than all the rest."""

FEWEST = 400
"""Cases below which the run was not what it should be."""


def admin_token(server: Server) -> str:
    """The access token of an employee who may do everything."""
    people = json.dumps({"email": "jaap@example.com", "name": "Jaap", "role": "admin", "team": "Bestuur"})
    (Path(server.environment["FOLDER"]) / "people.jsonl").write_text(people + "\n")
    server.vertel("employees", "import", str(Path(server.environment["FOLDER"]) / "people.jsonl"))
    grant = {"grant_type": "enrolment_code", "code": server.vertel("employee", "invite", "jaap@example.com")}
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.url}/api/v1/auth/token", json.dumps(grant).encode(), headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(json.load(answer)["access_token"])


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that no other test run tidies away."""
    with TemporaryDirectory(prefix="vertel-openapi-") as name:
        yield Path(name)


def test_no_request_breaks_what_the_openapi_document_promises(folder: Path) -> None:
    settings = {"VERTEL_DESTINATION_HOSTS": "*.example.nl,*.example.com", "FOLDER": str(folder)}
    settings["VERTEL_MAIL_URL"] = "console:"
    with postgres.cluster(folder / "postgres") as url, running(folder, url, **settings) as server:
        command = [str(Path(sys.executable).parent / "schemathesis")]
        command += ["--config-file", str(Path(__file__).parent / "schemathesis.toml")]
        command += ["run", f"{server.url}/openapi.json", "--checks", "all", "--max-examples", CASES, "--no-color"]
        command += ["--header", f"Authorization: Bearer {admin_token(server)}", "--generation-database", "none"]
        command += SEED + PHASES
        # Signing out would end the session that the other calls need.
        command += ["--exclude-operation-id", "auth.revoke", "--exclude-operation-id", "devices.end"]
        # It has hosts asked that made-up links lead to: none of the tests' business, and slow where names are wrong.
        command += ["--exclude-operation-id", "destinations.check"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1500, check=False)
        log = (folder / "server.log").read_text()
    assert done.returncode == 0, done.stdout[-20000:]
    assert "unexpected_error" not in log
    generated = re.search(r"(\d[\d,]*) generated", done.stdout)
    assert generated is not None, done.stdout[-2000:]
    assert int(generated[1].replace(",", "")) >= FEWEST
