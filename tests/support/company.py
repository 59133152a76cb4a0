"""A company whose people come, change and go, by themselves and by others, and an adversary who knows them all."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import update

from support.adversary import Adversary, Person, Topic
from support.devices import connected
from support.world import API, World
from vertel.db.models import Employee, Suggestion
from vertel.domain.people import employees, provisioning

TEAMS = ("One", "Two", "Small", None)
PLACES = ("Zwolle", "Tiel")
LONG_AGO = datetime(2026, 1, 5, 8, tzinfo=UTC)


class Company:
    """People and suggestions, and what becomes of them; an act that makes no sense for somebody does nothing."""

    def __init__(self, world: World, chance: Random) -> None:
        self.world, self.chance = world, chance
        people = [self._new(team) for team in ("One",) * 6 + ("Two",) * 5 + ("Small",) * 2 + (None,)]
        topics = [self._topic(), self._topic(teams=["one", "two"]), self._topic(locations=["Zwolle"])]
        self.adversary = Adversary(world, people, topics)
        with world.session() as session:  # times are told in seconds, of which a test takes few
            session.execute(update(Employee).values(updated_at=LONG_AGO))
        self._ways = cycle([world.sign_in, partial(connected, world)])

    def topic_of(self) -> Topic:
        """A suggestion."""
        return self.chance.choice(self.adversary.topics)

    def somebody(self) -> Person | None:
        """Somebody who is connected; None where nobody is."""
        present = [person for person in self.adversary.people if person.active and person.headers]
        return self.chance.choice(present) if present else None

    # What colleagues do themselves.

    def connect(self, person: Person) -> None:
        """They sign in: one with a one-time code, the next on the server's page."""
        if person.active and person.headers is None:
            person.headers = next(self._ways)(person.employee)

    def change_device(self, person: Person) -> None:
        """They sign in on another device, and out on the one before."""
        if person.active and person.headers is not None:
            before, person.headers = person.headers, next(self._ways)(person.employee)
            assert self.world.client.post(f"{API}/auth/revoke", headers=before).status_code == 204

    def sign_out(self, person: Person) -> None:
        """They sign out."""
        if person.active and person.headers is not None:
            assert self.world.client.post(f"{API}/auth/revoke", headers=person.headers).status_code == 204
            person.headers = None

    def pause(self, person: Person) -> None:
        """They have nothing counted any more, or have it counted again."""
        if person.active and person.headers is not None:
            person.counting = not person.counting
            wish = {"counting": person.counting}
            assert self.world.client.patch(f"{API}/me", json=wish, headers=person.headers).status_code == 200

    def bookmark(self, person: Person) -> None:
        """They save the first suggestion for later that is for them."""
        topic = next((topic for topic in self.adversary.topics if topic.is_for(person)), None)
        if person.active and person.headers is not None and topic is not None:
            saved = self.world.client.put(f"{API}/me/saved/{topic.id}", headers=person.headers)
            assert saved.status_code == 204, saved.text

    def choose_language(self, person: Person) -> None:
        """They choose the languages in which they read."""
        if person.active and person.headers is not None:
            wish = {"languages": [self.chance.choice(["nl", "en", "fr"])]}
            assert self.world.client.patch(f"{API}/me", json=wish, headers=person.headers).status_code == 200

    def erase(self, person: Person) -> None:
        """They have all erased that is held of them, while enough others are left."""
        if person.active and person.headers is not None and len(self.adversary.people) > 8:
            tag = self.world.client.get(f"{API}/me", headers=person.headers).headers["ETag"]
            gone = self.world.client.delete(f"{API}/me", headers=person.headers | {"If-Match": tag})
            assert gone.status_code == 204
            self.adversary.people.remove(person)
            for topic in self.adversary.topics:
                topic.signed.discard(person)

    # What is done to them.

    def join(self, _: Person) -> None:
        """Somebody new comes."""
        self.adversary.people.append(self._new(self.chance.choice(TEAMS)))

    def disable(self, person: Person) -> None:
        """They may not sign in any more, or may again."""
        person.active = not person.active
        with self.world.session() as session:
            mine = Employee.id == person.employee.id
            session.execute(update(Employee).where(mine).values(active=person.active))

    def move(self, person: Person) -> None:
        """They get another team and another place of work."""
        person.team, person.location = self.chance.choice(TEAMS), self.chance.choice(PLACES)
        document = {"email": person.employee.email, "name": person.employee.name, "team": person.team}
        document |= {"location": person.location, "languages": [], "role": "employee"}
        with self.world.session() as session:
            provisioning.provision(session, document, source="import")
        with self.world.session() as session:
            person.employee = employees.get(session, person.employee.id)

    def patch(self, topic: Topic, changes: dict[str, Any]) -> None:
        """A suggestion is changed."""
        path = f"{API}/suggestions/{topic.id}"
        with self.world.session() as session:
            version = session.get_one(Suggestion, UUID(topic.id)).version
        headers = self.adversary.editor | {"If-Match": f'"{version}"'}
        answer = self.world.client.patch(path, json=changes, headers=headers)
        assert answer.status_code == 200, answer.text

    def _new(self, team: str | None) -> Person:
        place = self.chance.choice(PLACES)
        person = Person(self.world.employee(team=team, location=place), team, place)
        person.headers = self.world.sign_in(person.employee)
        return person

    def _topic(self, teams: list[str] | None = None, locations: list[str] | None = None) -> Topic:
        audience = {"teams": teams or [], "locations": locations or []}
        return Topic(self.world.suggestion(audience=audience), teams or [], locations or [])
