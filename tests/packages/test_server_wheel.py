"""The server as it is published: a wheel from the sdist, where nothing else is installed, shows the demo company."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from support.packages import ROOT, link_packages, node_path, run
from support.ports import free_port

SERVER = ROOT / "server" / "vertel"
MADE_FOR_PEOPLE = {".po"}
"""Files that are sources of others, and not read by the server."""

SOURCES = ("server", "scripts/package.py", "docs/example-upload.csv")
SOURCES += ("pyproject.toml", "setup.py", "MANIFEST.in", "LICENSE")
EPOCH = {"SOURCE_DATE_EPOCH": "1800000000"}
BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"


def copy_sources(folder: Path) -> Path:
    """Copy what packages are made of, without what Node.js builds; return the folder."""
    for name in SOURCES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with its extension built."""
    folder = copy_sources(tmp_path_factory.mktemp("server") / "sources")
    run("node", ROOT / "extension" / "build.mjs", folder / "extension" / "dist", cwd=ROOT, PATH=node_path())
    return folder


@pytest.fixture(scope="module")
def sdist(sources: Path) -> Path:
    """The sdist of that checkout."""
    run(sys.executable, "-c", BUILD, "build_sdist", sources.parent, cwd=sources, **EPOCH)
    (path,) = sources.parent.glob("vertel-*.tar.gz")
    return path


@pytest.fixture(scope="module")
def wheel(sdist: Path) -> Path:
    """The wheel that somebody makes of the sdist who has setuptools, and no Node.js."""
    folder = sdist.parent / "elsewhere"
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    python = environment(folder / "env")
    link_packages(python, "setuptools")
    (unpacked,) = folder.glob("vertel-*")
    run(python, "-c", BUILD, "build_wheel", folder, cwd=unpacked, PATH="/nowhere", **EPOCH)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, built: tuple[Path, Path]) -> Path:
    """The `vertel` of an environment with both wheels and the packages that they say they need, and no others."""
    python = environment(wheel.parent / "installed")
    link_packages(python, "vertel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python]
    run(*pip, "install", "--no-index", wheel, built[0])
    return python.with_name("vertel")


def environment(folder: Path) -> Path:
    """Make an empty environment; return its Python."""
    venv.create(folder, symlinks=True)
    return folder / "bin" / "python"


def names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files if path.suffix not in MADE_FOR_PEOPLE}


def test_the_wheel_holds_every_file_that_the_server_reads_and_all_that_node_builds(sources: Path, wheel: Path) -> None:
    built = names(sources / "extension" / "dist")
    parts = {name.partition("/")[0]: 0 for name in built}
    assert parts.keys() == {"app", "console", "chrome", "firefox"}
    beside = {"example-upload.csv", "vertel-0.1.0-chrome.zip", "vertel-0.1.0-firefox.zip"}
    with zipfile.ZipFile(wheel) as archive:
        held = {name.removeprefix("vertel/") for name in archive.namelist() if name.startswith("vertel/")}
        (store_zip,) = (name for name in archive.namelist() if name.endswith("-chrome.zip"))
        with archive.open(store_zip) as file, zipfile.ZipFile(file) as packed:
            assert set(packed.namelist()) == names(sources / "extension" / "dist" / "chrome")

    assert held == names(SERVER) | {f"built/{name}" for name in built | beside}
    assert len(built) > 100


def test_a_checkout_makes_the_same_bytes_as_its_sdist_whatever_its_files_times_and_modes(
    sources: Path, sdist: Path, wheel: Path, tmp_path: Path
) -> None:
    for path in (sources / "server").rglob("*.py"):
        path.chmod(0o600)
        os.utime(path, (1, 1))
    for make in ("build_sdist", "build_wheel"):
        run(sys.executable, "-c", BUILD, make, tmp_path, cwd=sources, **EPOCH)

    assert (tmp_path / sdist.name).read_bytes() == sdist.read_bytes()
    with zipfile.ZipFile(tmp_path / wheel.name) as ours, zipfile.ZipFile(wheel) as theirs:
        assert [(one.filename, one.date_time, one.CRC) for one in ours.infolist()] == [
            (one.filename, one.date_time, one.CRC) for one in theirs.infolist()
        ]


@pytest.mark.parametrize("make", ["build_sdist", "build_wheel"])
def test_what_is_not_built_is_not_packed_without_a_word(tmp_path: Path, make: str) -> None:
    copy_sources(tmp_path)

    done = subprocess.run(
        [sys.executable, "-c", BUILD, make, tmp_path], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "extension/dist has no app/index.html, console/index.html, " in done.stderr
    assert "make extension" in done.stderr


def test_what_the_wheel_needs_is_what_it_says_it_needs(installed: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", installed.with_name("python")]
    assert "No broken requirements" in run(*pip, "check")


def test_an_installed_wheel_shows_the_demo_company_until_ctrl_c(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    folder = tmp_path / "demo"
    with demo(installed, folder, port) as server:
        wait_for(f"http://127.0.0.1:{port}/livez", server)
        page = fetched(f"http://127.0.0.1:{port}/app/")
        console = fetched(f"http://127.0.0.1:{port}/console/")
        for name in re.findall(r'(?:src|href)="(/(?:app|console)/[^"]+)"', page + console):
            assert fetched(f"http://127.0.0.1:{port}{name}"), name
        dutch = fetched(f"http://127.0.0.1:{port}/r/nothing", accept_language="nl")
        server.send_signal(signal.SIGINT)
        printed = server.communicate(timeout=60)[0]

    assert server.returncode == 0, printed
    assert '<script type="module"' in page
    assert '<script type="module"' in console
    assert "Deze link is er niet" in dutch
    assert f"http://127.0.0.1:{port}/console/#code=" in printed
    assert printed.endswith("\nStopped.\n")
    paths = json.loads(run(installed, "extension", "--json", cwd=tmp_path))
    for browser in ("chrome", "firefox"):
        assert Path(paths[browser]["folder"]).is_relative_to(installed.parents[1])
        assert Path(paths[browser]["zip"]).is_file()
        assert names(Path(paths[browser]["folder"])) == names(folder / "var" / "extension" / browser)


@contextmanager
def demo(installed: Path, folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `vertel demo` as somebody would who has nothing but the wheel."""
    command = [installed, "demo", "--folder", folder, "--port", str(port)]
    surroundings = {"PATH": "/usr/bin:/bin", "HOME": str(folder.parent), "PYTHONUTF8": "1"}
    server = subprocess.Popen(
        command, cwd=folder.parent, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    try:
        yield server
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait()


def fetched(address: str, *, accept_language: str = "en") -> str:
    """Return a page, also that of an error."""
    request = Request(address, headers={"Accept-Language": accept_language})
    try:
        with urlopen(request, timeout=30) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except URLError as error:
        if hasattr(error, "read"):
            return str(error.read().decode())
        raise


def wait_for(address: str, server: subprocess.Popen[str]) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + 120
    while True:
        try:
            fetched(address)
        except URLError:
            assert server.poll() is None, server.communicate()[0]
            assert time.monotonic() < end, "it does not answer"
            time.sleep(0.1)
        else:
            return
