"""Sends the mails that are stored to be sent, beside the web server.

One that fails is tried again until it is no longer of use, by this node or another. Each is claimed before it is sent,
so a node that is killed loses none; one that was handed over at that very moment is sent twice. Of mails that people
asked to read now and then that is the other way round: they come once or not at all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import prometheus_client
import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from vertel import clock
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Mail
from vertel.domain.digests import scheduling, subscriptions
from vertel.domain.mails import outbox
from vertel.outbound.mail import Letter, Mailer, MailError
from vertel.settings_file import reread
from vertel.worker import letters

STEP_SECONDS = 0.5
NOW_AND_THEN = 60.0
"""Seconds after which the secret keys are read again, and looked which mails are due that people asked for."""

AGAIN_SECONDS = 5.0
"""How long to wait after a step that failed, mostly because the database is away."""

UNKNOWN = MailError("a node ended while it handed the mail over", uncertain=True)
TAKEN_BACK = MailError("the mail was taken back", permanent=True)
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

    def queue_due(self) -> None:
        """Store the mails that people asked for and that are due, to be sent by the steps that follow."""
        looked_at = scheduling.BATCH
        while looked_at == scheduling.BATCH:
            with make_session(self._engine, writes=True) as session:
                looked_at = scheduling.queue_due(session, self._now())
                session.commit()

    def _send(self, mail: Mail, moment: datetime) -> None:
        try:
            if mail.begun_at is not None:
                raise UNKNOWN
            letter = self._written(mail, moment)
            if letter is not None:
                self._mailer.send(letter, partial(self._begin, mail))
                TRIES.labels("sent").inc()
        except MailError as error:
            self._failed(mail, error)
        else:
            with make_session(self._engine, writes=True) as session:
                if letter is not None:
                    subscriptions.note_sent(session, mail, moment)
                outbox.remove(session, mail)
                session.commit()

    def _begin(self, mail: Mail) -> None:
        """Note that a mail that is never sent twice is handed over now.

        :raises MailError: it was taken back meanwhile, or another node has it.
        """
        if mail.kind not in outbox.NEVER_TWICE:
            return
        with make_session(self._engine, writes=True) as session:
            is_ours = outbox.begin(session, mail, self._now())
            session.commit()
        if not is_ours:
            raise TAKEN_BACK

    def _written(self, mail: Mail, moment: datetime) -> Letter | None:
        with make_session(self._engine, writes=True) as session:
            letter = letters.write(session, mail, self._config, moment)
            session.commit()
        return letter

    def _failed(self, mail: Mail, error: MailError) -> None:
        if error is TAKEN_BACK:
            return
        with make_session(self._engine, writes=True) as session:
            outcome = self._settle(session, mail, error)
            session.commit()
        TRIES.labels(outcome).inc()
        about = {"mail": str(mail.id), "kind": mail.kind, "tries": mail.tries, "reason": str(error)}
        if outcome == "failed":
            log.warning("mail_not_taken", **about)
        elif outcome == "uncertain":
            log.warning("mail_perhaps_not_taken", **about)
        else:
            log.warning("mail_given_up", **about)

    def _settle(self, session: Session, mail: Mail, error: MailError) -> str:
        """Store what becomes of a mail that was not taken, or of which that is not known; return the outcome."""
        if error.uncertain and mail.kind in outbox.NEVER_TWICE:
            subscriptions.note_sent(session, mail, self._now())
            outbox.remove(session, mail)
            return "uncertain"
        if not error.permanent and outbox.postpone(session, mail, self._now()):
            return "failed"
        if error.recipient and mail.kind in outbox.NEVER_TWICE and mail.employee_id is not None:
            subscriptions.stop_refused(session, mail.employee_id, self._now())
        outbox.remove(session, mail)
        return "given_up"

    def use_keys(self, keys: tuple[str, ...]) -> None:
        """Go by these secret keys from now on."""
        self._config = replace(self._config, secret_keys=keys)


def run(config: Config, stopped: threading.Event) -> None:
    """Send until stopped; do nothing where no mail server is set."""
    if config.mail_server is None:
        return
    engine = make_engine(config.database_url)
    postman = Postman(config, engine)
    failing, next_look = False, time.monotonic()
    while not stopped.is_set():
        try:
            if time.monotonic() >= next_look:
                postman.use_keys(reread(config).secret_keys)
                postman.queue_due()
                next_look = time.monotonic() + NOW_AND_THEN
            found = postman.step()
            failing = False
            if not found:
                stopped.wait(STEP_SECONDS)
        except Exception as error:  # noqa: BLE001  whatever it is, the next mail deserves its try
            if not failing:
                log.warning("mailer_failing", error=type(error).__name__)
            failing = True
            stopped.wait(AGAIN_SECONDS)
    engine.dispose()
