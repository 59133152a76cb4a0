"""Choosing an audience: what there is to choose, and for how many it would be."""

from __future__ import annotations

from typing import Any

import pytest

from support.world import API, World
from vertel.db.models import Employee


def reach(world: World, **audience: list[str]) -> Any:
    answer = world.client.post(f"{API}/audience/reach", json=audience, headers=world.key())
    assert answer.status_code == 200, answer.json
    return answer.json["reach"], {warning["code"] for warning in answer.json["warnings"]}


@pytest.fixture
def company(world: World) -> World:
    """Seven engineers in Zwolle, of whom one left; two colleagues in Tiel, of whom one speaks French."""
    for _ in range(7):
        engineer = world.employee(team="Techniek", location="Zwolle", languages=["nl"])
    with world.session() as session:
        session.get_one(Employee, engineer.id).active = False
    world.employee(team="Verkoop", location="Tiel", languages=["nl"])
    world.employee(team="Bestuur", location="Tiel", languages=["fr"])
    return world


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        ({}, (5, set())),
        ({"teams": ["techniek"]}, (5, set())),
        ({"teams": ["techniek", "verkoop"], "locations": ["ZWOLLE", "Tiel"], "languages": ["nl"]}, (5, set())),
        ({"locations": ["Tiel"]}, (None, {"reaches-few"})),
        ({"teams": ["unheard-of"]}, (0, {"unknown-team", "reaches-nobody"})),
        ({"teams": ["techniek"], "locations": ["Utrecht"]}, (0, {"unknown-location", "reaches-nobody"})),
    ],
)
def test_an_audience_is_counted_in_fives_before_anything_is_stored(
    company: World, audience: dict[str, list[str]], told: tuple[int | None, set[str]]
) -> None:
    assert reach(company, **audience) == told
    made = company.suggestion(audience=audience)
    assert made["reach"] == told[0]


def test_whether_somebody_is_in_a_team_does_not_follow_from_what_an_audience_reaches(company: World) -> None:
    """The only one who speaks French is in one of these teams."""
    told = [reach(company, teams=[team], languages=["fr"]) for team in ("bestuur", "verkoop", "techniek")]
    assert told == [(None, {"reaches-few"})] * 3
    at_tiel = [reach(company, teams=[team], locations=["Tiel"]) for team in ("bestuur", "verkoop", "techniek")]
    assert at_tiel == [(None, {"reaches-few"})] * 3


def test_what_there_is_to_choose_is_told_by_name_and_without_numbers(company: World) -> None:
    company.employee(location="zwolle", languages=["en"])
    found = company.client.get(f"{API}/audience/choices", headers=company.key()).json
    assert found["teams"] == [
        {"slug": "bestuur", "name": "Bestuur"},
        {"slug": "techniek", "name": "Techniek"},
        {"slug": "verkoop", "name": "Verkoop"},
    ]
    assert [place.casefold() for place in found["locations"]] == ["tiel", "zwolle"]
    assert {"en", "fr", "nl"} <= {*found["languages"]}


def test_a_team_that_became_part_of_another_is_not_there_to_choose(company: World) -> None:
    teams = company.client.get(f"{API}/teams", headers=company.key("admin")).json["items"]
    ids = {team["slug"]: team["id"] for team in teams}
    merge = f"{API}/teams/{ids['bestuur']}/merge"
    company.client.post(merge, json={"into": ids["verkoop"]}, headers=company.key("admin"))
    found = company.client.get(f"{API}/audience/choices", headers=company.key()).json
    assert [team["slug"] for team in found["teams"]] == ["techniek", "verkoop"]
    everyone = company.client.get(f"{API}/audience/choices", headers=company.sign_in(role="editor"))
    assert everyone.status_code == 200


def test_a_misspelt_side_of_an_audience_is_refused(world: World) -> None:
    answer = world.client.post(f"{API}/audience/reach", json={"team": ["techniek"]}, headers=world.key())
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/team")
