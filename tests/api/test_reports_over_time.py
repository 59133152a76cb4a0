"""Clicks over time, in the organisation's hours, days, weeks and months, with shares and applications beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from support.reporting import live_in, report, rows, share, spreadsheet, teams
from support.voices import crowd
from support.world import API, World
from vertel.domain.analytics import applications
from vertel.domain.analytics.reports import over_time


def test_days_begin_at_the_organisations_midnight(world: World) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-06-30T21:45:00Z", "2026-06-30T22:00:00Z", "2026-07-01T21:45:00Z", "2026-07-01T22:00Z")
    query = "since=2026-06-30&until=2026-07-02"
    assert rows(world, query) == [("2026-06-30", None, 1), ("2026-07-01", None, 2), ("2026-07-02", None, 1)]
    assert rows(world, "since=2026-07-01&until=2026-07-01") == [("2026-07-01", None, 2)]
    assert report(world, "overview?since=2026-07-01&until=2026-07-01").json["clicks"] == 2


def test_another_time_zone_holds_for_the_clicks_from_then_on(world: World) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-06-30T22:00:00Z")
    live_in(world, "America/New_York")
    world.clicked(code, "2026-06-30T22:00:00Z", "2026-07-01T04:00:00Z")
    query = "since=2026-06-30&until=2026-07-02"
    assert report(world, f"clicks?{query}").json["time_zone"] == "America/New_York"
    assert rows(world, query) == [("2026-06-30", None, 1), ("2026-07-01", None, 2)]


def test_days_are_whole_when_the_clock_changes(world: World) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-03-28T22:45:00Z", "2026-03-28T23:00:00Z", "2026-03-29T21:45:00Z", "2026-03-29T22:00Z")
    assert rows(world, "since=2026-03-29&until=2026-03-29") == [("2026-03-29", None, 2)]


def test_weeks_begin_on_monday_and_months_on_the_first(world: World) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-06-28T12:00:00Z", "2026-06-29T12:00:00Z", "2026-07-05T12:00:00Z", "2026-07-06T12:00Z")
    period = "since=2026-06-01&until=2026-07-31"
    weeks = [("2026-06-22", None, 1), ("2026-06-29", None, 2), ("2026-07-06", None, 1)]
    assert rows(world, f"{period}&interval=week") == weeks
    assert rows(world, f"{period}&interval=month") == [("2026-06-01", None, 2), ("2026-07-01", None, 2)]


def test_a_report_of_endless_rows_is_refused_with_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-06-01T12:00:00Z", "2026-06-02T12:00:00Z")
    monkeypatch.setattr(over_time, "MOST_ROWS", 1)
    path = f"{API}/reports/clicks?since=2026-06-01&until=2026-06-30"
    refused = world.client.get(path, headers=world.key("reader"))
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/interval")
    assert world.client.get(f"{path}&interval=month", headers=world.key("reader")).status_code == 200


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have reports take some other day for today."""

    def set_today(day: str) -> None:
        noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        # Found by its name: the package has a function that is called like the module.
        monkeypatch.setattr(sys.modules["vertel.domain.analytics.reports.period"], "now", lambda: noon)

    return set_today


def test_hours_begin_where_they_do_in_utc_and_stand_on_the_day_of_the_organisation(
    world: World, later: Callable[[str], None]
) -> None:
    later("2026-07-05")
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-06-30T21:45:00Z", "2026-06-30T22:00:00Z", "2026-06-30T22:45:00Z", "2026-07-01T22:00Z")
    found = report(world, "clicks?since=2026-06-30&until=2026-07-01&interval=hour").json["rows"]
    assert [(row["start"], row["hour"], row["clicks"], row["applications"]) for row in found] == [
        ("2026-06-30", "2026-06-30T21:00:00Z", 1, None),
        ("2026-07-01", "2026-06-30T22:00:00Z", 2, None),
    ]


