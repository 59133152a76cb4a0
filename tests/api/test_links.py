"""Tracked links: whose they are, and where they lead."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from support.world import API, HOST, Headers, World
from vertel.db.models import Link, Suggestion
from vertel.domain.links import codes, links
from vertel.domain.links.links import ALPHABET
from vertel.domain.suggestions import suggestions


def ask(world: World, headers: Headers, **document: Any) -> Any:
    return world.client.post(f"{API}/links", json=document, headers=headers)


def in_parallel(world: World, headers: Headers, **document: Any) -> list[Any]:
    """The answers to 50 calls, many of them at the same moment."""

    def call(_: int) -> Any:
        return world.client.application.test_client().post(f"{API}/links", json=document, headers=headers)

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(call, range(50)))


def stored(world: World) -> int:
    with world.session() as session:
        return session.execute(select(func.count()).select_from(Link)).scalar_one()


def test_the_same_call_gives_the_same_link(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    first = ask(world, me, suggestion_id=suggestion["id"])
    again = ask(world, me, suggestion_id=suggestion["id"], scope="campaign")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert re.fullmatch(f"[{ALPHABET}]{{7}}", first.json["code"])
    assert first.json["url"] == f"https://go.example.com/{first.json['code']}"
    assert first.json["destination_url"] == suggestion["destination_url"]


@pytest.mark.parametrize("scope", ["campaign", "personal"])
def test_parallel_calls_make_one_link(world: World, scope: str) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    answers = in_parallel(world, me, suggestion_id=suggestion["id"], scope=scope)
    assert len({answer.json["code"] for answer in answers}) == 1
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 49}
    assert stored(world) == 1


def test_parallel_wishes_for_one_code_are_granted_once(world: World) -> None:
    answers = in_parallel(world, world.key(), destination_url=f"https://{HOST}/", code="werkenbij")
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 49}
    assert stored(world) == 1


def test_a_code_that_is_taken_is_drawn_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    monkeypatch.setattr(links, "draw_code", iter(["aaaaaaa", "aaaaaaa", "aaaaaaa", "bbbbbbb"]).__next__)
    assert world.link(me, suggestion) == "aaaaaaa"
    assert world.link(me, suggestion, "personal") == "bbbbbbb"


def test_a_team_has_its_own_campaign_link_from_five_people_on_and_smaller_ones_share(world: World) -> None:
    suggestion = world.suggestion()
    large = [world.sign_in(team="Large") for _ in range(5)]
    small = [world.sign_in(team="Small") for _ in range(4)]
    alone = world.sign_in()
    codes = [world.link(me, suggestion) for me in (*large, *small, alone)]
    assert len(set(codes[:5])) == 1
    assert len(set(codes[5:])) == 1
    assert codes[0] != codes[5]


def test_a_personal_link_is_the_employees_own(world: World) -> None:
    suggestion = world.suggestion()
    mine, yours = world.sign_in(), world.sign_in()
    codes = {world.link(me, suggestion, "personal") for me in (mine, mine, yours)}
    assert len(codes) == 2


def test_there_is_no_link_to_what_is_not_for_me_or_leads_nowhere(world: World) -> None:
    me = world.sign_in()
    draft, elsewhere = world.suggestion(status="draft"), world.suggestion(audience={"teams": ["sales"]})
    nowhere = world.suggestion(destination_url=None)
    for suggestion, status in ((draft, 404), (elsewhere, 404), (nowhere, 422)):
        assert ask(world, me, suggestion_id=suggestion["id"]).status_code == status
    assert stored(world) == 0


def test_a_destination_that_is_no_longer_allowed_gets_no_link(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    with world.session() as session:
        session.execute(update(Suggestion).values(destination_url="https://elsewhere.example.net/"))
    answer = ask(world, me, suggestion_id=suggestion["id"])
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/suggestion_id"
    assert stored(world) == 0


def test_a_link_made_while_its_destination_changes_leads_to_the_new_one(world: World) -> None:
    suggestion, me = world.suggestion(), world.sign_in()
    with ThreadPoolExecutor() as pool:
        with world.session() as session:
            found = suggestions.find(session, UUID(suggestion["id"]), to_change=True)
            changed = suggestions.as_document(found) | {"destination_url": f"https://{HOST}/new"}
            suggestions.replace(session, found, changed, "cli")
            made = pool.submit(world.link, me, suggestion)
            wait([made], timeout=1)  # it is held up until the change is stored, or was too early
        code = made.result()
    assert world.client.get(f"/r/{code}").location == f"https://{HOST}/new"


def test_a_team_that_grows_to_five_gets_a_link_of_its_own(world: World) -> None:
    suggestion = world.suggestion()
    members = [world.sign_in(team="Growing") for _ in range(4)]
    others = [world.sign_in() for _ in range(5)]
    before = world.link(members[0], suggestion)
    assert world.link(others[0], suggestion) == before
    fifth = world.employee(team="Growing")
    assert world.link(members[0], suggestion) == before, "who is not connected cannot have asked"
    world.sign_in(fifth)
    assert world.link(members[0], suggestion) != before
    assert world.link(others[0], suggestion) == before


def test_editors_make_links_of_their_own_with_a_chosen_code(world: World) -> None:
    destination = f"https://{HOST}/"
    made = ask(world, world.key(), destination_url=destination, code="WerkenBij")
    assert made.status_code == 201
    assert made.json["code"] == "werkenbij"
    assert ask(world, world.key(), destination_url=destination, code="werkenbij").status_code == 409
    assert len(ask(world, world.key(), destination_url=destination).json["code"]) == 7
    assert world.client.get(f"{API}/links/WERKENBIJ", headers=world.key()).json.items() >= made.json.items()
    assert ask(world, world.sign_in(), destination_url=destination).status_code == 403
    assert ask(world, world.key(), suggestion_id=world.suggestion()["id"]).status_code == 403
    assert ask(world, world.key("reader"), destination_url=destination).status_code == 403
    assert ask(world, world.sign_in(role="editor"), destination_url=destination).status_code == 201
    refused = ask(world, world.key(), destination_url="https://elsewhere.example.net/")
    assert refused.json["errors"][0]["pointer"] == "/destination_url"
    assert "VERTEL_DESTINATION_HOSTS" in refused.json["errors"][0]["message"]


def test_no_code_hides_an_address_of_the_server_itself(world: World) -> None:
    rules = world.client.application.url_map.iter_rules()
    own = {rule.rule.split("/")[1] for rule in rules} - {"<code>", ""}
    assert own <= codes.RESERVED
    for code in [*sorted(own), "import"]:
        answer = ask(world, world.key(), destination_url=f"https://{HOST}/", code=code.upper())
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/code")


def test_an_unknown_link_and_an_employees_own_cannot_be_read(world: World) -> None:
    personal = world.link(world.sign_in(), world.suggestion(), "personal")
    for unknown in (personal, "nothere", "%00", "favicon.ico"):
        for path in (unknown, f"{unknown}/qr.svg"):
            assert world.client.get(f"{API}/links/{path}", headers=world.key()).status_code == 404
        assert world.client.patch(f"{API}/links/{unknown}", json={}, headers=world.key()).status_code == 404


def test_no_new_link_is_made_in_the_place_of_a_withdrawn_one(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    code = world.link(me, suggestion)
    assert world.client.patch(f"{API}/links/{code}", json={"withdrawn": True}, headers=world.key()).status_code == 200
    answer = ask(world, me, suggestion_id=suggestion["id"])
    assert (answer.status_code, stored(world)) == (409, 1)
    assert "withdrawn" in answer.json["detail"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"Https://{HOST}/a", f"Write https://{HOST}/a"),
        (f"https://{HOST}/a?x=a|b", "%7C"),
        (f"https://{HOST}/a\u200b", "U+200B"),
        (f"{HOST}/a", "https:// is missing"),
        (f"https://{HOST}/?x={'x' * 2000}", "characters long"),
        (
            f"https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2F{HOST}%2Fa&data=05",
            f"Outlook wrapped this around the page's own address. Use that one: https://{HOST}/a",
        ),
    ],
)
def test_an_address_is_refused_with_what_is_wrong_with_it(world: World, url: str, said: str) -> None:
    answer = world.client.post(f"{API}/links", json={"destination_url": url}, headers=world.key())
    (fault,) = answer.json["errors"]
    assert (answer.status_code, fault["pointer"]) == (422, "/destination_url")
    assert said in fault["message"]
