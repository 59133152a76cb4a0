"""Settings, read from the environment once and checked before anything starts."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from vertel.standard_webhooks import key_of

CHROMIUM_EXTENSION = "chrome-extension://mckobklmjmhnleimoplapibofkpmplgc"
ANY_FIREFOX_EXTENSION = "moz-extension://*"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
KNOWN = {
    "VERTEL_DATABASE_URL",
    "VERTEL_SECRET_KEYS",
    "VERTEL_PUBLIC_URL",
    "VERTEL_LINK_BASE_URL",
    "VERTEL_DESTINATION_HOSTS",
    "VERTEL_MAIL_URL",
    "VERTEL_EXTENSION_ORIGINS",
    "VERTEL_REPORTS_DATABASE_URL",
    "VERTEL_STATE_DIR",
    "VERTEL_SPOOL_LIMIT_MB",
    "VERTEL_CLICK_SYNC",
    "VERTEL_CLICK_RETENTION_DAYS",
    "VERTEL_REPEAT_SECONDS",
    "VERTEL_PROXIES",
    "VERTEL_COUNT_OPTED_OUT",
    "VERTEL_PASS_QUERY",
    "VERTEL_APPLICATION_SECRETS",
    "VERTEL_WEBHOOK_NETWORKS",
    "VERTEL_APP_DIR",
}
BUILT_APP = Path(__file__).parents[2] / "extension" / "dist" / "app"
"""Where `make extension` puts the web page, in a checkout."""

_HOST = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?")
_ORIGIN = re.compile(r"(?:chrome-extension://[a-p]{32}|moz-extension://(?:\*|[0-9a-f-]{36})|https?://[a-z0-9.:-]+)")


class ConfigError(Exception):
    """A setting is missing or wrong. The message names it and says what was expected."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that differs between one deployment and the next.

    :ivar secret_keys: sign access tokens; the newest first, the others only verify.
    :ivar destination_hosts: where tracked links may lead: exact hosts, or ``*.`` and a suffix. None means nowhere.
    :ivar extension_origins: origins that may call the API from a browser.
    :ivar reports_database_url: where reports are read from, such as a replica.
    :ivar state_dir: this node's own folder: its copy of the links, and the clicks that are not in the database yet.
    :ivar spool_limit: bytes of clicks that may wait there.
    :ivar sync_each_click: whether a click is on the disk before its visitor is redirected.
    :ivar click_retention_days: days for which raw clicks are kept; 0 keeps them for ever. What they add up to stays.
    :ivar repeat_seconds: a visitor who follows a link again within this time is not counted again; 0 counts all.
    :ivar proxies: how many proxies of one's own stand in front, each adding to ``X-Forwarded-For``.
    :ivar application_secrets: verify what a careers site reports; the newest first.
    :ivar webhook_networks: private networks into which webhooks may go all the same.
    :ivar app_dir: where the build of the web page is, if there is one.
    """

    database_url: str
    secret_keys: tuple[str, ...]
    public_url: str
    link_base_url: str
    destination_hosts: tuple[str, ...]
    extension_origins: tuple[str, ...]
    mail_url: str | None = None
    reports_database_url: str
    state_dir: Path
    spool_limit: int
    sync_each_click: bool
    click_retention_days: int
    repeat_seconds: int
    proxies: int
    count_opted_out: bool
    pass_query: bool
    application_secrets: tuple[str, ...]
    webhook_networks: tuple[Network, ...]
    app_dir: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Config:
        """Read the settings; raise :class:`ConfigError` on the first that is wrong."""
        _refuse_unknown(environment)
        public_url = _url(environment, "VERTEL_PUBLIC_URL", "http://127.0.0.1:8000")
        return cls(
            database_url=_database_url(environment, "VERTEL_DATABASE_URL"),
            secret_keys=_secret_keys(environment),
            public_url=public_url,
            link_base_url=_url(environment, "VERTEL_LINK_BASE_URL", f"{public_url}/r"),
            destination_hosts=_each(
                environment, "VERTEL_DESTINATION_HOSTS", "", _HOST, "careers.example.com or *.example.com"
            ),
            extension_origins=_each(
                environment,
                "VERTEL_EXTENSION_ORIGINS",
                f"{CHROMIUM_EXTENSION},{ANY_FIREFOX_EXTENSION}",
                _ORIGIN,
                "chrome-extension://ID or moz-extension://*",
            ),
            mail_url=_mail_url(environment),
            webhook_networks=_networks(environment, "VERTEL_WEBHOOK_NETWORKS"),
            app_dir=_app_dir(environment),
            **_counting(environment),
        )


def _counting(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of the redirect and of what it counts."""
    replica = environment.get("VERTEL_REPORTS_DATABASE_URL")
    return {
        "reports_database_url": _database_url(
            environment, "VERTEL_REPORTS_DATABASE_URL" if replica else "VERTEL_DATABASE_URL"
        ),
        "state_dir": Path(environment.get("VERTEL_STATE_DIR") or "var/state").absolute(),
        "spool_limit": _number(environment, "VERTEL_SPOOL_LIMIT_MB", 1024, range(1, 1_000_000)) * 1024 * 1024,
        "sync_each_click": _one_of(environment, "VERTEL_CLICK_SYNC", ("group", "each")) == "each",
        "click_retention_days": _number(environment, "VERTEL_CLICK_RETENTION_DAYS", 400, range(36_500)),
        "repeat_seconds": _number(environment, "VERTEL_REPEAT_SECONDS", 30, range(3601)),
        "proxies": _number(environment, "VERTEL_PROXIES", 0, range(10)),
        "count_opted_out": _one_of(environment, "VERTEL_COUNT_OPTED_OUT", ("no", "yes")) == "yes",
        "pass_query": _one_of(environment, "VERTEL_PASS_QUERY", ("no", "yes")) == "yes",
        "application_secrets": _application_secrets(environment),
    }


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    for name in environment:
        if name.startswith("VERTEL_") and name not in KNOWN and not name.startswith("VERTEL_OIDC_"):
            raise ConfigError(f"{name} is not a setting of Vertel. Known are {', '.join(sorted(KNOWN))}.")


