"""Links as editors see them: listed and found, changed and withdrawn, and never an employee's own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from support.hostile_addresses import HOSTILE
from support.world import API, HOST, Headers, World
from vertel.db.models import Link
from vertel.domain.people import employees
from vertel.domain.privacy import erasure

FRIENDLY_PAGE = b"no longer here"
TITLES = [{"language": "nl", "text": "Lasser"}, {"language": "en", "text": "Welder"}]


@pytest.fixture
def editor(world: World) -> Headers:
    return world.key()


def own(world: World, editor: Headers, **values: Any) -> str:
    document = {"destination_url": f"https://{HOST}/"} | values
    answer = world.client.post(f"{API}/links", json=document, headers=editor)
    assert answer.status_code == 201, answer.json
    return str(answer.json["code"])


def change(world: World, editor: Headers, code: str, if_match: str | None = None, **changes: Any) -> Any:
    headers = editor | ({"If-Match": if_match} if if_match else {})
    return world.client.patch(f"{API}/links/{code}", json=changes, headers=headers)


def read(world: World, editor: Headers, code: str) -> Any:
    answer = world.client.get(f"{API}/links/{code}", headers=editor)
    assert answer.status_code == 200, answer.json
    return answer


def listed(world: World, editor: Headers, query: str = "") -> list[str]:
    answer = world.client.get(f"{API}/links?{query}", headers=editor)
    assert answer.status_code == 200, answer.json
    return [item["code"] for item in answer.json["items"]]


def team_link(world: World, suggestion: dict[str, Any], team: str = "Large", size: int = 5) -> str:
    headers, *_ = [world.sign_in(team=team) for _ in range(size)]
    return world.link(headers, suggestion)


def location(world: World, code: str) -> str | None:
    """Where the link leads now, on this node, after it has followed the database."""
    world.settle()
    answer = world.client.get(f"/{code}", base_url="https://go.example.com")
    assert (answer.status_code == 404) == (FRIENDLY_PAGE in answer.data)
    return answer.location


def test_links_are_listed_newest_first_a_page_at_a_time(world: World, editor: Headers) -> None:
    codes = [own(world, editor, code=f"link-{number}") for number in range(5)]
    pages, cursor = [], ""
    while cursor is not None:
        answer = world.client.get(f"{API}/links?limit=2{cursor and '&cursor=' + cursor}", headers=editor)
        pages.append([item["code"] for item in answer.json["items"]])
        cursor = answer.json["next_cursor"]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [code for page in pages for code in page] == codes[::-1]


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJ4Il0", "W10", "WyJhIiwiYiJd", "W251bGxd"])
def test_a_cursor_that_is_none_is_refused(world: World, editor: Headers, cursor: str) -> None:
    answer = world.client.get(f"{API}/links?cursor={cursor}", headers=editor)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/cursor")


def test_links_are_found_by_code_title_destination_and_suggestion(world: World, editor: Headers) -> None:
    suggestion = world.suggestion(title="Élan in Zwolle", destination_url=f"https://{HOST}/zwolle")
    campaign = team_link(world, suggestion)
    own(world, editor, code="open-dag", title="Poster ÉÉN %", destination_url=f"https://{HOST}/Open-Day")
    own(world, editor, code="other")
    for words, found in {
        "OPEN": ["open-dag"],
        "https://go.example.com/open-dag": ["open-dag"],
        "poster day": ["open-dag"],
        "ÉÉN": ["open-dag"],
        "%25": ["open-dag"],
        "élan": [campaign] if world.engine.dialect.name == "postgresql" else [],
        "Élan zwolle": [campaign],
        "nothing": [],
    }.items():
        assert listed(world, editor, f"q={words}") == found, words
    assert listed(world, editor, "scope=campaign") == [campaign]
    assert listed(world, editor, "scope=own") == ["other", "open-dag"]
    assert listed(world, editor, f"suggestion_id={suggestion['id']}") == [campaign]
    assert world.client.get(f"{API}/links?scope=personal", headers=editor).status_code == 422


def test_withdrawn_links_are_listed_on_request(world: World, editor: Headers) -> None:
    own(world, editor, code="here")
    change(world, editor, own(world, editor, code="gone"), withdrawn=True)
    assert listed(world, editor) == ["here"]
    assert listed(world, editor, "withdrawn=include") == ["gone", "here"]
    assert listed(world, editor, "withdrawn=only") == ["gone"]


def test_an_employees_own_link_is_in_no_list_also_after_they_left(world: World, editor: Headers) -> None:
    suggestion, colleague = world.suggestion(), world.employee()
    code = world.link(world.sign_in(colleague), suggestion, "personal")
    world.clicked(code)
    for erased in (False, True):
        if erased:
            with world.session() as session:
                erasure.erase(session, employees.get(session, colleague.id))
        for query in ("", f"q={code}", f"suggestion_id={suggestion['id']}", "withdrawn=include"):
            assert listed(world, editor, query) == []
        assert world.client.get(f"{API}/links/{code}", headers=editor).status_code == 404
    assert location(world, code) == suggestion["destination_url"]


def test_clicks_are_told_of_links_of_their_own_only(world: World, editor: Headers) -> None:
    code, campaign = own(world, editor), team_link(world, world.suggestion())
    for each in (code, campaign):
        world.clicked(each, "2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z")
    items = world.client.get(f"{API}/links", headers=editor).json["items"]
    assert {item["code"]: item["clicks"] for item in items} == {code: 2, campaign: None}
    assert read(world, editor, code).json["clicks"] == 2
    assert read(world, editor, campaign).json["clicks"] is None
    assert read(world, editor, own(world, editor)).json["clicks"] == 0


def test_a_link_that_changes_leads_elsewhere_and_remembers_where_it_led(world: World, editor: Headers) -> None:
    code = own(world, editor, code="WerkenBij", title="Poster")
    assert code == "werkenbij"
    assert location(world, "WERKENBIJ") == f"https://{HOST}/"
    for path in ("two", "three"):
        answer = change(world, editor, "WerkenBij", destination_url=f"https://{HOST}/{path}")
        assert answer.status_code == 200
    assert location(world, code) == f"https://{HOST}/three"
    assert [entry["destination_url"] for entry in answer.json["history"]] == [f"https://{HOST}/two", f"https://{HOST}/"]
    assert answer.json["history"][0]["changed_by"].startswith("key:")
    assert answer.json["title"] == "Poster"
    assert read(world, editor, code).json == answer.json


def test_the_history_never_says_who_in_person_changed_a_link(world: World, editor: Headers) -> None:
    code = own(world, editor)
    for role in ("editor", "admin"):
        change(world, world.sign_in(role=role), code, destination_url=f"https://{HOST}/{role}")
    assert [entry["changed_by"] for entry in read(world, editor, code).json["history"]] == ["admin", "editor"]


def test_a_withdrawn_link_shows_the_friendly_page_until_it_is_restored(world: World, editor: Headers) -> None:
    code = own(world, editor)
    withdrawn = change(world, editor, code, withdrawn=True).json["withdrawn_at"]
    assert withdrawn is not None
    assert location(world, code) is None
    assert change(world, editor, code, withdrawn=True).json["withdrawn_at"] == withdrawn
    assert change(world, editor, code, withdrawn=False).json["withdrawn_at"] is None
    assert location(world, code) == f"https://{HOST}/"


def test_a_change_of_what_somebody_else_changed_is_refused_when_it_names_what_it_saw(
    world: World, editor: Headers
) -> None:
    code = own(world, editor)
    seen = read(world, editor, code).headers["ETag"]
    world.clicked(code)
    fresh = read(world, editor, code).headers["ETag"]
    assert fresh != seen, "the number of clicks is news"
    assert change(world, editor, code, seen, title="One").status_code == 200, "clicks make nobody stale"
    assert change(world, editor, code, fresh, title="Two").status_code == 412
    for wrong in ('"1"', "nothing of ours", ","):
        assert change(world, editor, code, wrong, title="Two").status_code == 412
    assert change(world, editor, code, "*", title="Two").status_code == 200
    assert change(world, editor, code, title="Three").json["title"] == "Three"
    newest = read(world, editor, code).headers["ETag"]
    headers = editor | {"If-None-Match": newest}
    assert world.client.get(f"{API}/links/{code}", headers=headers).status_code == 304


def test_the_etag_of_a_link_says_all_that_is_in_the_answer_and_not_when_it_was_made(
    world: World, editor: Headers
) -> None:
    suggestion = world.suggestion()
    code = team_link(world, suggestion)
    before = read(world, editor, code)
    with world.session() as session:
        link = session.scalars(select(Link).where(Link.code == code)).one()
        link.changed_at += timedelta(hours=1)
    assert read(world, editor, code).headers["ETag"] == before.headers["ETag"]
    path = f"{API}/suggestions/{suggestion['id']}"
    with_tag = editor | {"If-Match": world.client.get(path, headers=editor).headers["ETag"]}
    world.client.patch(path, json={"title": "Another title"}, headers=with_tag)
    after = read(world, editor, code)
    assert after.json["suggestion"]["title"] == "Another title"
    assert after.headers["ETag"] != before.headers["ETag"]


def test_of_changes_that_saw_the_same_link_one_wins(world: World, editor: Headers) -> None:
    code = own(world, editor)
    headers = editor | {"If-Match": read(world, editor, code).headers["ETag"]}

    def call(number: int) -> int:
        client = world.client.application.test_client()
        return client.patch(f"{API}/links/{code}", json={"title": f"Title {number}"}, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(call, range(24))) == [200] + [412] * 23


def test_a_suggestions_link_is_changed_by_changing_the_suggestion(world: World, editor: Headers) -> None:
    suggestion = world.suggestion(titles=TITLES)
    code = team_link(world, suggestion)
    refused = change(world, editor, code, destination_url=f"https://{HOST}/new", utm={"source": "x"})
    assert [fault["pointer"] for fault in refused.json["errors"]] == ["/destination_url", "/utm"]
    assert suggestion["id"] in refused.json["errors"][0]["message"]
    assert change(world, editor, code, title="Spring", withdrawn=True).status_code == 200
    assert location(world, code) is None
    change(world, editor, code, withdrawn=False)
    path = f"{API}/suggestions/{suggestion['id']}"
    with_tag = editor | {"If-Match": world.client.get(path, headers=editor).headers["ETag"]}
    world.client.patch(path, json={"destination_url": f"https://{HOST}/new"}, headers=with_tag)
    found = read(world, editor, code).json
    assert location(world, code) == found["destination_url"] == f"https://{HOST}/new"
    assert [(entry["destination_url"], entry["changed_by"]) for entry in found["history"]] == [
        (suggestion["destination_url"], "suggestion")
    ]
    assert found["suggestion"] == {name: suggestion[name] for name in ("id", "title", "titles")}
    assert found["suggestion"]["titles"] == TITLES


def test_hostile_destinations_are_refused(world: World, editor: Headers) -> None:
    code = own(world, editor)
    accepted = [
        address for address in HOSTILE if change(world, editor, code, destination_url=address).status_code != 422
    ]
    # Three of them do lead to an allowed host, however they look.
    assert len(accepted) <= 3
    assert all(address.startswith(tuple(f"https://{HOST}{mark}" for mark in "/?#")) for address in accepted)
    kept = [entry["destination_url"] for entry in read(world, editor, code).json["history"]]
    assert set(kept) <= {f"https://{HOST}/", *accepted}


def test_a_link_that_nobody_changed_is_no_news_to_the_nodes(world: World, editor: Headers) -> None:
    code = own(world, editor, title="A")
    with world.session() as session:
        before = session.scalars(select(Link.changed_at)).one()
    change(world, editor, code)
    change(world, editor, code, title="A")
    with world.session() as session:
        assert session.scalars(select(Link.changed_at)).one() == before


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"code": "another"}, "/code"),
        ({"withdrawn": "yes"}, "/withdrawn"),
        ({"destination_url": None}, "/destination_url"),
        ({"utm": {"person": "x"}}, "/utm/person"),
    ],
)
def test_what_cannot_be_changed_is_said(world: World, editor: Headers, changes: dict[str, Any], pointer: str) -> None:
    answer = world.client.patch(f"{API}/links/{own(world, editor)}", json=changes, headers=editor)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_whole_link_that_is_pasted_finds_that_link_alone(world: World) -> None:
    for code in ("plak", "plakker"):
        document = {"destination_url": f"https://{HOST}/{code}", "code": code}
        url = world.client.post(f"{API}/links", json=document, headers=world.key()).json["url"]
    root = url.removesuffix("plakker")
    for pasted in (f"{root}plak", f"{root}PLAK/".upper().replace("HTTP", "http"), f"{root}plak?x=y", f" {root}plak. "):
        for one in (pasted, pasted.partition("://")[2]):
            answer = world.client.get(f"{API}/links", query_string={"q": one}, headers=world.key()).json
            assert [link["code"] for link in answer["items"]] == ["plak"], one
    answer = world.client.get(f"{API}/links", query_string={"q": f"{root}no-such"}, headers=world.key()).json
    assert answer["items"] == []
