"""`make bench`: run every benchmark and write docs/benchmarks.md.

Each module beside this one that has a `run()` measures one part and returns rows: `name`, `value`, `unit`, `bar`, a
`reference` measured in the same run, and its `ratio`. A bar is the most that is allowed, unless the row says `kept`
itself. With names as arguments only those modules run, and only their sections are written anew.
"""

import importlib.util
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
REPORT = ROOT / "docs" / "benchmarks.md"
INTRODUCTION = """# Benchmarks

Written by `make bench`; do not edit. Every figure was measured on the machine below, next to a reference in the same
run: the absolute figures are that machine's, the ratios should be much the same on yours. Timings are never asserted in
a test, because a test that fails on a busy machine teaches people to ignore it.
"""
HEAD = "| what | measured | bar | kept | reference | ratio |\n|---|---:|---:|---|---|---:|\n"

Row = dict[str, Any]


def main() -> int:
    """Run, print, and write the report; 1 when a bar was missed."""
    sys.path.insert(0, str(FOLDER.parent))
    wanted = sys.argv[1:]
    parts = [module for module in modules() if not wanted or module.__name__.removeprefix("bench_") in wanted]
    sections, missed = [], 0
    for module in parts:
        name = module.__name__.removeprefix("bench_")
        sys.stderr.write(f"{name} ...\n")
        started, busy = time.monotonic(), os.getloadavg()[0]
        rows = module.run()
        missed += sum(kept(row) == "**no**" for row in rows)
        circumstances = f"{time.monotonic() - started:.0f} s, load average before it {busy:.1f}, commit {commit()}"
        sections.append(section(name, module, rows, circumstances))
        sys.stdout.write(sections[-1] + "\n")
        sys.stdout.flush()
    kept_sections = former() if wanted else {}
    every = kept_sections | {title_of(text): text for text in sections}
    REPORT.write_text("\n".join([INTRODUCTION, *machine(), *(every[title] for title in sorted(every))]), "utf-8")
    sys.stderr.write(f"wrote {REPORT.relative_to(ROOT)}\n")
    return 1 if missed else 0


def former() -> dict[str, str]:
    """Return the sections of the report as it stands, by title."""
    text = REPORT.read_text("utf-8") if REPORT.exists() else ""
    found = [f"## {part.rstrip()}\n" for part in text.split("\n## ")[1:]]
    return {title_of(section): section for section in found if title_of(section) != "Machine"}


def title_of(text: str) -> str:
    """Return the title of a section."""
    return text.partition("\n")[0].removeprefix("## ")


def modules() -> list[ModuleType]:
    """Return the benchmarks, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
        if path.name == Path(__file__).name or spec is None or spec.loader is None:
            continue
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if hasattr(module, "run"):
            found.append(module)
    return found


def section(name: str, module: ModuleType, rows: list[Row], circumstances: str) -> str:
    """Return a module's part of the report."""
    command = f"`.venv/bin/python tests/bench/run.py {name}` ({circumstances})"
    lines = [line(row) for row in rows]
    return f"## {name.replace('_', ' ').capitalize()}\n\n{module.__doc__}\n{command}\n\n{HEAD}{''.join(lines)}"


def line(row: Row) -> str:
    """Return a row of the table."""
    unit = row.get("unit", "")
    bar = f"{number(row['bar'])} {unit}" if row.get("bar") is not None else ""
    cells = [row["name"], f"{number(row['value'])} {unit}", bar, kept(row), row.get("reference", "")]
    return f"| {' | '.join(map(str, cells))} | {number(row['ratio']) if row.get('ratio') is not None else ''} |\n"


def kept(row: Row) -> str:
    """Say whether the bar was kept; nothing where there is none."""
    if row.get("kept") is None and row.get("bar") is None:
        return ""
    return "yes" if row.get("kept", row.get("bar") is not None and row["value"] <= row["bar"]) else "**no**"


def number(value: float) -> str:
    """Return a figure with no more digits than it deserves."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def commit() -> str:
    """Return the commit that is measured."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def machine() -> list[str]:
    """Describe where the figures were measured."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    text = (
        f"{len(os.sched_getaffinity(0))} x {model}; {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, Node {node}; {time.strftime('%Y-%m-%d')}. "
        "A load average above 1 before a part means that something else ran too, and shows in its figures.\n"
    )
    return ["## Machine\n", text]


if __name__ == "__main__":
    sys.exit(main())
