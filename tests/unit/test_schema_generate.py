"""``make generate`` is up to date and says what is stale; `make check` also runs it as a program of its own."""

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from vertel_schema import DOCUMENTS, VERSION

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "generate.py"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """Return the script as a module, with outputs that are made once."""
    spec = importlib.util.spec_from_file_location("generate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def outputs(generate: ModuleType) -> dict[Path, str]:
    """Return what would be written."""
    made: dict[Path, str] = generate.generated()
    return made


def test_the_committed_files_are_up_to_date(outputs: dict[Path, str]) -> None:
    assert [path for path, text in outputs.items() if path.read_text("utf-8") != text] == []


def test_every_generated_file_says_so(generate: ModuleType, outputs: dict[Path, str]) -> None:
    silent = [
        path
        for path, text in outputs.items()
        if "Do not edit." not in text and path not in {generate.MANIFEST, generate.LOCK}
    ]
    assert silent == []


def test_every_document_has_a_schema_file_and_the_packages_one_version(outputs: dict[Path, str]) -> None:
    package = ROOT / "shared_schema"
    assert {f"{name}.json" for name in DOCUMENTS} == {path.name for path in outputs if path.parent.name == "schemas"}
    assert json.loads((package / "package.json").read_text("utf-8"))["version"] == VERSION
    assert "vertel_schema._version.VERSION" in (package / "pyproject.toml").read_text("utf-8")


def test_check_names_each_stale_missing_and_left_over_file_and_the_command(
    generate: ModuleType,
    outputs: dict[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    moved = {tmp_path / path.relative_to(ROOT): text for path, text in outputs.items()}
    for name in ("ROOT", "SCHEMAS", "SCRIPTS"):
        monkeypatch.setattr(generate, name, tmp_path / getattr(generate, name).relative_to(ROOT))
    monkeypatch.setattr(generate, "generated", lambda: moved)
    monkeypatch.setattr(generate.catalogues, "generated", cache(generate.catalogues.generated))
    monkeypatch.setattr(sys, "argv", ["generate.py"])
    assert generate.main() == 0
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    capsys.readouterr()
    assert generate.main() == 0
    assert capsys.readouterr().err == ""

    (generate.SCHEMAS / "Link.json").write_text("{}")
    (generate.SCHEMAS / "Image.json").unlink()
    (generate.SCHEMAS / "Gone.json").write_text("{}")
    assert generate.main() == 1
    said = capsys.readouterr().err.splitlines()
    assert [Path(line.split(" ")[0]).name for line in said] == ["Image.json", "Link.json", "Gone.json"]
    assert all("run `make generate`" in line for line in said)

    monkeypatch.setattr(sys, "argv", ["generate.py"])
    assert generate.main() == 0
    assert not (generate.SCHEMAS / "Gone.json").exists()
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    assert generate.main() == 0
