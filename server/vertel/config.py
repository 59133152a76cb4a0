"""Settings, read from the environment once and checked before anything starts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

CHROMIUM_EXTENSION = "chrome-extension://mckobklmjmhnleimoplapibofkpmplgc"
ANY_FIREFOX_EXTENSION = "moz-extension://*"
KNOWN = {
    "VERTEL_DATABASE_URL",
    "VERTEL_SECRET_KEYS",
    "VERTEL_PUBLIC_URL",
    "VERTEL_LINK_BASE_URL",
    "VERTEL_DESTINATION_HOSTS",
    "VERTEL_MAIL_URL",
    "VERTEL_EXTENSION_ORIGINS",
}
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
    """

    database_url: str
    secret_keys: tuple[str, ...]
    public_url: str
    link_base_url: str
    destination_hosts: tuple[str, ...]
    extension_origins: tuple[str, ...]
    mail_url: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Config:
        """Read the settings; raise :class:`ConfigError` on the first that is wrong."""
        _refuse_unknown(environment)
        public_url = _url(environment, "VERTEL_PUBLIC_URL", "http://127.0.0.1:8000")
        return cls(
            database_url=_database_url(environment),
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
        )


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    for name in environment:
        if name.startswith("VERTEL_") and name not in KNOWN and not name.startswith("VERTEL_OIDC_"):
            raise ConfigError(f"{name} is not a setting of Vertel. Known are {', '.join(sorted(KNOWN))}.")


def _database_url(environment: Mapping[str, str]) -> str:
    """Return the address with the driver that Vertel is installed with."""
    url = environment.get("VERTEL_DATABASE_URL") or f"sqlite:///{Path('var/vertel.sqlite3').absolute()}"
    scheme, separator, rest = url.partition("://")
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    driver = drivers.get(scheme.partition("+")[0])
    if not separator or driver is None or not _names_a_database(f"{driver}://{rest}"):
        raise ConfigError("VERTEL_DATABASE_URL: expected sqlite:///PATH or postgresql://USER@HOST/NAME.")
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


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
