"""Somebody who sees everything that editors and programs are told, after every single event, and knows every colleague.

They keep their own account of who could have caused what, by the rules of docs/counting.md and by none of the server's
code: who is connected, whose counting is on, for whom each suggestion is meant, and which links can be whose.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from support.telling import told
from support.world import API, Headers, World
from vertel.db.models import Employee

FEWEST = 5
OTHERS = "Other teams"
GROUPS = ("suggestion", "team", "kind", "location", "language")
MEASURES = ("shares", "clicks", "applications")
Numbers = Counter[tuple[str, ...]]


@dataclass(eq=False)
class Person:
    """A colleague as everybody knows them."""

    employee: Employee
    team: str | None
    location: str
    headers: Headers | None = None
    counting: bool = True
    active: bool = True

    @property
    def could(self) -> bool:
        """Whether they could cause something that is counted."""
        return self.active and self.counting and self.headers is not None


@dataclass(eq=False)
class Posted:
    """A link that somebody may follow at any time.

    :ivar dead: whether it may never be counted again.
    :ivar row: the team's row in which it was counted.
    """

    code: str
    about: Topic
    dead: bool
    row: str | None = None


@dataclass(eq=False)
class Topic:
    """A suggestion, and for whom it is meant; ``former`` is for whom it was before, ``signed`` who signed feedback."""

    document: dict[str, Any]
    teams: list[str]
    locations: list[str]
    signed: set[Person] = field(default_factory=set)
    former: tuple[list[str], list[str]] | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.document["id"])

    def is_for(self, person: Person) -> bool:
        """Whether it is meant for somebody."""
        mine = not self.teams or (person.team is not None and person.team.lower() in self.teams)
        return mine and (not self.locations or person.location in self.locations)


@dataclass
class Adversary:
    """What they see, and who could have done it."""

    world: World
    people: list[Person]
    topics: list[Topic]
    links: list[Posted] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Get the key with which everything is read."""
        self.editor = self.world.key("admin")
        self._key_id = self.read("keys")[0]["items"][0]["id"]
        self._audited: dict[str, Any] = {}

    def read(self, path: str) -> tuple[Any, str]:
        """What an editor reads, and its ETag."""
        answer = self.world.client.get(f"{API}/{path}", headers=self.editor)
        assert answer.status_code == 200, answer.text
        return answer.json, answer.headers["ETag"]

    def all_seen(self) -> dict[str, Any]:
        """Everything that is told: reports, lists, feedback, each with its ETag, events, administration."""
        since = (datetime.now(UTC) - timedelta(days=60)).date()
        seen: dict[str, Any] = {}
        for group in GROUPS:
            seen[group], seen[f"{group} tag"] = self.read(f"reports/clicks?since={since}&group_by={group}")
        lately = (datetime.now(UTC) - timedelta(days=2)).date()
        for path in (
            "reports/overview", "links?limit=100", "waiting", f"reports/suggestions?since={since}&limit=100",
            f"reports/clicks?since={lately}&interval=hour&group_by=team", "suggestions?view=manage&limit=100",
            "ideas?limit=100",
        ):  # fmt: skip
            seen[path.partition("?")[0]], seen[f"{path} tag"] = self.read(path)
        for topic in self.topics:
            seen[f"usage {topic.id}"], seen[f"usage {topic.id} tag"] = self.read(f"suggestions/{topic.id}/usage")
            seen[f"suggestion {topic.id}"], seen[f"suggestion {topic.id} tag"] = self.read(f"suggestions/{topic.id}")
            seen[f"feedback {topic.id}"], _ = self.read(f"suggestions/{topic.id}/feedback?limit=100")
        seen["events"] = sorted(str(event) for event in told(self.world))
        seen["administration"] = self._administration()
        return seen

    def _administration(self) -> dict[str, Any]:
        """What administrators read, byte for byte; of keys and of the audit log what is not about the adversary."""
        seen: dict[str, Any] = {}
        for path in ("employees?limit=100", "teams", "settings"):
            answer = self.world.client.get(f"{API}/{path}", headers=self.editor)
            assert answer.status_code == 200, answer.text
            seen[path] = answer.data, answer.headers["ETag"]
        keys, _ = self.read("keys?limit=100")
        seen["keys"] = [key for key in keys["items"] if key["id"] != self._key_id]
        newest, _ = self.read("audit?limit=10")  # the newest first; no act has so many
        self._audited |= {entry["id"]: entry for entry in newest["items"] if entry["actor"]["id"] != self._key_id}
        seen["audit"] = dict(self._audited)
        return seen

    def numbers(self, seen: dict[str, Any], group: str) -> Numbers:
        """What is counted, by measure, day and row."""
        found: Numbers = Counter()
        for row in seen[group]["rows"]:
            for measure in MEASURES:
                found[measure, row["start"], row["id"] or row["group"] or ""] += row[measure]
        return +found

    def adds_up(self, seen: dict[str, Any]) -> None:
        """Everything adds up to the total, and nothing is withheld."""
        overview = seen["reports/overview"]
        total = {measure: overview[measure] for measure in MEASURES}
        for group in GROUPS:
            rows = seen[group]["rows"]
            assert {measure: sum(row[measure] for row in rows) for measure in MEASURES} == total, group
        for part in ("by_kind", "by_suggestion", "by_team", "by_location", "by_language"):
            assert {measure: sum(row[measure] for row in overview[part]) for measure in MEASURES} == total, part

    def behind(self, topic: Topic, row: str) -> list[Person]:
        """Who could cause something in a team's row, for a suggestion, at this moment."""
        able = [person for person in self.people if person.could and topic.is_for(person)]
        sizes = Counter(person.team for person in able)
        large = {team for team, number in sizes.items() if team and number >= FEWEST}
        if row in large:
            return [person for person in able if person.team == row]
        return [person for person in able if person.team not in large] if row == OTHERS else []

    def countable(self, topic: Topic) -> bool:
        """Whether five people could cause something about a suggestion."""
        return len([person for person in self.people if person.could and topic.is_for(person)]) >= FEWEST

    def look_at_links(self) -> None:
        """Note which links may never be counted again: their people became fewer than five."""
        for link in self.links:
            if not self.countable(link.about) or (link.row and len(self.behind(link.about, link.row)) < FEWEST):
                link.dead = True

    def row_of(self, before: dict[str, Any], after: dict[str, Any]) -> str | None:
        """The row of a team in which one more was counted; None when nothing was."""
        more = self.numbers(after, "team") - self.numbers(before, "team")
        if not more:
            return None
        (((_, day, row), number),) = more.items()
        assert number == 1
        assert abs(datetime.fromisoformat(day).date() - datetime.now(UTC).date()) <= timedelta(days=1)
        names = {str(team): name for team, name in self.team_names().items()}
        return names.get(row, row)

    def team_names(self) -> dict[UUID, str]:
        """The names of teams by their ids."""
        known = [person.employee for person in self.people if person.employee.team is not None]
        return {each.team_id: each.team.name for each in known}  # type: ignore[union-attr,misc]
