"""What a node does now and then: it takes away what is no longer kept."""

from __future__ import annotations

import threading

import structlog

from vertel.clock import now
from vertel.config import Config
from vertel.db.engine import make_engine
from vertel.domain.privacy import retention

FIRST_SECONDS = 5.0
EVERY_SECONDS = 3600.0
AGAIN_SECONDS = 60.0
"""How long to wait after an error, mostly because the database is away."""

log = structlog.get_logger()


def run(config: Config, stopped: threading.Event) -> None:
    """Tidy up each hour until stopped. Every node does so; :func:`retention.tidy` lets one of them go first."""
    engine = make_engine(config.database_url)
    pause = FIRST_SECONDS
    while not stopped.wait(pause):
        try:
            deleted = retention.tidy(engine, config.click_retention_days, now())
            pause = EVERY_SECONDS
            if deleted:
                log.info("old_clicks_deleted", clicks=deleted)
        except Exception as error:  # noqa: BLE001  one failure must not end what runs for months
            log.warning("housekeeping_failed", error=type(error).__name__)
            pause = AGAIN_SECONDS
    engine.dispose()
