"""Reports show what groups did, in the organisation's days; of people and small groups they show nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from support.reporting import busy, by, report, rows, share, spreadsheet, teams
from support.world import API, HOST, World
from vertel.db.models import Employee
from vertel.domain.analytics.reports import counting


def test_the_editors_report_shows_one_share_and_one_click(world: World) -> None:
    suggestion = world.suggestion()
    busy(world, world.sign_in(), suggestion)
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


@pytest.mark.parametrize(
    ("sizes", "shown"), [((5, 6), {5, 6}), ((5, 4), set()), ((6, 5, 4), {6}), ((5, 4, 3), {5}), ((7, 6, 2, 1), {7})]
)
def test_teams_under_five_people_are_withheld_also_by_subtraction(
    world: World, sizes: Sequence[int], shown: set[int]
) -> None:
    suggestion = world.suggestion()
    for me in teams(world, *sizes):
        busy(world, me, suggestion)
    found = by(world, "by_team", "team")
    assert {team for team, numbers in found.items() if numbers != (None, None)} == {f"Team of {n}" for n in shown}
    assert all(found[f"Team of {n}"] == (1, 1) for n in shown)
    groups = rows(world, "group_by=team")
    assert {group for _, group, count in groups if count is not None} == {f"Team of {n}" for n in shown}
    assert {group for _, group, count in groups if count is None} == {f"Team of {n}" for n in sizes if n not in shown}
    assert report(world).json["shares"] == len(sizes)


def test_a_team_that_shrank_is_withheld_with_what_it_had(world: World) -> None:
    small, *_ = (members := teams(world, 5, 6, 7))
    for me in members:
        busy(world, me, world.suggestion())
    with world.session() as session:
        one = session.scalars(select(Employee).join(Employee.team).where(Employee.team.has(name="Team of 5"))).first()
        session.execute(update(Employee).where(Employee.id == one.id).values(active=False))
    found = by(world, "by_team", "team")
    assert found == {"Team of 5": (None, None), "Team of 6": (None, None), "Team of 7": (1, 1)}
    assert small


def test_personal_links_count_in_totals_but_not_for_the_team(world: World) -> None:
    suggestion, (me,) = world.suggestion(), teams(world, 5)
    busy(world, me, suggestion, "personal")
    assert by(world, "by_team", "team") == {"Team of 5": (1, 0)}
    assert by(world, "by_suggestion", "title") == {suggestion["title"]: (1, 1)}
    assert [row[1:] for row in rows(world, "group_by=team")] == [("Team of 5", 0)]
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
def test_a_suggestion_that_reaches_fewer_than_five_people_is_withheld_with_the_next_smallest(
    world: World, audience: dict[str, list[str]]
) -> None:
    members = [world.employee(team="Team of 4", location="Zwolle", languages=["fy"]) for _ in range(4)]
    for _ in range(9):
        world.employee(team="Team of 9", location="Assen", languages=["nl"])
    me = world.sign_in(members[0])
    busy(world, me, world.suggestion(title="For few", audience=audience))
    busy(world, me, world.suggestion(title="For all"))
    busy(world, me, world.suggestion(title="For more", audience={"teams": ["team-of-4", "team-of-9"]}))
    busy(world, me, world.suggestion(title="Another kind", kind="story"))
    assert by(world, "by_suggestion", "title") == {
        "For few": (None, None),
        "For more": (None, None),
        "For all": (1, 1),
        "Another kind": (1, 1),
    }
    assert {group: count for _, group, count in rows(world, "group_by=suggestion")} == {
        "For few": None,
        "For more": None,
        "For all": 1,
        "Another kind": 1,
    }
    assert by(world, "by_kind", "kind")["vacancy"] == (3, 3)


@pytest.mark.parametrize(
    "audience",
    [
        {"teams": ["team-of-5"]},
        {"locations": ["ZWOLLE"]},
        {"languages": ["nl"]},
        {"teams": ["none", "team-of-5"], "locations": ["zwolle", "Assen"], "languages": ["en", "nl"]},
    ],
)
def test_a_suggestion_that_reaches_five_people_is_shown(world: World, audience: dict[str, list[str]]) -> None:
    members = [world.employee(team="Team of 5", location="Zwolle", languages=["nl-BE"]) for _ in range(5)]
    busy(world, world.sign_in(members[0]), world.suggestion(title="For five", audience=audience))
    assert by(world, "by_suggestion", "title") == {"For five": (1, 1)}


def test_a_team_without_anyone_is_not_there_until_it_had_a_number(world: World) -> None:
    left, stayed = teams(world, 1, 6)
    suggestion = world.suggestion()
    busy(world, stayed, suggestion)
    with world.session() as session:
        one = session.scalars(select(Employee).where(Employee.team.has(name="Team of 1"))).one()
        session.execute(update(Employee).where(Employee.id == one.id).values(active=False))
    assert by(world, "by_team", "team") == {"Team of 6": (1, 1)}
    with world.session() as session:
        session.execute(update(Employee).where(Employee.id == one.id).values(active=True))
    share(world, left, suggestion)
    with world.session() as session:
        session.execute(update(Employee).where(Employee.id == one.id).values(active=False))
    assert by(world, "by_team", "team") == {"Team of 1": (None, None), "Team of 6": (None, None)}


def test_withheld_suggestions_stand_last_so_that_their_place_tells_nothing(world: World) -> None:
    me, another = teams(world, 4, 3)
    few, other = (
        world.suggestion(title=title, audience={"teams": [team]})
        for title, team in (("Few", "team-of-4"), ("Another", "team-of-3"))
    )
    for _ in range(5):
        busy(world, me, few)
    busy(world, another, other)
    busy(world, me, world.suggestion(title="For all"))
    assert [row["title"] for row in report(world).json["by_suggestion"]] == ["For all", "Another", "Few"]


def test_a_kind_that_was_for_fewer_than_five_people_is_withheld_with_the_next_smallest(world: World) -> None:
    few, more = teams(world, 4, 6)
    busy(world, few, world.suggestion(kind="event", audience={"teams": ["team-of-4"]}))
    busy(world, more, world.suggestion(kind="story", audience={"teams": ["team-of-6"]}))
    busy(world, more, world.suggestion(kind="article"))
    kinds = by(world, "by_kind", "kind")
    assert {kind: kinds[kind] for kind in ("event", "story", "article", "vacancy")} == {
        "event": (None, None),
        "story": (None, None),
        "article": (1, 1),
        "vacancy": (0, 0),
    }
    assert {group: count for _, group, count in rows(world, "group_by=kind")} == {
        "event": None,
        "story": None,
        "article": 1,
    }


def test_personal_clicks_are_shown_from_five_owners_on(world: World) -> None:
    suggestion = world.suggestion()
    members = [world.sign_in() for _ in range(5)]
    for me in members[:4]:
        world.clicked(world.link(me, suggestion, "personal"))
    world.clicked(world.link(members[0], suggestion))
    own = world.client.post(f"{API}/links", json={"destination_url": f"https://{HOST}/"}, headers=world.key()).json
    world.clicked(own["code"])
    assert {group: count for _, group, count in rows(world, "group_by=scope")} == {
        "personal": None,
        "campaign": None,
        "own": 1,
    }
    world.link(members[4], suggestion, "personal")
    assert {group: count for _, group, count in rows(world, "group_by=scope")} == {
        "personal": 4,
        "campaign": 1,
        "own": 1,
    }


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
    busy(world, world.sign_in(), world.suggestion(title='=HYPERLINK("https://evil.example")'))
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
    me, suggestion = world.sign_in(), world.suggestion(title="Één; twee, drie")
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


def test_withheld_numbers_are_empty_in_a_spreadsheet(world: World) -> None:
    (me,) = teams(world, 4)
    busy(world, me, world.suggestion(audience={"teams": ["team-of-4"]}))
    found = spreadsheet(world, "overview")
    assert (found[0]["shares"], found[0]["clicks"]) == ("", "")


def test_reports_are_for_editors(world: World) -> None:
    assert world.client.get(f"{API}/reports/overview", headers=world.sign_in()).status_code == 403
    assert world.client.get(f"{API}/reports/clicks", headers=world.sign_in(role="editor")).status_code == 200


def test_a_click_that_arrives_while_a_report_is_read_is_in_all_of_it_or_in_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggestion, me = world.suggestion(), world.sign_in()
    busy(world, me, suggestion)
    code, reader = world.link(me, suggestion), world.key("reader")
    read = counting.totals

    def read_slowly(*asked: Any) -> list[Any]:
        found = [*read(*asked)]
        world.clicked(code)
        return found

    monkeypatch.setattr(counting, "totals", read_slowly)
    overview = world.client.get(f"{API}/reports/overview", headers=reader).json
    assert [overview["clicks"], *(row["clicks"] for row in overview["by_suggestion"])] == [1, 1]
