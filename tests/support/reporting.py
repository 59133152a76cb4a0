"""What the tests of reports have in common: something happens, and an editor reads what came of it."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import UTC, datetime
from typing import Any

from support.voices import crowd
from support.world import API, Headers, World
from vertel.domain.people import organisations

Suggestion = dict[str, Any]


def report(world: World, path: str = "overview", **headers: str) -> Any:
    answer = world.client.get(f"{API}/reports/{path}", headers=world.key("reader") | headers)
    assert answer.status_code == 200, answer.text
    return answer


def rows(world: World, query: str) -> list[tuple[str, str | None, int | None]]:
    return [(row["start"], row["group"], row["clicks"]) for row in report(world, f"clicks?{query}").json["rows"]]


def by(world: World, part: str, name: str) -> dict[str, tuple[int | None, int | None]]:
    """Shares and clicks of a part of the overview, by the name of each row."""
    return {row[name]: (row["shares"], row["clicks"]) for row in report(world).json[part]}


def share(world: World, me: Headers, suggestion: Suggestion, occurred_at: datetime | None = None) -> None:
    moment = (occurred_at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    one = {"id": str(uuid.uuid4()), "suggestion_id": suggestion["id"], "method": "insert", "occurred_at": moment}
    assert world.client.post(f"{API}/shares", json=[one], headers=me).json["accepted"] == 1


def busy(world: World, me: Headers, suggestion: Suggestion, scope: str = "campaign") -> None:
    """One share and one click."""
    share(world, me, suggestion)
    world.clicked(world.link(me, suggestion, scope))


def teams(world: World, *sizes: int) -> list[Headers]:
    """Someone of each team, all of whom are signed in; a team is called after its size."""
    return [crowd(world, size, team=f"Team of {size}")[0] for size in sizes]


def live_in(world: World, zone: str) -> None:
    with world.session() as session:
        organisation = organisations.get(session)
        organisation.time_zone = zone
        session.add(organisation)


def spreadsheet(world: World, path: str) -> list[dict[str, str]]:
    """A report as CSV, row by row."""
    return [*csv.DictReader(io.StringIO(report(world, path, Accept="text/csv").text.removeprefix("\ufeff")))]
