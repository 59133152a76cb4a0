"""Reports show what groups did, in the organisation's days; every row is shown."""

from __future__ import annotations

import csv
import io
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from support.reporting import busy, by, report, rows, spreadsheet, teams
from support.voices import crowd
from support.world import API, World


def test_the_editors_report_shows_one_share_and_one_click(world: World) -> None:
    suggestion = world.suggestion()
    busy(world, crowd(world, 5)[0], suggestion)
    overview = report(world).json
    assert (overview["shares"], overview["clicks"], overview["live"]) == (1, 1, 1)
    one = {"shares": 1, "clicks": 1, "clicks_per_share": 1.0, "applications": 0}
    assert overview["by_suggestion"] == [
        {"id": suggestion["id"], "title": suggestion["title"], "kind": "vacancy", **one}
    ]
    vacancies = next(row for row in overview["by_kind"] if row["kind"] == "vacancy")
    assert vacancies == {"kind": "vacancy", "suggestions": 1, **one}
    assert [row[1:] for row in rows(world, "group_by=kind")] == [("vacancy", 1)]
    assert [row[1:] for row in rows(world, "group_by=suggestion")] == [(suggestion["title"], 1)]
    assert [row[1:] for row in rows(world, "")] == [(None, 1)]


def test_what_is_not_live_is_not_counted_as_live(world: World) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    world.suggestion()
    world.suggestion(audience={"teams": ["one", "two"]})
    world.suggestion(publish_at=tomorrow)
    world.suggestion(status="draft")
    assert report(world).json["live"] == 2


def test_personal_links_count_for_the_team_as_campaign_links_do(world: World) -> None:
    suggestion, (me,) = world.suggestion(), teams(world, 5)
    busy(world, me, suggestion, "personal")
    assert by(world, "by_team", "team")["Team of 5"] == (1, 1)
    assert by(world, "by_suggestion", "title") == {suggestion["title"]: (1, 1)}
    assert [row[1:] for row in rows(world, "group_by=team")] == [("Team of 5", 1)]
    assert report(world).json["clicks"] == 1


@pytest.mark.parametrize(
    "audience",
    [
        {"teams": ["team-of-4"]},
        {"locations": ["ZWOLLE"]},
        {"languages": ["fy"]},
        {"teams": ["team-of-4", "team-of-9"], "locations": ["zwolle"]},
    ],
)
def test_a_suggestion_for_fewer_than_five_people_is_not_counted_anywhere(
    world: World, audience: dict[str, list[str]]
) -> None:
    me, *_ = crowd(world, 4, team="Team of 4", location="Zwolle", languages=["fy"])
    crowd(world, 9, team="Team of 9", location="Assen", languages=["nl"])
    busy(world, me, world.suggestion(title="For few", audience=audience))
    busy(world, me, world.suggestion(title="For all"))
    assert by(world, "by_suggestion", "title") == {"For all": (1, 1)}
    assert {group: count for _, group, count in rows(world, "group_by=suggestion")} == {"For all": 1}
    assert by(world, "by_kind", "kind")["vacancy"] == (1, 1)
    assert report(world).json["shares"] == 1


@pytest.mark.parametrize(
    "audience",
    [
        {"teams": ["team-of-5"]},
        {"locations": ["ZWOLLE"]},
        {"languages": ["nl"]},
        {"teams": ["none", "team-of-5"], "locations": ["zwolle", "Assen"], "languages": ["en", "nl"]},
    ],
)
def test_a_suggestion_that_reaches_five_people_is_counted(world: World, audience: dict[str, list[str]]) -> None:
    me, *_ = crowd(world, 5, team="Team of 5", location="Zwolle", languages=["nl-BE"])
    busy(world, me, world.suggestion(title="For five", audience=audience))
    assert by(world, "by_suggestion", "title") == {"For five": (1, 1)}


@pytest.mark.parametrize(
    "query", ["since=2026-02-01&until=2026-01-01", "since=1990-01-01", "interval=minute", "group_by=person", "person=1"]
)
@pytest.mark.parametrize("path", ["overview", "clicks"])
def test_a_period_or_group_that_makes_no_sense_is_refused(world: World, path: str, query: str) -> None:
    answer = world.client.get(f"{API}/reports/{path}?{query}", headers=world.key("reader"))
    assert answer.status_code == 422


@pytest.mark.parametrize("query", ["until=1900-01-01", "since=2998-01-01", "since=2021-01-01&until=2026-01-01"])
def test_any_other_period_is_answered(world: World, query: str) -> None:
    answer = report(world, f"overview?{query}").json
    assert answer["clicks"] == 0
    assert "1900-01-01" <= answer["since"] <= answer["until"]


