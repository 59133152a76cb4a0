"""Nothing that changes an employee's list leaves its validator as it was: whoever is told 304 has the newest list."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.voices import crowd, shares
from support.world import API, Headers, World, suggestion_request
from vertel.api import employee_list
from vertel.api import suggestions as routes
from vertel.app import create_app
from vertel.config import Config
from vertel.db.models import Employee
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.people import teams
from vertel.domain.suggestions import writing

SEEDS = range(4)
STEPS = 40
QUERIES = ("", "?limit=2&kind=story", "?marked=saved", "?marked=hidden", "?q=one&language=en")
AUDIENCES = ({"teams": ["techniek"]}, {"teams": ["sales"]}, {"locations": ["Zwolle"]}, {"languages": ["nl"]})
TEAMS, PLACES, LANGUAGES = ("Techniek", "Sales"), ("Zwolle", "Tiel"), ("nl", "en", "nl-BE")


class Clock:
    """The time by which lists are made; it goes by days and by microseconds."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """The moment."""
        return datetime.now(UTC) + self.ahead


class Company:
    """An editor, a colleague whose list is looked at, others who share, and what they may do."""

    def __init__(self, world: World, chance: random.Random, clock: Clock) -> None:
        self.world, self.chance, self.clock = world, chance, clock
        self.me = world.employee(team="Techniek", location="Zwolle", languages=["nl"])
        self.mine, self.key = world.sign_in(self.me), world.key()
        self.others = crowd(world, SMALLEST_GROUP)
        self.made: list[dict[str, Any]] = []
        self.acts: list[Callable[[], object]] = [
            self.write, self.change, self.archive, self.upload, self.share, self.share, self.bookmark, self.bookmark,
            self.read_other_languages, self.move, self.wait, self.answer, self.answer,
        ]  # fmt: skip

    def write(self) -> None:
        """Make a suggestion."""
        self.made.append(self.world.suggestion(**self.values()))

    def values(self) -> dict[str, Any]:
        """Some fields of a suggestion."""
        audience = self.chance.choice(
            [
                {},
                {},
                {},
                {"teams": ["techniek"]},
                {"teams": ["sales"]},
                {"locations": ["Zwolle"]},
                {"languages": ["nl"]},
            ]
        )
        captions = [{"language": tag, "text": f"One {tag} {{link}}"} for tag in self.chance.sample(LANGUAGES, 2)]
        until = self.chance.choice([None, 2, 8])
        people = [{"name": "Samira", "consent_until": until and self.day(until)[:10]}] * self.chance.choice([0, 0, 1])
        publish, expire = self.chance.choice([None, -10, -1, 2]), self.chance.choice([None, 3, 9])
        return {
            "title": f"Title {self.chance.random()}", "kind": self.chance.choice(["story", "vacancy"]),
            "audience": audience, "captions": captions, "people": people, "publish_at": publish and self.day(publish),
            "expires_at": expire and self.day(expire),
        }  # fmt: skip

    def day(self, days: int) -> str:
        """A time so many days from now."""
        return (self.clock() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def change(self) -> None:
        """Change one field of a suggestion, or none."""
        if self.made:
            path, tag = self.of_a_suggestion()
            name = self.chance.choice(["title", "audience", "captions", "people", "publish_at", "expires_at"])
            changes = {"status": "draft"} if self.chance.random() < 0.2 else {name: self.values()[name]}
            self.world.client.patch(path, json=changes, headers=self.key | {"If-Match": tag})

    def archive(self) -> None:
        """Archive a suggestion, and publish it again another time."""
        if self.made:
            path, tag = self.of_a_suggestion()
            self.world.client.delete(path, headers=self.key | {"If-Match": tag})

    def of_a_suggestion(self) -> tuple[str, str]:
        """The address and the tag of one of the suggestions."""
        path = f"{API}/suggestions/{self.chance.choice(self.made)['id']}"
        return path, self.world.client.get(path, headers=self.key).headers["ETag"]

    def answer(self) -> None:
        """Have somebody who is shown say yes for some days, or no."""
        shown = [one for one in self.made if self.people_of(one)]
        if shown:
            suggestion = self.chance.choice(shown)
            person = self.people_of(suggestion)[0]["id"]
            path = f"{API}/suggestions/{suggestion['id']}/people/{person}/consent-request"
            page = urlsplit(self.world.client.post(path, json={"by": "link"}, headers=self.key).json["url"]).path
            shown_there = self.world.client.get(page).text
            fields = dict(re.findall(r'name="(csrf|seen)"[^>]*value="([^"]*)"', shown_there))
            until = datetime.now(UTC).date() + timedelta(days=self.chance.choice([1, 4, 300]))
            fields |= {"answer": self.chance.choice(["yes", "yes", "no"]), "until": f"{until}"}
            assert self.world.client.post(page, data=fields).status_code == 303

    def people_of(self, suggestion: dict[str, Any]) -> list[dict[str, Any]]:
        """Who is shown in a suggestion now."""
        found: list[dict[str, Any]] = self.world.client.get(
            f"{API}/suggestions/{suggestion['id']}", headers=self.key
        ).json["people"]
        return found

    def upload(self) -> None:
        """Upload a suggestion, new or changed."""
        document = suggestion_request(**self.values()) | {"external_id": self.chance.choice(["a", "b"])}
        self.world.client.post(f"{API}/suggestions/import", json=[document], headers=self.key)

    def share(self) -> None:
        """Have one colleague share a caption, or as many as change its place."""
        if self.made:
            suggestion = self.chance.choice(self.made)
            caption = self.chance.choice(suggestion["captions"])
            for other in self.others[: self.chance.choice([1, SMALLEST_GROUP])]:
                shares(self.world, other, suggestion, caption_id=caption["id"])

    def bookmark(self) -> None:
        """Save or hide a suggestion, or take that back."""
        if self.made:
            kind, suggestion = self.chance.choice(["saved", "hidden"]), self.chance.choice(self.made)
            call = self.chance.choice([self.world.client.put, self.world.client.put, self.world.client.delete])
            call(f"{API}/me/{kind}/{suggestion['id']}", headers=self.mine)

    def read_other_languages(self) -> None:
        """Read other languages, in another order."""
        languages = self.chance.sample(LANGUAGES, self.chance.randrange(3))
        self.world.client.patch(f"{API}/me", json={"languages": languages}, headers=self.mine)

    def move(self) -> None:
        """Go to another team or place."""
        with self.world.session() as session:
            me = session.get_one(Employee, self.me.id)
            (me.team_id,) = teams.get_or_create_all(session, [self.chance.choice(TEAMS)]).values()
            me.location = self.chance.choice([*PLACES, None])

    def wait(self) -> None:
        """Let some time pass."""
        self.clock.ahead += timedelta(days=self.chance.choice([0.01, 1, 2, 7]))


@pytest.fixture
def other_process(config: Config, client: FlaskClient) -> Iterator[FlaskClient]:
    """A client of another process of the same server: what that one keeps in memory may be older."""
    app = create_app(config)
    yield app.test_client()
    app.extensions["vertel"].dispose()
    assert isinstance(client.application, Flask)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which lists are made. That of the node on which editors write is behind, and stands still."""
    clock, written = Clock(), datetime.now(UTC) - timedelta(minutes=1)
    monkeypatch.setattr(routes, "now", clock)
    monkeypatch.setattr(writing, "now", lambda: written)
    return clock


