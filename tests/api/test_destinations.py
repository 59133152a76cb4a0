"""Editors ask whether the pages to which links lead are still there; nothing is changed by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select

from support.site import Site, serving
from support.world import API, Headers, World
from vertel.clock import now
from vertel.db.models import DestinationAnswer, DestinationCheck, Link, Suggestion
from vertel.domain.links import destination_checks
from vertel.worker import destination_checker
from vertel.worker.destination_checker import DestinationChecker

PATH = f"{API}/reports/destinations"
TITLES = [{"language": "nl", "text": "Lasser"}, {"language": "en", "text": "Welder"}]


@pytest.fixture
def site(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site to which links may lead, and whose certificate is believed."""
    with serving(tmp_path) as found:
        monkeypatch.setenv("SSL_CERT_FILE", str(found.certificate))
        resources = world.client.application.extensions["vertel"]
        config = replace(resources.config, destination_hosts=(found.host,))
        world.client.application.extensions["vertel"] = replace(resources, config=config)
        yield found


def check(world: World) -> Any:
    """Have all pages checked, as a node does it."""
    asked = world.client.post(PATH, headers=world.key())
    assert asked.status_code == 202, asked.json
    checker = DestinationChecker(world.client.application.extensions["vertel"].config, world.engine)
    assert checker.step()
    return asked.json


def report(world: World, query: str = "", headers: Headers | None = None) -> Any:
    if not query:
        check(world)
    answer = world.client.get(f"{PATH}?{query}", headers=headers or world.key())
    assert answer.status_code == 200, answer.json
    return answer.json


def by_path(site: Site, document: Any) -> dict[str, Any]:
    return {item["destination_url"].removeprefix(f"https://{site.host}"): item for item in document["items"]}


def own(world: World, site: Site, path: str, code: str) -> None:
    document = {"destination_url": site.url(path), "code": code, "utm": {"source": "poster"}}
    assert world.client.post(f"{API}/links", json=document, headers=world.key()).status_code == 201


def test_each_page_is_asked_once_and_says_what_leads_there(world: World, site: Site) -> None:
    site.pages = {"/gone": (410, None), "/old": (301, "/new")}
    suggestion = world.suggestion(destination_url=site.url("/gone"), title="Lasser", titles=TITLES)
    large, *_ = [world.sign_in(team="Large") for _ in range(5)]
    campaign = world.link(large, suggestion)
    for code in ("one", "two"):
        own(world, site, "/fine", code)
    own(world, site, "/old", "three")
    found = by_path(site, report(world))
    assert {path: item["status"] for path, item in found.items()} == {"/fine": "ok", "/gone": "gone", "/old": "moved"}
    assert found["/fine"]["links"] == ["one", "two"]
    assert found["/old"]["moved_to"] == site.url("/new")
    assert found["/gone"]["links"] == [campaign]
    assert found["/gone"]["suggestions"] == [{"id": suggestion["id"], "title": "Lasser", "titles": TITLES}]
    asked = [path for method, path, _ in site.asked if method == "HEAD"]
    assert sorted(asked) == ["/fine", "/gone", "/new", "/old"], "without campaign parameters: it is no visit"
    assert all("https://vertel.example.com" in agent for *_, agent in site.asked)


def test_nothing_is_changed(world: World, site: Site) -> None:
    own(world, site, "/gone", "one")
    site.pages = {"/gone": (404, None)}
    with world.session() as session:
        before = session.execute(select(Link.__table__)).all()
    report(world)
    with world.session() as session:
        assert session.execute(select(Link.__table__)).all() == before


def test_withdrawn_and_expired_ones_are_left_in_peace(world: World, site: Site) -> None:
    own(world, site, "/withdrawn", "one")
    world.client.patch(f"{API}/links/one", json={"withdrawn": True}, headers=world.key())
    world.suggestion(destination_url=site.url("/draft"), status="draft")
    world.suggestion(destination_url=site.url("/expired"))
    world.suggestion(destination_url=site.url("/published"))
    world.suggestion(destination_url=None)
    with world.session() as session:
        session.scalars(
            select(Suggestion).where(Suggestion.destination_url.contains("expired"))
        ).one().expires_at = now()
    assert list(by_path(site, report(world))) == ["/published"]


def test_an_employees_own_link_is_checked_but_not_named(world: World, site: Site) -> None:
    suggestion = world.suggestion(destination_url=site.url("/a"))
    world.link(world.sign_in(), suggestion, "personal")
    path = f"{API}/suggestions/{suggestion['id']}"
    headers = world.key() | {"If-Match": world.client.get(path, headers=world.key()).headers["ETag"]}
    assert world.client.delete(path, headers=headers).status_code == 204
    item = by_path(site, report(world))["/a"]
    assert (item["links"], item["suggestions"][0]["id"]) == ([], suggestion["id"])


