"""Clicks over time, in the organisation's hours, days, weeks and months, with shares and applications beside them."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from support.reporting import live_in, report, rows, share, spreadsheet, teams
from support.world import API, World
from vertel.db.models import Application, Link, Share
from vertel.domain.analytics.reports import over_time
from vertel.ids import new_id


def test_days_begin_at_the_organisations_midnight(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-06-30T21:45:00Z", "2026-06-30T22:00:00Z", "2026-07-01T21:45:00Z", "2026-07-01T22:00Z")
    query = "since=2026-06-30&until=2026-07-02"
    assert rows(world, query) == [("2026-06-30", None, 1), ("2026-07-01", None, 2), ("2026-07-02", None, 1)]
    assert rows(world, "since=2026-07-01&until=2026-07-01") == [("2026-07-01", None, 2)]
    assert report(world, "overview?since=2026-07-01&until=2026-07-01").json["clicks"] == 2


def test_another_time_zone_holds_for_the_clicks_from_then_on(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-06-30T22:00:00Z")
    live_in(world, "America/New_York")
    world.clicked(code, "2026-06-30T22:00:00Z", "2026-07-01T04:00:00Z")
    query = "since=2026-06-30&until=2026-07-02"
    assert report(world, f"clicks?{query}").json["time_zone"] == "America/New_York"
    assert rows(world, query) == [("2026-06-30", None, 1), ("2026-07-01", None, 2)]


def test_days_are_whole_when_the_clock_changes(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-03-28T22:45:00Z", "2026-03-28T23:00:00Z", "2026-03-29T21:45:00Z", "2026-03-29T22:00Z")
    assert rows(world, "since=2026-03-29&until=2026-03-29") == [("2026-03-29", None, 2)]


def test_weeks_begin_on_monday_and_months_on_the_first(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-06-28T12:00:00Z", "2026-06-29T12:00:00Z", "2026-07-05T12:00:00Z", "2026-07-06T12:00Z")
    period = "since=2026-06-01&until=2026-07-31"
    weeks = [("2026-06-22", None, 1), ("2026-06-29", None, 2), ("2026-07-06", None, 1)]
    assert rows(world, f"{period}&interval=week") == weeks
    assert rows(world, f"{period}&interval=month") == [("2026-06-01", None, 2), ("2026-07-01", None, 2)]


def test_a_withheld_group_stands_in_every_interval_so_that_it_does_not_tell_when(world: World) -> None:
    small, smaller, large = teams(world, 4, 3, 5)
    suggestion = world.suggestion()
    world.clicked(world.link(small, suggestion), "2026-06-01T12:00:00Z")
    world.clicked(world.link(large, suggestion), "2026-06-02T12:00:00Z")
    found = rows(world, "since=2026-06-01&until=2026-06-02&group_by=team")
    assert found == [
        ("2026-06-01", "Team of 3", None),
        ("2026-06-01", "Team of 4", None),
        ("2026-06-02", "Team of 3", None),
        ("2026-06-02", "Team of 4", None),
        ("2026-06-02", "Team of 5", 1),
    ]
    assert smaller


def test_shares_count_when_they_happened(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    share(world, me, suggestion, datetime.now(UTC) - timedelta(days=40))
    assert report(world).json["shares"] == 0
    since = (datetime.now(UTC) - timedelta(days=41)).date()
    assert report(world, f"overview?since={since}").json["shares"] == 1


def test_a_report_of_endless_rows_is_refused_with_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-06-01T12:00:00Z", "2026-06-02T12:00:00Z")
    monkeypatch.setattr(over_time, "MOST_ROWS", 1)
    path = f"{API}/reports/clicks?since=2026-06-01&until=2026-06-30"
    refused = world.client.get(path, headers=world.key("reader"))
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/interval")
    assert world.client.get(f"{path}&interval=month", headers=world.key("reader")).status_code == 200


def test_hours_begin_where_they_do_in_utc_and_stand_on_the_day_of_the_organisation(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-06-30T21:45:00Z", "2026-06-30T22:00:00Z", "2026-06-30T22:45:00Z", "2026-07-01T22:00Z")
    found = report(world, "clicks?since=2026-06-30&until=2026-07-01&interval=hour").json["rows"]
    assert [(row["start"], row["hour"], row["clicks"], row["applications"]) for row in found] == [
        ("2026-06-30", "2026-06-30T21:00:00Z", 1, None),
        ("2026-07-01", "2026-06-30T22:00:00Z", 2, None),
    ]


def test_the_hour_that_comes_twice_is_two_hours(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-10-25T00:15:00Z", "2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z")
    path = "clicks?since=2026-10-25&until=2026-10-25&interval=hour"
    assert [(row["start"], row["clicks"]) for row in spreadsheet(world, path)] == [
        ("2026-10-25 02:00+02:00", "1"),
        ("2026-10-25 02:00+01:00", "2"),
    ]


def test_where_the_clock_is_half_an_hour_off_days_are_right_and_an_hour_is_of_the_day_on_which_it_begins(
    world: World,
) -> None:
    live_in(world, "Asia/Kolkata")  # midnight is at 18:30 in UTC
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "2026-06-30T18:15:00Z", "2026-06-30T18:30:00Z", "2026-06-30T19:00:00Z")
    assert rows(world, "since=2026-06-30&until=2026-07-01") == [("2026-06-30", None, 1), ("2026-07-01", None, 2)]
    found = spreadsheet(world, "clicks?since=2026-06-30&until=2026-07-01&interval=hour")
    assert [(row["start"], row["clicks"]) for row in found] == [
        ("2026-06-30 23:30+05:30", "2"),
        ("2026-07-01 00:30+05:30", "1"),
    ]


@pytest.mark.parametrize(("days", "status"), [(7, 200), (8, 422)])
def test_hours_are_told_for_a_week_at_most(world: World, days: int, status: int) -> None:
    since = date(2026, 7, 8) - timedelta(days=days)
    path = f"{API}/reports/clicks?interval=hour&since={since}&until=2026-07-07"
    answer = world.client.get(path, headers=world.key("reader"))
    assert answer.status_code == status
    if status == 422:
        (error,) = answer.json["errors"]
        assert error["pointer"] == "/interval"
        assert error["message"] == "Hours are told for at most 7 days. Ask for fewer days, or for days instead."


def test_without_a_period_hours_are_those_of_the_last_week(world: World) -> None:
    answer = report(world, "clicks?interval=hour").json
    assert date.fromisoformat(answer["until"]) - date.fromisoformat(answer["since"]) == timedelta(days=6)


MOMENTS = {
    "Europe/Amsterdam": [
        ("2026-03-28T22:59:59", "2026-03-28"), ("2026-03-28T23:00:00", "2026-03-29"),
        ("2026-03-29T21:59:59", "2026-03-29"), ("2026-03-29T22:00:00", "2026-03-30"),
        ("2026-10-24T22:00:00", "2026-10-25"), ("2026-10-25T22:59:59", "2026-10-25"),
        ("2026-10-25T23:00:00", "2026-10-26"),
    ],
    "Australia/Lord_Howe": [
        ("2026-04-04T12:59:59", "2026-04-04"), ("2026-04-04T13:00:00", "2026-04-05"),
        ("2026-04-05T13:29:59", "2026-04-05"), ("2026-04-05T13:30:00", "2026-04-06"),
    ],
    "America/Santiago": [
        ("2026-09-06T03:59:59", "2026-09-05"), ("2026-09-06T04:00:00", "2026-09-06"),
        ("2026-09-07T02:59:59", "2026-09-06"), ("2026-09-07T03:00:00", "2026-09-07"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("zone", MOMENTS)
def test_shares_stand_on_their_day_also_when_the_clock_changes(world: World, zone: str) -> None:
    live_in(world, zone)
    me, suggestion = world.employee(), world.suggestion()
    with world.session() as session:
        for moment, _ in MOMENTS[zone]:
            then = datetime.fromisoformat(moment).replace(tzinfo=UTC)
            made = {"id": new_id(), "suggestion_id": suggestion["id"], "employee_id": me.id, "method": "copy"}
            session.add(Share(**made | {"suggestion_id": uuid.UUID(suggestion["id"])}, occurred_at=then))
    expected = Counter(day for _, day in MOMENTS[zone])
    found = report(world, "clicks?since=2026-03-01&until=2026-11-30").json["rows"]
    assert {row["start"]: row["shares"] for row in found} == expected
    for interval in ("week", "month"):
        found = report(world, f"clicks?since=2026-03-01&until=2026-11-30&interval={interval}").json["rows"]
        assert sum(row["shares"] for row in found) == len(MOMENTS[zone])


def test_shares_and_applications_stand_beside_the_clicks(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    code = world.link(me, suggestion)
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    share(world, me, suggestion)
    share(world, me, suggestion)
    world.clicked(code)
    with world.session() as session:
        link_id = session.scalars(select(Link.id).where(Link.code == code)).one()
        session.add_all(Application(id=str(number), link_id=link_id, day=today) for number in range(3))
    for query in ("", "group_by=kind", "group_by=suggestion", "interval=week", "interval=month&group_by=scope"):
        found = report(world, f"clicks?{query}").json["rows"]
        assert sum(row["shares"] for row in found) == 2
        (row,) = [row for row in found if row["clicks"]]
        assert (row["clicks"], row["applications"]) == (1, 3)
        assert row["clicks_per_share"] == (None if "scope" in query else 0.5)
    assert spreadsheet(world, "clicks")[0] == {
        "start": str(today), "id": "", "group": "", "shares": "2", "clicks": "1", "clicks_per_share": "0.5",
        "applications": "3",
    }  # fmt: skip


def test_a_suggestion_or_team_is_named_with_its_id(world: World) -> None:
    (me,) = teams(world, 5)
    first, second = (world.suggestion(title="The same") for _ in range(2))
    for suggestion in (first, second):
        world.clicked(world.link(me, suggestion))
    found = report(world, "clicks?group_by=suggestion").json["rows"]
    assert {row["id"]: row["group"] for row in found} == {first["id"]: "The same", second["id"]: "The same"}
    (row,) = report(world, "clicks?group_by=team").json["rows"]
    assert row["id"] is not None
    assert report(world, "clicks?group_by=kind").json["rows"][0]["id"] is None
