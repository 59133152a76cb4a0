"""Mails that people asked for, at moments that a test chooses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from support.mail_server import MailServer
from support.world import API, Headers, World
from vertel import clock
from vertel.config import Config
from vertel.config_parsers import mail_server as parsed
from vertel.worker.mailer import Postman

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2027, 1, 4, 12, 0, tzinfo=AMSTERDAM)
TUESDAY = datetime(2027, 1, 5, 9, 0, tzinfo=AMSTERDAM)
"""When a weekly mail comes that was asked for as it is offered."""

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass
class Office:
    """A server with people on it, its mailer, and the mail server that it hands mails over to."""

    world: World
    config: Config
    server: MailServer
    received_at: list[datetime] = field(default_factory=list)

    def postman(self) -> Postman:
        """The mailer of a node."""
        url = f"smtp://127.0.0.1:{self.server.port}"
        return Postman(replace(self.config, mail_server=parsed(url)), self.world.engine, clock.now)

    def deliver(self) -> int:
        """Send all that is due, and return how many mails came in."""
        before, postman = len(self.server.received), self.postman()
        postman.queue_due()
        while postman.step():
            pass
        came = len(self.server.received) - before
        self.received_at += [clock.now()] * came
        return came

    def deliver_at(self, moment: datetime) -> int:
        """The same at another moment."""
        with clock.at(moment):
            return self.deliver()

    @contextmanager
    def on_monday(self) -> Iterator[None]:
        """Have it be the day before the first weekly mail."""
        with clock.at(MONDAY):
            yield

    def asks(self, me: Headers, kind: str = "digest", **wishes: Any) -> dict[str, Any]:
        """Have somebody ask for a mail; return how they have it then."""
        document = {kind: {"active": True} | wishes}
        answer = self.world.client.patch(f"{API}/me/mails", json=document, headers=me)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return dict(answer.json[kind])

    def stands(self, me: Headers, kind: str = "digest") -> dict[str, Any]:
        """How somebody has a mail."""
        return dict(self.world.client.get(f"{API}/me/mails", headers=me).json[kind])

    def texts(self) -> list[str]:
        """What the mails say that came in."""
        return self.server.texts()
