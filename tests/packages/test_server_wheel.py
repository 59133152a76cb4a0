"""The server's wheel holds what is not Python: without it an installed server has no pages, texts or demo company."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "server" / "vertel"
MADE_FOR_PEOPLE = {".po"}
"""Files that are sources of others, and not read by the server."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel, built from a copy of the sources, holds."""
    folder = tmp_path_factory.mktemp("wheel")
    unwanted = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "server", folder / "sources" / "server", ignore=unwanted)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, folder / "sources")
    words = ["wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder]
    subprocess.run([sys.executable, "-m", "pip", *words, folder / "sources"], check=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_holds_every_file_that_the_server_reads(installed: Path) -> None:
    def names(folder: Path) -> set[str]:
        files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(folder).as_posix() for path in files if path.suffix not in MADE_FOR_PEOPLE}

    assert names(installed / "vertel") == names(SERVER)


def test_an_installed_server_answers_in_dutch(installed: Path, tmp_path: Path) -> None:
    program = (
        "import vertel; from vertel.redirect.pages import page;"
        "print(vertel.__file__); print(page(True, 'nl')[2].decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )

    assert done.stdout.startswith(str(installed))
    assert "Deze link is er niet meer" in done.stdout
