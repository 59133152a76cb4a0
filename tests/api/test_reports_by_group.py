"""Suggestions one by one, and by the places and languages they are for."""

from __future__ import annotations

from typing import Any

import pytest

from support.reporting import busy, by, report, rows, share, spreadsheet
from support.voices import crowd
from support.world import API, World
from vertel.domain.analytics import applications

ORDERS = ("clicks", "shares", "clicks_per_share", "applications", "title")


def everyone(world: World) -> None:
    """Six colleagues in Zwolle, five in Tiel, three in Assen, all signed in."""
    for place, size in (("Zwolle", 6), ("Tiel", 5), ("Assen", 3)):
        crowd(world, size, location=place)


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
        for one in range(number % 2):
            with world.session() as session:
                applications.record(session, f"{number}-{one}", code, None)


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
    # Number 7 was neither shared nor clicked. 2 is for four people in Assen, so it is not counted.
    assert {row["title"] for row in found} == {f"Number {number}" for number in range(7)} - {"Number 2"}
    assert len(found) == 6
    shown = [row[order] for row in found if row[order] is not None]
    assert shown == sorted(shown, reverse=order != "title")
    if order != "title":
        assert all(row[order] is None for row in found[len(shown) :])


def test_a_spreadsheet_has_all_suggestions_whatever_the_limit(world: World) -> None:
    some_suggestions(world)
    found = spreadsheet(world, "suggestions?limit=1&sort=title")
    assert [row["title"] for row in found] == [f"Number {number}" for number in (0, 1, 3, 4, 5, 6)]
    assert [*found[0]] == ["id", "title", "kind", "shares", "clicks", "clicks_per_share", "applications"]
    assert (found[0]["shares"], found[0]["clicks"], found[0]["clicks_per_share"]) == ("1", "7", "7.0")


def test_only_one_kind_is_asked_for(world: World) -> None:
    some_suggestions(world)
    assert {row["title"] for row in pages(world, "kind=story&limit=2")} == {"Number 5", "Number 3", "Number 1"}


@pytest.mark.parametrize(
    "query",
    [
        "cursor=nonsense",
        "cursor=WzFd",
        "cursor=WzEsMiwzXQ",
        "cursor=WzEsMiwzLDRd",
        "sort=kind",
        "limit=0",
        "limit=101",
        "kind=x",
    ],
)
def test_what_makes_no_sense_is_refused(world: World, query: str) -> None:
    answer = world.client.get(f"{API}/reports/suggestions?{query}", headers=world.key("reader"))
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, f"/{query.partition('=')[0]}")


def test_the_three_reports_tell_the_same(world: World) -> None:
    some_suggestions(world)
    listed = {row["id"]: row["clicks"] for row in pages(world, "limit=100")}
    assert {row["id"]: row["clicks"] for row in report(world).json["by_suggestion"]} == listed
    over_time = report(world, "clicks?group_by=suggestion&interval=month").json["rows"]
    assert {row["id"]: row["clicks"] for row in over_time} == listed
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
    # Of two ways to write a place, the one that was counted first.
    assert by(world, "by_location", "group") == {None: (2, 2), "Zwolle": (2, 2), "Tiel, Zwolle": (2, 2)}
    assert {row[1]: row[2] for row in rows(world, "group_by=location")} == {None: 2, "Zwolle": 2, "Tiel, Zwolle": 2}


def test_suggestions_are_told_by_the_languages_in_which_they_are_written(world: World) -> None:
    me, *_ = crowd(world, 5)
    texts = {
        tag: {"language": tag, "tone": "personal", "text": "Wat een mooie dag was dat. {link}"}
        for tag in ("nl", "nl-BE", "en")
    }
    for languages in (["nl"], ["nl", "nl-BE"], ["en", "nl"]):
        busy(world, me, world.suggestion(captions=[texts[tag] for tag in languages]))
    prompts = [{"language": "en", "question": "What made you proud?", "opening": None}]
    busy(world, me, world.suggestion(captions=[], prompts=prompts))
    assert by(world, "by_language", "group") == {"nl": (2, 2), "en, nl": (1, 1), "en": (1, 1)}


def test_a_report_has_a_suggestions_title_of_now_and_one_that_is_counted_for_the_first_time(world: World) -> None:
    me, suggestion, later = crowd(world, 5)[0], world.suggestion(title="Welder"), world.suggestion(title="Baker")
    busy(world, me, suggestion)
    query = "group_by=suggestion&interval=month"
    assert [title for _, title, _ in rows(world, query)] == ["Welder"]

    path, editor = f"{API}/suggestions/{suggestion['id']}", world.key()
    tagged = editor | {"If-Match": world.client.get(path, headers=editor).headers["ETag"]}
    assert world.client.patch(path, json={"title": "Zinc worker"}, headers=tagged).status_code == 200
    assert [title for _, title, _ in rows(world, query)] == ["Zinc worker"]
    busy(world, me, later)
    found = report(world, f"clicks?{query}").json["rows"]
    assert [(row["group"], row["id"]) for row in found] == [("Baker", later["id"]), ("Zinc worker", suggestion["id"])]
