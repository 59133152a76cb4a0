"""What a request works with: settings, the database session, the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from vertel.auth.principal import NOBODY, Principal
from vertel.auth.tokens import TokenSigner
from vertel.config import Config
from vertel.db.engine import as_of_one_moment, make_engine, make_session
from vertel.domain.webhooks.secret_box import Vault

READING = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Resources:
    """What lives as long as the process does.

    :ivar reports: where reports are read from, each as of one moment; the same database unless a setting says else.
    """

    config: Config
    engine: Engine
    reports: Engine
    signer: TokenSigner
    vault: Vault


def attach(app: Flask, config: Config) -> None:
    """Give the application its resources, and close each request's session at its end."""
    engine = make_engine(config.database_url)
    elsewhere = config.reports_database_url != config.database_url
    reports = as_of_one_moment(make_engine(config.reports_database_url, reads_only=True) if elsewhere else engine)
    app.extensions["vertel"] = Resources(
        config, engine, reports, TokenSigner(config.secret_keys), Vault(config.secret_keys)
    )
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
    """Return this request's session. ``Application.dispatch_request`` commits it; nothing else does."""
    if "session" not in g:
        g.session = make_session(resources().engine, writes=request.method not in READING)
    return cast("Session", g.session)


def release() -> None:
    """Give this request's connection back before something that takes a while; the next query takes one again."""
    db().close()


def reports_db() -> Session:
    """Return the session in which this request's report is read. It never writes; a replica may serve it."""
    if resources().reports is resources().engine:
        return db()
    if "reports_session" not in g:
        release()  # who called is known by now; a request that holds two connections may wait for itself
        g.reports_session = make_session(resources().reports, writes=False)
    return cast("Session", g.reports_session)


def principal() -> Principal:
    """Return who is calling; nobody before the token was looked at."""
    return cast("Principal", g.get("principal", NOBODY)) if has_request_context() else NOBODY


def _close(_error: BaseException | None) -> None:
    for name in ("session", "reports_session"):
        session = g.pop(name, None)
        if session is not None:
            session.close()
