"""What a node does now and then: it takes away what is no longer kept, and copies who was erased to its own disk."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import structlog
from sqlalchemy import Engine

from vertel.clock import now
from vertel.config import Config
from vertel.db.batches import delete_in_batches
from vertel.db.engine import make_engine, make_session
from vertel.db.models import HourSum
from vertel.domain import audit
from vertel.domain.analytics import recounting
from vertel.domain.analytics.reports.period import HOURS_KEPT
from vertel.domain.consent import endings
from vertel.domain.datasheet import versions
from vertel.domain.people import revocation
from vertel.domain.privacy import erasure_list, retention
from vertel.domain.suggestions import refiling

FIRST_SECONDS = 5.0
OFTEN_SECONDS = 60.0
"""How often to look for what a process that ended left undone. Also how long to wait after an error."""

EVERY_SECONDS = 3600.0

log = structlog.get_logger()


def run(config: Config, stopped: threading.Event) -> None:
    """Tidy up each hour until stopped. Every node does so; :func:`retention.tidy` lets one of them go first."""
    engine = make_engine(config.database_url)
    pause, next_tidying = FIRST_SECONDS, time.monotonic()
    looked_at_sheet = False
    while not stopped.wait(pause):
        pause = OFTEN_SECONDS
        try:
            if not looked_at_sheet:  # once: a web server that was reloaded goes by newer settings than this process
                versions.notice_on(engine, config)
                looked_at_sheet = True
            refiling.refile_all(engine)
            if time.monotonic() >= next_tidying:
                _tidy(config, engine)
                next_tidying = time.monotonic() + EVERY_SECONDS
            erasure_list.keep_copy(engine, config.state_dir, config.erasure_retention_days, now())
        except Exception as error:  # noqa: BLE001  one failure must not end what runs for months
            log.warning("housekeeping_failed", error=type(error).__name__)
    engine.dispose()


def _tidy(config: Config, engine: Engine) -> None:
    deleted = retention.tidy(engine, config.click_retention_days, now())
    _tidy_counts(engine)
    audit.delete_old(engine, config.audit_retention_days, now())
    revocation.note_ends(engine, config.sign_in_days, now())
    endings.tell(engine, now())
    endings.forget(engine, config.consent_retention_days, now())
    if deleted:
        log.info("old_clicks_deleted", clicks=deleted)


def _tidy_counts(engine: Engine) -> None:
    """Delete counts by the hour that are not kept, and count what nodes of the version before recorded."""
    oldest = now() - timedelta(days=HOURS_KEPT + 1)
    delete_in_batches(engine, HourSum, HourSum.start < oldest)
    with make_session(engine, writes=True) as session:
        recounting.count_shares(session)
        session.commit()
