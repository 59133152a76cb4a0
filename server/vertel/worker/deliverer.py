"""The deliverer: beside the recorder on every node that serves the API, in threads of its own.

Several nodes share the work: each claims what it is about to send. It may end at any moment and loses nothing; what it
was sending is sent again, under the same id.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import prometheus_client
import structlog
from marshmallow import ValidationError
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from vertel import clock, standard_webhooks
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Channel, Webhook
from vertel.domain.webhooks import deliveries, publishing, reasons, share_counts
from vertel.domain.webhooks.deliveries import Job, Outcome
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.outbound.egress_policy import EgressPolicy
from vertel.settings_file import reread
from vertel.worker import event_payloads
from vertel.worker.webhook_sender import Sender

STEP_SECONDS = 0.5
SOON_SECONDS = 0.05
"""After a step that found something to send there may be more of it."""

AGAIN_SECONDS = 1.0
"""How long to wait after a step that failed, mostly because the database is away."""

AT_ONCE = 32
"""How many tries a node has under way, of all webhooks together."""

NOW_AND_THEN = timedelta(minutes=1)
LAST_SECONDS = 10.0
"""How long tries under way may take when the node is asked to end; one that is cut off is made again."""

SENT = prometheus_client.Counter("vertel_webhook_tries", "Tries to deliver an event", ["outcome"])
WAITING = prometheus_client.Gauge(
    "vertel_webhook_waiting", "Deliveries still to be made", multiprocess_mode="mostrecent"
)
log = structlog.get_logger()


class Deliverer:
    """Does the deliverer's work, step by step."""

    def __init__(self, config: Config, engine: Engine, now: Callable[[], datetime] = clock.now) -> None:
        """Prepare to deliver.

        :param now: what time it is; what is due goes by it.
        """
        self._engine, self._now = engine, now
        self._secret_box = SecretBox(config.secret_keys)
        self._sender = Sender(EgressPolicy(config))
        self._under_way: Counter[UUID] = Counter()
        self._changed = threading.Condition()
        self._noting = threading.Lock()
        self._next_housekeeping = datetime.min.replace(tzinfo=UTC)

    def step(self) -> int:
        """Tell what has come due and begin to send what is waiting; return how many tries were begun."""
        moment = self._now()
        self._announce()
        # A moment that is far off is one from before the clock was set back.
        if moment >= self._next_housekeeping or self._next_housekeeping - moment > NOW_AND_THEN:
            self._housekeeping(moment)
            self._next_housekeeping = moment + NOW_AND_THEN
        jobs = self._claim(moment)
        for job in jobs:
            threading.Thread(target=self._deliver, args=[job], daemon=True).start()
        return len(jobs)

    def wait(self, seconds: float) -> None:
        """Wait until a try has ended, but no longer than this."""
        with self._changed:
            self._changed.wait(seconds)

    def finish(self, seconds: float) -> bool:
        """Wait until no try is under way, but no longer than this; return whether that is so."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._under_way.total(), seconds)

    def use_keys(self, keys: tuple[str, ...]) -> None:
        """Go by these secret keys from now on."""
        self._secret_box = SecretBox(keys)

    def _announce(self) -> None:
        with make_session(self._engine, writes=False) as session:
            if not publishing.due(session):
                return
        with make_session(self._engine, writes=True) as session:
            publishing.emit_published(session, publishing.due(session))
            session.commit()

    def _housekeeping(self, moment: datetime) -> None:
        with make_session(self._engine, writes=True) as session:
            if share_counts.due(session, moment):
                share_counts.emit(session, moment)
            self._renew_secrets(session)
            WAITING.set(deliveries.waiting(session, moment))
            session.commit()

    def _renew_secrets(self, session: Session) -> None:
        """Lock all secrets with the newest key, so that the ones before it can be taken away."""
        for webhook in session.scalars(select(Webhook).order_by(Webhook.id).with_for_update(key_share=True)):
            webhook.secret = self._secret_box.renewed(webhook.secret) or webhook.secret
            if webhook.old_secret is not None:
                webhook.old_secret = self._secret_box.renewed(webhook.old_secret) or webhook.old_secret
        channels = select(Channel).order_by(Channel.id).with_for_update(key_share=True, of=Channel)
        for channel in session.scalars(channels):
            channel.address = self._secret_box.renewed(channel.address) or channel.address

    def _claim(self, moment: datetime) -> list[Job]:
        with self._changed:
            under_way = self._under_way.copy()
        room = AT_ONCE - under_way.total()
        with make_session(self._engine, writes=False) as session:
            if room <= 0 or not deliveries.due(session, moment):
                return []
        with make_session(self._engine, writes=True) as session:
            jobs = deliveries.claim(session, moment, under_way, room)
            session.commit()
        with self._changed:
            self._under_way.update(job.webhook_id for job in jobs)
        return jobs

    def _deliver(self, job: Job) -> None:
        try:
            outcome = self._try(job)
            # One after the other: it takes a moment, and a node needs no more than two connections for all of this.
            with self._noting, make_session(self._engine, writes=True) as session:
                state = deliveries.record(session, job, outcome, self._now())
                session.commit()
            if state == "given_up":
                log.warning("event_given_up", webhook=str(job.webhook_id), type=job.type, status=outcome.status)
            SENT.labels("delivered" if outcome.error is None else "given_up" if state == "given_up" else "failed").inc()
        except SQLAlchemyError as error:
            # It was sent and nobody knows: it is sent again when its lease ends, and the receiver knows its id.
            log.warning("delivery_not_recorded", error=type(error).__name__)
        except Exception as error:
            log.error("delivery_broke_off", exc_info=error)  # noqa: TRY400  the same, in the form of the other lines
        finally:
            with self._changed:
                self._under_way[job.webhook_id] -= 1
                self._changed.notify_all()

    def _try(self, job: Job) -> Outcome:
        moment, began = self._now(), time.monotonic()

        def after(**found: object) -> Outcome:
            milliseconds = int((time.monotonic() - began) * 1000)
            return Outcome(started_at=moment, milliseconds=milliseconds, **found)  # type: ignore[arg-type]

        secrets = [secret for secret in map(self._secret_box.decrypt, job.secrets) if secret is not None]
        if not secrets:
            return after(error=reasons.SECRET_LOCKED)
        try:
            body = event_payloads.body(job.type, job.occurred_at, job.data)
        except (KeyError, ValidationError) as error:
            log.error("event_not_in_its_form", type=job.type, error=type(error).__name__)  # noqa: TRY400  data in it
            return after(error=reasons.NOT_IN_ITS_FORM)
        answer = self._sender.send(job.url, body, standard_webhooks.headers(str(job.event_id), moment, body, secrets))
        return after(**answer._asdict())


def run(config: Config, stopped: threading.Event) -> None:
    """Deliver until stopped; then let what is under way end, if that does not take long."""
    engine = make_engine(config.database_url)
    deliverer: Deliverer | None = None
    failing, next_look = False, time.monotonic() + NOW_AND_THEN.total_seconds()
    while not stopped.is_set():
        try:
            deliverer = deliverer or Deliverer(config, engine)
            begun = deliverer.step()
            failing = False
            deliverer.wait(SOON_SECONDS if begun else STEP_SECONDS)
            if time.monotonic() >= next_look:
                deliverer.use_keys(reread(config).secret_keys)
                next_look = time.monotonic() + NOW_AND_THEN.total_seconds()
        except Exception as error:  # noqa: BLE001  whatever it is, the next event deserves its try
            if not failing:
                log.warning("deliverer_failing", error=type(error).__name__)
            failing = True
            stopped.wait(AGAIN_SECONDS)
    if deliverer is not None:
        deliverer.finish(LAST_SECONDS)
    engine.dispose()
