"""Tells channels of chat programs what is new, beside the web server, in a thread of its own.

Several nodes share the work. A message is never sent twice: see :mod:`vertel.domain.channels.messages`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime

import prometheus_client
import structlog
from sqlalchemy import Engine

from vertel import clock
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.domain.channels import addresses, messages, payloads, reasons
from vertel.domain.channels.messages import Job
from vertel.domain.webhooks.deliveries import Outcome
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.outbound.egress_policy import AddressError
from vertel.settings_file import reread
from vertel.worker.webhook_sender import Answer, Sender

STEP_SECONDS = 1.0
NOW_AND_THEN = 60.0
"""Seconds after which the secret keys are read again."""

AGAIN_SECONDS = 5.0
"""How long to wait after a step that failed, mostly because the database is away."""

SENT = prometheus_client.Counter("vertel_channel_tries", "Tries to send a message to a channel", ["outcome"])
log = structlog.get_logger()


class ChannelPoster:
    """Does the poster's work, step by step."""

    def __init__(self, config: Config, engine: Engine, now: Callable[[], datetime] = clock.now) -> None:
        """Prepare to send.

        :param now: what time it is; what is due goes by it.
        """
        self._config, self._engine, self._now = config, engine, now
        self._secret_box = SecretBox(config.secret_keys)
        self._sender = Sender(addresses.egress_policy(config))

    def step(self) -> bool:
        """Take the turns that have come, and send one message; return whether there was one."""
        moment = self._now()
        self._take_turns(moment)
        job = self._claim(moment)
        if job is None:
            return False
        outcome = self._send(job, moment)
        with make_session(self._engine, writes=True) as session:
            state = messages.record(session, job.message_id, outcome, self._now())
            session.commit()
        SENT.labels(state or "removed").inc()
        if outcome.error is not None:
            log.warning("channel_not_told", message=str(job.message_id), state=state, status=outcome.status)
        return True

    def use_keys(self, keys: tuple[str, ...]) -> None:
        """Go by these secret keys from now on."""
        self._secret_box = SecretBox(keys)

    def _take_turns(self, moment: datetime) -> None:
        with make_session(self._engine, writes=False) as session:
            channels = messages.whose_turn(session, moment)
        for channel_id in channels:
            with make_session(self._engine, writes=True) as session:
                messages.take_turn(session, channel_id, moment)
                session.commit()

    def _claim(self, moment: datetime) -> Job | None:
        with make_session(self._engine, writes=False) as session:
            if not messages.are_due(session, moment):
                return None
        with make_session(self._engine, writes=True) as session:
            job = messages.claim(session, moment, self._config.public_url)
            session.commit()
        return job

    def _send(self, job: Job, moment: datetime) -> Outcome:
        began = time.monotonic()
        answer = self._answer(job)
        return Outcome(moment, int((time.monotonic() - began) * 1000), **answer._asdict())

    def _answer(self, job: Job) -> Answer:
        address = self._secret_box.decrypt(job.address)
        if address is None:
            return Answer(error=reasons.ADDRESS_LOCKED, left=False)
        try:
            addresses.check(job.kind, address, self._config)
        except AddressError as error:
            return Answer(error=str(error), left=False)
        answer = self._sender.send(address, payloads.body(job.kind, job.card), {})
        # A product that says what it was asked for would have the address stand in the log.
        tells = answer.excerpt is not None and any(part in answer.excerpt for part in _secret_parts(address))
        return answer._replace(excerpt=None) if tells else answer


def _secret_parts(address: str) -> list[str]:
    """Return the parts of an address that only who has it knows."""
    return [part for part in address.replace("?", "/").replace("&", "/").split("/")[3:] if len(part) > 7]


def run(config: Config, stopped: threading.Event) -> None:
    """Tell channels what is new until stopped."""
    engine = make_engine(config.database_url)
    poster = ChannelPoster(config, engine)
    failing, next_look = False, time.monotonic() + NOW_AND_THEN
    while not stopped.is_set():
        try:
            sent = poster.step()
            failing = False
            if not sent:
                stopped.wait(STEP_SECONDS)
            if time.monotonic() >= next_look:
                poster.use_keys(reread(config).secret_keys)
                next_look = time.monotonic() + NOW_AND_THEN
        except Exception as error:  # noqa: BLE001  whatever it is, the next message deserves its try
            if not failing:
                log.warning("channel_poster_failing", error=type(error).__name__)
            failing = True
            stopped.wait(AGAIN_SECONDS)
    engine.dispose()
