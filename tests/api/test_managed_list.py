"""The editors' list: what is live, what comes, what ends, for whom and in which order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from support.world import API, World

NOW = datetime.now(UTC).replace(microsecond=0)


def at(days: float) -> str:
    return (NOW + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


STORED: dict[str, dict[str, Any]] = {
    "live": {},
    "ends soon": {"expires_at": at(3)},
    "ends later": {"publish_at": at(-3), "expires_at": at(30)},
    "scheduled": {"publish_at": at(5), "expires_at": at(40)},
    "expired": {"publish_at": at(-9), "expires_at": at(-1)},
    "consent over": {"people": [{"name": "Samira", "consent_until": at(-2)[:10]}]},
    "consent ends": {"people": [{"name": "Samira", "consent_until": at(10)[:10]}]},
    "draft": {"status": "draft", "publish_at": at(-20)},
    "archived": {"status": "archived"},
}


@pytest.fixture
def library(world: World) -> World:
    for title, values in STORED.items():
        world.suggestion(title=title, **values)
    return world


def queries(world: World, path: str) -> int:
    """How often a request asks the database."""
    engine, key, asked = world.client.application.extensions["vertel"].engine, world.key(), []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert world.client.get(f"{API}/{path}", headers=key).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_a_long_list_asks_the_database_no_more_often_than_a_short_one(world: World) -> None:
    for title in ("one", "two", "three", "four"):
        world.suggestion(title=title, people=[{"name": "Samira", "consent_until": at(10)[:10]}])
    _, short, long = (queries(world, f"suggestions?view=manage&limit={limit}") for limit in (4, 1, 4))
    assert long == short


def listed(world: World, query: str = "") -> list[str]:
    """The titles of the list, fetched two at a time."""
    found, cursor = [], ""
    while cursor is not None:
        path = f"{API}/suggestions?view=manage&limit=2{query}{cursor}"
        answer = world.client.get(path, headers=world.key())
        assert answer.status_code == 200, answer.json
        found += [one["title"] for one in answer.json["items"]]
        following = answer.json["next_cursor"]
        cursor = f"&cursor={following}" if following else None
    return found


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {*STORED}),
        ("&state=live", {"live", "ends soon", "ends later", "consent ends"}),
        ("&state=scheduled", {"scheduled"}),
        ("&state=expired", {"expired"}),
        ("&state=withheld", {"consent over"}),
        ("&state=draft", {"draft"}),
        ("&state=archived", {"archived"}),
        ("&ending_within=7", {"ends soon"}),
        ("&ending_within=31", {"ends soon", "ends later"}),
        ("&consent_ending_within=5", set()),
        ("&consent_ending_within=12", {"consent ends"}),
        ("&since=<35>&until=<60>&state=scheduled", {"scheduled"}),
        ("&since=<41>&state=scheduled", set()),
        ("&until=<-5>", {"expired", "draft"}),
        ("&since=<-0.5>&until=<-0.2>", {"ends later", "draft"}),
        ("&q=ends&state=live", {"ends soon", "ends later", "consent ends"}),
    ],
)
def test_the_list_is_narrowed_to_what_editors_look_for(library: World, query: str, titles: set[str]) -> None:
    asked = re.sub("<(.+?)>", lambda days: at(float(days[1])), query)
    found = listed(library, asked)
    assert {*found} == titles
    assert len(found) == len(titles)


def test_what_is_live_is_what_colleagues_see(library: World) -> None:
    mine = library.client.get(f"{API}/suggestions?limit=100", headers=library.sign_in()).json["items"]
    assert {one["title"] for one in mine} == {*listed(library, "&state=live")}
    assert not any("state" in one for one in mine)


def test_each_suggestion_tells_the_state_by_which_it_is_found(library: World) -> None:
    managed = library.client.get(f"{API}/suggestions?view=manage&limit=100", headers=library.key()).json["items"]
    for one in managed:
        assert one["title"] in listed(library, f"&state={one['state']}")
        read = library.client.get(f"{API}/suggestions/{one['id']}", headers=library.key()).json
        assert read["state"] == one["state"]


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("newest", [*reversed(STORED)]),
        ("title", sorted(STORED)),
        ("expires_at", ["expired", "ends soon", "ends later", "scheduled"]),
    ],
)
def test_the_list_comes_in_the_order_that_was_asked_for(library: World, sort: str, titles: list[str]) -> None:
    assert listed(library, f"&sort={sort}") == titles


def test_what_was_changed_last_comes_first_and_what_is_shown_first_likewise(library: World) -> None:
    path = f"{API}/suggestions?view=manage&limit=100"
    managed = library.client.get(path, headers=library.key()).json["items"]
    one = next(item for item in managed if item["title"] == "ends later")
    tag = library.client.get(f"{API}/suggestions/{one['id']}", headers=library.key()).headers["ETag"]
    change = {"json": {"kind": "story"}, "headers": library.key() | {"If-Match": tag}}
    assert library.client.patch(f"{API}/suggestions/{one['id']}", **change).status_code == 200
    assert listed(library, "&sort=changed")[0] == "ends later"
    by_begin = listed(library, "&sort=publish_at")
    assert (by_begin[:3], by_begin[-1]) == (["draft", "expired", "ends later"], "scheduled")


def test_a_team_a_location_and_a_language_are_each_found_on_their_own_side(world: World) -> None:
    sides = {
        "team": {"teams": ["zwolle"]},
        "location": {"locations": ["Zwolle", "'s-Hertogenbosch"]},
        "umlaut": {"locations": ["Zürich 100%"]},
        "language": {"languages": ["nl"]},
        "all": {"teams": ["techniek"], "locations": ["zwolle"], "languages": ["nl-BE"]},
        "everyone": {},
    }
    for title, audience in sides.items():
        world.suggestion(title=title, audience=audience)
    assert {*listed(world, "&team=zwolle")} == {"team"}
    assert {*listed(world, "&location=Zwolle")} == {"location", "all"}
    assert {*listed(world, "&location=Z%C3%BCrich%20100%25")} == {"umlaut"}
    assert {*listed(world, "&location=Zwoll")} == set()
    assert {*listed(world, "&audience_language=nl")} == {"language"}
    assert {*listed(world, "&team=techniek&location=ZWOLLE")} == {"all"}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("state=asleep", "/state"),
        ("ending_within=0", "/ending_within"),
        ("sort=colour", "/sort"),
        ("since=yesterday", "/since"),
        ("sort=title&cursor=WzEsMl0", "/cursor"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_its_place(world: World, query: str, pointer: str) -> None:
    answer = world.client.get(f"{API}/suggestions?view=manage&{query}", headers=world.key())
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
