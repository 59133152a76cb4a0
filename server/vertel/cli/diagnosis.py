"""What is wrong with a set-up, and how to mend it. Every check looks only; a finding's repair is for ``--fix``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from alembic.util import CommandError
from sqlalchemy import Engine, delete, text
from sqlalchemy.exc import SQLAlchemyError

from vertel import built_files, settings_file
from vertel.cli import connections, local_files
from vertel.cli.finding import Finding
from vertel.cli.local_files import sqlite_path
from vertel.clock import now
from vertel.config import ANY_FIREFOX_EXTENSION, CHROMIUM_EXTENSION, Config, ConfigError
from vertel.db import health, migrations
from vertel.db.engine import make_engine, make_session
from vertel.db.models import IdempotencyKey
from vertel.db.pooled import PooledDatabase

LOCAL = {"127.0.0.1", "localhost", "::1"}
LITTLE_SPACE, NO_SPACE = 1_000_000_000, 100_000_000
CLOCK_TOLERANCE, CLOCK_WRONG = timedelta(seconds=2), timedelta(minutes=1)
"""By how much clocks differ without harm; and with some: codes and signatures are then refused, or good for longer."""

WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
"""When this version was written; a clock before it is wrong."""


def examine(environment: Mapping[str, str], root: Path) -> Iterator[Finding]:
    """Yield the findings on a set-up; later checks that need what failed are left out.

    :param root: where the extension would be built, for a set-up that runs from a checkout.
    """
    try:
        config = Config.from_environment(environment)
    except ConfigError as error:
        yield Finding("settings", "fail", str(error), "Set it right and run this again.")
        return
    yield Finding("settings", "ok", "All settings can be read.")
    yield _secret_keys(config)
    yield from _addresses(config)
    yield _destination_hosts(config)
    yield from _kept_here(config, environment)
    yield from connections.examine(config)
    yield _disk(config)
    yield _extension(root)
    yield _extension_origins(config)


def repairable(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield those findings that may have a repair.

    :raises ConfigError: a setting cannot be read.
    """
    yield from _kept_here(Config.from_environment(environment), environment)


def _kept_here(config: Config, environment: Mapping[str, str]) -> Iterator[Finding]:
    file = environment.get(settings_file.FILE)
    yield from _database(config)
    yield from local_files.examine(config, Path(file) if file else None)


def _secret_keys(config: Config) -> Finding:
    mend = "Put a new key before the old one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
    guessable = ("secret", "change", "password", "example", "vertel", "12345")
    for number, key in enumerate(config.secret_keys, start=1):
        word = next((word for word in guessable if word in key.lower()), None)
        if word or len(set(key)) < 12:
            why = f"holds the word {word!r}" if word else "has few different characters"
            return Finding("secret keys", "fail", f"Key {number} {why}: it can be guessed.", mend)
    return Finding("secret keys", "ok", f"{len(config.secret_keys)} in use, none looks guessable.")


def _addresses(config: Config) -> Iterator[Finding]:
    public, links = urlsplit(config.public_url), urlsplit(config.link_base_url)
    if public.hostname in LOCAL:
        yield Finding(
            "public URL", "warn", f"{config.public_url} is this machine only.",
            "Fine for trying it out. For colleagues, set VERTEL_PUBLIC_URL to the https address they use.",
        )  # fmt: skip
    else:
        yield Finding("public URL", "ok", config.public_url)
    if links.hostname in LOCAL and public.hostname not in LOCAL:
        yield Finding(
            "link URL", "fail", f"Tracked links would begin with {config.link_base_url}, which nobody else can open.",
            "Set VERTEL_LINK_BASE_URL to the public address of the redirects, or leave it out.",
        )  # fmt: skip
    else:
        yield Finding("link URL", "ok", f"Tracked links begin with {config.link_base_url}.")


def _destination_hosts(config: Config) -> Finding:
    mend = "Set VERTEL_DESTINATION_HOSTS to the hosts of your own sites, such as careers.example.com,*.example.org"
    if not config.destination_hosts:
        return Finding("destination hosts", "fail", "None are allowed, so no tracked link can be made.", mend)
    wide = [host for host in config.destination_hosts if host.startswith("*.") and host.count(".") < 2]
    if wide:
        return Finding("destination hosts", "fail", f"{', '.join(wide)} allows links to anybody's site.", mend)
    return Finding("destination hosts", "ok", f"Links may lead to {', '.join(config.destination_hosts)}.")


