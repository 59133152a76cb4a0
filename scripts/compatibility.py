"""Compare the contract with that of the last release, and refuse what would break somebody without a major version.

    python scripts/compatibility.py           say what is wrong; exit 1 when something is
    python scripts/compatibility.py --list    print every change since the last release
    python scripts/compatibility.py --keep    keep the contract as that of the version it has now: part of a release

docs/releasing.md says what the promise is.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from clients.changes import Change, Contract, changes
from vertel_schema import VERSION

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "shared_schema"
RELEASED = PACKAGE / "released"
CHANGES = PACKAGE / "CHANGES.md"

Version = tuple[int, int, int]


def main() -> int:
    """Check, list or keep; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="print every change since the last release")
    parser.add_argument("--keep", action="store_true", help="keep the contract as that of this version")
    wanted = parser.parse_args()
    if wanted.keep:
        return keep()
    last = last_release()
    found = changes(contract(RELEASED / last), contract(PACKAGE / "generated"))
    if wanted.list:
        print("\n".join(f"{'BREAKS' if change.breaks else 'fits  '} {change}" for change in found))
        return 0
    complaints = verdict(found, last, VERSION, CHANGES.read_text("utf-8"))
    print("\n".join(complaints), file=sys.stderr, end="\n" if complaints else "")
    return 1 if complaints else 0


def last_release() -> str:
    """Return the newest version that is kept."""
    return max((path.name for path in RELEASED.iterdir() if path.is_dir()), key=parsed)


def contract(folder: Path) -> Contract:
    """Read what one release promises."""
    schemas = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((folder / "schemas").glob("*.json"))}
    operations = json.loads((folder / "operations.json").read_text("utf-8"))
    operations.pop("$comment")
    return Contract(schemas, operations)


def verdict(found: list[Change], last: str, version: str, history: str) -> list[str]:
    """Return what is wrong with these changes in this version, a line each."""
    if parsed(version) < parsed(last):
        return [f"vertel_schema/_version.py: {version} is older than {last}, which is released."]
    if version == last and found:
        return [
            f"vertel_schema/_version.py: {last} is released, and the contract has changed since. Raise the version."
        ]
    breaking = [change for change in found if change.breaks]
    if series(version) == series(last):
        advice = f"Keep it compatible, or make the version {next_series(last)} (docs/releasing.md)."
        return [f"{change}. {advice}" for change in breaking]
    told = section(history, version)
    return [
        f"{change}. It breaks; tell so in shared_schema/CHANGES.md under {version}, naming `{change.where}`."
        for change in breaking
        if f"`{change.where}`" not in told
    ]


def section(history: str, version: str) -> str:
    """Return what CHANGES.md says of a version."""
    return history.partition(f"\n## {version}\n")[2].partition("\n## ")[0]


def parsed(version: str) -> Version:
    """Return a version as numbers."""
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch


def series(version: str) -> tuple[int, ...]:
    """Return what stays the same as long as nothing breaks: the first number that is not zero."""
    major, minor, _ = parsed(version)
    return (major,) if major else (major, minor)


def next_series(version: str) -> str:
    """Return the first version that may break something."""
    major, minor, _ = parsed(version)
    return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"


def keep() -> int:
    """Keep the contract of this version in place of the one before, with the documents that test it."""
    kept = RELEASED / VERSION
    for folder in RELEASED.iterdir():
        shutil.rmtree(folder)
    shutil.copytree(PACKAGE / "generated", kept)
    shutil.copytree(PACKAGE / "vectors", kept / "vectors")
    print(f"kept {kept.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