def _database_url(environment: Mapping[str, str], name: str) -> str:
    """Return the address with the driver that Vertel is installed with."""
    url = environment.get(name) or f"sqlite:///{Path('var/vertel.sqlite3').absolute()}"
    scheme, separator, rest = url.partition("://")
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    driver = drivers.get(scheme.partition("+")[0])
    if not separator or driver is None or not _names_a_database(f"{driver}://{rest}"):
        several = "postgresql://USER@/NAME?host=A:5432&host=B:5432&target_session_attrs=read-write"
        raise ConfigError(
            f"{name}: expected sqlite:///PATH or postgresql://USER@HOST/NAME; for several hosts {several}."
        )
    return f"{driver}://{rest}"


def _names_a_database(url: str) -> bool:
    """Return whether an address can be read, and is not SQLite's in memory: every process would have one of its own."""
    try:
        return make_url(url).database not in {None, "", ":memory:"} or not url.startswith("sqlite")
    except (ArgumentError, ValueError):
        return False


def _secret_keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    keys = _words(environment.get("VERTEL_SECRET_KEYS", ""))
    advice = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
    if not keys:
        raise ConfigError(f"VERTEL_SECRET_KEYS is missing. {advice}")
    if any(len(key) < 32 for key in keys):
        raise ConfigError(f"VERTEL_SECRET_KEYS: each key needs at least 32 characters. {advice}")
    return keys


def _url(environment: Mapping[str, str], name: str, default: str) -> str:
    url = (environment.get(name) or default).rstrip("/")
    try:
        parts = urlsplit(url)
        local = parts.hostname in {"127.0.0.1", "localhost", "::1"}
        fine = (parts.scheme == "https" or (parts.scheme == "http" and local)) and bool(parts.hostname)
        fine = fine and not (parts.query or parts.fragment or parts.username) and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise ConfigError(f"{name}: expected https://HOST, or http:// on this machine; got {url!r}.")
    return url


def _each(
    environment: Mapping[str, str], name: str, default: str, pattern: re.Pattern[str], example: str
) -> tuple[str, ...]:
    words = _words(environment.get(name, default).lower())
    for word in words:
        if not pattern.fullmatch(word):
            raise ConfigError(f"{name}: expected a comma separated list such as {example}; got {word!r}.")
    return words


def _mail_url(environment: Mapping[str, str]) -> str | None:
    url = environment.get("VERTEL_MAIL_URL") or None
    if url is not None and not url.startswith(("smtp://", "smtps://", "console:")):
        raise ConfigError("VERTEL_MAIL_URL: expected smtp://HOST, smtps://HOST or console:.")
    return url


def _number(environment: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed):
        raise ConfigError(f"{name}: expected a whole number from {allowed[0]} to {allowed[-1]}; got {text!r}.")
    return int(text)


def _one_of(environment: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """Return the word that is set; the first one allowed when none is."""
    word = (environment.get(name) or allowed[0]).lower()
    if word not in allowed:
        raise ConfigError(f"{name}: expected {' or '.join(allowed)}; got {word!r}.")
    return word


def _application_secrets(environment: Mapping[str, str]) -> tuple[str, ...]:
    secrets = _words(environment.get("VERTEL_APPLICATION_SECRETS", ""))
    for secret in secrets:
        try:
            key_of(secret)
        except ValueError as error:
            message = f"VERTEL_APPLICATION_SECRETS: {error}; docs/applications.md says how to make one."
            raise ConfigError(message) from error
    return secrets


def _networks(environment: Mapping[str, str], name: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(word) for word in _words(environment.get(name, "")))
    except ValueError as error:
        raise ConfigError(f"{name}: expected a comma separated list such as 10.1.2.0/24; {error}.") from error


def _app_dir(environment: Mapping[str, str]) -> Path:
    """Return the folder that is set, which has to hold the page; otherwise where a checkout would have it."""
    given = environment.get("VERTEL_APP_DIR")
    if not given:
        return BUILT_APP
    folder = Path(given).absolute()
    if not (folder / "index.html").is_file():
        raise ConfigError(f"VERTEL_APP_DIR: expected a folder with the built web page; {folder} has no index.html.")
    return folder


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
