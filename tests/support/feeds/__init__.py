"""Feeds of the tests: a sample of each kind, made by hand after public ones, and feeds that a test puts together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from support.world import API, HOST, World
from vertel.clock import now
from vertel.config import Config
from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import Fetched
from vertel.outbound.deadline import Deadline
from vertel.worker.feed_reader import FeedReader

FOLDER = Path(__file__).parent
BASE = f"https://{HOST}/feed"
Item = dict[str, Any]


def tomorrow() -> datetime:
    """Nine in the morning of the day after this one: feeds that are added now are due then, and midnight is far."""
    return datetime.combine(now().date() + timedelta(days=1), time(9), UTC)


def sample(name: str, media_type: str = "application/xml", url: str = BASE) -> Answer:
    """A sample of a kind of feed, as its server would answer it."""
    return Answer(url, media_type, "utf-8", (FOLDER / name).read_bytes())


def item(name: str, **values: Any) -> Item:
    """An item of a JSON Feed."""
    return {
        "id": name,
        "title": f"Title of {name}",
        "url": f"https://{HOST}/items/{name}",
        "content_html": f"<p>About {name}.</p>",
    } | values


def json_feed(items: Iterable[Item], **values: Any) -> bytes:
    """A JSON Feed."""
    return orjson.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [*items]} | values)


@dataclass
class Source:
    """Answers as the feed's server would, and notes what it was asked.

    :ivar items: of a JSON Feed.
    :ivar body: in its place, when it is not None.
    :ivar failure: raised in place of an answer.
    """

    items: Sequence[Item] = ()
    body: bytes | None = None
    failure: FeedError | None = None
    etag: str | None = None
    asked: list[str | None] = field(default_factory=list)

    def __call__(
        self,
        url: str,
        deadline: Deadline,  # noqa: ARG002  it is called so
        etag: str | None = None,
        last_modified: str | None = None,  # noqa: ARG002  it is called so
    ) -> Fetched:
        self.asked.append(etag)
        if self.failure is not None:
            raise self.failure
        if etag is not None and etag == self.etag:
            return Fetched(None)
        body = json_feed(self.items) if self.body is None else self.body
        return Fetched(Answer(url, "application/json", "utf-8", body), self.etag)


@dataclass
class Feeds:
    """A feed of the world, its source, and a clock that the test moves."""

    world: World
    config: Config
    source: Source
    path: str
    admin: Mapping[str, str]
    moment: datetime = field(default_factory=tomorrow)

    @property
    def id(self) -> UUID:
        """The feed."""
        return UUID(self.path.rpartition("/")[2])

    def look(self, items: Sequence[Item] | None = None, *, later: timedelta = timedelta(hours=25)) -> dict[str, Any]:
        """Have it looked at after a while; return the feed as the API answers it then."""
        if items is not None:
            self.source.items = items
        self.moment += later
        self.reader().step()
        return self.read()

    def reader(self) -> FeedReader:
        """What looks at feeds on a node."""
        return FeedReader(self.config, self.world.engine, lambda: self.moment, self.source)

    def read(self) -> dict[str, Any]:
        """The feed, as the API answers it."""
        return dict(self.world.client.get(self.path, headers=self.admin).json)

    def change(self, **values: Any) -> None:
        """Change the feed."""
        answer = self.world.client.patch(self.path, json=values, headers=self.admin)
        assert answer.status_code == 200, answer.json

    def suggestions(self, **query: str) -> list[dict[str, Any]]:
        """What was made of it, the oldest first."""
        found: list[dict[str, Any]] = []
        asked = {"view": "manage", "feed": str(self.id), "limit": "100"} | query
        while True:
            page = self.world.client.get(f"{API}/suggestions", query_string=asked, headers=self.admin).json
            found += page["items"]
            if page["next_cursor"] is None:
                return found[::-1]
            asked["cursor"] = page["next_cursor"]

    def by_name(self) -> dict[str, dict[str, Any]]:
        """What was made of it, by the name of its item."""
        return {one["external_id"]: one for one in self.suggestions()}

    def edit(self, suggestion: Mapping[str, Any], **values: Any) -> None:
        """Have an editor change a suggestion."""
        path = f"{API}/suggestions/{suggestion['id']}"
        etag = self.world.client.get(path, headers=self.admin).headers["ETag"]
        answer = self.world.client.patch(path, json=values, headers={**self.admin, "If-Match": etag})
        assert answer.status_code == 200, answer.json


def feed(world: World, config: Config, **values: Any) -> Feeds:
    """A feed that was added, for vacancies unless said otherwise."""
    admin = world.key("admin")
    request = {"name": "Vacancies", "url": BASE, "kind": "vacancy", "language": "en"} | values
    answer = world.client.post(f"{API}/feeds", json=request, headers=admin)
    assert answer.status_code == 201, answer.json
    return Feeds(world, config, Source(), f"{API}/feeds/{answer.json['id']}", admin)
