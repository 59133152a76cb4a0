"""Whatever colleagues do, administrators are answered the same, byte for byte: what they read is HR's alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from support.hostile_provider import HostileProvider
from support.openid import Browser, Configure
from support.openid_fixtures import configure, provider, time, trust
from support.telling import listen, told
from support.voices import photo, says
from support.world import API, Headers, World
from vertel.db.models import Employee, Event, Identity
from vertel.domain.people import sign_ins

__all__ = ["configure", "provider", "time", "trust"]

SEEDS = range(3)
ACTS = 25
QUERIES = ("limit=100", "limit=2", "q=colleague", "q=nobody", "active=true", "active=false", "team=Techniek")
VARYING = {"X-Request-Id", "Date", "Server-Timing"}


class Colleagues:
    """People who use Vertel at random, each in their own way, or not at all."""

    def __init__(self, world: World, chance: Random, provider: HostileProvider) -> None:
        self.world, self.chance, self.provider = world, chance, provider
        self.people = [
            world.employee(team="Techniek", languages=["nl"], role=role, external_id=f"hr-{number}")
            for number, role in enumerate(("admin", "admin", "editor", *["employee"] * 5))
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
            self._come_back,
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

    def _come_back(self, _me: Headers, person: Employee) -> None:
        self.sign_in_with_openid(person)

    def sign_in_with_openid(self, person: Employee) -> None:
        """Sign in with the provider, for the first time or again: by number, or by an address, invited or not."""
        claims: dict[str, Any] = {"sub": f"of {person.email}", "department": "Techniek", "groups": [f"{person.role}s"]}
        claims |= {"employee_number": person.external_id} if self.chance.random() < 0.7 else {}
        self.provider.claims = claims | {"email": person.email, "email_verified": True, "name": person.name}
        browser = Browser(self.world.client.application.test_client(), self.provider)
        assert browser.sign_in().status_code in {302, 403}


class Administrator:
    """What an administrator reads of what others did: all that is not about their own reading.

    :ivar headers: of the key with which they read.
    """

    def __init__(self, world: World) -> None:
        self.world, self.headers = world, world.key("admin")
        listen(world, "audit.recorded")
        own = world.client.get(f"{API}/keys", headers=self.headers).json["items"]
        self._own = {f"key:{key['id']}" for key in own}

    def log(self) -> list[str]:
        """The audit log, and what a webhook is told of it."""
        entries, cursor = [], ""
        while cursor is not None:
            page = self.world.client.get(f"{API}/audit?limit=100{cursor}", headers=self.headers).json
            entries += page["items"]
            cursor = f"&cursor={page['next_cursor']}" if page["next_cursor"] else None
        seen = [repr(one) for one in entries if f"{one['actor']['kind']}:{one['actor']['id']}" not in self._own]
        return seen + [repr(one) for one in told(self.world) if one["data"].get("actor") not in self._own]


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


@pytest.fixture
def colleagues(world: World, provider: HostileProvider, trust: Configure, seed: int) -> Colleagues:
    trust(ROLE_CLAIM="groups", ADMINS="admins", EDITORS="editors", TEAM_CLAIM="department")
    return Colleagues(world, Random(seed), provider)  # noqa: S311  the same acts on every run


@pytest.mark.parametrize("seed", SEEDS)
def test_two_companies_that_differ_in_what_colleagues_did_look_the_same(world: World, colleagues: Colleagues) -> None:
    admin = Administrator(world)
    before, log = list(read_everything(world, admin.headers, colleagues.people)), admin.log()
    for _ in range(ACTS):
        colleagues.act()
    for person in colleagues.people[-3:]:
        colleagues.sign_in_with_openid(person)

    after = list(read_everything(world, admin.headers, colleagues.people))

    assert after == before
    assert admin.log() == log
    assert len(before) > len(QUERIES)
    with world.session() as session:
        assert session.query(Identity).count() > 0


@pytest.mark.parametrize("seed", [0])
def test_of_a_claim_that_changes_something_the_day_is_told_and_no_finer_time(
    world: World, colleagues: Colleagues, trust: Configure
) -> None:
    person, admin = colleagues.people[-1], Administrator(world)
    trust(ROLE_CLAIM="groups", ADMINS="admins", EDITORS="editors", TEAM_CLAIM="department", CREATE="yes")
    before = world.client.get(f"{API}/employees/{person.id}", headers=admin.headers).json
    ways = [
        {"sub": "1", "employee_number": person.external_id, "department": "HR", "groups": ["editors"]},
        {"sub": "2", "email": "new@example.com", "email_verified": True, "name": "Wei Chen"},
    ]
    for claims in ways:
        colleagues.provider.claims = claims
        assert Browser(world.client.application.test_client(), colleagues.provider).sign_in().status_code == 302

    after = world.client.get(f"{API}/employees/{person.id}", headers=admin.headers).json
    assert after == before | {"role": "editor", "team": after["team"]}
    assert after["team"].lower() == "hr"
    (new,) = world.client.get(f"{API}/employees?q=wei", headers=admin.headers).json["items"]
    assert (new["source"], new["created_at"][10:], new["updated_at"][10:]) == ("sign-in", *["T00:00:00Z"] * 2)
    entries = world.client.get(f"{API}/audit?actor=oidc", headers=admin.headers).json["items"]
    assert {one["action"] for one in entries} == {"identity.role_changed", "employee.created"}
    assert {one["at"][10:] for one in entries} == {"T00:00:00Z"}
    with world.session() as session:
        events = [session.get(Event, uuid.UUID(one["id"])) for one in entries]
        assert {(event.occurred_at.time(), event.created_at.minute, event.created_at.second) for event in events} == {
            (datetime.min.time(), 0, 0)
        }
        assert all(event.created_at > datetime.now(UTC) for event in events)
    for own in (*(one["id"] for one in entries), new["id"]):
        assert (uuid.UUID(own).int >> 80) % (24 * 60 * 60 * 1000) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_what_an_administrator_does_to_them_is_answered_the_same(world: World, colleagues: Colleagues) -> None:
    admin = world.key("admin")
    for _ in range(ACTS):
        colleagues.act()
    quiet = [world.employee(team="Techniek", languages=["nl"], external_id=f"hr-q{number}") for number in range(5)]
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
    own = {"id", "email", "name", "external_id", "created_at", "updated_at"}
    return {name: value for name, value in answer.json.items() if name not in own} if answer.data else ""
