"""Feeds from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from support.feed_server import FeedServer, answering
from support.feeds import item, json_feed
from support.world import API, World

URL = "https://careers.example.com/jobs.json"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with answering() as found:
        yield found


def test_a_feed_is_added_listed_and_removed(vertel, world: World) -> None:
    added = vertel("feeds", "add", URL, "--name", "Vacancies")
    feed_id = added.stdout.strip()
    assert (added.exit_code, added.stderr) == (0, "")
    assert UUID(feed_id)
    listed = vertel("feeds", "list").stdout.rstrip("\n").split("\t")
    assert listed[:4] == [feed_id, "new", "Vacancies", URL]
    assert vertel("feeds", "remove", feed_id).stderr == "Removed.\n"
    assert vertel("feeds", "list").stdout == ""
    assert vertel("feeds", "look", feed_id).stderr == "Error: There is no feed with this id.\n"


def test_a_look_makes_drafts_and_says_what_came_of_it(vertel, world: World, server: FeedServer) -> None:
    server.answer(json_feed([item("a"), item("b"), item("c", title="")]), "application/json")
    feed_id = vertel("feeds", "add", server.url, "--name", "Vacancies").stdout.strip()
    looked = vertel("feeds", "look", feed_id)
    assert looked.exit_code == 0
    assert looked.stdout.startswith("3 items\t2 drafted\t")
    assert looked.stderr == "—: It has no title.\n"
    found = world.client.get(f"{API}/suggestions?view=manage&feed={feed_id}", headers=world.key()).json["items"]
    assert {one["status"] for one in found} == {"draft"}
    assert len(found) == 2


def test_a_look_that_fails_says_why_and_ends_so(vertel, world: World, server: FeedServer) -> None:
    feed_id = vertel("feeds", "add", server.url, "--name", "Vacancies").stdout.strip()
    looked = vertel("feeds", "look", feed_id)
    assert (looked.exit_code, "404 Not Found" in looked.stderr) == (1, True)
    assert "\tfailing\t" in vertel("feeds", "list").stdout


def test_a_dry_run_says_what_would_come_and_stores_nothing(vertel, world: World, server: FeedServer) -> None:
    server.answer(json_feed([item("a"), item("b", url="https://elsewhere.example.net/b")]), "application/json")
    ran = vertel("feeds", "dry-run", server.url)
    assert ran.exit_code == 0
    first, second = ran.stdout.splitlines()
    assert first.startswith("drafted\tTitle of a\t")
    assert second.startswith("left_out\tTitle of b\t")
    assert "VERTEL_DESTINATION_HOSTS" in second
    assert ran.stderr == "json-feed: 2 items: 1 drafted, 0 waiting, 1 left out. Nothing was stored.\n"
    assert '"format": "json-feed"' in vertel("feeds", "dry-run", server.url, "--json").stdout
    assert world.client.get(f"{API}/suggestions?view=manage", headers=world.key()).json["items"] == []
    assert vertel("feeds", "list").stdout == ""


@pytest.mark.parametrize("command", [("add", "--name", "x"), ("dry-run",)])
@pytest.mark.parametrize("url", ["https://10.0.0.1/feed", "ftp://careers.example.com/feed"])
def test_an_address_that_may_not_be_asked_is_refused(vertel, world: World, command: tuple[str, ...], url: str) -> None:
    name, *options = command
    refused = vertel("feeds", name, url, *options)
    assert refused.exit_code in {1, 2}
    assert "Error: " in refused.stderr
    assert vertel("feeds", "list").stdout == ""
