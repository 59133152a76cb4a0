"""What an address would give, asked of a server that answers on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from support.feed_server import FeedServer, answering
from support.feeds import item, json_feed
from support.world import API, HOST, World


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with answering() as found:
        yield found


@pytest.fixture
def on_this_machine(world: World) -> World:
    """A server that may ask this machine."""
    application = world.client.application
    resources = application.extensions["vertel"]
    local = replace(resources.config, public_url="http://127.0.0.1:8000")
    application.extensions["vertel"] = replace(resources, config=local)
    return world


def preview(world: World, url: str, **more: Any) -> Any:
    return world.client.post(f"{API}/feeds/preview", json={"url": url} | more, headers=world.sign_in(role="admin"))


def test_a_preview_says_of_each_item_what_would_become_of_it_and_stores_nothing(
    on_this_machine: World, server: FeedServer
) -> None:
    items = [item("a", date_published="2026-11-20"), item("b", date_published="2026-11-10"), item("c", title="")]
    server.answer(json_feed(items, next_url=None), "application/feed+json")
    found = preview(on_this_machine, server.url, drafts_per_day=1, language="en").json
    assert (found["format"], found["total"]) == ("json-feed", 3)
    assert (found["drafted"], found["waiting"], found["left_out"]) == (1, 1, 1)
    assert [(one["title"], one["verdict"]) for one in found["items"]] == [
        ("Title of a", "drafted"), ("Title of b", "waiting"), (None, "left_out"),
    ]  # fmt: skip
    assert found["items"][0]["caption"] == "Title of a\n\nAbout a.\n\n{link}"
    assert found["items"][0]["question"]
    assert found["items"][2]["reason"] == "It has no title."
    admin = on_this_machine.key("admin")
    assert on_this_machine.client.get(f"{API}/feeds", headers=admin).json["items"] == []
    assert on_this_machine.client.get(f"{API}/suggestions?view=manage", headers=admin).json["items"] == []


def test_a_preview_knows_what_is_there_already(on_this_machine: World, server: FeedServer) -> None:
    on_this_machine.suggestion(destination_url=f"https://{HOST}/items/a")
    server.answer(json_feed([item("a")]), "application/json")
    (found,) = preview(on_this_machine, server.url).json["items"]
    assert (found["verdict"], found["reason"]) == ("left_out", "A suggestion leads there already.")


def test_a_preview_leaves_an_entry_in_the_audit_log(on_this_machine: World, server: FeedServer) -> None:
    server.answer(json_feed([item("a")]), "application/json")
    assert preview(on_this_machine, server.url).status_code == 200
    (entry,) = on_this_machine.client.get(f"{API}/audit", headers=on_this_machine.key("admin")).json["items"]
    assert entry["action"] == "feed.previewed"
    assert server.url in str(entry["details"])


def test_an_address_without_a_feed_says_why(on_this_machine: World, server: FeedServer) -> None:
    server.answer(b"<html><body>Welcome</body></html>", "text/html")
    answer = preview(on_this_machine, server.url)
    assert answer.status_code == 422
    (fault,) = answer.json["errors"]
    assert fault["pointer"] == "/url"
    assert "no feed at this address that Vertel knows" in fault["message"]
