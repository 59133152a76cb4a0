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
from vertel.db import make_engine, make_session

READING = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Resources:
    """What lives as long as the process does."""

    config: Config
    engine: Engine
    signer: TokenSigner


def attach(app: Flask, config: Config) -> None:
    """Give the application its resources, and close each request's session at its end."""
    app.extensions["vertel"] = Resources(config, make_engine(config.database_url), TokenSigner(config.secret_keys))
    app.teardown_appcontext(_close)


def resources() -> Resources:
    """Return the resources of the running application."""
    return cast("Resources", current_app.extensions["vertel"])


def config() -> Config:
    """Return the settings."""
    return resources().config


def db() -> Session:
    """Return this request's session. ``Application.dispatch_request`` commits it; nothing else does."""
    if "session" not in g:
        g.session = make_session(resources().engine, writes=request.method not in READING)
    return cast("Session", g.session)


def principal() -> Principal:
    """Return who is calling; nobody before the token was looked at."""
    return cast("Principal", g.get("principal", NOBODY)) if has_request_context() else NOBODY


def _close(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()
