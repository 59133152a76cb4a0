"""How often something may be asked for from one source, counted in the database for all workers and nodes together."""

from __future__ import annotations

from datetime import timedelta

from flask import request

from vertel.auth.attempt_limits import client_source
from vertel.clock import now
from vertel.domain.people import attempts
from vertel.domain.people.attempts import Limit
from vertel.http.context import config, db

MAILS = (Limit("mail for a source", 300, timedelta(hours=1)),)
"""An office has one address, and everybody signs in on the same morning."""

DEVICES = (Limit("device of a source", 600, timedelta(hours=1)),)


def count(limits: tuple[Limit, ...]) -> None:
    """Count this request for its source; raise ``TooManyAttemptsError`` when there were too many."""
    key, moment = config().secret_keys[0], now()
    source = client_source(request.environ, config().proxies)
    attempts.check(db(), key, limits, source, moment)
    attempts.note(db(), key, limits, source, moment)
