"""Looks at feeds: beside the recorder on every node that serves the API, in a thread of its own.

Several nodes share the work: each claims a feed before it looks at it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import Engine

from vertel import clock
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.domain.feeds import schedule
from vertel.imports.feeds.fetching import Fetch, Fetcher
from vertel.settings_file import reread

EVERY_SECONDS = 2.0
AGAIN_SECONDS = 30.0
"""How long to wait after a step that failed, mostly because the database is away."""

log = structlog.get_logger()


class FeedReader:
    """Looks at the feeds that are due, one at a time."""

    def __init__(
        self,
        config: Config,
        engine: Engine,
        now: Callable[[], datetime] = clock.now,
        fetch: Fetch | None = None,
    ) -> None:
        """Prepare to look.

        :param now: what time it is; what is due goes by it.
        """
        self._config, self._engine, self._now, self._fetch = config, engine, now, fetch

    def step(self) -> bool:
        """Look at the feed that waits longest; return whether there was one."""
        moment = self._now()
        with make_session(self._engine, writes=False) as session:
            if not schedule.is_due(session, moment):
                return False
        with make_session(self._engine, writes=True) as session:
            feed = schedule.claim(session, moment)
            session.commit()
        if feed is None:
            return False
        # Not at the top: with what reads feeds it is 5 MB, and a server without feeds never looks.
        from vertel.imports.feeds.looking import look  # noqa: PLC0415

        config = reread(self._config)
        look(self._engine, feed, self._fetch or Fetcher(config), config.destination_hosts, moment)
        return True


def run(config: Config, stopped: threading.Event) -> None:
    """Look until stopped."""
    engine = make_engine(config.database_url)
    reader, pause = FeedReader(config, engine), EVERY_SECONDS
    while not stopped.wait(pause):
        try:
            pause = 0.0 if reader.step() else EVERY_SECONDS
        except Exception as error:  # noqa: BLE001  whatever it is, the next feed deserves its look
            log.warning("feeds_not_read", error=type(error).__name__)
            pause = AGAIN_SECONDS
    engine.dispose()
