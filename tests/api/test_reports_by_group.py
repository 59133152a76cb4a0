"""Suggestions one by one, and by the places and languages they are for: none gives another away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from support.reporting import busy, by, report, rows, share, spreadsheet, teams
from support.world import API, World
from vertel.db.models import Application, Link

ORDERS = ("clicks", "shares", "clicks_per_share", "applications", "title")


def everyone(world: World) -> None:
    """Six colleagues in Zwolle, five in Tiel, three in Assen."""
    for place, size in (("Zwolle", 6), ("Tiel", 5), ("Assen", 3)):
        for _ in range(size):
            world.employee(location=place)


def some_suggestions(world: World) -> None:
    """Eight suggestions with as many clicks as their number, some shared, one of them for three people."""
    everyone(world)
    me = world.sign_in(location="Assen")
    for number in range(8):
        audience = {"locations": ["Assen"] if number == 5 else []}
        kind = "vacancy" if number % 2 else "story"
        suggestion = world.suggestion(title=f"Number {7 - number}", kind=kind, audience=audience)
        for _ in range(number % 3):
            share(world, me, suggestion)
        code = world.link(me, suggestion)
        for _ in range(number):
            world.clicked(code)
        with world.session() as session:
            link_id = session.scalars(select(Link.id).where(Link.code == code)).one()
            today = datetime.now(UTC).date()
            session.add_all(Application(id=f"{number}-{one}", link_id=link_id, day=today) for one in range(number % 2))


def pages(world: World, query: str) -> list[dict[str, Any]]:
    """All pages of the report, one after the other."""
    page = report(world, f"suggestions?{query}").json
    found = list(page["items"])
    while page["next_cursor"] is not None:
        assert page["items"], "an empty page that is not the last"
        page = report(world, f"suggestions?{query}&cursor={page['next_cursor']}").json
        found += page["items"]
    return found


@pytest.mark.parametrize("order", ORDERS)
def test_every_suggestion_is_on_one_page_in_the_order_asked_for(world: World, order: str) -> None:
    some_suggestions(world)
    found = pages(world, f"sort={order}&limit=3")
    assert [row["title"] for row in found] == [row["title"] for row in pages(world, f"sort={order}&limit=100")]
    # Number 7 was neither shared nor clicked. 2 is for three people in Assen and hidden; another vacancy hides it.
    assert {row["title"] for row in found} == {f"Number {number}" for number in range(7)}
    assert len(found) == 7
    hidden = {row["title"] for row in found if row["clicks"] is None}
    assert "Number 2" in hidden
    assert len(hidden) == 2
    shown = [row[order] for row in found if row[order] is not None]
    assert shown == sorted(shown, reverse=order != "title")
    if order != "title":
        assert all(row[order] is None for row in found[len(shown) :])


def test_a_spreadsheet_has_all_suggestions_whatever_the_limit(world: World) -> None:
    some_suggestions(world)
    found = spreadsheet(world, "suggestions?limit=1&sort=title")
    assert [row["title"] for row in found] == [f"Number {number}" for number in range(7)]
    assert [*found[0]] == ["id", "title", "kind", "shares", "clicks", "clicks_per_share", "applications"]
    assert (found[0]["shares"], found[0]["clicks"], found[0]["clicks_per_share"]) == ("1", "7", "7.0")
    assert {row["clicks"] for row in found if row["title"] == "Number 2"} == {""}


def test_only_one_kind_is_asked_for(world: World) -> None:
    some_suggestions(world)
    assert {row["title"] for row in pages(world, "kind=story&limit=2")} == {"Number 5", "Number 3", "Number 1"}


@pytest.mark.parametrize(
    "query", ["cursor=nonsense", "cursor=WzFd", "cursor=WzEsMiwzLDRd", "sort=kind", "limit=0", "limit=101", "kind=x"]
)
def test_what_makes_no_sense_is_refused(world: World, query: str) -> None:
    answer = world.client.get(f"{API}/reports/suggestions?{query}", headers=world.key("reader"))
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, f"/{query.partition('=')[0]}")


def test_the_three_reports_tell_the_same(world: World) -> None:
    some_suggestions(world)
    listed = {row["id"]: row["clicks"] for row in pages(world, "limit=100")}
    assert {row["id"]: row["clicks"] for row in report(world).json["by_suggestion"]} == listed
    over_time = report(world, "clicks?group_by=suggestion&interval=month").json["rows"]
    withheld = {row["id"] for row in over_time if row["clicks"] is None}
    assert withheld == {key for key, clicks in listed.items() if clicks is None}
    for part, group in (("by_kind", "kind"), ("by_location", "location"), ("by_language", "language")):
        name = "kind" if part == "by_kind" else "group"
        seen = {row[name]: row["clicks"] for row in report(world).json[part] if row["clicks"] != 0}
        told = report(world, f"clicks?group_by={group}&since=2026-01-01&until=2030-01-01&interval=month").json["rows"]
        assert {row["group"]: row["clicks"] for row in told if row["clicks"] != 0} == seen


def test_suggestions_for_the_same_places_are_one_group_and_for_no_place_in_particular_another(world: World) -> None:
    everyone(world)
    me = world.sign_in(location="Zwolle")
    for locations in (["Zwolle"], ["ZWOLLE"], ["Tiel", "Zwolle"], ["zwolle", "tiel"], [], []):
        busy(world, me, world.suggestion(audience={"locations": locations}))
    # Of two ways to write a place, the first by the alphabet.
    assert by(world, "by_location", "group") == {None: (2, 2), "ZWOLLE": (2, 2), "Tiel, Zwolle": (2, 2)}
    assert {row[1]: row[2] for row in rows(world, "group_by=location")} == {None: 2, "ZWOLLE": 2, "Tiel, Zwolle": 2}


def test_suggestions_are_told_by_the_languages_in_which_they_are_written(world: World) -> None:
    me = world.sign_in()
    texts = {
        tag: {"language": tag, "tone": "personal", "text": "Wat een mooie dag was dat. {link}"}
        for tag in ("nl", "nl-BE", "en")
    }
    for languages in (["nl"], ["nl", "nl-BE"], ["en", "nl"]):
        busy(world, me, world.suggestion(captions=[texts[tag] for tag in languages]))
    prompts = [{"language": "en", "question": "What made you proud?", "opening": None}]
    busy(world, me, world.suggestion(captions=[], prompts=prompts))
    assert by(world, "by_language", "group") == {"nl": (2, 2), "en, nl": (1, 1), "en": (1, 1)}


def test_shares_are_told_by_the_scope_of_their_link_and_those_without_one_apart(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    code = world.link(me, suggestion)
    share(world, me, suggestion)
    for number in range(2):
        one = {
            "id": f"019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e4{number}",
            "suggestion_id": suggestion["id"],
            "method": "copy",
        }
        one |= {"link_code": code, "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        world.client.post(f"{API}/shares", json=[one], headers=me)
    assert by(world, "by_scope", "group") == {"campaign": (2, 0), "own": (0, 0), "none": (1, 0)}


def test_a_place_with_fewer_than_five_people_cannot_be_subtracted_in_any_report(world: World) -> None:
    """Assen's only suggestion is hidden by one for Zwolle, so neither the suggestions nor the places tell."""
    everyone(world)
    me = world.sign_in(location="Zwolle")
    few = world.sign_in(world.employee(location="Assen", email="few@example.com"))
    busy(world, few, world.suggestion(title="Few", audience={"locations": ["Assen"]}))
    busy(world, me, world.suggestion(title="More", audience={"locations": ["Zwolle"]}))
    busy(world, me, world.suggestion(title="All"))
    busy(world, me, world.suggestion(title="All too"))
    hidden = {"Few": (None, None), "More": (None, None), "All": (1, 1), "All too": (1, 1)}
    assert by(world, "by_suggestion", "title") == hidden
    assert by(world, "by_location", "group") == {None: (2, 2), "Assen": (None, None), "Zwolle": (None, None)}
    assert {row[1]: row[2] for row in rows(world, "group_by=location")} == {None: 2, "Assen": None, "Zwolle": None}


