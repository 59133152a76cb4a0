"""Ways to record a click, each as small as it can be, under gunicorn as Vertel runs it, at 16 connections.

None of them looks a link up or tells people from crawlers: what differs is only what happens to the click before the
visitor gets the 302. The ratio is to the same function that records nothing. The decision record of 2026-11-24 on the
redirect weighs them.
"""

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from support import postgres
from support.wrk import Burst, burst, require_wrk, script, serving

WORKERS = 4
SECONDS = 3
ROUNDS = 3

WSGI = """
HEADERS = [("Location", "https://careers.example.com/"), ("Content-Length", "0")]
LINE = b"2026-11-24 12:00:00.000000" + b"x" * 66 + b"\\n"
{setup}

def app(environ, start_response):
    {record}
    start_response("302 Found", HEADERS)
    return []
"""

FLASK = """
from flask import Flask, redirect

app = Flask(__name__)
{setup}

@app.get("/<path:code>")
@app.get("/")
def follow(code="x"):
    {record}
    return redirect("https://careers.example.com/", 302)
"""

SQL_SETUP = """
import os
from sqlalchemy import create_engine, event, text

engine = create_engine({url!r}, pool_size=1)
if engine.dialect.name == "sqlite":
    def prepare(connection, _record):
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000")
    event.listen(engine, "connect", prepare)
with engine.begin() as connection:
    connection.execute(text("CREATE TABLE IF NOT EXISTS clicks (line TEXT)"))
insert = text("INSERT INTO clicks VALUES ('a click')")
def record():
    with engine.begin() as connection:
        connection.execute(insert)
"""

MEMORY_SETUP = """
import threading, time
waiting = []
def flush():
    while True:
        time.sleep(0.5)
        taken, waiting[:] = len(waiting), []
threading.Thread(target=flush, daemon=True).start()
"""

FILE_SETUP = """
import os
file = os.open(f"{folder}/{{os.getpid()}}.clicks", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
"""

GROUP_SETUP = (
    FILE_SETUP
    + """
import threading, time
def sync():
    while True:
        time.sleep(0.1)
        os.fdatasync(file)
threading.Thread(target=sync, daemon=True).start()
"""
)


def run() -> list[dict[str, Any]]:
    """Measure each design, in turns."""
    require_wrk()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        database = stack.enter_context(postgres.cluster(folder / "postgres"))
        codes = script(folder, "any", ["x"])
        urls = {
            title: stack.enter_context(serving("gunicorn", folder, program, WORKERS))
            for title, program in programs(folder, database).items()
        }
        bursts: dict[str, list[Burst]] = {title: [] for title in urls}
        for seconds in [1, *[SECONDS] * ROUNDS]:
            for title, url in urls.items():
                bursts[title].append(burst(url, codes, 16, seconds))
    return rows({title: each[1:] for title, each in bursts.items()})


def programs(folder: Path, postgresql: str) -> dict[str, str]:
    """Return the designs as programs; the first is the one that records nothing."""
    sqlite = f"sqlite:///{folder / 'designs.sqlite3'}"
    with_psycopg = postgresql.replace("postgresql://", "postgresql+psycopg://")
    file, group = FILE_SETUP.format(folder=folder), GROUP_SETUP.format(folder=folder)
    return {
        "nothing recorded": WSGI.format(setup="", record="pass"),
        "Flask, nothing recorded": FLASK.format(setup="", record="pass"),
        "Flask, one commit per click, SQLite": FLASK.format(setup=SQL_SETUP.format(url=sqlite), record="record()"),
        "Flask, one commit per click, PostgreSQL": FLASK.format(
            setup=SQL_SETUP.format(url=with_psycopg), record="record()"
        ),
        "WSGI, one commit per click, SQLite": WSGI.format(setup=SQL_SETUP.format(url=sqlite), record="record()"),
        "WSGI, one commit per click, PostgreSQL": WSGI.format(
            setup=SQL_SETUP.format(url=with_psycopg), record="record()"
        ),
        "WSGI, kept in memory, batches": WSGI.format(setup=MEMORY_SETUP, record="waiting.append(LINE)"),
        "WSGI, a line in a file, synced 10 times a second": WSGI.format(setup=group, record="os.write(file, LINE)"),
        "WSGI, a line in a file, each synced": WSGI.format(
            setup=file, record="os.write(file, LINE); os.fdatasync(file)"
        ),
    }


def rows(bursts: dict[str, list[Burst]]) -> list[dict[str, Any]]:
    """Return the rows of the report."""
    base = statistics.median(one.per_second for one in bursts["nothing recorded"])
    return [
        {
            "name": title, "value": statistics.median(one.per_second for one in each), "unit": "/s",
            "reference": f"p99 {statistics.median(one.p99 * 1000 for one in each):.1f} ms",
            "ratio": statistics.median(one.per_second for one in each) / base,
        }
        for title, each in bursts.items()
    ]  # fmt: skip
