"""What the demo company's colleagues share in their year, who follows the links, and what they like."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Caption, Employee, Link, Suggestion
from vertel.domain.analytics import applications, clicks, shares
from vertel.domain.analytics.click_records import quarter
from vertel.domain.audience import cohorts
from vertel.domain.links import links
from vertel.domain.voices import feedback
from vertel.seed import demo_company
from vertel.seed.diary import Diary
from vertel.seed.habits import Habits, appetite

PERSONAL = 0.25
"""How many of the links are a colleague's own."""

LIKES, DISLIKES, SIGNS = 0.25, 0.06, 0.15
APPLIES = 0.03
"""How many of those who follow a vacancy's link apply."""

REASONS = {"not_my_field": 5, "too_salesy": 3, "not_true_for_me": 2, "wrong_tone": 2, "other": 1}


class Sharing:
    """Who is connected, what there is to share, and clicks that were made and not counted yet."""

    def __init__(self, session: Session, habits: Habits, diary: Diary, added: Counter[str]) -> None:
        self._session, self._habits, self._diary, self._added = session, habits, diary, added
        self._hosts = demo_company.destination_hosts()
        self._eagerness: dict[Employee, float] = {}
        self._appeal: dict[Suggestion, float] = {}
        self._reacted: set[tuple[UUID, UUID]] = set()
        self._waiting: list[tuple[datetime, UUID]] = []

    def connect(self, employee: Employee) -> None:
        """Have a colleague be one who may share."""
        self._eagerness.setdefault(employee, self._habits.chance.paretovariate(1.6))

    def publish(self, suggestion_id: UUID) -> None:
        """Have a suggestion be one that may be shared."""
        suggestion = self._session.get_one(Suggestion, suggestion_id)
        if suggestion.status == "published":
            self._appeal.setdefault(suggestion, self._habits.chance.uniform(0.5, 1.6))

    def be_followed(self, link: Link, begin: int, end: int, a_day: float) -> None:
        """Have people follow a link that hangs somewhere.

        :param begin: the first day, counted from the present one.
        :param end: the day after the last.
        """
        first, last = (self._habits.day(self._diary.present) + timedelta(days=days) for days in (begin, end))
        self._follow(link, self._habits.clicks_between(first, last, a_day))

    def _follow(self, link: Link, moments: list[datetime]) -> None:
        self._waiting += [(moment, link.id) for moment in moments if moment < self._diary.present]

    def reacted(self, employee: Employee, suggestion: Suggestion) -> bool:
        """Return whether a colleague has said already what they think of a suggestion, and note that they have now."""
        key = employee.id, suggestion.id
        before = key in self._reacted
        self._reacted.add(key)
        return before

    def begin_day(self, passed: float) -> None:
        """Plan what is shared on a day, which begins now.

        :param passed: how much of the year has passed, from 0 to 1.
        """
        day = self._habits.day(now())
        for _ in range(self._habits.shares_on(day, passed=passed, offer=sum(self._offer().values()))):
            self._diary.plan(self._habits.moment_of(day), self._share)

    def _share(self) -> None:
        """Have somebody share something that is live now."""
        offer = self._offer()
        if not offer:
            return
        suggestion = self._habits.one_of([*offer], [*offer.values()])
        people = [one for one in self._eagerness if cohorts.includes(suggestion.audience, one)]
        if not people:
            return
        employee = self._habits.one_of(people, [self._eagerness[one] for one in people])
        self._record(employee, suggestion)
        if self._habits.happens(LIKES):
            self._react(employee, suggestion, "like", None)
        if self._habits.happens(DISLIKES):
            reason = self._habits.one_of([*REASONS], [*REASONS.values()])
            self._react(self._habits.chance.choice(people), suggestion, "not_for_me", reason)

    def count_clicks(self) -> None:
        """Take in the clicks that were made until now, as the recorder does when it was away for some days."""
        until = now()
        made = [click for click in self._waiting if click[0] <= until]
        self._waiting = [click for click in self._waiting if click[0] > until]
        chance = self._habits.chance
        records = [
            f"{quarter(moment):%Y-%m-%d %H:%M:%S}.000000\t{chance.getrandbits(128):032x}\t{link_id.hex}\n"
            for moment, link_id in made
        ]
        if records:
            self._added["clicks"] += clicks.ingest(self._session, "".join(records).encode())

    def _offer(self) -> dict[Suggestion, float]:
        """Return what is live now, and how gladly it is shared."""
        moment = now()
        live = [one for one in self._appeal if one.expires_at is None or one.expires_at > moment]
        return {one: self._appeal[one] * appetite(one.kind, moment - one.live_from) for one in live}

    def _record(self, employee: Employee, suggestion: Suggestion) -> None:
        link = self._link(employee, suggestion) if suggestion.destination_url else None
        caption = self._caption(employee, suggestion)
        document: shares.ShareDocument = {
            "id": UUID(int=self._habits.chance.getrandbits(128), version=4),
            "suggestion_id": suggestion.id,
            "caption_id": caption.id if caption else None,
            "link_code": link.code if link else None,
            "method": self._habits.one_of(["insert", "copy"], [4, 1]),
            "similarity": round(self._habits.chance.uniform(0.35, 1.0), 2),
            "occurred_at": now(),
        }
        self._added["shares"] += shares.record(self._session, employee, [document]).accepted
        if link is not None:
            moments = self._habits.clicks_after(now())
            self._follow(link, moments)
            if suggestion.kind == "vacancy":
                self._apply(link, moments)

    def _link(self, employee: Employee, suggestion: Suggestion) -> Link:
        scope = "personal" if self._habits.happens(PERSONAL) else "campaign"
        return links.for_suggestion(self._session, employee, suggestion, scope, self._hosts)[0]

    def _caption(self, employee: Employee, suggestion: Suggestion) -> Caption | None:
        readable = [one for one in suggestion.captions if one.language in employee.languages] or suggestion.captions
        return self._habits.one_of(readable, [3 if one.position == 0 else 1 for one in readable]) if readable else None

    def _apply(self, link: Link, moments: list[datetime]) -> None:
        for moment in moments:
            if self._habits.happens(APPLIES):
                number = f"demo-{self._habits.chance.getrandbits(64):x}"
                days = timedelta(days=self._habits.chance.uniform(0.1, 3))
                self._diary.plan(moment + days, partial(self._report_application, number, link.code))

    def _report_application(self, number: str, code: str) -> None:
        self._added["applications"] += applications.record(self._session, number, code, None)

    def _react(self, employee: Employee, suggestion: Suggestion, reaction: str, reason: str | None) -> None:
        if self.reacted(employee, suggestion):
            return
        signed = self._habits.happens(SIGNS)
        document: feedback.FeedbackDocument = {
            "reaction": reaction, "reason": reason, "comment": None, "signed": signed,
        }  # fmt: skip
        feedback.give(self._session, employee, suggestion.id, document)
        self._added["reactions"] += 1
