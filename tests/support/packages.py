"""Both packages as they are published: built from a copy of the sources, and programs run as their users run them."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "shared_schema"
TOOLS = ROOT / "node_modules" / ".bin"
README = (PACKAGE / "README.md").read_text("utf-8")

OURS = {"vertel", "vertel-schema"}


def run(*command: str | Path, cwd: Path | None = None, **environment: str) -> str:
    """Run a program that does what it should; return what it printed."""
    done = subprocess.run(
        command, cwd=cwd, env=environment or None, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(folder: Path) -> tuple[Path, Path]:
    """Build wheel and tarball from a copy of the sources; return both."""
    sources = folder / "sources"
    shutil.copytree(
        PACKAGE, sources, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__", "node_modules")
    )
    dist = folder / "dist"
    dist.mkdir()
    epoch = {"SOURCE_DATE_EPOCH": "1800000000", "PATH": node_path()}
    words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", dist]
    run(sys.executable, *words, sources, **epoch)
    run("npm", "pack", sources, "--silent", "--pack-destination", dist, cwd=folder, **epoch)
    (wheel,), (tarball,) = dist.glob("*.whl"), dist.glob("*.tgz")
    return wheel, tarball


def node_path() -> str:
    """Return a PATH with Node.js and the system's programs."""
    node = shutil.which("node")
    assert node is not None
    return f"{Path(node).parent}:/usr/bin:/bin"


def blocks(language: str) -> list[str]:
    """Return the README's code blocks in a language."""
    return [part.partition("```")[0] for part in README.split(f"```{language}\n")[1:]]


def link_packages(python: Path, name: str) -> None:
    """Put a package of the tests' environment, and all that it needs, into another environment, as links.

    A package that is installed from this repository is left out itself: its wheel is what is tested.

    :param python: the Python of the other environment.
    """
    (target,) = python.parents[1].glob("lib/python*/site-packages")
    waiting, seen = [(name, "")], set()
    while waiting:
        one, extra = waiting.pop()
        if (one, extra) in seen:
            continue
        seen.add((one, extra))
        package = importlib.metadata.distribution(one)
        if one not in OURS:
            _link(package, target)
        waiting += _needed(package, extra)


def _link(package: importlib.metadata.Distribution, target: Path) -> None:
    for top in {file.parts[0] for file in package.files or []} - {"..", "__pycache__"}:
        if not (target / top).exists():
            (target / top).symlink_to(Path(str(package.locate_file(top))))


def _needed(package: importlib.metadata.Distribution, extra: str) -> list[tuple[str, str]]:
    """Return the packages that one needs on this system, each once for every extra that it is asked for with."""
    requirements = [Requirement(text) for text in package.requires or []]
    needed = [one for one in requirements if one.marker is None or one.marker.evaluate({"extra": extra})]
    return [(canonicalize_name(one.name), wanted) for one in needed for wanted in ("", *one.extras)]
