"""An answer is as of one moment: what somebody changes while it is read is in it wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from support.voices import crowd
from support.world import API, Headers, World

EVERYONE: dict[str, list[str]] = {"teams": [], "locations": [], "languages": []}
TEAM = {"teams": ["techniek"], "locations": [], "languages": []}


@contextmanager
def after_query_of(world: World, words: str, change: Callable[[], object]) -> Iterator[list[str]]:
    """Have a change made as soon as the next query with these words in it was executed; yields that query."""
    engine, done = world.client.application.extensions["vertel"].engine, []

    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if words in statement and not done:
            done.append(statement)
            # In a thread of its own: Flask would have the request inside take over the context of the one outside.
            with ThreadPoolExecutor(1) as pool:
                pool.submit(change).result()

    event.listen(engine, "after_cursor_execute", look)
    try:
        yield done
    finally:
        event.remove(engine, "after_cursor_execute", look)


def edit(world: World, suggestion: dict[str, Any], **changes: Any) -> Callable[[], None]:
    key, path = world.key(), f"{API}/suggestions/{suggestion['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]

    def change() -> None:
        client = world.client.application.test_client()
        assert client.patch(path, json=changes, headers=key | {"If-Match": tag}).status_code == 200

    return change


@pytest.fixture
def me(world: World) -> Headers:
    return world.sign_in(team="Techniek")


@pytest.mark.parametrize("before", [True, False])
def test_a_suggestion_that_moves_within_my_list_is_in_it_once(world: World, me: Headers, before: bool) -> None:
    """Those for my team and those for everyone are found by queries of their own."""
    old, new = (EVERYONE, TEAM) if before else (TEAM, EVERYONE)
    moving = world.suggestion(audience=old)
    world.suggestion()
    with after_query_of(world, "FROM suggestions JOIN places", edit(world, moving, audience=new)) as done:
        items = world.client.get(f"{API}/suggestions", headers=me).json["items"]
    assert done
    assert [item["id"] for item in items].count(moving["id"]) == 1
    assert len(items) == 2


def test_a_suggestion_has_its_own_captions_in_the_editors_list(world: World) -> None:
    made, reader = world.suggestion(title="Old"), world.key("reader")
    captions = [{"language": "en", "tone": "short", "text": "New {link}"}]
    with after_query_of(world, "FROM suggestions", edit(world, made, title="New", captions=captions)) as done:
        (item,) = world.client.get(f"{API}/suggestions?view=manage", headers=reader).json["items"]
    assert done
    assert (item["title"], [caption["text"] for caption in item["captions"]]) == (
        "Old",
        [caption["text"] for caption in made["captions"]],
    )


def test_an_idea_has_its_own_replies(world: World, me: Headers) -> None:
    crowd(world, 5)  # could have sent it as well, so that editors are told of it
    idea = world.client.post(f"{API}/ideas", json={"text": "A story"}, headers=me).json
    key = world.key()

    def decline() -> None:
        client = world.client.application.test_client()
        client.post(f"{API}/ideas/{idea['id']}/decline", json={"text": "No"}, headers=key)

    with after_query_of(world, "FROM ideas", decline) as done:
        (item,) = world.client.get(f"{API}/ideas", headers=world.key()).json["items"]
    assert done
    assert (item["status"], item["replies"]) == ("waiting", [])
