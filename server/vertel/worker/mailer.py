"""Sends the mails that are stored to be sent, beside the web server.

One that fails is tried again until it is no longer of use, by this node or another. Each is claimed before it is sent,
so a node that is killed loses none; one that was handed over at that very moment is sent twice.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import prometheus_client
import structlog
from sqlalchemy import Engine

from vertel import clock
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Mail
from vertel.domain.mails import outbox
from vertel.outbound.mail import Letter, Mailer, MailError
from vertel.settings_file import reread
from vertel.worker import letters

STEP_SECONDS = 0.5
NOW_AND_THEN = 60.0
"""Seconds after which the secret keys are read again."""

AGAIN_SECONDS = 5.0
"""How long to wait after a step that failed, mostly because the database is away."""

TRIES = prometheus_client.Counter("vertel_mail_tries", "Tries to hand over a mail", ["outcome"])
log = structlog.get_logger()


class Postman:
    """Does the mailer's work, step by step."""

    def __init__(
        self, config: Config, engine: Engine, now: Callable[[], datetime] = clock.now, mailer: Mailer | None = None
    ) -> None:
        """Prepare to send.

        :param now: what time it is; what is due goes by it.
        """
        self._config, self._engine, self._now = config, engine, now
        self._mailer = mailer or Mailer(config)

    def step(self) -> bool:
        """Send the mail that is of use for the shortest time; return whether there was one that is due."""
        moment = self._now()
        with make_session(self._engine, writes=False) as session:
            if not outbox.are_due(session, moment):
                return False
        # One at a time: the others wait for no lease when this node is killed.
        with make_session(self._engine, writes=True) as session:
            claimed = outbox.claim(session, moment, 1)
            session.commit()
        for mail in claimed:
            self._send(mail, moment)
        return bool(claimed)

    def _send(self, mail: Mail, moment: datetime) -> None:
        try:
            letter = self._written(mail, moment)
            if letter is not None:
                self._mailer.send(letter)
                TRIES.labels("sent").inc()
        except MailError as error:
            self._failed(mail, error)
        else:
            with make_session(self._engine, writes=True) as session:
                outbox.remove(session, mail)
                session.commit()

    def _written(self, mail: Mail, moment: datetime) -> Letter | None:
        with make_session(self._engine, writes=True) as session:
            letter = letters.write(session, mail, self._config, moment)
            session.commit()
        return letter

    def _failed(self, mail: Mail, error: MailError) -> None:
        with make_session(self._engine, writes=True) as session:
            if error.permanent:
                outbox.remove(session, mail)
            again = not error.permanent and outbox.postpone(session, mail, self._now())
            session.commit()
        about = {"mail": str(mail.id), "kind": mail.kind, "tries": mail.tries, "reason": str(error)}
        if again:
            TRIES.labels("failed").inc()
            log.warning("mail_not_taken", **about)
        else:
            TRIES.labels("given_up").inc()
            log.warning("mail_given_up", **about)

    def use_keys(self, keys: tuple[str, ...]) -> None:
        """Go by these secret keys from now on."""
        self._config = replace(self._config, secret_keys=keys)


def run(config: Config, stopped: threading.Event) -> None:
    """Send until stopped; do nothing where no mail server is set."""
    if config.mail_server is None:
        return
    engine = make_engine(config.database_url)
    postman = Postman(config, engine)
    failing, next_look = False, time.monotonic() + NOW_AND_THEN
    while not stopped.is_set():
        try:
            found = postman.step()
            failing = False
            if not found:
                stopped.wait(STEP_SECONDS)
            if time.monotonic() >= next_look:
                postman.use_keys(reread(config).secret_keys)
                next_look = time.monotonic() + NOW_AND_THEN
        except Exception as error:  # noqa: BLE001  whatever it is, the next mail deserves its try
            if not failing:
                log.warning("mailer_failing", error=type(error).__name__)
            failing = True
            stopped.wait(AGAIN_SECONDS)
    engine.dispose()