def test_pages_come_some_at_a_time(world: World, site: Site) -> None:
    for number in range(5):
        own(world, site, f"/{number}{'x' * 1900}", f"code-{number}")
    found, cursor = [], ""
    while cursor is not None:
        page = report(world, f"limit=2{cursor and '&cursor=' + cursor}")
        found.append([item["links"] for item in page["items"]])
        cursor = page["next_cursor"]
    assert found == [[["code-0"], ["code-1"]], [["code-2"], ["code-3"]], [["code-4"]]]


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJhXHUwMDAwIl0", "W251bGxd"])
def test_a_cursor_that_is_none_is_refused(world: World, cursor: str) -> None:
    answer = world.client.get(f"{PATH}?cursor={cursor}", headers=world.key())
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/cursor")


def test_nobody_waits_for_the_database_meanwhile(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    own(world, site, "/a", "one")
    pool = world.engine.pool
    held: list[int] = []

    def answered(*_: Any, **__: Any) -> None:
        held.append(pool.checkedout())
        raise OSError

    monkeypatch.setattr("vertel.outbound.http_client.connect", answered)
    assert by_path(site, report(world))["/a"]["status"] == "unreachable"
    assert held == [0]


def test_no_request_waits_for_pages(world: World, site: Site) -> None:
    own(world, site, "/slow", "one")
    site.hang = frozenset({"/slow"})
    assert world.client.post(PATH, headers=world.key()).json["status"] == "waiting"
    answer = world.client.get(PATH, headers=world.key()).json
    assert [(item["status"], item["checked_at"]) for item in answer["items"]] == [("not_checked", None)]
    assert site.asked == []
    site.over.set()


def test_before_anybody_asked_there_is_no_check_and_the_last_answers_stay_until_the_next(
    world: World, site: Site
) -> None:
    own(world, site, "/a", "one")
    assert world.client.get(PATH, headers=world.key()).json["check"] is None
    check(world)
    assert world.client.post(PATH, headers=world.key()).json["status"] == "waiting"
    answer = report(world, "limit=50")
    assert (answer["check"]["status"], answer["items"][0]["status"]) == ("waiting", "ok")


def test_the_report_says_how_far_it_is(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(destination_checker, "AT_ONCE", 2)
    for number in range(5):
        own(world, site, f"/{number}", f"code-{number}")
    seen: list[Any] = []
    record = destination_checks.record

    def recorded(*arguments: Any) -> None:
        seen.append(report(world, "limit=1")["check"])
        record(*arguments)

    monkeypatch.setattr(destination_checks, "record", recorded)
    check(world)
    seen.append(report(world, "limit=1")["check"])
    assert [(each["status"], each["checked"], each["total"]) for each in seen] == [
        ("waiting", 0, None),
        ("running", 2, 5),
        ("running", 4, 5),
        ("finished", 5, 5),
    ]
    assert [each["finished_at"] is None for each in seen] == [True, True, True, False]


def test_another_node_goes_on_where_one_ended_and_no_two_do_the_same(
    world: World, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(destination_checker, "AT_ONCE", 2)
    for number in range(5):
        own(world, site, f"/{number}", f"code-{number}")
    config = world.client.application.extensions["vertel"].config
    stopped = Event()
    record = destination_checks.record

    def ends(*arguments: Any) -> None:
        record(*arguments)
        stopped.set()

    world.client.post(PATH, headers=world.key())
    monkeypatch.setattr(destination_checks, "record", ends)
    assert DestinationChecker(config, world.engine, stopped).step()
    monkeypatch.setattr(destination_checks, "record", record)
    again = world.client.post(PATH, headers=world.key()).json
    assert (again["status"], again["checked"]) == ("running", 2), "asking again begins nothing anew"
    other = DestinationChecker(config, world.engine)
    assert not other.step(), "the first one may still be at work"
    with world.session() as session:
        session.get_one(DestinationCheck, 1).leased_until = now()
    assert other.step()
    assert sorted(path for _, path, _ in site.asked) == [f"/{number}" for number in range(5)]
    assert report(world, "limit=1")["check"]["checked"] == 5


def test_answers_of_pages_to_which_nothing_leads_any_more_go_with_the_next_check(world: World, site: Site) -> None:
    own(world, site, "/a", "one")
    check(world)
    world.client.patch(f"{API}/links/one", json={"withdrawn": True}, headers=world.key())
    check(world)
    with world.session() as session:
        assert session.scalars(select(DestinationAnswer)).all() == []
