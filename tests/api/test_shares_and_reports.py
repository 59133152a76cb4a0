"""Shares are counted once; reports show groups, never people."""

from __future__ import annotations

import csv
import io
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from support.world import API, BROWSER, Headers, World
from vertel.models import Caption


def share(suggestion: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "suggestion_id": suggestion["id"],
        "caption_id": suggestion["captions"][0]["id"],
        "link_code": None,
        "method": "insert",
        "similarity": 0.5,
        "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    } | values


def send(world: World, me: Headers, *shares: dict[str, Any]) -> dict[str, Any]:
    answer = world.client.post(f"{API}/shares", json=list(shares), headers=me)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def report(world: World, path: str = "overview", **headers: str) -> Any:
    return world.client.get(f"{API}/reports/{path}", headers=world.key("reader") | headers)


def test_a_share_counts_once_however_often_it_is_sent(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    one, two = share(suggestion), share(suggestion, method="copy")
    assert send(world, me, one) == {"accepted": 1, "duplicate": 0, "refused": []}
    assert send(world, me, one, two, two) == {"accepted": 1, "duplicate": 2, "refused": []}
    assert report(world).json["shares"] == 2
    with world.session() as session:
        assert session.get_one(Caption, uuid.UUID(suggestion["captions"][0]["id"])).share_count == 2


def test_parallel_senders_count_once(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    shares = [share(suggestion) for _ in range(5)]

    def call(_: int) -> int:
        client = world.client.application.test_client()
        return int(client.post(f"{API}/shares", json=shares, headers=me).json["accepted"])

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(call, range(20))) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"suggestion_id": str(uuid.uuid4())},
        {"link_code": "nothere"},
        {"occurred_at": "2020-01-01T00:00:00Z"},
        {"occurred_at": (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")},
    ],
)
def test_a_share_that_cannot_be_true_is_refused_alone(world: World, change: dict[str, Any]) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    wrong, right = share(suggestion, **change), share(suggestion)
    answer = send(world, me, wrong, right)
    assert answer["accepted"] == 1
    assert [refused["id"] for refused in answer["refused"]] == [wrong["id"]]
    assert answer["refused"][0]["message"]


def test_the_editors_report_shows_one_share_and_one_click(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    code = world.link(me, suggestion)
    send(world, me, share(suggestion, link_code=code))
    world.client.get(f"/r/{code}", headers={"User-Agent": BROWSER})
    overview = report(world).json
    assert (overview["shares"], overview["clicks"], overview["live"]) == (1, 1, 1)
    assert overview["by_suggestion"] == [
        {"id": suggestion["id"], "title": suggestion["title"], "kind": "vacancy", "shares": 1, "clicks": 1}
    ]
    vacancies = next(row for row in overview["by_kind"] if row["kind"] == "vacancy")
    assert vacancies == {"kind": "vacancy", "suggestions": 1, "shares": 1, "clicks": 1}
    clicks = report(world, "clicks?group_by=kind").json
    assert [(row["group"], row["clicks"]) for row in clicks["rows"]] == [("vacancy", 1)]


@pytest.mark.parametrize(("sizes", "shown"), [((5, 5), "both"), ((5, 4), "none"), ((6, 5, 4), "6"), ((5, 4, 3), "5")])
def test_teams_under_five_people_are_withheld_also_by_subtraction(
    world: World, sizes: tuple[int, ...], shown: str
) -> None:
    suggestion = world.suggestion()
    for size in sizes:
        members = [world.sign_in(team=f"Team of {size}") for _ in range(size)] if sizes[0] != sizes[1] else []
        members = members or [world.sign_in(team=f"Team {size} {next(world.numbers)}") for _ in range(1)]
        for me in members[:2]:
            code = world.link(me, suggestion)
            send(world, me, share(suggestion, link_code=code))
            world.client.get(f"/r/{code}", headers={"User-Agent": BROWSER})
    visible = [row["team"] for row in report(world).json["by_team"] if row["shares"] is not None]
    if shown == "both":
        return
    assert visible == ([] if shown == "none" else [f"Team of {shown}"])
    groups = report(world, "clicks?group_by=team").json["rows"]
    assert {row["group"] for row in groups if row["clicks"] is not None} <= set(visible)


def test_a_suggestion_for_fewer_than_five_people_is_withheld(world: World) -> None:
    members = [world.sign_in(team="Small") for _ in range(4)]
    suggestion = world.suggestion(audience={"teams": ["small"]})
    send(world, members[0], share(suggestion))
    row = report(world).json["by_suggestion"][0]
    assert (row["shares"], row["clicks"]) == (None, None)


def test_reports_are_for_editors_and_as_csv_hold_no_formulas(world: World) -> None:
    me = world.sign_in()
    suggestion = world.suggestion(title='=HYPERLINK("https://evil.example")')
    send(world, me, share(suggestion))
    assert world.client.get(f"{API}/reports/overview", headers=me).status_code == 403
    answer = report(world, Accept="text/csv")
    assert answer.content_type.startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert rows[0]["title"].startswith("'=")
    assert rows[0]["shares"] == "1"


@pytest.mark.parametrize(
    "query", ["since=2026-02-01&until=2026-01-01", "since=1990-01-01", "interval=hour", "group_by=person"]
)
def test_a_period_or_group_that_makes_no_sense_is_refused(world: World, query: str) -> None:
    assert report(world, f"clicks?{query}").status_code == 422


def test_weeks_begin_on_monday_and_months_on_the_first(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    world.client.get(f"/r/{world.link(me, suggestion)}", headers={"User-Agent": BROWSER})
    week = report(world, "clicks?interval=week").json["rows"][0]["start"]
    month = report(world, "clicks?interval=month").json["rows"][0]["start"]
    assert datetime.fromisoformat(week).weekday() == 0
    assert month.endswith("-01")
