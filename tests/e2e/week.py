"""A week in the life of one server, which is started anew at each moment that a test is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

from e2e.asking import call
from support.ports import free_port
from support.server import Server, running

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""The time zone of an organisation that chose none."""

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


def coming_monday() -> datetime:
    """Midnight at which the next week begins.

    The browsers keep their own clocks: a server takes what an extension says that happened within the last year.
    """
    today = datetime.now(AMSTERDAM).date()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), time(), AMSTERDAM)


@dataclass
class Week:
    """A server's week: its tables and its address stay, its processes and its clock are others at each moment.

    :ivar settings: of the server.
    """

    folder: Path
    settings: dict[str, str]
    monday: datetime = field(default_factory=coming_monday)
    port: int = field(default_factory=free_port)
    had_begun: bool = False

    def moment(self, day: int, hour: int) -> datetime:
        """An hour of a day of the week, in UTC."""
        that_day = self.monday.date() + timedelta(days=day)
        return datetime.combine(that_day, time(hour), AMSTERDAM).astimezone(UTC)

    @contextmanager
    def at(self, day: int, hour: int) -> Iterator[Server]:
        """Run the server at an hour of a day. So is this process, in which the server's commands run."""
        database = f"sqlite:///{self.folder / 'vertel.sqlite3'}"
        with (
            time_machine.travel(self.moment(day, hour)),
            running(self.folder, database, migrated=self.had_begun, port=self.port, **self.settings) as server,
        ):
            self.had_begun = True
            yield server


def enrol(server: Server, email: str, *place: str) -> str:
    """The access token of somebody who signs in, and is there from then on.

    :param place: options of ``vertel employee invite`` for somebody new.
    """
    grant = {"grant_type": "enrolment_code", "code": server.vertel("employee", "invite", email, *place)}
    return str(call(server, "", "/auth/token", "POST", grant)["access_token"])
