"""Whatever colleagues do, administrators are answered the same, byte for byte: what they read is HR's alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from support.voices import photo, says
from support.world import API, Headers, World
from vertel.db.models import Employee
from vertel.domain.people import sign_ins

SEEDS = range(3)
ACTS = 25
QUERIES = ("limit=100", "limit=2", "q=colleague", "q=nobody", "active=true", "active=false", "team=Techniek")
VARYING = {"X-Request-Id", "Date", "Server-Timing"}


class Colleagues:
    """People who use Vertel at random, each in their own way, or not at all."""

    def __init__(self, world: World, chance: Random) -> None:
        self.world, self.chance = world, chance
        self.people = [
            world.employee(team="Techniek", languages=["nl"], role=role)
            for role in ("admin", "admin", "editor", *["employee"] * 5)
        ]
        self.suggestions = [world.suggestion() for _ in range(2)]
        self.signed_in: dict[uuid.UUID, Headers] = {}

    def act(self) -> None:
        """Have somebody do something."""
        person = self.chance.choice(self.people)
        if person.id not in self.signed_in:
            self.signed_in[person.id] = self.world.sign_in(person)
            return
        acts: list[Callable[[Headers, Employee], object]] = [
            self._set, self._share, self._mark, self._speak, self._send_idea, self._sign_out, self._refresh_code,
        ]  # fmt: skip
        self.chance.choice(acts)(self.signed_in[person.id], person)

    def _set(self, me: Headers, _person: Employee) -> None:
        until = f"{datetime.now(UTC).year + 1}-01-01T08:00:00Z"
        wishes: list[dict[str, Any]] = [
            {"languages": ["fy", "en"]}, {"counting": False}, {"counting": True}, {"snoozed_until": until},
        ]  # fmt: skip
        answer = self.world.client.patch(f"{API}/me", json=self.chance.choice(wishes), headers=me)
        assert answer.status_code == 200

    def _share(self, me: Headers, _person: Employee) -> None:
        suggestion = self.chance.choice(self.suggestions)
        share = {"id": str(uuid.uuid4()), "suggestion_id": suggestion["id"], "method": "copy"}
        share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.world.client.post(f"{API}/shares", json=[share], headers=me)
        self.world.client.post(
            f"{API}/links", json={"suggestion_id": suggestion["id"], "scope": "personal"}, headers=me
        )

    def _mark(self, me: Headers, _person: Employee) -> None:
        kind, suggestion = self.chance.choice(["saved", "hidden"]), self.chance.choice(self.suggestions)
        self.world.client.put(f"{API}/me/{kind}/{suggestion['id']}", headers=me)

    def _speak(self, me: Headers, _person: Employee) -> None:
        says(self.world, me, self.chance.choice(self.suggestions), signed=self.chance.random() < 0.5)

    def _send_idea(self, me: Headers, _person: Employee) -> None:
        photo(self.world, me)
        idea = {"text": "We won a prize.", "language": "en", "signed": self.chance.random() < 0.5}
        assert self.world.client.post(f"{API}/ideas", json=idea, headers=me).status_code == 201

    def _sign_out(self, me: Headers, person: Employee) -> None:
        self.world.client.post(f"{API}/auth/revoke", headers=me)
        del self.signed_in[person.id]

    def _refresh_code(self, _me: Headers, person: Employee) -> None:
        with self.world.session() as session:
            sign_ins.invite(session, person, self.world.keys)


def read_everything(world: World, admin: Headers, people: list[Employee]) -> Iterator[tuple[str, int, object, bytes]]:
    """What an administrator can be answered without changing anything, errors included, and headers with it."""
    for query in QUERIES:
        path = f"{API}/employees?{query}"
        while True:
            answer = world.client.get(path, headers=admin)
            yield _said(path, answer)
            if answer.json["next_cursor"] is None:
                break
            path = f"{API}/employees?{query}&cursor={answer.json['next_cursor']}"
    teams = world.client.get(f"{API}/teams", headers=admin)
    yield _said("teams", teams)
    for team in teams.json["items"]:
        yield _said(team["slug"], world.client.get(f"{API}/teams/{team['id']}", headers=admin))
    for person in people:
        path = f"{API}/employees/{person.id}"
        yield _said(path, world.client.get(path, headers=admin))
        stale = admin | {"If-Match": '"stale"'}
        yield _said(path, world.client.patch(path, json={"active": False}, headers=stale))
        yield _said(path, world.client.delete(path, headers=stale))
        yield _said(path, world.client.delete(path, headers=admin))
        taken = {"email": person.email, "name": "Somebody else", "external_id": "hr-new"}
        yield _said(path, world.client.post(f"{API}/employees", json=taken, headers=admin))


def _said(path: str, answer: Any) -> tuple[str, int, object, bytes]:
    headers = sorted((name, value) for name, value in answer.headers if name not in VARYING)
    body = answer.data
    if answer.content_type == "application/problem+json":
        body = body.replace(answer.json["request_id"].encode(), b"")
    return path, answer.status_code, headers, body


@pytest.mark.parametrize("seed", SEEDS)
def test_two_companies_that_differ_in_what_colleagues_did_look_the_same(world: World, seed: int) -> None:
    colleagues, admin = Colleagues(world, Random(seed)), world.key("admin")  # noqa: S311  the same acts on every run
    before = list(read_everything(world, admin, colleagues.people))
    for _ in range(ACTS):
        colleagues.act()

    after = list(read_everything(world, admin, colleagues.people))

    assert after == before
    assert len(before) > len(QUERIES)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_an_administrator_does_to_them_is_answered_the_same(world: World, seed: int) -> None:
    colleagues, admin = Colleagues(world, Random(seed)), world.key("admin")  # noqa: S311  the same acts on every run
    for _ in range(ACTS):
        colleagues.act()
    quiet = [world.employee(team="Techniek", languages=["nl"]) for _ in range(5)]
    busy = [person for person in colleagues.people if person.role == "employee"]

    def answers(person: Employee) -> list[tuple[int, object]]:
        path = f"{API}/employees/{person.id}"
        said = [world.client.post(f"{path}/sign-out", headers=admin)]
        for values in ({"languages": ["de"]}, {"location": "Tiel", "team": "Techniek"}, {"active": False}):
            tag = world.client.get(path, headers=admin).headers["ETag"]
            said.append(world.client.patch(path, json=values, headers=admin | {"If-Match": tag}))
        tag = said[-1].headers["ETag"]
        said.append(world.client.delete(path, headers=admin | {"If-Match": tag}))
        return [(answer.status_code, _without_identity(answer)) for answer in said]

    assert {repr(answers(person)) for person in busy} == {repr(answers(person)) for person in quiet}


def _without_identity(answer: Any) -> object:
    own = {"id", "email", "name", "created_at", "updated_at"}
    return {name: value for name, value in answer.json.items() if name not in own} if answer.data else ""
