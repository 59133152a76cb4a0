"""Tracked links: whose they are, where they lead, who is counted."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from support.world import API, BROWSER, HOST, Headers, World
from vertel.models import Click, Link
from vertel.services.links import ALPHABET


def ask(world: World, headers: Headers, **document: Any) -> Any:
    return world.client.post(f"{API}/links", json=document, headers=headers)


def clicks(world: World) -> int:
    with world.session() as session:
        return session.execute(select(func.count()).select_from(Click)).scalar_one()


def follow(world: World, code: str, method: str = "GET", **headers: str) -> Any:
    return world.client.open(f"/r/{code}", method=method, headers={"User-Agent": BROWSER} | headers)


def test_the_same_call_gives_the_same_link(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    first = ask(world, me, suggestion_id=suggestion["id"])
    again = ask(world, me, suggestion_id=suggestion["id"], scope="campaign")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert re.fullmatch(f"[{ALPHABET}]{{7}}", first.json["code"])
    assert first.json["url"] == f"https://go.example.com/{first.json['code']}"
    assert first.json["destination_url"] == suggestion["destination_url"]


def test_parallel_calls_make_one_link(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()

    def call(_: int) -> str:
        client = world.client.application.test_client()
        return str(client.post(f"{API}/links", json={"suggestion_id": suggestion["id"]}, headers=me).json["code"])

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(call, range(50)))) == 1
    with world.session() as session:
        assert session.execute(select(func.count()).select_from(Link)).scalar_one() == 1


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


def test_editors_make_links_of_their_own_with_a_chosen_code(world: World) -> None:
    destination = f"https://{HOST}/"
    made = ask(world, world.key(), destination_url=destination, code="WerkenBij")
    assert made.status_code == 201
    assert made.json["code"] == "werkenbij"
    assert ask(world, world.key(), destination_url=destination, code="werkenbij").status_code == 409
    assert len(ask(world, world.key(), destination_url=destination).json["code"]) == 7
    assert world.client.get(f"{API}/links/WERKENBIJ", headers=world.key()).json == made.json
    assert ask(world, world.sign_in(), destination_url=destination).status_code == 403
    assert ask(world, world.key(), suggestion_id=world.suggestion()["id"]).status_code == 403
    refused = ask(world, world.key(), destination_url="https://elsewhere.example.net/")
    assert refused.json["errors"][0]["pointer"] == "/destination_url"
    assert "VERTEL_DESTINATION_HOSTS" in refused.json["errors"][0]["message"]


def test_following_a_link_redirects_and_counts_once(world: World) -> None:
    suggestion = world.suggestion()
    code = world.link(world.sign_in(), suggestion)
    answer = follow(world, code.upper())
    assert answer.status_code == 302
    assert answer.headers["Location"] == suggestion["destination_url"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert clicks(world) == 1
    assert world.client.get(f"/{code}", headers={"User-Agent": BROWSER}).status_code == 302  # on the link domain
    assert clicks(world) == 2


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"User-Agent": ""}),
        (
            "GET",
            {"User-Agent": "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"},
        ),
        ("GET", {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"}),
        ("GET", {"User-Agent": "WhatsApp/2.23.20.0"}),
        ("GET", {"User-Agent": "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5"}),
        ("GET", {"User-Agent": "curl/8.5.0"}),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", {"Purpose": "prefetch"}),
        ("GET", {"X-Moz": "prefetch"}),
        ("GET", {"DNT": "1"}),
        ("GET", {"Sec-GPC": "1"}),
    ],
)
def test_who_is_no_person_or_asks_not_to_be_counted_gets_the_same_answer_uncounted(
    world: World, method: str, headers: dict[str, str]
) -> None:
    suggestion = world.suggestion()
    answer = follow(world, world.link(world.sign_in(), suggestion), method, **headers)
    assert answer.status_code == 302
    assert answer.headers["Location"] == suggestion["destination_url"]
    assert clicks(world) == 0


@pytest.mark.parametrize(
    ("language", "said"), [("nl-NL,nl;q=0.9,en;q=0.8", "Deze link"), ("fr", "This link"), ("", "This link")]
)
def test_an_unknown_code_gets_a_friendly_page(world: World, language: str, said: str) -> None:
    answer = follow(world, "nothere", **{"Accept-Language": language})
    assert answer.status_code == 404
    assert said in answer.text


def test_an_archived_suggestions_links_go_on_and_follow_a_new_destination(world: World) -> None:
    suggestion, key = world.suggestion(), world.key()
    code = world.link(world.sign_in(), suggestion)
    path = f"{API}/suggestions/{suggestion['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]
    change = {"destination_url": f"https://{HOST}/new", "status": "archived"}
    assert world.client.patch(path, json=change, headers=key | {"If-Match": tag}).status_code == 200
    assert follow(world, code).headers["Location"] == f"https://{HOST}/new"


def test_a_destination_that_is_no_longer_allowed_is_not_followed(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    with world.session() as session:
        session.query(Link).update({"destination_url": "https://elsewhere.example.net/"})
    assert follow(world, code).status_code == 404


def test_nothing_about_a_visitor_is_stored(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    for number in range(50):
        answer = world.client.get(
            f"/r/{code}?visitor=telltale{number}",
            headers={"User-Agent": f"{BROWSER} Telltale/{number}", "Referer": "https://telltale.example/"},
            environ_overrides={"REMOTE_ADDR": "203.0.113.77"},
        )
        assert answer.status_code == 302
    assert clicks(world) == 50
    with world.engine.connect() as connection:
        tables = Link.metadata.sorted_tables
        dump = "".join(repr(row) for table in tables for row in connection.execute(table.select()))
    for trace in ("telltale", "Telltale", "203.0.113.77", "Mozilla"):
        assert trace not in dump
    with world.session() as session:
        assert {moment.minute % 15 for moment in session.scalars(select(Click.clicked_at))} == {0}
