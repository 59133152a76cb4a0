"""How many requests of a directory are answered per second at 50,000 people: ``python tests/bench/scim.py [URL]``.

The URL is of an empty database, without one SQLite in a folder that is deleted. Requests come one after the other, over
WSGI, without a network; a group has 5,000 members.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import structlog
from flask.testing import FlaskClient
from sqlalchemy import insert

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
SECONDS = 4.0


def main(url: str | None) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with TemporaryDirectory() as folder:
        settings = {
            "VERTEL_DATABASE_URL": url or f"sqlite:///{folder}/vertel.sqlite3",
            "VERTEL_SECRET_KEYS": "a key that is only good for this",
            "VERTEL_PUBLIC_URL": "http://127.0.0.1:8000",
            "VERTEL_STATE_DIR": str(Path(folder) / "state"),
        }
        app = create_app(Config.from_environment(settings))
        engine = app.extensions["vertel"].engine
        migrations.upgrade(engine)
        with make_session(engine, writes=True) as session:
            ids, group = _fill(session)
            key = api_keys.create(session, "bench", "scim")
            session.commit()
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
        for name, call in _calls(client, ids, group).items():
            sys.stdout.write(f"{name:<32}{_rate(call):>6.0f} /s\n")
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


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
