"""Whatever a feed answers: nothing comes twice or published, no cap is passed, and no editor is overwritten."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.feeds import Feeds, Source, feed, item, json_feed
from support.world import API, HOST, World
from vertel.config import Config
from vertel.imports.feeds.errors import FeedError

PER_DAY, AT_ONCE, DAYS = 2, 3, 4
NAMES = "abcdef"
STATUSES = {"publish": "published", "archive": "archived"}

answers = st.one_of(
    st.lists(st.sampled_from(NAMES), max_size=8).map(lambda names: ("items", names)),
    st.sampled_from([("failure", []), ("cut", ["a"]), ("garbage", [])]),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("look"), answers, st.sampled_from([1, 25, 80])),
        st.tuples(st.sampled_from(["edit", "publish", "archive"]), st.sampled_from(NAMES), st.none()),
    ),
    min_size=1,
    max_size=10,
)


class Watched:
    """A feed, and what is true of it after each step."""

    def __init__(self, world: World, config: Config) -> None:
        self.feed: Feeds = feed(world, config, drafts_per_day=PER_DAY, drafts_at_once=AT_ONCE, days_alive=DAYS)
        self.published: set[str] = set()
        self.titles: dict[str, str] = {}
        self.made: dict[str, int] = {}
        self.number = 0

    def look(self, answer: tuple[str, list[str]], hours: int) -> None:
        kind, names = answer
        self.number += 1
        source: Source = self.feed.source
        source.failure = FeedError("It answered 500.") if kind == "failure" else None
        # Addresses of its own: what an earlier example left behind leads elsewhere.
        site = f"https://{HOST}/{self.feed.id}"
        items = [item(name, title=f"{name} {self.number % 3}", url=f"{site}/{name}") for name in names]
        source.body = {"cut": json_feed(items)[:-5], "garbage": b"<html>"}.get(kind, json_feed(items))
        before = self.by_name()
        self.feed.look(later=timedelta(hours=hours))
        self.check(before, self.by_name(), {*names} if kind == "items" else set())

    def check(self, before: dict[str, Any], after: dict[str, Any], named: set[str]) -> None:
        assert {name for name, one in after.items() if one["status"] == "published"} <= self.published
        assert all(after[name]["title"] == title for name, title in self.titles.items())
        new = [one for name, one in after.items() if one["status"] == "draft" and not is_draft(before.get(name))]
        day = self.day(self.feed.moment)
        self.made[day] = self.made.get(day, 0) + len(new)
        assert self.made[day] <= PER_DAY
        drafts = sum(is_draft(one) for one in after.values())
        assert drafts <= max(AT_ONCE, sum(is_draft(one) for one in before.values()))
        for name, one in before.items():
            if one["status"] == "published" and after[name]["status"] == "archived":
                assert named
                assert name not in named
            assert after[name]["id"] == one["id"]

    def write(self, what: str, name: str) -> None:
        found = self.by_name().get(name)
        if found is None:
            return
        if what == "edit":
            self.titles[name] = f"An editor's own {name}"
            self.feed.edit(found, title=self.titles[name])
        else:
            self.feed.edit(found, status=STATUSES[what])
        if what == "publish":
            self.published.add(name)

    def by_name(self) -> dict[str, Any]:
        everything = self.feed.suggestions()
        assert max(Counter(one["external_id"] for one in everything).values(), default=0) <= 1
        return {one["external_id"]: one for one in everything}

    @staticmethod
    def day(moment: datetime) -> str:
        return moment.astimezone(ZoneInfo("Europe/Amsterdam")).date().isoformat()


def is_draft(one: dict[str, Any] | None) -> bool:
    return one is not None and one["status"] == "draft"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_a_feed_answers(world: World, config: Config, taken: list[tuple[str, Any, Any]]) -> None:
    admin = world.key("admin")
    for left in world.client.get(f"{API}/feeds", headers=admin).json["items"]:
        world.client.delete(f"{API}/feeds/{left['id']}", headers=admin)
    watched = Watched(world, config)
    for what, first, second in taken:
        if what == "look":
            watched.look(first, second)
        else:
            watched.write(what, first)
