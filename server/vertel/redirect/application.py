"""``/r/CODE``, and ``/CODE`` on the link domain: on to the destination, and the click put down.

A WSGI application of its own, in front of the API or alone. It reads this node's replica of the links and appends to
this node's spool; the database is asked only for a code that the replica does not have. A visitor is redirected also
when the click cannot be recorded.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import structlog
from prometheus_client import Counter

from vertel.config import Config
from vertel.db.dbapi import Database
from vertel.domain.links import codes, destinations
from vertel.redirect import click_limit, visitors
from vertel.redirect.click_limit import ClickLimit
from vertel.redirect.crawlers import is_person
from vertel.redirect.held_answers import HELD, HeldAnswers
from vertel.redirect.link_replica import LinkReplica, ReplicaLink
from vertel.redirect.lookup import CannotSayError, Lookup
from vertel.redirect.pages import PRIVATE, page
from vertel.redirect.shared_slots import shared_memory
from vertel.redirect.sources import source
from vertel.redirect.spool import Spool
from vertel.redirect.visitors import RecentVisitors

Application = Any  # WSGI's own types stand in the way of calling what a server hands over
Environ = dict[str, Any]

REFRESH_SECONDS = 1.0
"""How often a process asks the replica for changes, when a request comes."""

REMEMBERED = 200_000
"""Links that a process keeps in memory; it forgets all of them when there are more."""

REDIRECTED = Counter("vertel_redirects", "Answers to tracked links", ["counted"])
UNRECORDED = Counter("vertel_clicks_unrecorded", "Clicks that could not be recorded")
log = structlog.get_logger()


class Target(NamedTuple):
    """A link with the headers of its answer; ``headers`` is None when it was withdrawn or is not allowed."""

    id: bytes
    url: str
    headers: list[tuple[str, str]] | None


class Redirect:
    """Answers tracked links and passes every other request on.

    :param database: for codes that the replica does not have.
    :param otherwise: the WSGI application behind.
    """

    def __init__(self, config: Config, database: Database, otherwise: Application) -> None:
        self._otherwise = otherwise
        self._hosts = config.destination_hosts
        self._pass_query, self._count_opted_out = config.pass_query, config.count_opted_out
        base = urlsplit(config.link_base_url)
        self._root = f"{base.path}/"
        self._public_host = urlsplit(config.public_url).netloc
        self._link_host = base.netloc
        self._replica, self._lookup = LinkReplica(config.state_dir), Lookup(database)
        self._targets: dict[str, Target] = {}
        self._copy, self._refresh_at = (0, -1), 0.0
        self._sync_each = config.sync_each_click
        self._spool = Spool(config.state_dir, config.spool_limit, sync_each=config.sync_each_click)
        self._visitors = RecentVisitors(
            config.repeat_seconds, config.proxies, shared_memory(visitors.LOCATION, visitors.SLOTS)
        )
        # Who counts each repetition counts everything.
        self._limit: ClickLimit | None = None
        if config.repeat_seconds:
            self._limit = ClickLimit(shared_memory(click_limit.LOCATION, click_limit.SLOTS))
        self._proxies = config.proxies
        # Bound once: looking a metric up by its label costs more than the rest of counting.
        self._counted, self._uncounted = (REDIRECTED.labels(counted=word) for word in ("yes", "no"))
        os.register_at_fork(after_in_child=partial(_forget_in_child, weakref.ref(self)))

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        code = self._code(environ)
        if code is None:
            if HELD in environ:
                environ[HELD].release()  # what stands behind may take long
            return self._otherwise(environ, start_response)  # type: ignore[no-any-return]
        now = time.monotonic()
        if now >= self._refresh_at:
            self._refresh(now)
        target = self._targets.get(code) or self._find(code, environ)
        if target is None or target.headers is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _unusual(environ, start_response, target)
        self._count(environ, target.id)
        headers = [*target.headers]
        if self._pass_query and environ.get("QUERY_STRING"):
            headers[0] = "Location", destinations.with_query(target.url, environ["QUERY_STRING"])
        start_response("302 Found", headers)
        return []

    def _count(self, environ: Environ, link: bytes) -> None:
        """Put down a click, if it is one of a person."""
        if not is_person(environ, count_opted_out=self._count_opted_out) or self._visitors.is_repeat(environ, link):
            self._uncounted.inc()
            return
        if self._limit is not None and not self._limit.allows(source(environ, self._proxies), link):
            self._uncounted.inc()
            return
        held: HeldAnswers | None = environ.get(HELD) if self._sync_each else None
        if not self._spool.append(link, sync_later=held is not None):
            UNRECORDED.inc()
        elif held is not None:
            held.after(self._sync)
        self._counted.inc()

    def close(self) -> None:
        """Close this process's spool file; the recorder takes it from there."""
        self._spool.close()

    def forget(self) -> None:
        """Share nothing with the parent process, in a child that was forked just now."""
        self._replica.forget()
        self._spool.forget()

    def _sync(self) -> None:
        """Have the clicks of answers that are held on the disk; count those that may not be there."""
        lost = self._spool.sync()
        if lost:
            UNRECORDED.inc(lost)

    def refresh(self) -> None:
        """Take over changed links now."""
        self._refresh(time.monotonic())

    def _code(self, environ: Environ) -> str | None:
        """Return the code that is asked for, ``None`` when the path is none of a link's."""
        path: str = environ["PATH_INFO"]
        if path.startswith("/r/"):
            return path[3:]
        if not path.startswith(self._root):
            return None
        code = path[len(self._root) :]
        # On the server's own host / and /CODE are just paths. Where links have no other host, / is still no link.
        host, alone = environ.get("HTTP_HOST"), self._public_host == self._link_host
        is_link = bool(code) if alone else host != self._public_host
        first, _, tail = code.partition("/")
        # What stands behind a code's slash is no part of it, as below /r/. Beside the server's own paths it may be one.
        is_left_behind = (host == self._link_host and not alone) or not any(map(str.isalnum, tail))
        is_code = is_left_behind if first else not tail.strip("/")
        return code if is_link and is_code and first not in codes.RESERVED else None

    def _refresh(self, now: float) -> None:
        self._refresh_at = now + REFRESH_SECONDS
        self._spool.tick()
        self._visitors.tick()
        if self._limit is not None:
            self._limit.tick()
        version = self._replica.version()
        copy = self._replica.generation, version
        if version < 0 or copy == self._copy:
            return  # without a copy what is known still leads where it led
        if copy[0] != self._copy[0]:  # the copy was made anew
            self._targets.clear()
        elif self._targets:
            for code in self._replica.changed(self._copy[1]):
                self._targets.pop(code, None)
        self._copy = copy

    def _find(self, asked: str, environ: Environ) -> Target | None:
        """Return a link from the replica or the database; None when the database cannot be asked now.

        :param asked: the code, perhaps with what a mail program or a sentence left behind it.
        """
        code = codes.in_path(asked)
        if code is None:
            return NOWHERE
        if code in self._targets:
            return self._targets[code]
        try:
            link = self._replica.find(code)
            if link is None:
                if HELD in environ:
                    environ[HELD].release()  # the database may take long
                link = self._lookup.find(code, source(environ, self._proxies))
        except CannotSayError:
            return None
        if link is None:
            return NOWHERE
        if len(self._targets) >= REMEMBERED:
            self._targets.clear()
        self._targets[code] = target = self._target(link)
        return target

    def _target(self, link: ReplicaLink) -> Target:
        # Checked again: VERTEL_DESTINATION_HOSTS may have become stricter since the link was made.
        if link.destination is None or not destinations.allowed(link.destination, self._hosts):
            if link.destination is not None:
                log.warning("destination_not_allowed", link=link.id)
            return NOWHERE
        headers = [("Location", link.destination), ("Content-Length", "0"), *PRIVATE]
        return Target(link.id.encode(), link.destination, headers)


NOWHERE = Target(b"", "", None)


def _forget_in_child(redirect: weakref.ref[Redirect]) -> None:
    """Close nothing of the parent's, and share nothing with it, in a process that was forked from it."""
    alive = redirect()
    if alive is not None:
        alive.forget()


def _unusual(environ: Environ, start_response: Any, target: Target | None) -> Iterable[bytes]:
    """Answer what is not a redirect."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        start_response("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0"), *PRIVATE])
        return []
    status, headers, body = page(target is not None, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    start_response(status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
