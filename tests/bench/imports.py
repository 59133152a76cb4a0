"""`vertel suggestions upload` of a CSV file with 10,000 new suggestions, two captions each; then changes of them all.

The time is that of the whole command; the memory is how much larger its process grows than with a file of one row. The
reference stores the same rows and captions with plain bulk inserts: no checks, no warnings, no verdicts.

The write lock of SQLite is watched by somebody who tries to take it twice every millisecond: the longest time without
success is how long another writer may have to wait.
"""

import csv
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from support import postgres
from vertel.clock import now
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import BUSY_SECONDS, make_engine
from vertel.db.models import Caption, Suggestion
from vertel.ids import new_id

HOST = "careers.example.com"
ROWS = 10_000
MANY_ROWS = 20_000
TEXT = "Ons team in Zwolle zoekt een collega. Wat ik hier mooi vind: niemand doet alsof. " * 4 + "{link}"


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        rows = measure("SQLite", folder, f"sqlite:///{folder}/imports.sqlite3")
        rows += measure_lock(folder)
        with postgres.cluster(folder / "postgres") as url:
            rows += measure("PostgreSQL", folder, url)
    return rows


def measure(database: str, folder: Path, url: str) -> list[dict[str, Any]]:
    """Return the rows of the report for one database."""
    settings = settings_for(url)
    engine = make_engine(Config.from_environment(settings).database_url)
    migrations.upgrade(engine)
    base = plain_inserts(engine)
    engine.dispose()
    _, _, small = upload(settings, write(folder / "one.csv", 1, "one"))
    seconds, busy, large = upload(settings, write(folder / "many.csv", ROWS, "many"))
    unchanged, _, _ = upload(settings, folder / "many.csv")
    changed, busy_changing, _ = upload(settings, write(folder / "changed.csv", ROWS, "many", "Loodgieter"))
    name = f"{database}: {ROWS:,} rows"
    return [
        {
            "name": f"{name}, all new", "value": seconds, "unit": "s", "bar": 10,
            "reference": f"plain bulk inserts: {base:.1f} s; processor time of ours: {busy:.1f} s",
            "ratio": seconds / base,
        },
        {
            "name": f"{name}, growth of the process", "value": (large - small) / 1024, "unit": "MB", "bar": 100,
            "reference": f"with one row: {small / 1024:.0f} MB", "ratio": large / small,
        },
        {
            "name": f"{name}, the same file again", "value": unchanged, "unit": "s", "bar": 10,
            "reference": f"all new: {seconds:.1f} s", "ratio": unchanged / seconds,
        },
        {
            "name": f"{name}, each with another title and caption", "value": changed, "unit": "s", "bar": 10,
            "reference": f"all new: {seconds:.1f} s; processor time: {busy_changing:.1f} s", "ratio": changed / seconds,
        },
    ]  # fmt: skip


def measure_lock(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the report about SQLite's write lock."""
    database = folder / "lock.sqlite3"
    settings = settings_for(f"sqlite:///{database}")
    engine = make_engine(settings["VERTEL_DATABASE_URL"])
    migrations.upgrade(engine)
    engine.dispose()
    rows = []
    for name, words, bar in (("in batches", [], 20), ("--atomic", ["--atomic"], BUSY_SECONDS * 1000)):
        file = write(folder / "lock.csv", MANY_ROWS, name)
        with lock_watched(database) as held:
            seconds, _, _ = upload(settings, file, *words)
        rows.append(
            {
                "name": f"SQLite: {MANY_ROWS:,} rows, {name}: write lock held at most",
                "value": max(held) * 1000, "unit": "ms", "bar": bar,
                "reference": f"the whole import: {seconds:.1f} s", "ratio": max(held) / seconds,
            }
        )  # fmt: skip
    return rows


@contextmanager
def lock_watched(database: Path) -> Iterator[list[float]]:
    """Yield the times, in seconds, for which somebody else held the write lock; complete after the block."""
    held, stop = [0.0], threading.Event()

    def watch() -> None:
        connection = sqlite3.connect(database, isolation_level=None, timeout=0)
        free = time.perf_counter()
        while not stop.wait(0.0005):
            try:
                connection.execute("BEGIN IMMEDIATE").connection.rollback()
            except sqlite3.OperationalError:
                held[-1] = time.perf_counter() - free
            else:
                free = time.perf_counter()
                held.append(0.0)
        connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield held
    finally:
        stop.set()
        watcher.join()


def settings_for(url: str) -> dict[str, str]:
    """Return the settings of the command."""
    return {"VERTEL_DATABASE_URL": url, "VERTEL_DESTINATION_HOSTS": HOST, "VERTEL_SECRET_KEYS": "k" * 32}


def upload(settings: dict[str, str], file: Path, *words: str) -> tuple[float, float, int]:
    """Run the command; return its seconds on the clock and on the processor, and its largest size in kB."""
    started, before = time.perf_counter(), children_seconds()
    process = subprocess.Popen(
        [sys.executable, "-m", "vertel", "suggestions", "upload", str(file), *words],
        env={"PATH": os.environ["PATH"]} | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    largest = 0
    # The kernel's ru_maxrss would begin at this process's own size, so the child is looked at while it lives.
    while process.poll() is None:
        largest = max(largest, size(process.pid))
        time.sleep(0.02)
    if process.returncode != 0:
        raise RuntimeError(f"the upload ended with {process.returncode}")
    return time.perf_counter() - started, children_seconds() - before, largest


def size(pid: int) -> int:
    """Return the largest size in kB that a process has had; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def children_seconds() -> float:
    """Return the processor's seconds of all children so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def write(path: Path, rows: int, prefix: str, job: str = "Monteur") -> Path:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["external_id", "kind", "title", "destination_url", "caption_nl_personal", "caption_en_short"])
        for number in range(rows):
            url = f"https://{HOST}/{number}"
            out.writerow([f"{prefix}-{number}", "vacancy", f"{job} {number}", url, f"{job} {number}: {TEXT}", TEXT])
    return path


def plain_inserts(engine: Any) -> float:
    """Return the seconds that storing the same amount takes without looking at it."""
    moment = now()
    suggestions = [
        {
            "id": new_id(), "version": 1, "external_id": f"plain-{n}", "kind": "vacancy", "title": f"Monteur {n}",
            "destination_url": f"https://{HOST}/{n}", "status": "draft", "search_text": TEXT * 2, "created_at": moment,
            "audience": {"teams": [], "locations": [], "languages": []}, "live_from": moment, "updated_at": moment,
        }
        for n in range(ROWS)
    ]  # fmt: skip
    captions = [
        {
            "id": new_id(), "suggestion_id": parent["id"], "position": position, "language": language,
            "tone": "personal", "text": TEXT, "share_count": 0,
        }
        for parent in suggestions
        for position, language in enumerate(("nl", "en"))
    ]  # fmt: skip
    started = time.perf_counter()
    with engine.begin() as connection:
        connection.execute(insert(Suggestion), suggestions)
        connection.execute(insert(Caption), captions)
    return time.perf_counter() - started