def test_what_is_withheld_does_not_depend_on_the_period(world: World) -> None:
    """Or two reports, of one day and of both, would tell what either withholds."""
    (me,) = teams(world, 4)
    few = world.suggestion(title="Few", audience={"teams": ["team-of-4"]})
    world.clicked(world.link(me, few), "2026-06-01T12:00:00Z")
    for number, day in enumerate(("2026-06-01", "2026-06-02"), start=1):
        for _ in range(number):
            world.clicked(world.link(me, world.suggestion(title=f"On {day}")), f"{day}T12:00:00Z")
    withheld = []
    for since, until in (("2026-06-01", "2026-06-01"), ("2026-06-02", "2026-06-02"), ("2026-06-01", "2026-06-02")):
        found = report(world, f"suggestions?since={since}&until={until}").json["items"]
        withheld.append({row["title"] for row in found if row["clicks"] is None})
    assert withheld[0] == withheld[1] == withheld[2]
    assert "Few" in withheld[0]


def test_a_suggestion_that_was_never_shared_nor_linked_hides_no_other(world: World) -> None:
    (me,) = teams(world, 4)
    world.suggestion(title="Few", audience={"teams": ["team-of-4"]})
    busy(world, me, world.suggestion(title="For all"))
    assert by(world, "by_suggestion", "title") == {"For all": (1, 1)}