@pytest.mark.parametrize("seed", SEEDS)
def test_a_list_that_changed_is_never_answered_304(
    world: World, other_process: FlaskClient, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  reproducible on purpose
    company = Company(world, chance, clock)
    known: dict[tuple[str, str], bytes] = {}
    for _ in range(4):
        company.write()
    for _ in range(STEPS):
        chance.choice(company.acts)()
        for query in QUERIES:
            look([world.client, other_process], f"{API}/suggestions{query}", company.mine, known)


def look(clients: list[FlaskClient], path: str, me: Headers, known: dict[tuple[str, str], bytes]) -> None:
    """Compare what who has a list of before is answered with the list of a process that keeps nothing yet."""
    application = clients[0].application
    employee_list.register(application, application.extensions["vertel"].config.public_url)
    fresh = clients[0].get(path, headers=me)
    assert fresh.status_code == 200, fresh.text
    tags = [tag for of_path, tag in known if of_path == path]
    for tag in tags[-2:]:
        asked = clients[1].get(path, headers=me | {"If-None-Match": tag})
        assert asked.status_code in {200, 304}
        if asked.status_code == 304:
            assert known[path, tag] == fresh.data, f"304 for a list that changed: {path}"
        else:
            assert asked.data == fresh.data, "two processes of one server answer the same"
    tag = fresh.headers["ETag"]
    assert known.setdefault((path, tag), fresh.data) == fresh.data, f"one tag for two lists: {path}"


def test_a_list_is_unchanged_until_something_begins_or_ends(world: World, clock: Clock) -> None:
    company = Company(world, random.Random(1), clock)  # noqa: S311
    path = f"{API}/suggestions"
    world.suggestion(publish_at=company.day(-1), expires_at=company.day(10))

    def tag() -> str:
        return world.client.get(path, headers=company.mine).headers["ETag"]

    first = tag()
    assert world.client.get(path, headers=company.mine | {"If-None-Match": first}).status_code == 304
    clock.ahead += timedelta(days=2)
    assert tag() == first
    clock.ahead += timedelta(days=2)
    closing = tag()
    assert closing != first
    clock.ahead += timedelta(days=4)
    assert tag() != closing