def test_the_hour_that_comes_twice_is_two_hours(world: World, later: Callable[[str], None]) -> None:
    later("2026-10-26")
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-10-25T00:15:00Z", "2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z")
    path = "clicks?since=2026-10-25&until=2026-10-25&interval=hour"
    assert [(row["start"], row["clicks"]) for row in spreadsheet(world, path)] == [
        ("2026-10-25 02:00+02:00", "1"),
        ("2026-10-25 02:00+01:00", "2"),
    ]
    # A spreadsheet, which a language is named for, would take a time with an offset for a text.
    in_dutch = report(world, f"{path}&locale=nl", Accept="text/csv").text
    assert [line.split(";")[0] for line in in_dutch.splitlines()[1:]] == ["2026-10-25 02:00"] * 2


def test_where_the_clock_is_half_an_hour_off_days_are_right_and_an_hour_is_of_the_day_on_which_it_begins(
    world: World, later: Callable[[str], None]
) -> None:
    later("2026-07-05")
    live_in(world, "Asia/Kolkata")  # midnight is at 18:30 in UTC
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2026-06-30T18:15:00Z", "2026-06-30T18:30:00Z", "2026-06-30T19:00:00Z")
    assert rows(world, "since=2026-06-30&until=2026-07-01") == [("2026-06-30", None, 1), ("2026-07-01", None, 2)]
    found = spreadsheet(world, "clicks?since=2026-06-30&until=2026-07-01&interval=hour")
    assert [(row["start"], row["clicks"]) for row in found] == [
        ("2026-06-30 23:30+05:30", "2"),
        ("2026-07-01 00:30+05:30", "1"),
    ]


@pytest.mark.parametrize(("days", "status"), [(7, 200), (8, 422)])
def test_hours_are_told_for_a_week_at_most(world: World, later: Callable[[str], None], days: int, status: int) -> None:
    later("2026-07-08")
    since = date(2026, 7, 8) - timedelta(days=days)
    path = f"{API}/reports/clicks?interval=hour&since={since}&until=2026-07-07"
    answer = world.client.get(path, headers=world.key("reader"))
    assert answer.status_code == status
    if status == 422:
        (error,) = answer.json["errors"]
        assert error["pointer"] == "/interval"
        assert error["message"] == "Hours are told for at most 7 days. Ask for fewer days, or for days instead."


def test_hours_that_are_not_kept_any_more_are_refused_with_what_to_do(
    world: World, later: Callable[[str], None]
) -> None:
    later("2026-07-08")
    path, key = f"{API}/reports/clicks?interval=hour", world.key("reader")
    assert world.client.get(f"{path}&since=2026-06-03&until=2026-06-04", headers=key).status_code == 200
    answer = world.client.get(f"{path}&since=2026-06-02&until=2026-06-04", headers=key)
    (error,) = answer.json["errors"]
    assert (answer.status_code, error["pointer"]) == (422, "/since")
    assert "Ask for since=2026-06-03 or later." in error["message"]


def test_without_a_period_hours_are_those_of_the_last_week(world: World) -> None:
    answer = report(world, "clicks?interval=hour").json
    assert date.fromisoformat(answer["until"]) - date.fromisoformat(answer["since"]) == timedelta(days=6)


def test_shares_and_applications_stand_beside_the_clicks(world: World) -> None:
    suggestion, (me, *_) = world.suggestion(), crowd(world, 5)
    code = world.link(me, suggestion)
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    share(world, me, suggestion)
    share(world, me, suggestion)
    world.clicked(code)
    for number in range(3):
        with world.session() as session:
            applications.record(session, str(number), code, today - timedelta(days=number))
    for query in ("", "group_by=kind", "group_by=suggestion", "interval=week", "interval=month"):
        found = report(world, f"clicks?{query}").json["rows"]
        assert sum(row["shares"] for row in found) == 2
        (row,) = [row for row in found if row["clicks"]]
        assert (row["clicks"], row["applications"]) == (1, 3)
        assert row["clicks_per_share"] == 0.5
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
