"""The commands of docs/releasing.md, as they stand there, in a copy of the repository."""

from __future__ import annotations

import re
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from support.packages import ROOT, node_path, run
from vertel_schema import DOCUMENTS, VERSION

PAGE = (ROOT / "docs" / "releasing.md").read_text("utf-8")
KEEP, BUILD = re.findall(r"   ```sh\n(.*?)   ```", PAGE, re.DOTALL)
PARTS = ("scripts", "shared_schema", "server", "package.json", "pyproject.toml")
"""What the commands read."""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which the commands were run, in their order."""
    copy = tmp_path_factory.mktemp("released") / "vertel"
    unwanted = shutil.ignore_patterns("node_modules", "build", "*.egg-info", "__pycache__")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, symlinks=True, ignore=unwanted)
        else:
            shutil.copy(ROOT / name, copy / name)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    environment = {"PATH": node_path(), "HOME": str(copy.parent), "PIP_NO_INDEX": "1", "npm_config_offline": "true"}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "Noor", f"GIT_{who}_EMAIL": "noor@example.nl"}
    run("git", "init", "--quiet", cwd=copy, **environment)
    run("git", "add", "shared_schema", cwd=copy, **environment)
    run("git", "commit", "--quiet", "--message", "Before", cwd=copy, **environment)
    run("bash", "-euc", KEEP + BUILD, cwd=copy, **environment)
    return copy


def test_the_contract_is_kept_and_the_commit_tagged(released: Path) -> None:
    kept = released / "shared_schema" / "released"
    assert [folder.name for folder in kept.iterdir()] == [VERSION]
    assert run("git", "tag", "--points-at", "HEAD", cwd=released) == f"vertel-schema-{VERSION}\n"


def test_all_that_is_uploaded_is_built(released: Path) -> None:
    assert sorted(path.name for path in (released / "dist").iterdir()) == [
        f"vertel-schema-{VERSION}.tgz",
        f"vertel_schema-{VERSION}-py3-none-any.whl",
        f"vertel_schema-{VERSION}.tar.gz",
    ]


def test_what_is_built_in_the_repository_has_the_files_that_the_readme_promises(released: Path) -> None:
    (wheel,), (sources,) = (released / "dist").glob("*.whl"), (released / "dist").glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    with tarfile.open(sources) as archive:
        files = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    wanted = {"CHANGES.md", "operations.json", "py.typed", "__init__.pyi", "client/calls.py"}
    wanted |= {f"{folder}/{name}.json" for folder in ("schemas", "vectors") for name in DOCUMENTS}
    assert {f"vertel_schema/{name}" for name in wanted} <= names
    assert {f"vertel_schema/{name}" for name in wanted} | {"README.md", "LICENSE", "pyproject.toml"} <= files
