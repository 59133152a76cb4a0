"""The packages, built once and installed where nothing else is. All of it works without a network."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
import venv
from pathlib import Path

import pytest

from support.packages import build, run


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on SQLite alone: what is shown here has nothing to do with the database."""
    if "config" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("config", ["sqlite"], indirect=True))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the tarball, built once."""
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def python(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel, and marshmallow as the tests' own environment has it."""
    folder = tmp_path_factory.mktemp("python") / "env"
    venv.create(folder, symlinks=True)
    interpreter = folder / "bin" / "python"
    (packages,) = folder.glob("lib/python*/site-packages")
    for file in importlib.metadata.files("marshmallow") or []:
        (packages / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file.locate(), packages / file)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", interpreter]
    run(*pip, "install", "--no-index", built[0])
    return interpreter


@pytest.fixture(scope="session")
def project(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a program with the tarball installed, without a network, and nothing else."""
    folder = tmp_path_factory.mktemp("npm") / "project"
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    run("npm", "install", "--offline", "--no-audit", "--no-fund", "--silent", built[1], cwd=folder)
    shutil.copy(Path(__file__).with_name("user_program.ts"), folder / "program.ts")
    return folder