def _database(config: Config) -> Iterator[Finding]:
    path = sqlite_path(config)
    if path is not None and not path.exists():
        made = partial(_upgrade, config)
        yield Finding("database", "fail", f"There is no database at {path} yet.", "Run: vertel db upgrade", made)
        return
    engine = make_engine(config.database_url)
    try:
        for check in health.report(PooledDatabase(engine))["checks"]:
            failed = check["status"] != "ok"
            mend = "See VERTEL_DATABASE_URL, and whether the database runs." if check["name"] == "database" else ""
            detail = check["detail"] if failed else "It answers." if check["name"] == "database" else "Up to date."
            repair = partial(_upgrade, config) if failed and check["name"] == "migrations" else None
            yield Finding(check["name"], "fail" if failed else "ok", detail, mend if failed else "", repair)
            if failed:
                return
        yield _writable(engine)
        yield _clock(engine)
    finally:
        engine.dispose()


def _upgrade(config: Config) -> str:
    """Bring the tables to this version, in one transaction.

    :raises ConfigError: they are of a newer one.
    """
    engine = make_engine(config.database_url)
    try:
        migrations.upgrade(engine)
    except CommandError as error:
        raise ConfigError("the tables are of a newer version of Vertel; install that one") from error
    finally:
        engine.dispose()
    return "brought the tables to this version"


def _writable(engine: Engine) -> Finding:
    try:
        with make_session(engine, writes=True) as session:
            session.execute(delete(IdempotencyKey).where(IdempotencyKey.caller == "doctor"))
            session.rollback()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        mend = "Give Vertel's account the right to write; a standby has to be promoted first."
        return Finding("writing", "fail", f"The database takes no changes: {reason}", mend)
    return Finding("writing", "ok", "The database takes changes.")


def _clock(engine: Engine) -> Finding:
    mend = "Let this machine keep its clock by NTP (timedatectl set-ntp true)."
    if now() < WRITTEN:
        return Finding("clock", "fail", f"It says {now():%Y-%m-%d %H:%M} UTC, which is past.", mend)
    if engine.dialect.name == "sqlite":
        return Finding("clock", "ok", f"It says {now():%Y-%m-%d %H:%M} UTC.")
    before = now()
    with engine.connect() as connection:
        there = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    apart = max(before - there, there - now(), timedelta())
    if apart > CLOCK_TOLERANCE:
        status = "fail" if apart > CLOCK_WRONG else "warn"
        return Finding("clock", status, f"It differs {apart.total_seconds():.0f} s from the database's.", mend)
    return Finding("clock", "ok", "It agrees with the database's.")


def _disk(config: Config) -> Finding:
    path = sqlite_path(config)
    folder = path.parent if path is not None else Path.cwd()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    status = "fail" if free < NO_SPACE else "warn" if free < LITTLE_SPACE else "ok"
    mend = "" if status == "ok" else "Make room: without it nothing can be stored."
    return Finding("disk space", status, f"{free / 1e9:.1f} GB free in {folder}.", mend)


def _extension(root: Path) -> Finding:
    if built_files.PACKAGED.is_dir():
        return Finding("extension", "ok", "It came along with the server; `vertel extension` says where it is.")
    if not (root / "extension" / "manifest.json").is_file():
        return Finding("extension", "ok", "Not built here; colleagues install it from the store or a package.")
    built = [name for name in ("chrome", "firefox") if (root / "extension/dist" / name / "manifest.json").is_file()]
    if len(built) < 2:
        return Finding("extension", "warn", "It is not built in this checkout.", "Run: make extension")
    return Finding("extension", "ok", "Built in extension/dist/chrome and extension/dist/firefox.")


def _extension_origins(config: Config) -> Finding:
    """Whom the API answers in a browser: a copy that is not named is told nothing, not even why."""
    admitted = f"Admitted: {', '.join(config.extension_origins) or 'none'}."
    if set(config.extension_origins) <= {CHROMIUM_EXTENSION, ANY_FIREFOX_EXTENSION}:
        admitted += (
            " A copy from Chrome's or Edge's store has an id of that store;"
            " if colleagues have one, add chrome-extension://ID to VERTEL_EXTENSION_ORIGINS."
        )
    return Finding("extension ids", "ok", admitted)
