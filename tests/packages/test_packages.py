"""What is published: both packages are built, installed where nothing else is, and used from there."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from support.packages import TOOLS, build, run
from vertel_schema import DOCUMENTS, VERSION

PROGRAM = Path(__file__).with_name("user_program.py")
SAID = ["true", "/title", "k7", "404 There is no such link."]


def test_both_packages_have_the_one_version(built: tuple[Path, Path]) -> None:
    assert [path.name for path in built] == [
        f"vertel_schema-{VERSION}-py3-none-any.whl",
        f"vertel-schema-{VERSION}.tgz",
    ]


def test_the_same_sources_make_the_same_bytes(built: tuple[Path, Path], tmp_path: Path) -> None:
    def digests(files: tuple[Path, Path]) -> list[str]:
        return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]

    assert digests(built) == digests(build(tmp_path))


def test_the_packages_hold_what_users_need_and_nothing_of_the_workshop(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[0]) as wheel, tarfile.open(built[1]) as tarball:
        python, npm = wheel.namelist(), tarball.getnames()
    assert {"vertel_schema/py.typed", "vertel_schema/__init__.pyi", "vertel_schema/client/__init__.py"} <= set(python)
    assert {"vertel_schema/CHANGES.md", "vertel_schema/operations.json"} <= set(python)
    assert {"package/js/client.d.ts", "package/CHANGES.md", "package/LICENSE"} <= set(npm)
    for name in DOCUMENTS:
        assert {f"vertel_schema/schemas/{name}.json", f"vertel_schema/vectors/{name}.json"} <= set(python)
        assert {f"package/generated/schemas/{name}.json", f"package/vectors/{name}.json"} <= set(npm)
    assert any(name.endswith("LICENSE") for name in python)
    assert [name for name in [*python, *npm] if "test" in name or "released" in name or "build" in name] == []


def test_both_packages_say_what_they_are_and_where_they_come_from(python: Path, project: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    said = run(*pip, "show", "--verbose", "vertel-schema")
    manifest = json.loads((project / "node_modules" / "vertel-schema" / "package.json").read_text("utf-8"))
    assert f"Homepage, {manifest['homepage']}" in said
    assert "Typing :: Typed" in said
    assert "vertel-schema = vertel_schema.command:run" in said
    assert "employee advocacy" in manifest["keywords"]


def test_the_wheel_brings_marshmallow_and_nothing_else(python: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    installed = json.loads(run(*pip, "list", "--format", "json"))
    assert {package["name"].replace("_", "-") for package in installed} == {"vertel-schema", "marshmallow"}


def test_what_the_wheel_needs_is_there(python: Path) -> None:
    assert "No broken requirements" in run(sys.executable, "-m", "pip", "--python", python, "check")


def test_a_typed_python_program_runs(python: Path, tmp_path: Path) -> None:
    assert run(python, PROGRAM, cwd=tmp_path).splitlines() == ["published", *SAID[1:]]


def test_a_python_program_passes_mypy_strictly(python: Path, tmp_path: Path) -> None:
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "--cache-dir", tmp_path]
    assert "Success" in run(*mypy, PROGRAM, cwd=tmp_path)
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
    run(TOOLS / compiler, *words, *checks, "--moduleResolution", resolution, "program.ts", cwd=project)


def test_a_typescript_program_runs_in_node(project: Path) -> None:
    run(TOOLS / "esbuild", "program.ts", "--outfile=program.mjs", "--log-level=warning", cwd=project)
    main = 'import("./program.mjs").then(({ main }) => main()).then((lines) => console.log(lines.join("\\n")))'
    assert run("node", "--input-type=module", "-e", main, cwd=project).splitlines() == [VERSION, *SAID]


def test_the_commands_of_both_packages_run(python: Path, project: Path) -> None:
    assert "SuggestionRequest\n" in run(python.with_name("vertel-schema"), "list", cwd=project)
    assert "SuggestionRequest\n" in run(project / "node_modules" / ".bin" / "vertel-schema", "list", cwd=project)


def test_the_validators_take_less_than_12_kilobytes_of_a_bundle(project: Path) -> None:
    (project / "all.js").write_text('export * from "vertel-schema";')
    words = ["--bundle", "--minify", "--format=esm", "--outfile=all.min.js", "--log-level=warning"]
    run(TOOLS / "esbuild", "all.js", *words, cwd=project)
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
    run(TOOLS / "esbuild", "program.ts", "--outfile=site.js", "--format=esm", "--log-level=warning", cwd=project)
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
