"""Audiences that are nearly the same: what is counted of both tells about the few who are in one of them only."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID

import orjson
from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Suggestion
from vertel.domain.audience.cohorts import Audience, Cohorts, Members
from vertel.domain.audience.reach import SMALLEST_GROUP


class LiveAudiences:
    """For whom the live suggestions are meant, as sets of cohorts: a bit for each cohort that an audience has.

    :param people: the cohorts of the active employees.
    :param of: the audiences of the live suggestions.
    """

    def __init__(self, people: Cohorts, of: Mapping[UUID, Audience]) -> None:
        self._people = people
        self._of = {suggestion_id: people.members(audience) for suggestion_id, audience in of.items()}
        self._uses = Counter(self._of.values())
        self._by_size = sorted(self._uses)
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
        members = self._people.members(audience)
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
            self._near[members] = [*self._look_for_near(*members)]
        return self._near[members]

    def _look_for_near(self, number: int, bits: int) -> Iterator[Members]:
        if number < SMALLEST_GROUP:
            return
        least = bisect_left(self._by_size, Members(max(SMALLEST_GROUP, number - SMALLEST_GROUP + 1), 0))
        most = bisect_left(self._by_size, Members(number + SMALLEST_GROUP, 0))
        for other in self._by_size[least:most]:
            apart = bits ^ other.bits
            # each cohort has one employee at least
            if 0 < apart.bit_count() < SMALLEST_GROUP and self._people.people_in(apart) < SMALLEST_GROUP:
                yield other


def load(session: Session, people: Cohorts) -> LiveAudiences:
    """Return the audiences of the suggestions that are published, now or at a set time, and have not ended."""
    ends = or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > now())
    # As text: many have the same audience, which is read once.
    query = select(Suggestion.id, cast(Suggestion.audience, Text)).where(Suggestion.status == "published", ends)
    rows = session.execute(query).all()
    audiences = {text: orjson.loads(text) for _, text in rows}
    return LiveAudiences(people, {suggestion_id: audiences[text] for suggestion_id, text in rows})
