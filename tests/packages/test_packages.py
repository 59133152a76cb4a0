"""What is published: both packages are built, installed where nothing else is, and used from there."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import threading
import venv
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from vertel_schema import VERSION

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "shared_schema"
PROGRAM = Path(__file__).with_name("user_program.py")
SCRIPT = Path(__file__).with_name("user_program.ts")
TOOLS = ROOT / "node_modules" / ".bin"
SAID = ["true", "/title", "k7", "404 There is no such link."]


def _run(*command: str | Path, cwd: Path | None = None, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=environment or None, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _build(folder: Path) -> tuple[Path, Path]:
    """Build wheel and tarball from a copy of the sources; return both."""
    sources = folder / "sources"
    shutil.copytree(
        PACKAGE, sources, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__", "node_modules")
    )
    dist = folder / "dist"
    dist.mkdir()
    epoch = {"SOURCE_DATE_EPOCH": "1800000000", "PATH": _path()}
    words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", dist]
    _run(sys.executable, *words, sources, **epoch)
    _run("npm", "pack", sources, "--silent", "--pack-destination", dist, cwd=folder, **epoch)
    (wheel,), (tarball,) = dist.glob("*.whl"), dist.glob("*.tgz")
    return wheel, tarball


def _path() -> str:
    node = shutil.which("node")
    assert node is not None
    return f"{Path(node).parent}:/usr/bin:/bin"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the tarball, built once."""
    return _build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def python(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel, and what it brings along."""
    folder = tmp_path_factory.mktemp("python") / "env"
    venv.create(folder, symlinks=True)
    interpreter = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", interpreter]
    _run(*pip, "install", built[0])
    return interpreter


@pytest.fixture(scope="session")
def project(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a program with the tarball installed, without a network, and nothing else."""
    folder = tmp_path_factory.mktemp("npm") / "project"
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    _run("npm", "install", "--offline", "--no-audit", "--no-fund", "--silent", built[1], cwd=folder)
    shutil.copy(SCRIPT, folder / "program.ts")
    return folder


def test_both_packages_have_the_one_version(built: tuple[Path, Path]) -> None:
    assert [path.name for path in built] == [
        f"vertel_schema-{VERSION}-py3-none-any.whl",
        f"vertel-schema-{VERSION}.tgz",
    ]


def test_the_same_sources_make_the_same_bytes(built: tuple[Path, Path], tmp_path: Path) -> None:
    def digests(files: tuple[Path, Path]) -> list[str]:
        return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]

    assert digests(built) == digests(_build(tmp_path))


def test_the_packages_hold_what_users_need_and_nothing_of_the_workshop(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[0]) as wheel, tarfile.open(built[1]) as tarball:
        python, npm = wheel.namelist(), tarball.getnames()
    assert {"vertel_schema/py.typed", "vertel_schema/client/__init__.py"} <= set(python)
    assert {"package/js/client.d.ts", "package/generated/schemas/Link.json", "package/LICENSE"} <= set(npm)
    assert any(name.endswith("LICENSE") for name in python)
    assert [name for name in [*python, *npm] if "test" in name or "released" in name or "build" in name] == []


def test_the_wheel_brings_marshmallow_and_nothing_else(python: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    installed = json.loads(_run(*pip, "list", "--format", "json"))
    assert {package["name"].replace("_", "-") for package in installed} == {"vertel-schema", "marshmallow"}


def test_a_typed_python_program_runs(python: Path, tmp_path: Path) -> None:
    assert _run(python, PROGRAM, cwd=tmp_path).splitlines() == ["published", *SAID[1:]]


def test_a_python_program_passes_mypy_strictly(python: Path, tmp_path: Path) -> None:
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "--cache-dir", tmp_path]
    assert "Success" in _run(*mypy, PROGRAM, cwd=tmp_path)
    wrong = tmp_path / "wrong.py"
    wrong.write_text(PROGRAM.read_text("utf-8").replace('"kind": "story", "title"', '"kind": "advert", "title"'))
    done = subprocess.run([*mypy, wrong], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert "advert" in done.stdout, done.stdout


def test_the_tarball_brings_nothing(project: Path) -> None:
    modules = [path.name for path in (project / "node_modules").iterdir() if not path.name.startswith(".")]
    assert modules == ["vertel-schema"]


@pytest.mark.parametrize("compiler", ["tsc", "tsc6"])
@pytest.mark.parametrize("resolution", ["nodenext", "bundler"])
def test_a_typescript_program_passes_the_compiler_strictly(project: Path, resolution: str, compiler: str) -> None:
    module = "nodenext" if resolution == "nodenext" else "esnext"
    words = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2023,dom,dom.asynciterable"]
    checks = ["--skipDefaultLibCheck", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--module", module]
    _run(TOOLS / compiler, *words, *checks, "--moduleResolution", resolution, "program.ts", cwd=project)


def test_a_typescript_program_runs_in_node(project: Path) -> None:
    _run(TOOLS / "esbuild", "program.ts", "--outfile=program.mjs", "--log-level=warning", cwd=project)
    run = 'import("./program.mjs").then(({ main }) => main()).then((lines) => console.log(lines.join("\\n")))'
    assert _run("node", "--input-type=module", "-e", run, cwd=project).splitlines() == [VERSION, *SAID]


def test_the_command_of_the_tarball_runs(project: Path) -> None:
    assert "SuggestionRequest\n" in _run(project / "node_modules" / ".bin" / "vertel-schema", "list", cwd=project)


def test_the_validators_take_less_than_12_kilobytes_of_a_bundle(project: Path) -> None:
    (project / "all.js").write_text('export * from "vertel-schema";')
    words = ["--bundle", "--minify", "--format=esm", "--outfile=all.min.js", "--log-level=warning"]
    _run(TOOLS / "esbuild", "all.js", *words, cwd=project)
    assert len(gzip.compress((project / "all.min.js").read_bytes(), 9)) < 12_000


class Strict(SimpleHTTPRequestHandler):
    """Serves files under a policy that allows scripts of this origin and nothing else, as an extension's page does."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'"
        )
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(project: Path) -> Iterator[str]:
    """The program on a page with a strict policy, as modules, just as they are in the tarball."""
    _run(TOOLS / "esbuild", "program.ts", "--outfile=site.js", "--format=esm", "--log-level=warning", cwd=project)
    source = (project / "site.js").read_text("utf-8")
    for name, file in (("/client", "client"), ("/faults", "faults"), ("", "index")):
        source = source.replace(f'"vertel-schema{name}"', f'"./node_modules/vertel-schema/js/{file}.js"')
    show = 'main().then((lines) => { document.querySelector("pre").textContent = lines.join("\\n"); });'
    (project / "site.js").write_text(f"{source}\n{show}\n")
    (project / "index.html").write_text('<!doctype html><pre></pre><script type="module" src="site.js"></script>')
    handler = functools.partial(Strict, directory=str(project))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_the_tarball_runs_in_a_browser_under_a_strict_policy(site: str) -> None:
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site)
        page.wait_for_function("document.querySelector('pre').textContent !== ''", timeout=20_000)
        shown = page.text_content("pre")
        browser.close()
    assert shown is not None
    assert shown.splitlines() == [VERSION, *SAID]
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []
