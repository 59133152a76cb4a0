"""What a request works with: settings and database sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from vertel.config import Config
from vertel.db.engine import answer_alone, as_of_one_moment, make_engine, make_session

Written = TypeVar("Written")
View = TypeVar("View", bound=Callable[..., Any])
READING = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Resources:
    """What lives as long as the process does.

    :ivar engine: of the database.
    :ivar lookups: the same for single statements outside of a request's transaction.
    :ivar reading: the same for requests that read only: an answer is as of one moment, however many queries it takes.
    :ivar reports: where reports are read from; ``reading`` unless a setting says else.
    """

    config: Config
    engine: Engine
    lookups: Engine
    reading: Engine
    reports: Engine

    def dispose(self) -> None:
        """Close all connections."""
        for engine in (self.engine, self.lookups, self.reports):
            engine.dispose()


def attach(app: Flask, config: Config) -> None:
    """Give the application its resources, and close each request's session at its end."""
    engine = make_engine(config.database_url)
    # A pool of its own: to change how a connection takes transactions costs as much as it saves.
    lookups = engine if engine.dialect.name == "sqlite" else make_engine(config.database_url, autocommit=True)
    reading = reports = as_of_one_moment(engine)
    if config.reports_database_url != config.database_url:
        reports = as_of_one_moment(make_engine(config.reports_database_url, reads_only=True))
    app.extensions["vertel"] = Resources(config, engine, lookups, reading, reports)
    app.teardown_appcontext(_close)


def of(app: Flask) -> Resources:
    """Return an application's resources."""
    return cast("Resources", app.extensions["vertel"])


def resources() -> Resources:
    """Return the resources of the running application."""
    return of(current_app)


def config() -> Config:
    """Return the settings."""
    return resources().config


def db() -> Session:
    """Return this request's session. ``Application.dispatch_request`` commits it.

    A request that is going to write does so from its first query on; one :func:`reads_first` only when it says so.
    """
    if "session" not in g:
        if request.method in READING:
            g.session = make_session(resources().reading, writes=False)
        else:
            g.session = make_session(resources().engine, writes=not is_reading_first())
            if "before_writing" in g:
                g.pop("before_writing")()
    return cast("Session", g.session)


def lookup_connection() -> Connection:
    """Return a connection for single statements outside of this request's transaction, for the caller to close.

    So a request that is going to write holds no lock while its caller is looked up, or its body is on its way.
    """
    return resources().lookups.connect()


def reads_first(view: View) -> View:
    """Have a route that takes long read without SQLite's write lock; it calls ``begin_writing`` when it needs it.

    Its ``Idempotency-Key`` is claimed at the end. What it commits before that has to be such that a repetition changes
    nothing; what is not belongs into :func:`write_last`.
    """
    view.reads_first = True  # type: ignore[attr-defined]  # the mark that is_reading_first looks for
    return view


def is_reading_first() -> bool:
    """Return whether the route of this request is marked with :func:`reads_first`."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "reads_first", False)


def before_writing(claim: Callable[[], None]) -> None:
    """Have something written at the beginning of the request's transaction, whenever its route begins one."""
    g.before_writing = claim


def write_last(write: Callable[[], None]) -> None:
    """Have something written when the answer is ready, in the transaction in which it is kept and committed."""
    g.write_last = write


def after_commit(work: Callable[[Engine], None]) -> None:
    """Have something done in transactions of its own when this request's is committed, before its answer leaves.

    The process may end meanwhile: a worker has to find what was not done, and do it.
    """
    g.after_commit = work


def write_apart(write: Callable[[Session], Written]) -> Written:
    """Write something in a transaction of its own, in a request that only reads; return what ``write`` does."""
    with make_session(resources().engine, writes=True) as session:
        written = write(session)
        session.commit()
    return written


def release() -> None:
    """Return this request's connection to the pool before slow work; the next query takes one again."""
    db().close()


def reports_db() -> Session:
    """Return the session in which this request's report is read. It never writes; a replica may serve it."""
    if "reports_session" not in g:
        release()  # a request that holds two connections can wait for itself when the pool is empty
        g.reports_session = make_session(resources().reports, writes=False)
        answer_alone(g.reports_session)
    return cast("Session", g.reports_session)


def caller() -> str:
    """Return who is calling, as the guard found out: an employee or a key by its id; empty for nobody."""
    return str(g.get("caller", ""))


def _close(_error: BaseException | None) -> None:
    for name in ("session", "reports_session"):
        session = g.pop(name, None)
        if session is not None:
            session.close()
