"""Following a tracked link: where it leads, what the answer says, who is counted, what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Engine, func, select, text, update

from support.tails import TAILS
from support.world import API, BROWSER, HOST, World
from vertel.app import create_app
from vertel.clock import now
from vertel.config import Config
from vertel.db.models import AudienceEntry, Click, Link, Suggestion

VISITS = 10_000


def clicks(world: World) -> int:
    world.settle()
    with world.session() as session:
        return session.execute(select(func.count()).select_from(Click)).scalar_one()


def follow(world: World, code: str, method: str = "GET", **headers: str) -> Any:
    return world.client.open(f"/r/{code}", method=method, headers={"User-Agent": BROWSER} | headers)


@contextmanager
def without(engine: Engine, table: str) -> Iterator[None]:
    """A database in which a table is out of reach."""
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_elsewhere"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table}_elsewhere RENAME TO {table}"))


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


def test_the_link_domain_has_links_at_its_root_and_the_servers_own_host_has_not(world: World) -> None:
    code, agent = world.link(world.sign_in(), world.suggestion()), {"User-Agent": BROWSER}
    assert world.client.get(f"/{code}", headers=agent, base_url="https://go.example.com").status_code == 302
    assert world.client.get(f"/r/{code}", headers=agent, base_url="https://vertel.example.com").status_code == 302
    assert clicks(world) == 2
    wrong = world.client.get(f"/{code}", headers=agent, base_url="https://vertel.example.com")
    assert (wrong.status_code, wrong.content_type) == (404, "application/problem+json")
    assert clicks(world) == 2


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # the answer is made of the node's own copy
@pytest.mark.parametrize(("base_url", "prefix"), [("https://go.example.com", ""), ("https://vertel.example.com", "/r")])
def test_a_link_leads_on_whatever_was_left_behind_it_also_behind_a_slash(
    world: World, base_url: str, prefix: str
) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    written = [f"{prefix}/{code}{slash}{tail}" for slash in ("", "/") for tail in TAILS]
    answers = {each: world.client.get(each, base_url=base_url).status_code for each in written}
    assert [each for each, status in answers.items() if status != 302] == []


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # the answer is made of the path alone
@pytest.mark.parametrize("path", [f"{API}/me", f"{API}/nothing", "/scim/v2/Users"])
def test_the_servers_own_paths_are_no_links_on_the_link_domain(world: World, path: str) -> None:
    assert world.client.get(path, base_url="https://go.example.com").mimetype != "text/html"


def test_the_root_leads_to_the_page_and_on_the_link_domain_nowhere(world: World) -> None:
    own = world.client.get("/", base_url="https://vertel.example.com")
    assert (own.status_code, own.headers["Location"]) == (302, "/app/")
    gone = world.client.get("/", base_url="https://go.example.com")
    assert (gone.status_code, gone.mimetype) == (404, "text/html")


def test_without_a_link_domain_the_root_leads_to_the_page_too(config: Config, tmp_path: Path) -> None:
    alone = replace(config, link_base_url=config.public_url, state_dir=tmp_path / "state")
    app = create_app(alone)
    answer = app.test_client().get("/", base_url=config.public_url)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/app/")
    app.extensions["vertel"].dispose()


def test_head_gets_the_same_answer(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    head, get = follow(world, code, "HEAD"), follow(world, code)
    differing = {"X-Request-Id", "Date"}
    assert head.status_code == get.status_code
    assert {n: v for n, v in head.headers if n not in differing} == {n: v for n, v in get.headers if n not in differing}
    assert head.data == b""


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # the answer is made of the node's own copy
@pytest.mark.parametrize(
    "rest", ["/a%20b/%E2%82%AC", "?utm_source=linkedin&a=b%26c", "#top", "/'(x)!*;,~?q=a+b#%7E", "/%2e%2e/%0d%0aX:%20y"]
)
def test_the_destination_arrives_letter_by_letter(world: World, rest: str) -> None:
    url = f"https://{HOST}{rest}"
    assert follow(world, world.link(world.sign_in(), world.suggestion(destination_url=url))).headers["Location"] == url


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # the answer is made of the node's own copy
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
    ("language", "said"),
    [
        ("nl-NL,nl;q=0.9,en;q=0.8", "Deze link"),
        ("nl-BE,en;q=0.8", "Deze link"),
        ("fr", "This link"),
        ("", "This link"),
    ],
)
def test_an_unknown_code_gets_a_friendly_page(world: World, language: str, said: str) -> None:
    answer = follow(world, "nothere", **{"Accept-Language": language})
    assert answer.status_code == 404
    assert said in answer.text
    assert answer.headers["Content-Language"] == ("nl" if said == "Deze link" else "en")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_page_loads_nothing_and_knows_the_dark(world: World) -> None:
    page = follow(world, "nothere").text
    assert not re.search(r"https?://|src=|href=|url\(|<script|@import", page)
    assert "prefers-color-scheme: dark" in page


@pytest.mark.parametrize("code", ["favicon.ico", "robots.txt", "%00", "%F0%9F%98%80", "a" * 500, "'; DROP TABLE links"])
def test_what_cannot_be_a_code_is_an_unknown_link(world: World, code: str) -> None:
    assert follow(world, code).status_code == 404


def test_a_withdrawn_link_gets_the_friendly_page_and_counts_no_more(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    assert follow(world, code).status_code == 302
    with world.session() as session:
        session.execute(update(Link).values(withdrawn_at=now()))
    world.settle()
    assert follow(world, code).status_code == 404
    assert clicks(world) == 1


def test_a_click_waits_while_the_database_cannot_take_it(world: World) -> None:
    suggestion = world.suggestion()
    code = world.link(world.sign_in(), suggestion)
    with without(world.engine, "clicks"):
        answer = follow(world, code)
        world.settle()
    assert (answer.status_code, answer.headers["Location"]) == (302, suggestion["destination_url"])
    assert clicks(world) == 1


def test_a_visitor_goes_on_when_the_click_cannot_be_put_down_which_is_counted(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    before = REGISTRY.get_sample_value("vertel_clicks_unrecorded_total") or 0
    folder = world.client.application.extensions["vertel"].config.state_dir
    folder.write_text("in the way")
    assert follow(world, code).status_code == 302
    assert REGISTRY.get_sample_value("vertel_clicks_unrecorded_total") == before + 1
    folder.unlink()
    assert clicks(world) == 0


def test_links_that_this_node_knows_need_no_database(world: World) -> None:
    suggestion = world.suggestion()
    code = world.link(world.sign_in(), suggestion)
    world.settle()
    with without(world.engine, "links"):
        assert follow(world, code).headers["Location"] == suggestion["destination_url"]


def test_a_visitor_is_asked_to_wait_when_the_database_cannot_say_where_the_link_leads(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    with without(world.engine, "links"):
        answer = follow(world, code, **{"Accept-Language": "nl"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Even geduld" in answer.text


def test_an_archived_suggestions_links_go_on_and_follow_a_new_destination(world: World) -> None:
    suggestion, key = world.suggestion(), world.key()
    code = world.link(world.sign_in(), suggestion)
    path = f"{API}/suggestions/{suggestion['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]
    change = {"destination_url": f"https://{HOST}/new", "status": "archived"}
    assert follow(world, code).headers["Location"] == suggestion["destination_url"]
    assert world.client.patch(path, json=change, headers=key | {"If-Match": tag}).status_code == 200
    world.settle()
    assert follow(world, code).headers["Location"] == f"https://{HOST}/new"


def test_a_suggestion_that_no_longer_leads_anywhere_leaves_its_links_as_they_are(world: World) -> None:
    suggestion, key = world.suggestion(), world.key()
    code = world.link(world.sign_in(), suggestion)
    path = f"{API}/suggestions/{suggestion['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]
    change = {"destination_url": None}
    assert world.client.patch(path, json=change, headers=key | {"If-Match": tag}).status_code == 200
    assert follow(world, code).headers["Location"] == suggestion["destination_url"]


def test_an_expired_suggestions_links_go_on(world: World) -> None:
    suggestion = world.suggestion()
    code = world.link(world.sign_in(), suggestion)
    with world.session() as session:
        session.execute(update(Suggestion).values(expires_at=now() - timedelta(days=1)))
        session.execute(update(AudienceEntry).values(expires_at=now() - timedelta(days=1)))
    assert follow(world, code).status_code == 302


def test_a_destination_that_is_no_longer_allowed_is_not_followed(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    with world.session() as session:
        session.query(Link).update({"destination_url": "https://elsewhere.example.net/"})
    assert follow(world, code).status_code == 404
    assert clicks(world) == 0


def test_nothing_about_a_visitor_is_stored(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    for number in range(VISITS):
        answer = world.client.get(
            f"/r/{code}?visitor=telltale{number}",
            headers={"User-Agent": f"{BROWSER} Telltale/{number}", "Referer": "https://telltale.example/"},
            environ_overrides={"REMOTE_ADDR": "203.0.113.77"},
        )
        assert answer.status_code == 302
    folder = world.client.application.extensions["vertel"].config.state_dir
    spooled = b"".join(path.read_bytes() for path in folder.iterdir())
    assert len(spooled) >= VISITS * 93
    assert clicks(world) == VISITS
    spooled += b"".join(path.read_bytes() for path in folder.iterdir())
    with world.engine.connect() as connection:
        tables = Link.metadata.sorted_tables
        dump = "".join(repr(row) for table in tables for row in connection.execute(table.select()))
    dump += spooled.decode("latin-1")
    for trace in ("telltale", "Telltale", "203.0.113.77", "Mozilla"):
        assert trace not in dump
    with world.session() as session:
        for click in session.scalars(select(Click)):
            assert (click.clicked_at.minute % 15, click.clicked_at.second, click.clicked_at.microsecond) == (0, 0, 0)
            assert click.id.version == 7
            assert click.id.int >> 80 == click.clicked_at.timestamp() * 1000, "the id tells a finer time"


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # the answer is made of the node's own copy
@pytest.mark.parametrize("tail", ["/", ".", ")", "%E2%80%8B", "%E2%80%A6", "%3E", "&fbclid=x", "/more"])
def test_a_link_leads_on_whatever_was_copied_along(world: World, tail: str) -> None:
    world.client.post(f"{API}/links", json={"destination_url": f"https://{HOST}/", "code": "tail"}, headers=world.key())
    assert follow(world, f"Tail{tail}").headers["Location"] == f"https://{HOST}/"
    assert follow(world, f"Tail{tail}").status_code == 302  # from memory, too
    assert follow(world, f"no-tail{tail}").status_code == 404
