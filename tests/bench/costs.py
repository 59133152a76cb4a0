"""Processor time that one request costs: in the server with its recorder, and in PostgreSQL.

Not how long it takes but how much of a processor it uses, which other work on the machine changes little: the figures
of docs/scaling.md are made of these. The reference is what is answered without any work, `/livez`, in the same run.
"""

import http.client
import json
import tempfile
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from support import postgres, replicas
from support.machine import spent
from support.server import Server, running
from support.visitors import SETTINGS, ask, parse_address, wait_for
from support.world import suggestion_request
from vertel.config import Config
from vertel.db.engine import make_engine
from vertel.redirect.spool import Spool
from vertel.worker.counting import recorder_on

Row = dict[str, Any]
Ask = Callable[[], tuple[str, str, str | None, str]]
WORKERS, CLIENTS = 4, 4
WAITING = 300_000
ROOM = "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('clicks')"


def run() -> list[Row]:
    """Measure each kind of request."""
    with (
        tempfile.TemporaryDirectory(prefix="vertel-costs-") as name,
        postgres.controlled(Path(name) / "pg") as database,
    ):
        settings = SETTINGS | {"VERTEL_SPOOL_LIMIT_MB": "4096"}
        with running(Path(name), database.url, workers=WORKERS, **settings) as server:
            rows = measured(server, database, kinds(server, Path(name)))
        return [*rows, *caught_up(Path(name), database)]


def measured(server: Server, database: postgres.Cluster, asked: dict[str, tuple[int, Ask]]) -> list[Row]:
    """Return a row for each kind, with `/livez` as what every request costs."""
    postmaster = int((database.folder / "data" / "postmaster.pid").read_text().split()[0])
    assert server.process is not None
    rows: list[Row] = []
    nothing = 0.0
    for name, (times, kind) in asked.items():
        repeat(server, times // 10, kind)
        before = spent(server.process.pid), spent(postmaster)
        repeat(server, times, kind)
        wait_for(lambda: settled(server, database), "every click taken in")
        own, of_database = spent(server.process.pid) - before[0], spent(postmaster) - before[1]
        nothing = nothing or own / times
        reference = f"PostgreSQL: {of_database / times * 1000:.2f} ms; {times:,} requests"
        row = {"name": name, "value": own / times * 1000, "unit": "ms", "reference": reference}
        rows.append(row | {"ratio": own / times / nothing})
    return rows


def caught_up(folder: Path, database: postgres.Cluster) -> list[Row]:
    """Return what the recorder takes for clicks that have waited, as after an outage, and the room that they need."""
    settings = {"VERTEL_DATABASE_URL": database.url, "VERTEL_SECRET_KEYS": "a key that is only good for the tests"}
    config = Config.from_environment(settings | {"VERTEL_STATE_DIR": str(folder / "waiting")})
    links = [UUID(str(one)).hex.encode() for one in replicas.column(database.url, "SELECT id FROM links")]
    spool = Spool(config.state_dir, config.spool_limit, sync_each=False)
    for number in range(WAITING):
        spool.append(links[number % len(links)])
    spool.close()
    engine = make_engine(config.database_url)
    recorder = recorder_on(config, engine)
    stored = int(str(replicas.value(database.url, "SELECT count(*) FROM clicks")))
    started = time.monotonic()
    recorder.catch_up()
    seconds = time.monotonic() - started
    recorder.close()
    engine.dispose()
    assert replicas.value(database.url, "SELECT count(*) FROM clicks") == stored + WAITING
    room = int(str(replicas.value(database.url, ROOM)))
    reference = f"{WAITING:,} clicks in {seconds:.1f} s"
    return [
        {"name": "clicks that have waited, taken in", "value": WAITING / seconds, "unit": "/s", "reference": reference},
        {"name": "a click in PostgreSQL, index included", "value": room / (stored + WAITING), "unit": "bytes"},
    ]


def kinds(server: Server, folder: Path) -> dict[str, tuple[int, Ask]]:
    """Return how often to ask, and what: method, path, body, token."""
    editor = server.vertel("key", "create", "--role", "editor", "--name", "costs")
    colleagues = "".join(f"colleague{n}@example.com,Colleague {n},employee,Team {n % 5}\n" for n in range(50))
    (folder / "colleagues.csv").write_text(f"email,name,role,team\n{colleagues}")
    server.vertel("employees", "import", str(folder / "colleagues.csv"))
    code = server.vertel("employee", "invite", "colleague1@example.com")
    enrolment = json.dumps({"grant_type": "enrolment_code", "code": code})
    me = json.loads(call(server, "POST", "/api/v1/auth/token", enrolment, ""))["access_token"]
    stored = [
        json.loads(
            call(server, "POST", "/api/v1/suggestions", json.dumps(suggestion_request(title=f"Title {n}")), editor)
        )
        for n in range(100)
    ]
    link = json.dumps({"suggestion_id": stored[0]["id"], "scope": "campaign"})
    followed = json.loads(call(server, "POST", "/api/v1/links", link, me))["code"]

    def share() -> tuple[str, str, str | None, str]:
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        one = {"id": str(uuid.uuid4()), "suggestion_id": stored[0]["id"], "method": "insert", "occurred_at": moment}
        return "POST", "/api/v1/shares", json.dumps([one | {"link_code": followed}]), me

    return {
        "nothing (`/livez`)": (2000, lambda: ("GET", "/livez", None, "")),
        "tracked link, with its click counted": (6000, lambda: ("GET", f"/r/{followed}", None, "")),
        "an employee's list": (500, lambda: ("GET", "/api/v1/suggestions", None, me)),
        "an employee's link for a suggestion": (1000, lambda: ("POST", "/api/v1/links", link, me)),
        "a share": (1000, share),
        "the editors' report": (300, lambda: ("GET", "/api/v1/reports/overview", None, editor)),
    }


def repeat(server: Server, times: int, kind: Ask) -> None:
    """Ask so often, with a few clients side by side."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda _number: call(server, *kind()), range(times)))


def call(server: Server, method: str, path: str, body: str | None, token: str) -> str:
    """Return the body of an answer; a tracked link is followed as a browser would."""
    if path.startswith("/r/"):
        answered = ask(parse_address(server.url), path)
        assert b" 302 " in answered[:20], answered
        return ""
    connection = http.client.HTTPConnection(*parse_address(server.url), timeout=30)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status in {200, 201}, text
    return text


def settled(server: Server, database: postgres.Cluster) -> bool:
    """Return whether every click that was put down is in the database."""
    lines = sum(len(path.read_bytes()) for path in Path(server.environment["VERTEL_STATE_DIR"]).glob("*.clicks"))
    taken = replicas.value(database.url, "SELECT coalesce(sum(drained), 0) FROM spool_segments")
    return int(str(taken)) >= lines
