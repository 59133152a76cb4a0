"""What the settings change about following a link; and who is not counted a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import Client

from support.hostile_addresses import HOSTILE
from support.world import BROWSER, HOST, World
from vertel.config import Config
from vertel.db.models import Click
from vertel.db.pooled import PooledDatabase
from vertel.redirect import click_limit
from vertel.redirect.application import Redirect
from vertel.redirect.link_replica import LinkReplicaWriter, ReplicaLink


def api(_environ: Any, start_response: Any) -> list[bytes]:
    """Stands where the API is, behind the redirect."""
    start_response("418 I'm a teapot", [])
    return []


def config_of(world: World) -> Config:
    return world.client.application.extensions["vertel"].config  # type: ignore[no-any-return]


def visitors(world: World, **settings: Any) -> Client:
    """A client of a process with other settings, on the same node."""
    return Client(Redirect(replace(config_of(world), **settings), PooledDatabase(world.engine), api))


def counted(world: World) -> int:
    world.settle()
    with world.session() as session:
        return session.execute(select(func.count()).select_from(Click)).scalar_one()


def visit(client: Client, code: str, address: str = "203.0.113.1", agent: str = BROWSER, **headers: str) -> None:
    answer = client.get(
        f"/r/{code}", headers={"User-Agent": agent} | headers, environ_overrides={"REMOTE_ADDR": address}
    )
    assert answer.status_code == 302


@pytest.fixture
def code(world: World) -> str:
    """A link of a suggestion."""
    return world.link(world.sign_in(), world.suggestion(destination_url=f"https://{HOST}/job?a=1#apply"))


def test_a_visitor_who_comes_again_at_once_counts_once_and_another_one_too(world: World, code: str) -> None:
    client = visitors(world, repeat_seconds=3600)
    for _ in range(3):
        visit(client, code)
    assert counted(world) == 1
    visit(client, code, address="203.0.113.2")
    visit(client, code, agent=BROWSER.replace("149", "148"))
    visit(client, world.link(world.sign_in(), world.suggestion()))
    assert counted(world) == 4


def test_behind_a_proxy_visitors_are_told_apart_when_the_settings_know_of_it(world: World, code: str) -> None:
    client = visitors(world, repeat_seconds=3600, proxies=1)
    for address in ("198.51.100.1", "198.51.100.2", "198.51.100.2"):
        visit(client, code, **{"X-Forwarded-For": f"6.6.6.6, {address}"})
    assert counted(world) == 2


def test_behind_a_proxy_that_the_settings_do_not_know_of_everyone_counts(world: World, code: str) -> None:
    client = visitors(world, repeat_seconds=3600)
    for _ in range(3):
        visit(client, code, **{"X-Forwarded-For": "198.51.100.1"})
    assert counted(world) == 3


def test_who_forges_the_proxys_header_is_told_by_the_proxys_part(world: World, code: str) -> None:
    client = visitors(world, repeat_seconds=3600, proxies=2)
    visit(client, code, **{"X-Forwarded-For": "1.1.1.1, 198.51.100.1, 10.0.0.1"})
    visit(client, code, **{"X-Forwarded-For": "2.2.2.2, 198.51.100.1, 10.0.0.1"})
    assert counted(world) == 1


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_who_asks_not_to_be_counted_is_counted_only_when_the_setting_says_so(
    world: World, code: str, header: str
) -> None:
    visit(visitors(world, count_opted_out=False), code, **{header: "1"})
    assert counted(world) == 0
    visit(visitors(world, count_opted_out=True), code, **{header: "1"})
    assert counted(world) == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ref=mail", "/job?a=1&ref=mail#apply"),
        ("a=2&b=3", "/job?a=1&b=3#apply"),
        ("x=%0d%0aY:%20z", "/job?a=1&x=%0d%0aY:%20z#apply"),
        ("", "/job?a=1#apply"),
        ("x=%s" % ("y" * 3000), "/job?a=1#apply"),
    ],
)
def test_what_a_visitor_appends_is_passed_on_when_the_setting_says_so(
    world: World, code: str, query: str, expected: str
) -> None:
    path = f"/r/{code}?{query}"
    assert visitors(world, pass_query=True).get(path).headers["Location"] == f"https://{HOST}{expected}"
    assert visitors(world, pass_query=False).get(path).headers["Location"] == f"https://{HOST}/job?a=1#apply"


def test_a_destination_that_left_the_list_is_not_followed(world: World, code: str) -> None:
    assert visitors(world, destination_hosts=("elsewhere.example.com",)).get(f"/r/{code}").status_code == 404


def test_no_hostile_address_is_followed_however_it_came_into_the_copy(world: World) -> None:
    folder = config_of(world).state_dir
    keeper = LinkReplicaWriter(folder)
    keeper.put([ReplicaLink(f"evil-{n}", f"{n:032x}", address) for n, address in enumerate(HOSTILE)], {})
    keeper.put([ReplicaLink("good", "f" * 32, f"https://{HOST}/")], {})
    keeper.close()
    client = visitors(world, destination_hosts=(HOST, "*.example.org", "shop.example.net:8443", "192.0.2.7"))
    assert client.get("/r/good").status_code == 302
    for number, address in enumerate(HOSTILE):
        answer = client.get(f"/r/evil-{number}")
        # Three of them do lead to an allowed host, however they look.
        led = answer.headers.get("Location", "").startswith(tuple(f"https://{HOST}{mark}" for mark in "/?#"))
        assert answer.status_code == 404 or led, address
    assert len(HOSTILE) >= 300


def test_other_paths_and_methods_are_handed_on_or_refused(world: World, code: str) -> None:
    client = visitors(world)
    assert client.get("/api/v1/me").status_code == 418
    assert client.get("/livez", base_url="https://go.example.com").status_code == 418
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = client.open(f"/r/{code}", method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_above_the_limit_of_one_source_visitors_are_led_on_and_not_counted(world: World, code: str) -> None:
    client = visitors(world, repeat_seconds=30, proxies=1)
    for number in range(click_limit.MOST + 10):
        headers = {"User-Agent": f"{BROWSER} {number}", "X-Forwarded-For": f"10.9.8.{number}, 192.0.2.1"}
        assert client.get(f"/r/{code}", headers=headers).status_code == 302
    assert counted(world) == click_limit.MOST


def test_who_guesses_codes_keeps_nobody_else_from_a_new_link(world: World, code: str) -> None:
    client = visitors(world, proxies=1)
    guesser, other = ({"X-Forwarded-For": address} for address in ("192.0.2.1", "192.0.2.2"))
    answers = [client.get(f"/r/guess{number}", headers=guesser).status_code for number in range(30)]
    assert (answers[0], answers[-1]) == (404, 503)
    assert client.get(f"/r/{code}", headers=guesser).status_code == 503
    assert client.get(f"/r/{code}", headers=other).status_code == 302


def test_on_a_shared_domain_a_tail_behind_a_code_makes_no_page_of_it(world: World, code: str) -> None:
    root = config_of(world).public_url
    client = visitors(world, link_base_url=root)
    paths = (code, f"{code}/", f"{code}.", f"{code}%E2%80%8B", f"{code.upper()})")
    assert {client.get(f"/{path}", base_url=root).status_code for path in paths} == {302}
    assert {client.get(path, base_url=root).status_code for path in ("/docs/", "/api", f"/{code}/more", "/")} == {418}
    assert client.get("/favicon.ico", base_url=root).status_code == 404
