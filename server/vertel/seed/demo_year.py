"""The demo company's past year, lived through moment by moment under a clock that is set back.

Nothing goes around the rules: the functions that record what colleagues do in real life record it here, and find that
five people could have caused what they count. ``year.json`` has what was written; what was done is drawn by chance, the
same each time. Why so: docs/adr/2026-11-28-the-demo-company-has-a-past.md.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import new_code
from vertel.db.models import ClickDay, Employee, Feedback, Idea, Share, SignIn, Suggestion
from vertel.domain import audit
from vertel.domain.people import employees, organisations, provisioning, sign_ins
from vertel.domain.suggestions import standing, suggestions
from vertel.seed import connections, conversations, demo_company
from vertel.seed.diary import Diary
from vertel.seed.habits import Habits
from vertel.seed.sharing import Sharing
from vertel_schema import EmployeeRequest, SuggestionRequest

SEED = 2026
DAYS = 364
"""How long the year is: within what reports and shares can look back on."""

SUNDAY = 6

USED = (Share, ClickDay, Idea, Feedback)


@cache
def written() -> dict[str, Any]:
    """Return what is written down of the year."""
    return demo_company.read("year.json")


def load(session: Session) -> Counter[str]:
    """Give the demo company its past; return how many of each were added.

    Nothing is added to an organisation in which anybody has shared or said anything.
    """
    if any(session.scalars(select(model).limit(1)).first() for model in USED):
        return Counter()
    year = Year(session)
    year.plan()
    year.diary.live()
    conversations.check_destinations(session, written()["gone"])
    year.added.update(connections.load(session, written()["feed"], written()["channel"]))
    organisation = organisations.stored(session)
    if organisation.name == demo_company.company()["organisation"]["name"]:
        organisation.name = written()["name"]
    session.flush()
    return year.added


class Year:
    """The year while it is lived through."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.added: Counter[str] = Counter()
        self.calendar = organisations.calendar(session)
        self.diary = Diary(now())
        self.today = self.calendar.day(self.diary.present)
        self.begin = self.calendar.day(self.diary.present - timedelta(days=DAYS))
        self.habits = Habits(SEED, self.calendar.zone)
        self.sharing = Sharing(session, self.habits, self.diary, self.added)

    def plan(self) -> None:
        """Write everything into the diary that is known beforehand."""
        self._backdate()
        for document in written()["employees"]:
            self.diary.plan(self.moment(self.begin - self.today), partial(self._hire, document))
        for document in written()["suggestions"]:
            self._plan_suggestion(document)
        for suggestion in self.session.scalars(select(Suggestion).where(Suggestion.publish_at.is_not(None))):
            self.diary.plan(suggestion.live_from, partial(self.sharing.publish, suggestion.id))
        conversations.Plan(self.session, self.diary, self.moment, self.sharing).write(written())
        for passed in range(DAYS + 1):
            day = self.begin + timedelta(days=passed)
            self.diary.plan(self.moment(day - self.today, time(7)), partial(self.sharing.begin_day, passed / DAYS))
            if day.weekday() == SUNDAY:
                self.diary.plan(self.moment(day - self.today, time(23, 50)), self.sharing.count_clicks)
        self.diary.plan(self.diary.present - timedelta(minutes=2), self.sharing.count_clicks)

    def moment(self, distance: timedelta, at: time = time(9)) -> datetime:
        """Return a moment of a day in UTC.

        :param distance: from today.
        :param at: by the clock on the wall.
        """
        return datetime.combine(self.today + distance, at, self.calendar.zone).astimezone(UTC)

    def _backdate(self) -> None:
        """Have those who are there already have come before the year began."""
        moment = self.moment(self.begin - self.today, time(8))
        for model in (Employee, SignIn):
            self.session.execute(update(model).values(created_at=moment))
        for employee in self.session.scalars(select(Employee)):
            self.sharing.connect(employee)

    def _hire(self, document: dict[str, Any]) -> None:
        provisioning.provision(self.session, EmployeeRequest().load(document), source="import")
        self.added["employees"] += 1
        employee = employees.find_by_email(self.session, document["email"])
        if document["email"] in written()["never_connected"]:
            return
        days = self.habits.chance.randrange(10) if self.habits.happens(0.6) else self.habits.chance.randrange(320)
        first = self.habits.moment_of(self.begin + timedelta(days=days))
        # Nobody who connected a year ago would be signed in now without doing so again.
        again = self.habits.moment_of(self.today - timedelta(days=self.habits.chance.randrange(1, 28)))
        for moment in (first, again):
            self.diary.plan(moment, partial(self._connect, employee))

    def _connect(self, employee: Employee) -> None:
        keys = (new_code(),)  # nobody's: the code is used at once
        sign_ins.enrol(self.session, sign_ins.invite(self.session, employee, keys), keys)
        self.sharing.connect(employee)

    def _plan_suggestion(self, written_down: dict[str, Any]) -> None:
        known = select(Suggestion.id).where(Suggestion.external_id == written_down["external_id"])
        if self.session.scalar(known) is not None:
            return
        days = written_down.get("publish_at", {}).get("days", 0)
        document = demo_company.filled_in(self.session, written_down, self.calendar.zone)
        written_on = self.moment(timedelta(days=min(days - 2, -3)), time(15, 20))
        self.diary.plan(written_on, partial(self._write, dict(SuggestionRequest().load(document))))

    def _write(self, document: dict[str, Any]) -> None:
        complete = suggestions.complete(document)
        hosts = demo_company.destination_hosts()
        suggestions.check(self.session, complete, hosts, None, standing.rules(self.session))
        suggestion = suggestions.create(self.session, complete, audit.CLI)
        self.added["suggestions"] += 1
        if suggestion.status == "published":
            self.diary.plan(suggestion.live_from, partial(self.sharing.publish, suggestion.id))
