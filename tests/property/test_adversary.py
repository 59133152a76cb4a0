"""Whoever sees everything and moves everybody about: whatever is counted, five people at least could have done it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

import pytest

from support.adversary import FEWEST, OTHERS, Person, Posted, Topic
from support.company import Company
from support.telling import listen
from support.voices import says, shares
from support.world import API, World
from vertel.domain.analytics import applications
from vertel.domain.counting import partition, parts
from vertel.domain.counting.partition import Partition
from vertel.domain.voices import feedback

SEEDS = range(6)
STEPS = 60
SIGNED = "'signed_by': '"
Step = Callable[[], None]


class Game(Company):
    """One company, and an adversary who does with it as they like."""

    def __init__(self, world: World, chance: Random) -> None:
        listen(world)
        super().__init__(world, chance)
        self.others_than_connecting = cycle([self.change_device, self.bookmark, self.choose_language])
        self.numbers, self.counted, self.uncounted = 0, 0, 0
        self.seen = self.adversary.all_seen()

    def play(self) -> None:
        """Have something happen, and look at all that is seen of it."""
        by_others = [self.change_people, self.change_audience, self.change_kind]
        acts: list[tuple[Step, int]] = [
            (self.share, 6), (self.ask, 6), (self.click, 8), (self.apply, 2), (self.say, 6), (self.take_back, 2),
            (self.send_idea, 1),
            *zip(by_others, (5, 2, 1), strict=True),
        ]  # fmt: skip
        for _ in range(STEPS):
            before = self.seen
            (act,) = self.chance.choices([act for act, _ in acts], [often for _, often in acts])
            act()
            assert act in by_others or self.seen["administration"] == before["administration"], act.__name__
            self.adversary.look_at_links()
        assert min(self.counted, self.uncounted) > 3, "too little happened to tell anything"

    def look(self) -> dict[str, Any]:
        """See everything, which adds up and has unsigned words only where five could have said them."""
        self.seen = self.adversary.all_seen()
        self.adversary.adds_up(self.seen)
        self._reads_only_words_of_five(self.seen)
        return self.seen

    # What colleagues and visitors do.

    def share(self) -> None:
        """Somebody shares, now or by a date of their device, perhaps with a link, perhaps an old one."""
        person, topic = self.somebody(), self.topic_of()
        if person is None:
            return
        links = [link for link in self.adversary.links if link.about is topic]
        link = self.chance.choice([None, *links])
        moment = datetime.now(UTC) - timedelta(days=self.chance.choice([0, 0, 30]))
        more = {"link_code": link.code if link else None, "occurred_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
        more["method"] = self.chance.choice(["copy", "insert", "tip"])

        def act() -> None:
            answer = shares(self.world, person.headers or {}, topic.document, **more)
            assert answer.json["accepted"] == int(person.counting), answer.text

        self._event(topic, act, link, outside=not topic.is_for(person))

    def ask(self) -> None:
        """Somebody asks for a link: whatever is seen of it, five could have asked."""
        person, topic = self.somebody(), self.topic_of()
        if person is None or not person.counting or not topic.is_for(person):
            return
        before = self.seen
        code = self.world.link(person.headers or {}, topic.document, self.chance.choice(["campaign", "personal"]))
        after = self.look()
        countable = self.adversary.countable(topic)
        if not countable:
            assert after == before, "a link that one of four asked for is seen"
        if code not in [link.code for link in self.adversary.links]:
            self.adversary.links.append(Posted(code, topic, dead=not countable))
        else:
            (known,) = [link for link in self.adversary.links if link.code == code]
            assert not (known.dead and countable), "a link that is not counted any more is given out again"

    def click(self) -> None:
        """A visitor follows a link, however old."""
        if self.adversary.links:
            link = self._link()
            self._event(link.about, lambda: self.world.clicked(link.code), link)

    def apply(self) -> None:
        """A visitor who followed a link applies."""
        if not self.adversary.links:
            return
        link = self._link()
        self.numbers += 1

        def act() -> None:
            with self.world.session() as session:
                assert applications.record(session, str(self.numbers), link.code, None)

        self._event(link.about, act, link)

    def say(self) -> None:
        """Somebody says what they think: unsigned it is seen when five who have not signed could have said it."""
        # Mostly about what is meant for few: there a signature or two matter.
        person, topic = self.somebody(), self.chance.choice([*self.adversary.topics, *self.adversary.topics[2:] * 3])
        if person is None or not topic.is_for(person):
            return
        signs, had_signed = self.chance.random() < 0.4, person in topic.signed
        before = self.seen
        comment = f"Words {self.chance.random()}"
        assert says(self.world, person.headers or {}, topic.document, comment=comment, signed=signs).status_code == 200
        topic.signed.add(person) if signs else topic.signed.discard(person)
        after = self.look()
        unsigned = [self._unsigned(seen, topic) for seen in (before, after)]
        if signs:
            assert not unsigned[0] - unsigned[1] or not self._may_read(topic), "the signature shows earlier words"
        elif len(self._able(topic) - topic.signed) < FEWEST or had_signed:
            assert comment not in unsigned[1]
            assert self._voices(before, topic) >= self._voices(after, topic)

    def take_back(self) -> None:
        """Somebody takes back what they said: whatever others said unsigned stays, and nothing else is told of it."""
        person, topic = self.somebody(), self.chance.choice(self.adversary.topics)
        if person is None or not topic.is_for(person):
            return
        path = f"{API}/suggestions/{topic.id}/feedback"
        assert self.world.client.delete(path, headers=person.headers).status_code in {204, 404}
        topic.signed.discard(person)
        self.look()

    def send_idea(self) -> None:
        """Somebody sends in an idea: unsigned it is read when five could have sent it."""
        person = self.somebody()
        if person is None:
            return
        text = f"Idea {self.chance.random()}"
        answer = self.world.client.post(f"{API}/ideas", json={"text": text}, headers=person.headers)
        assert answer.status_code == 201, answer.text
        able = [person for person in self.adversary.people if person.could]
        assert text not in str(self.look()["ideas"]) or len(able) >= FEWEST, "an idea that one of four sent is read"

    # What the adversary changes.

    def change_people(self) -> None:
        """Somebody joins, connects, saves, leaves, moves, pauses, signs out or is erased; no number changes by it."""
        before = self.seen
        person = self.chance.choice(self.adversary.people)
        coming, going = [self.join, self.connect], [self.sign_out, self.pause, self.disable, self.erase]
        act = self.chance.choice([*coming, *coming, self.move, *going, self.erase])
        if act == self.connect and person.headers is not None:
            act = next(self.others_than_connecting)
        act(person)
        after = self.look()
        own = [self.connect, self.change_device, self.bookmark, self.choose_language, self.sign_out, self.pause]
        assert act not in own or after["administration"] == before["administration"], act.__name__
        assert act != self.join or after["administration"] != before["administration"], "administrators see nothing"
        for group in ("suggestion", "team"):
            assert self.adversary.numbers(after, group) == self.adversary.numbers(before, group), act.__name__
        assert after["links"] == before["links"], act.__name__
        # What somebody signed goes with them; nothing else does.
        kept = [[event for event in seen["events"] if SIGNED not in event] for seen in (before, after)]
        assert kept[0] == kept[1], act.__name__
        assert act == self.erase or after["events"] == before["events"], act.__name__
        for topic in self.adversary.topics:
            if self._may_read(topic) and act != self.erase:
                assert self._unsigned(before, topic) <= self._unsigned(after, topic), act.__name__
            elif self._may_read(topic) and self._unsigned(before, topic):
                assert self._unsigned(before, topic) <= self._unsigned(after, topic), "erasing names the erased"

    def change_audience(self) -> None:
        """A suggestion is meant for others."""
        topic = self.topic_of()
        teams = self.chance.choice([[], ["one"], ["two"], ["small"], ["one", "small"]])
        locations = self.chance.choice([[], [], ["Zwolle"], ["Tiel"]])
        if topic.former is not None and self.chance.random() < 0.5:
            teams, locations = topic.former
        if (teams, locations) == (topic.teams, topic.locations):
            return
        before = self.seen
        self.patch(topic, {"audience": {"teams": teams, "locations": locations, "languages": []}})
        topic.former = topic.teams, topic.locations
        topic.teams, topic.locations = teams, locations
        for link in self.adversary.links:
            link.dead = link.dead or link.about is topic
        after = self.look()
        for group in ("suggestion", "team"):
            assert self.adversary.numbers(after, group) == self.adversary.numbers(before, group)

    def change_kind(self) -> None:
        """A suggestion becomes one of another kind; its own numbers stay."""
        topic = self.topic_of()
        before = self.seen
        self.patch(topic, {"kind": self.chance.choice(["story", "event", "vacancy"])})
        after = self.look()
        for group in ("suggestion", "team"):
            assert self.adversary.numbers(after, group) == self.adversary.numbers(before, group)

    # How it is judged.

    def _event(self, topic: Topic, act: Step, link: Posted | None, *, outside: bool = False) -> None:
        before = self.seen
        act()
        after = self.look()
        row = self.adversary.row_of(before, after)
        if row is None:
            assert after == before, "nothing is counted, and yet something is seen"
            self.uncounted += 1
            return
        self.counted += 1
        assert not outside, "it came from outside the audience"
        assert row == OTHERS or any(person.team == row for person in self.adversary.people), row
        assert len(self.adversary.behind(topic, row)) >= FEWEST, f"fewer than five could have done it in {row}"
        if link is not None:
            assert not link.dead, "the link may not be counted any more"
            assert link.row in {None, row}, "a link's events move"
            link.row = row

    def _reads_only_words_of_five(self, seen: dict[str, Any]) -> None:
        for topic in self.adversary.topics:
            assert self._may_read(topic) or not self._unsigned(seen, topic), "words of fewer than five are read"

    def _may_read(self, topic: Topic) -> bool:
        return len(self._able(topic)) - len(topic.signed) >= FEWEST

    def _able(self, topic: Topic) -> set[Person]:
        return {person for person in self.adversary.people if person.could and topic.is_for(person)}

    def _unsigned(self, seen: dict[str, Any], topic: Topic) -> set[str]:
        comments = seen[f"feedback {topic.id}"]["comments"]
        return {comment["comment"] for comment in comments if comment["colleague"] is None}

    def _voices(self, seen: dict[str, Any], topic: Topic) -> int:
        return int(seen[f"feedback {topic.id}"]["like"])

    def _link(self) -> Posted:
        """A link that was posted at some time, mostly lately."""
        links = self.adversary.links
        return self.chance.choice(links[-6:] if self.chance.random() < 0.7 else links)


@pytest.mark.parametrize("seed", SEEDS)
def test_five_people_could_have_done_whatever_is_counted_given_all_that_is_shown(world: World, seed: int) -> None:
    Game(world, Random(seed)).play()  # noqa: S311  the same games on every run


def _by_four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "SMALLEST_GROUP", 4)


def _by_any_team(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Partition, "group_of", lambda _parts, team: team.hex if team else partition.OTHERS)


def _for_ever_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_small", lambda *_: [])


def _words_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "SMALLEST_GROUP", 3)


def _by_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts.cohorts, "includes", lambda *_: True)


TOO_FEW = "fewer than five could have done it|may not be counted any more"
RULES_BROKEN = {
    "four are enough": (_by_four, 1, TOO_FEW),
    "a team counts however small": (_by_any_team, 1, TOO_FEW),
    "a part stays open when its people leave": (_for_ever_open, 3, TOO_FEW),
    "words of three are read": (_words_of_three, 4, "words of fewer than five are read"),
    "what comes from outside the audience counts": (_by_whoever_asks, 1, "outside the audience"),
}
"""A rule -> how it is broken, the game in which that shows, and what the adversary says then."""


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # whether the adversary notices is no matter of databases
@pytest.mark.parametrize("rule", RULES_BROKEN)
def test_a_broken_rule_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    break_it, seed, noticed = RULES_BROKEN[rule]
    break_it(monkeypatch)
    with pytest.raises(AssertionError, match=noticed):
        Game(world, Random(seed)).play()  # noqa: S311  the same game on every run
