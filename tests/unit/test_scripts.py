"""The scripts behind `make run`, `make package` and `make help`."""

import importlib.util
import json
import os
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

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


@pytest.mark.parametrize("port", ["", "http", "0", "70000"])
def test_a_port_that_is_none_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys, port: str) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PORT", port)

    assert _script("run").main() == 1
    assert capsys.readouterr().err.startswith("Error: PORT: expected a number")


def test_help_names_the_targets_of_the_contract() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    named = {line.split()[1] for line in printed.splitlines()}
    assert {"run", "test", "check", "generate", "extension", "package", "demo", "bench", "help"} <= named
