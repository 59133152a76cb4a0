"""Requests of a directory per second, at 50,000 people and a group of 5,000.

One after the other, over WSGI, without a network. The bar is the least that there should be. The reference is the
`/livez` of the same server.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import structlog
from flask.testing import FlaskClient
from sqlalchemy import insert

from support import postgres
from vertel.app import create_app
from vertel.clock import now
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_session
from vertel.db.models import Employee, Team
from vertel.domain.people import api_keys
from vertel.ids import new_id

PEOPLE = 50_000
MEMBERS = 5_000
SECONDS = 3.0
BAR = 25
"""For what is done for one person, or to a group."""

MUCH = ("GET a group of 5,000", "a page of 100 users, the last")
"""What answers with many people, and has no bar."""


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory(prefix="vertel-scim-") as name, postgres.cluster(Path(name) / "pg") as url:
        databases = {"SQLite": f"sqlite:///{name}/vertel.sqlite3", "PostgreSQL": url}
        return [row for kind, address in databases.items() for row in on(kind, address, Path(name) / kind)]


def on(kind: str, address: str, state: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of one database."""
    settings = {
        "VERTEL_DATABASE_URL": address, "VERTEL_SECRET_KEYS": "a key that is only good for this",
        "VERTEL_PUBLIC_URL": "http://127.0.0.1:8000", "VERTEL_STATE_DIR": str(state),
    }  # fmt: skip
    app = create_app(Config.from_environment(settings))
    engine = app.extensions["vertel"].engine
    migrations.upgrade(engine)
    with make_session(engine, writes=True) as session:
        ids, group = _fill(session)
        key = api_keys.create(session, "bench", "scim")
        session.commit()
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    reference = _rate(lambda: client.get("/livez"))
    for name, call in _calls(client, ids, group).items():
        rate, bar = _rate(call), None if name in MUCH else BAR
        yield {
            "name": f"{kind}: {name}", "value": rate, "unit": "/s", "bar": bar, "kept": rate >= bar if bar else None,
            "reference": f"{reference:,.0f} /s", "ratio": rate / reference,
        }  # fmt: skip
    app.extensions["vertel"].dispose()


def _fill(session: Any) -> tuple[list[Any], Any]:
    team = new_id()
    ids = [new_id() for _ in range(PEOPLE)]
    session.execute(insert(Team), [{"id": team, "slug": "all", "name": "All"}])
    rows = [
        {
            "id": own, "email": f"one{number}@example.com", "name": f"Colleague {number}", "languages": [],
            "team_id": team if number < MEMBERS else None, "external_id": f"hr-{number}", "created_at": now(),
            "search_text": f"colleague {number}\none{number}@example.com", "source": "scim",
        }
        for number, own in enumerate(ids)
    ]  # fmt: skip
    session.execute(insert(Employee), rows)
    return ids, team


def _calls(client: FlaskClient, ids: list[Any], group: Any) -> dict[str, Callable[[], Any]]:
    numbers = count(MEMBERS)

    def patch(path: str, operation: dict[str, Any]) -> Any:
        return client.patch(f"/scim/v2{path}", json={"Operations": [operation]})

    def rename() -> Any:
        number = next(numbers)
        return patch(f"/Users/{ids[number]}", {"op": "replace", "path": "displayName", "value": f"New {number}"})

    def join() -> Any:
        member = [{"value": str(ids[next(numbers)])}]
        return patch(f"/Groups/{group}", {"op": "add", "path": "members", "value": member})

    return {
        "GET a user": lambda: client.get(f"/scim/v2/Users/{ids[next(numbers)]}"),
        "filter by userName": lambda: client.get(f'/scim/v2/Users?filter=userName eq "one{next(numbers)}@example.com"'),
        "filter by externalId": lambda: client.get(f'/scim/v2/Users?filter=externalId eq "hr-{next(numbers)}"'),
        "PATCH a user": rename,
        "add a member to 5,000": join,
        "GET a group without members": lambda: client.get(f"/scim/v2/Groups/{group}?excludedAttributes=members"),
        "GET a group of 5,000": lambda: client.get(f"/scim/v2/Groups/{group}"),
        "a page of 100 users, the last": lambda: client.get("/scim/v2/Users?startIndex=49900&count=100"),
    }


def _rate(call: Callable[[], Any]) -> float:
    call()
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        answer = call()
        assert answer.status_code < 300, answer.get_data(as_text=True)
        done += 1
    return done / (time.perf_counter() - start)
