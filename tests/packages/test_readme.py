"""The README alone is enough: its programs run from the packages as they are published, against this server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from support.packages import README, TOOLS, blocks, node_path, run
from support.running import Quiet, running
from support.world import World

EXPECTED = "vacancy 2 /title: Expected one line of text of 1 to 200 characters, without control characters.\n"


@pytest.fixture
def vertel(world: World) -> Iterator[dict[str, str]]:
    """The environment of a program that calls this server as an editor."""
    key = world.key("editor")["Authorization"].removeprefix("Bearer ")
    with running(make_server("127.0.0.1", 0, world.client.application, request_handler=Quiet)) as url:
        yield {"VERTEL_SERVER": url, "VERTEL_API_KEY": key, "PATH": node_path(), "no_proxy": "127.0.0.1"}


@pytest.fixture
def folder(project: Path) -> Path:
    """A folder with the README's file and its two programs, beside what npm installed."""
    for name, (text,) in (("vacancies.json", blocks("json")[:1]), ("importer.mjs", blocks("js"))):
        (project / name).write_text(text, "utf-8")
    (project / "importer.py").write_text(blocks("python")[0], "utf-8")
    return project


def _said(*command: str | Path, cwd: Path, settings: dict[str, str]) -> tuple[int, str, str]:
    done = subprocess.run(
        command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_the_importer_in_python_runs_from_the_wheel(python: Path, folder: Path, vertel: dict[str, str]) -> None:
    program = [python, "importer.py"]
    assert _said(*program, cwd=folder, settings=vertel) == (0, "1 new, 0 changed, 0 the same.\n", EXPECTED)
    assert _said(*program, cwd=folder, settings=vertel) == (0, "0 new, 0 changed, 1 the same.\n", EXPECTED)


def test_the_importer_in_javascript_runs_from_the_tarball(folder: Path, vertel: dict[str, str]) -> None:
    program = ["node", "importer.mjs"]
    assert _said(*program, cwd=folder, settings=vertel) == (0, "1 new, 0 changed, 0 the same.\n", EXPECTED)
    assert _said(*program, cwd=folder, settings=vertel) == (0, "0 new, 0 changed, 1 the same.\n", EXPECTED)


def test_both_say_what_the_server_refuses(python: Path, folder: Path, vertel: dict[str, str]) -> None:
    file = folder / "vacancies.json"
    file.write_text(file.read_text("utf-8").replace("careers.example.com", "elsewhere.example"), "utf-8")
    for program in ([python, "importer.py"], ["node", "importer.mjs"]):
        status, out, err = _said(*program, cwd=folder, settings=vertel)
        assert (status, out) == (0, "0 new, 0 changed, 0 the same.\n")
        assert "job-17 /destination_url: " in err
        status, out, err = _said(*program, cwd=folder, settings=vertel | {"VERTEL_API_KEY": "vk_wrong"})
        assert (status, out) == (1, "")
        assert "401 " in err


def test_the_importer_in_python_passes_mypy_strictly(python: Path, folder: Path, tmp_path: Path) -> None:
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "--cache-dir", tmp_path]
    assert "Success" in run(*mypy, "importer.py", cwd=folder, PATH=os.environ["PATH"])


def test_the_importer_in_javascript_passes_the_compiler(folder: Path) -> None:
    words = ["--noEmit", "--allowJs", "--checkJs", "--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom"]
    words += ["--noImplicitAny", "false"]
    (folder / "node.d.ts").write_text(
        'declare module "node:fs/promises" { export function readFile(name: string, as: "utf-8"): Promise<string>; }\n'
        "declare const process: { env: Record<string, string>; exitCode: number };\n"
    )
    run(TOOLS / "tsc", *words, "--skipDefaultLibCheck", "node.d.ts", "importer.mjs", cwd=folder)


def test_every_link_of_the_readme_works_on_a_registrys_page() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", README)
    assert targets
    assert [target for target in targets if not target.startswith(("https://", "#"))] == []