def test_a_spreadsheet_gets_no_formulas(world: World) -> None:
    busy(world, crowd(world, 5)[0], world.suggestion(title='=HYPERLINK("https://evil.example")'))
    for path, column in (("overview", "title"), ("clicks?group_by=suggestion", "group")):
        answer = report(world, path, Accept="text/csv")
        assert answer.content_type == "text/csv; charset=utf-8"
        assert "Accept" in answer.headers["Vary"]
        found = spreadsheet(world, path)
        assert found[0][column].startswith("'=")
        assert found[0]["clicks"] == "1"


GERMAN = {"Accept-Language": "de-DE,de;q=0.9,en;q=0.8"}


@pytest.mark.parametrize(
    ("query", "headers", "separator", "decimal"),
    [
        ("", {}, ",", "."),
        ("", {"Accept-Language": "*"}, ",", "."),
        ("", {"Accept-Language": "en-GB,nl;q=0.5"}, ",", "."),
        ("", {"Accept-Language": "es-MX"}, ",", "."),
        ("", GERMAN, ";", ","),
        ("", {"Accept-Language": "de-CH"}, ";", "."),
        ("locale=nl", {}, ";", ","),
        ("locale=en", GERMAN, ",", "."),
        ("locale=pt-BR", {"Accept-Language": "en"}, ";", ","),
    ],
)
def test_a_spreadsheet_is_met_in_its_own_language(
    world: World, query: str, headers: dict[str, str], separator: str, decimal: str
) -> None:
    me, suggestion = crowd(world, 5)[0], world.suggestion(title="Één; twee, drie")
    busy(world, me, suggestion)
    for path in ("overview", "suggestions", "clicks?group_by=suggestion"):
        asked = f"{path}{'&' if '?' in path else '?'}{query}" if query else path
        answer = report(world, asked, Accept="text/csv", **headers)
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert "Accept-Language" in answer.headers["Vary"]
        rows = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=separator)
        (found,) = (row for row in rows if "Één; twee, drie" in row.values())
        shares, clicks = int(found["shares"]), int(found["clicks"])
        assert float(found["clicks_per_share"].replace(decimal, ".")) == pytest.approx(clicks / shares, abs=0.01)
        assert decimal in found["clicks_per_share"]


@pytest.mark.parametrize("path", ["overview", "suggestions", "clicks"])
def test_a_locale_that_is_none_is_refused(world: World, path: str) -> None:
    assert world.client.get(f"{API}/reports/{path}?locale=Dutch", headers=world.key("reader")).status_code == 422


def test_reports_are_for_editors(world: World) -> None:
    assert world.client.get(f"{API}/reports/overview", headers=world.sign_in()).status_code == 403
    assert world.client.get(f"{API}/reports/clicks", headers=world.sign_in(role="editor")).status_code == 200


def test_a_click_that_arrives_while_a_report_is_read_is_in_all_of_it_or_in_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggestion, (me, *_) = world.suggestion(), crowd(world, 5)
    busy(world, me, suggestion)
    code, reader = world.link(me, suggestion), world.key("reader")
    overviews = sys.modules["vertel.domain.analytics.reports.overview"]  # the package has the function of this name
    read = overviews._counted

    def read_slowly(*asked: Any) -> Any:
        found = read(*asked)
        world.clicked(code)
        return found

    monkeypatch.setattr(overviews, "_counted", read_slowly)
    overview = world.client.get(f"{API}/reports/overview", headers=reader).json
    assert [overview["clicks"], *(row["clicks"] for row in overview["by_suggestion"])] == [1, 1]


def test_each_table_of_the_overview_can_be_had_as_csv(world: World) -> None:
    me, *_ = crowd(world, 5, location="Zwolle")
    busy(world, me, world.suggestion(audience={"locations": ["Zwolle"]}, kind="story"))
    first = {"suggestion": ["title", "kind"], "kind": ["kind", "suggestions"], "team": ["team"]}
    first |= {"location": ["group"], "language": ["group"]}

    for table, columns in first.items():
        found = spreadsheet(world, f"overview?by={table}")
        listed = report(world).json[f"by_{table}"]
        assert [*found[0]] == [*columns, "shares", "clicks", "clicks_per_share", "applications"]
        assert [row[columns[0]] for row in found] == [row[columns[0]] or "" for row in listed]
    assert spreadsheet(world, "overview") == spreadsheet(world, "overview?by=suggestion")
