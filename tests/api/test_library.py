"""What an employee is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from support.world import API, Headers, World, suggestion_request
from vertel.db.models import Caption
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.http import cursors


def titles(world: World, headers: Headers, query: str = "") -> list[str]:
    answer = world.client.get(f"{API}/suggestions{query}", headers=headers)
    assert answer.status_code == 200, answer.json
    return [item["title"] for item in answer.json["items"]]


def moment(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({}, True),
        ({"status": "draft"}, False),
        ({"status": "archived"}, False),
        ({"publish_at": moment(1)}, False),
        ({"publish_at": moment(-1)}, True),
        ({"publish_at": moment(-2), "expires_at": moment(-1)}, False),
        ({"expires_at": moment(1)}, True),
        ({"audience": {"teams": ["techniek"]}}, True),
        ({"audience": {"teams": ["sales", "techniek"]}}, True),
        ({"audience": {"teams": ["sales"]}}, False),
        ({"audience": {"locations": ["zwolle"]}}, True),
        ({"audience": {"locations": ["Assen"]}}, False),
        ({"audience": {"teams": ["techniek"], "locations": ["Assen"]}}, False),
        ({"audience": {"teams": ["techniek"], "locations": ["Zwolle"], "languages": ["nl"]}}, True),
        ({"audience": {"languages": ["fr"]}}, False),
        ({"audience": {"languages": ["fr", "nl"]}}, True),
    ],
)
def test_only_what_is_live_and_meant_for_me_is_shown(world: World, change: dict[str, Any], shown: bool) -> None:
    me = world.sign_in(team="Techniek", location="Zwolle", languages=["nl"])
    world.suggestion(**change)
    assert bool(titles(world, me)) is shown


def test_who_speaks_flemish_is_meant_by_dutch_and_not_the_other_way_round(world: World) -> None:
    world.suggestion(title="Dutch", audience={"languages": ["nl"]})
    world.suggestion(title="Flemish", audience={"languages": ["nl-BE"]})
    assert titles(world, world.sign_in(languages=["nl-BE"])) == ["Flemish", "Dutch"]
    assert titles(world, world.sign_in(languages=["nl"])) == ["Dutch"]
    assert titles(world, world.sign_in(languages=["nlx"])) == []


def test_who_has_not_said_what_they_read_sees_every_language(world: World) -> None:
    me = world.sign_in()
    world.suggestion(audience={"languages": ["fr"]})
    assert len(titles(world, me)) == 1


def test_my_team_comes_first_then_my_location_then_everyone_and_the_newest_first(world: World) -> None:
    me = world.sign_in(team="Techniek", location="Zwolle")
    world.suggestion(title="team, older", audience={"teams": ["techniek"]}, publish_at=moment(-9))
    world.suggestion(title="location", audience={"locations": ["Zwolle"]})
    world.suggestion(title="everyone, older", publish_at=moment(-5))
    world.suggestion(title="everyone")
    world.suggestion(title="team", audience={"teams": ["techniek"]})
    expected = ["team", "team, older", "location", "everyone", "everyone, older"]
    assert titles(world, me) == expected
    paged, cursor = [], ""
    for _ in range(3):
        page = world.client.get(f"{API}/suggestions?limit=2{cursor}", headers=me).json
        paged += [item["title"] for item in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert paged == expected
    assert page["next_cursor"] is None


def test_captions_in_my_language_come_first_and_of_those_the_least_used(world: World) -> None:
    me = world.sign_in(languages=["nl", "en"])
    captions = [
        {"language": "fr", "text": "fr {link}"},
        {"language": "en", "text": "en {link}"},
        {"language": "nl", "text": "nl used {link}"},
        {"language": "nl-BE", "tone": "short", "text": "nl fresh {link}"},
    ]
    made = world.suggestion(captions=captions)
    with world.session() as session:
        for caption in session.query(Caption).filter_by(text="nl used {link}"):
            caption.people = SMALLEST_GROUP
    shown = world.client.get(f"{API}/suggestions", headers=me).json["items"][0]["captions"]
    assert [caption["text"][:7].strip() for caption in shown] == ["nl fres", "nl used", "en {lin", "fr {lin"]
    assert {caption["id"] for caption in shown} == {caption["id"] for caption in made["captions"]}


def test_search_and_filters(world: World) -> None:
    me = world.sign_in()
    world.suggestion(title="Monteur in Zwolle")
    world.suggestion(title="Lunch", kind="team_moment", captions=[{"language": "nl", "text": "100% soep_dag {link}"}])
    assert titles(world, me, "?q=zwolle MONTEUR") == ["Monteur in Zwolle"]
    assert titles(world, me, "?q=100%25") == ["Lunch"]
    assert titles(world, me, "?q=p_d") == ["Lunch"]
    assert titles(world, me, "?q=soep-dag") == []
    assert titles(world, me, "?kind=team_moment") == ["Lunch"]
    assert titles(world, me, "?language=nl") == ["Lunch"]
    assert titles(world, me, "?language=de") == []


def test_an_unchanged_list_is_answered_304(world: World) -> None:
    me = world.sign_in()
    world.suggestion()
    first = world.client.get(f"{API}/suggestions", headers=me)
    again = world.client.get(f"{API}/suggestions", headers=me | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    world.suggestion()
    changed = world.client.get(f"{API}/suggestions", headers=me | {"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_an_employee_does_not_read_what_is_the_editors_business(world: World) -> None:
    me = world.sign_in()
    world.suggestion(people=[{"name": "Samira", "consent_until": "2027-01-01"}])
    shown = world.client.get(f"{API}/suggestions", headers=me).json["items"][0]
    assert shown["people"] == []
    assert shown["warnings"] == []
    assert world.client.get(f"{API}/suggestions?view=manage", headers=me).status_code == 403


def test_an_api_key_has_no_list_of_its_own(world: World) -> None:
    answer = world.client.get(f"{API}/suggestions", headers=world.key())
    assert answer.status_code == 403
    assert "view=manage" in answer.json["detail"]


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMiwzXQ", "WzksIjIwMjYiLCJ4Il0", "%20x", "é"])
@pytest.mark.parametrize("view", ["mine", "manage"])
def test_a_cursor_that_is_none_is_refused(world: World, cursor: str, view: str) -> None:
    headers = world.sign_in(role="editor")
    answer = world.client.get(f"{API}/suggestions?view={view}&cursor={cursor}", headers=headers)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/cursor"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00.000000+2300", "9999-12-31T23:59:59.000000-2300"])
@pytest.mark.parametrize("view", ["mine", "manage"])
def test_a_cursor_from_before_or_after_all_time_is_refused(world: World, moment: str, view: str) -> None:
    last = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"
    cursor = cursors.encode([0, moment, last] if view == "mine" else [moment, last])
    headers = world.sign_in(role="editor")
    answer = world.client.get(f"{API}/suggestions?view={view}&cursor={cursor}", headers=headers)
    assert answer.status_code == 422, answer.json


def test_an_archived_suggestion_leaves_the_list_at_once(world: World) -> None:
    me, key = world.sign_in(), world.key()
    made = world.suggestion()
    path = f"{API}/suggestions/{made['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]
    assert titles(world, me)
    world.client.put(path, json=suggestion_request(status="archived"), headers=key | {"If-Match": tag})
    assert titles(world, me) == []
