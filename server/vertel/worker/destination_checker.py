"""The checker of destinations: beside the recorder on every node that serves the API, in a thread of its own.

Several nodes share the work: one at a time is at it, and when it ends another one goes on where it was.
"""

from __future__ import annotations

import threading

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.domain.links import destination_checks, destination_report
from vertel.domain.links.destination_check import LinkChecker, agent
from vertel.settings_file import reread
from vertel_schema import VERSION

EVERY_SECONDS = 2.0
"""How often to look whether somebody asked for a check."""

AGAIN_SECONDS = 30.0
AT_ONCE = 30
"""Pages between two notes of how far it is."""

WITHIN = 60.0
"""Seconds for so many pages; one that has not answered by then was not checked. Less than the lease."""

log = structlog.get_logger()


class DestinationChecker:
    """Does the checks that were asked for."""

    def __init__(self, config: Config, engine: Engine, stopped: threading.Event | None = None) -> None:
        self._config, self._engine = config, engine
        self._stopped = stopped or threading.Event()

    def step(self) -> bool:
        """Do the check that waits, to its end unless stopped; return whether there was one."""
        with make_session(self._engine, writes=False) as session:
            if not destination_checks.is_due(session):
                return False
        with make_session(self._engine, writes=True) as session:
            check = destination_checks.claim(session)
            session.commit()
        if check is None:
            return False
        config, position, more = reread(self._config), check.position, True
        checker = LinkChecker(config.destination_hosts, agent(VERSION, config.public_url))
        while more and not self._stopped.is_set():
            position = self._some(checker, position)
            more = position is not None
        return True

    def _some(self, checker: LinkChecker, after: str | None) -> str | None:
        """Ask the pages that follow; return the last one, None when no more follow."""
        with make_session(self._engine, writes=False) as session:
            page = destination_report.urls(session, AT_ONCE, None if after is None else [after])
            total = destination_report.number(session)
        answers = checker.check_all(page.items, WITHIN)
        position = None if page.position is None else str(page.position[0])
        with make_session(self._engine, writes=True) as session:
            destination_checks.record(session, answers, position, total)
            session.commit()
        return position


def run(config: Config, stopped: threading.Event) -> None:
    """Check until stopped. What is under way then is gone on with by another node, or after the start."""
    engine = make_engine(config.database_url)
    checker, pause = DestinationChecker(config, engine, stopped), EVERY_SECONDS
    while not stopped.wait(pause):
        try:
            checker.step()
            pause = EVERY_SECONDS
        except SQLAlchemyError as error:
            log.warning("destinations_not_checked", error=type(error).__name__)
            pause = AGAIN_SECONDS
    engine.dispose()
