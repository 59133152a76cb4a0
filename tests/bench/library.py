"""The employee's list under gunicorn with 16 connections: each request is another colleague, signed in.

The reference is the same server with a tenth of the suggestions, teams and employees: the time should stay flat.
"""

import itertools
import random
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Engine, insert

from support import postgres
from support.load import Load, drive
from support.server import running
from vertel.auth.tokens import TokenSigner
from vertel.clock import now
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Employee, SignIn, Team
from vertel.ids import new_id
from vertel.imports.bulk import Row
from vertel.imports.suggestion_import import SuggestionImport
from vertel_schema import SuggestionRequest

HOST = "careers.example.com"
KEY = "a key that is only good for the tests"
PLACES = ["Zwolle", "Tiel", "Groningen", "Assen", "Breda", "Delft", "Ede", "Gouda", "Hoorn", "Leiden"]
READERS = 400
REQUESTS = 2000
SCHEMA = SuggestionRequest()


class Measured(NamedTuple):
    """Lists from a server that has just started, the same lists again, and one that has not changed."""

    first: Load
    again: Load
    unchanged: Load


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for size in (1, 10):
            rows.append((size, "SQLite", measure(folder, f"sqlite:///{folder}/library{size}.sqlite3", size)))
            with postgres.cluster(folder / f"postgres{size}") as url:
                rows.append((size, "PostgreSQL", measure(folder, url, size)))
    return [line for database in ("SQLite", "PostgreSQL") for line in lines(database, rows)]


def lines(database: str, measured: list[tuple[int, str, Measured]]) -> Iterator[dict[str, Any]]:
    """Return the rows of the report for one database."""
    small, large = [loads for _, name, loads in measured if name == database]
    runs = (("after a start", small.first, large.first, None), ("then", small.again, large.again, 50))
    for when, few, many, p99 in runs:
        for share, bar in ((0.5, None), (0.99, p99)):
            value, base = many.percentile(share), few.percentile(share)
            yield {
                "name": f"{database}: list of 20, 10,000 live suggestions, 500 teams, 50,000 employees, "
                        f"{when}, p{share * 100:.0f}",
                "value": value, "unit": "ms", "bar": bar,
                "reference": f"a tenth of everything: {base:.1f} ms", "ratio": value / base,
            }  # fmt: skip
    value, base = large.unchanged.percentile(0.5), large.again.seconds / REQUESTS * 1000
    yield {
        "name": f"{database}: unchanged list, 304, one connection, p50",
        "value": value, "unit": "ms", "bar": 2,
        "reference": f"the whole list, per request at 16 connections: {base:.1f} ms", "ratio": value / base,
    }  # fmt: skip


def measure(folder: Path, url: str, size: int) -> Measured:
    """Fill a database, start a server on it, and read lists."""
    settings = {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": KEY, "VERTEL_DESTINATION_HOSTS": HOST}
    engine = make_engine(Config.from_environment(settings).database_url)
    migrations.upgrade(engine)
    sign_ins = fill(engine, size)
    engine.dispose()
    signer = TokenSigner((KEY,))
    tokens = [signer.issue(sign_in, now()) for sign_in in sign_ins]
    with running(folder, url, VERTEL_DESTINATION_HOSTS=HOST) as server:
        requests = (("/api/v1/suggestions", {"Authorization": f"Bearer {token}"}) for token in itertools.cycle(tokens))
        first = drive(server.url, requests, connections=16, number=REQUESTS)
        load = drive(server.url, requests, connections=16, number=REQUESTS)
        known = {"Authorization": f"Bearer {tokens[0]}"}
        known["If-None-Match"] = etag(server.url, known)
        unchanged = drive(server.url, itertools.repeat(("/api/v1/suggestions", known)), connections=1, number=200)
    statuses = [one.statuses for one in (first, load, unchanged)]
    if statuses != [{200: REQUESTS}, {200: REQUESTS}, {304: 200}]:
        raise RuntimeError(f"not all was answered as it should: {statuses}")
    return Measured(first, load, unchanged)


def etag(url: str, headers: dict[str, str]) -> str:
    """Return the ETag of the list."""
    with urllib.request.urlopen(urllib.request.Request(f"{url}/api/v1/suggestions", headers=headers)) as answer:
        return str(answer.headers["ETag"])


def fill(engine: Engine, size: int) -> list[UUID]:
    """Store ``size`` thousand suggestions, fifty times as many teams, five thousand times as many employees."""
    chance = random.Random(2026)  # noqa: S311  the same data on every run
    teams = [{"id": new_id(), "slug": f"team-{n}", "name": f"Team {n}"} for n in range(50 * size)]
    employees = [
        {
            "id": new_id(), "email": f"colleague{n}@example.com", "name": f"Colleague {n}", "role": "employee",
            "team_id": chance.choice(teams)["id"], "location": chance.choice(PLACES), "active": True,
            "languages": chance.choice([["nl", "en"], ["nl"], ["en"]]), "created_at": now(),
        }
        for n in range(5000 * size)
    ]  # fmt: skip
    readers = chance.sample(employees, READERS)
    sign_ins = [{"id": new_id(), "employee_id": reader["id"], "created_at": now()} for reader in readers]
    with make_session(engine, writes=True) as session:
        for model, documents in ((Team, teams), (Employee, employees), (SignIn, sign_ins)):
            session.execute(insert(model), documents)
        rows = (suggestion(n, chance, len(teams)) for n in range(1000 * size))
        *_, result = SuggestionImport(session, (HOST,)).run(rows, dry_run=False, atomic=True)
        if result.count("created") != 1000 * size:
            raise RuntimeError(f"suggestions were refused: {result.rows[0]}")
        session.commit()
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    return [sign_in["id"] for sign_in in sign_ins]


def suggestion(number: int, chance: random.Random, teams: int) -> Row:
    """Return a suggestion for a team, a location or everyone, with three captions in two languages."""
    draw = chance.random()
    audience: dict[str, list[str]] = {}
    if draw < 0.6:
        audience = {"teams": [f"team-{chance.randrange(teams)}" for _ in range(2)]}
        audience["teams"] = list(dict.fromkeys(audience["teams"]))
    elif draw < 0.8:
        audience = {"locations": [chance.choice(PLACES)]}
    text = "Ons team zoekt een collega. Het is hier goed toeven, vooral op donderdag. " * 4 + f"{number} {{link}}"
    document = {
        "external_id": f"bench-{number}", "kind": chance.choice(["story", "vacancy", "event"]),
        "title": f"Suggestion number {number}", "destination_url": f"https://{HOST}/{number}", "audience": audience,
        "captions": [
            {"language": "nl", "tone": "personal", "text": text}, {"language": "nl", "tone": "short", "text": text},
            {"language": "en", "tone": "personal", "text": text},
        ],
    }  # fmt: skip
    return Row(number + 1, document["external_id"], SCHEMA.load(document))
