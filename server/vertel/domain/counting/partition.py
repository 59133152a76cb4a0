"""How an audience falls into parts of five people or more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from vertel.domain.audience.reach import SMALLEST_GROUP

OTHERS = "others"
"""The group of all who are in no team, or in one of fewer than five."""


@dataclass(frozen=True)
class Partition:
    """The parts of an audience, each called after its group: a team's id as 32 digits, or ``OTHERS``.

    :ivar host: the team that takes in the others, while these are fewer than five; None when nobody has to.
    """

    groups: frozenset[str]
    host: str | None

    def group_of(self, team_id: UUID | None) -> str | None:
        """Return the group to which somebody of a team belongs; None when nothing of this audience is counted."""
        own = team_id.hex if team_id is not None else None
        if own in self.groups:
            return own
        return OTHERS if OTHERS in self.groups else self.host


def partition(people: Mapping[UUID | None, int], host: str | None) -> Partition:
    """Return the parts of an audience.

    :param people: how many there are in each team, and in none.
    :param host: the team that took in the others until now; it goes on as long as it has five people itself.
    """
    teams = {team.hex: number for team, number in people.items() if team is not None and number >= SMALLEST_GROUP}
    others = sum(people.values()) - sum(teams.values())
    if others >= SMALLEST_GROUP:
        return Partition(frozenset({*teams, OTHERS}), None)
    if not others or not teams:
        return Partition(frozenset(teams), None)
    smallest = min(teams, key=lambda team: (teams[team], team))
    return Partition(frozenset(teams), host if host in teams else smallest)
