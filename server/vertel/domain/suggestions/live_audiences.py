"""Audiences that are nearly the same: what is counted of both tells about the few who are in one of them only."""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Suggestion
from vertel.domain.audience.cohorts import Audience, Cohorts
from vertel.domain.audience.reach import SMALLEST_GROUP

_EVERYONE: dict[str, list[str]] = {"teams": [], "locations": [], "languages": []}

Members = tuple[int, int]
"""How many employees an audience has, and the bits of its cohorts."""


class LiveAudiences:
    """For whom the live suggestions are meant, as sets of cohorts: a bit for each cohort that an audience has.

    :param people: the cohorts of the active employees.
    """

    def __init__(self, people: Cohorts) -> None:
        everyone = [*people.matching(_EVERYONE)]
        self._people = people
        self._bits = {id(cohort): bit for bit, cohort in enumerate(everyone)}
        self._numbers = [cohort.people for cohort in everyone]
        self._members: dict[str, Members] = {}
        self._of: dict[UUID, Members] = {}
        self._uses: dict[Members, int] = {}
        self._by_size: list[Members] = []
        self._near: dict[Members, list[Members]] = {}

    def put(self, suggestion_id: UUID, audience: Audience | None) -> None:
        """Note for whom a suggestion is meant from now on; None when it is live no more."""
        before = self._of.pop(suggestion_id, None)
        if before is not None:
            self._uses[before] -= 1
        if audience is not None:
            members = self._of[suggestion_id] = self._known(audience)
            self._uses[members] += 1

    def has_near(self, audience: Audience, own: UUID | None) -> bool:
        """Return whether one to four active employees make the difference to another live suggestion's audience.

        Audiences of fewer than five are left out: nothing is counted for them.

        :param own: the suggestion that is meant for the audience, when it is stored already.
        """
        before = self._of.get(own) if own else None
        near = self._all_near(self._known(audience))
        return any(self._uses[other] > (other == before) for other in near)

    def _known(self, audience: Audience) -> Members:
        """Return the members of an audience, which are told to those that are near from then on."""
        members = self._members_of(audience)
        if members not in self._uses:
            self._uses[members] = 0
            insort(self._by_size, members)
            if self._near:  # as long as nobody asked, there is nobody to tell
                for other in self._all_near(members):
                    if other in self._near:
                        self._near[other].append(members)
        return members

    def _all_near(self, members: Members) -> list[Members]:
        if members not in self._near:
            size, bits = members
            least, most = max(SMALLEST_GROUP, size - SMALLEST_GROUP + 1), size + SMALLEST_GROUP
            found = self._by_size[bisect_left(self._by_size, (least, 0)) : bisect_left(self._by_size, (most, 0))]
            # each cohort has one employee at least
            found = [other for other in found if 0 < (bits ^ other[1]).bit_count() < SMALLEST_GROUP]
            is_counted = size >= SMALLEST_GROUP
            self._near[members] = [other for other in found if is_counted and self._differ_little(bits, other[1])]
        return self._near[members]

    def _differ_little(self, one: int, other: int) -> bool:
        """Return whether fewer than five employees are in one of the two only."""
        number, bits = 0, one ^ other
        while bits:
            bit = bits.bit_length() - 1
            number += self._numbers[bit]
            bits ^= 1 << bit
        return number < SMALLEST_GROUP

    def _members_of(self, audience: Audience) -> Members:
        key = json.dumps(audience, sort_keys=True)
        if key not in self._members:
            bits = [self._bits[id(cohort)] for cohort in self._people.matching(audience)]
            array = bytearray(len(self._numbers) // 8 + 1)
            for bit in bits:
                array[bit // 8] |= 1 << bit % 8
            self._members[key] = sum(self._numbers[bit] for bit in bits), int.from_bytes(array, "little")
        return self._members[key]


def load(session: Session, people: Cohorts) -> LiveAudiences:
    """Return the audiences of the suggestions that are published, now or at a set time, and have not ended."""
    ends = or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > now())
    query = select(Suggestion.id, Suggestion.audience).where(Suggestion.status == "published", ends)
    found = LiveAudiences(people)
    for suggestion_id, audience in session.execute(query):
        found.put(suggestion_id, audience)
    return found
