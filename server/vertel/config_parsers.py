"""Parsers of settings: each takes the text and returns the value, or raises ``ValueError`` with what it expected."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.policy import SMTP as EMAIL_POLICY
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from vertel import database_address
from vertel.standard_webhooks import key_of

T = TypeVar("T")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
"""Names of this machine, to which nothing has to be encrypted."""

_HOST = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?")
_ORIGIN = re.compile(r"(?:chrome-extension://[a-p]{32}|moz-extension://(?:\*|[0-9a-f-]{36})|https?://[a-z0-9.:-]+)")


def database_url(text: str) -> str:
    """Return the address with the driver that Vertel is installed with."""
    scheme, separator, rest = text.partition("://")
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    driver = drivers.get(scheme.partition("+")[0])
    if not separator or driver is None or not _names_a_database(f"{driver}://{rest}"):
        several = "postgresql://USER@/NAME?host=A:5432&host=B:5432&target_session_attrs=read-write"
        raise ValueError(f"expected sqlite:///PATH or postgresql://USER@HOST/NAME; for several hosts {several}.")
    return f"{driver}://{rest}"


def _names_a_database(url: str) -> bool:
    """Return whether an address can be read. SQLite in memory is refused: each process would have its own."""
    try:
        address = database_address.parse(url)
    except ValueError:
        return False
    return address.backend != "sqlite" or address.database not in {"", ":memory:"}


def secret_keys(text: str) -> tuple[str, ...]:
    """Return keys of 32 characters or more, one at least."""
    keys = comma_separated(text)
    if not keys or any(len(key) < 32 for key in keys):
        raise ValueError("each key needs at least 32 characters.")
    return keys


def web_address(text: str) -> str:
    """Return an address without a slash at its end; ``https``, except on this machine."""
    url = text.rstrip("/")
    try:
        parts = urlsplit(url)
        local = parts.hostname in LOCAL_HOSTS
        fine = (parts.scheme == "https" or (parts.scheme == "http" and local)) and bool(parts.hostname)
        fine = fine and not (parts.query or parts.fragment or parts.username) and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise ValueError(f"expected https://HOST, or http:// on this machine; got {url!r}.")
    return url


def issuer(text: str) -> str:
    """Return an OpenID provider's name for itself, as it is: with the slash at its end, if it has one."""
    web_address(text)
    if not text.isascii() or len(text) > 255:
        raise ValueError("expected at most 255 letters, digits and signs.")
    return text


def scopes(text: str) -> tuple[str, ...]:
    """Return OAuth scopes, ``openid`` among them."""
    found = tuple(text.split())
    if "openid" not in found or not all(re.fullmatch(r"[\x21\x23-\x5B\x5D-\x7E]+", scope) for scope in found):
        raise ValueError(f"expected words with blanks between them, openid among them; got {text!r}.")
    return found


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over.

    :ivar scheme: ``smtp``, ``smtps``, or ``console`` for a mail that is only written to the terminal.
    :ivar starttls: whether the connection is to be encrypted before anything is said on it.
    """

    scheme: str
    host: str = ""
    port: int = 0
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: bool = False


def mail_server(text: str) -> MailServer:
    """Return where mails go. Outside this machine that is encrypted, unless ``?starttls=no`` says else."""
    if text == "console:":
        return MailServer("console")
    expected = "expected smtp://USER:PASSWORD@HOST:587, smtps://USER:PASSWORD@HOST or console:."
    try:
        parts = urlsplit(text)
        host, given_port, query = parts.hostname, parts.port, parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise ValueError(expected) from error
    if parts.scheme not in {"smtp", "smtps"} or not host or parts.path.strip("/") or parts.fragment:
        raise ValueError(expected)
    if query.keys() - {"starttls"} or query.get("starttls", ["yes"])[0] not in {"yes", "no"}:
        raise ValueError("the only option is ?starttls=no.")
    user, password = (unquote(part) if part is not None else None for part in (parts.username, parts.password))
    starttls = parts.scheme == "smtp" and host not in LOCAL_HOSTS and query.get("starttls") != ["no"]
    if user and parts.scheme == "smtp" and not starttls and host not in LOCAL_HOSTS:
        raise ValueError("with ?starttls=no the password would be sent unencrypted; leave it out, or use smtps://.")
    usual = 465 if parts.scheme == "smtps" else 587 if user else 25
    return MailServer(parts.scheme, host, given_port or usual, user, password, starttls)


def mail_sender(text: str) -> str:
    """Return who mails come from: an address, or a name and an address in angle brackets."""
    try:
        header: Any = EMAIL_POLICY.header_factory("From", text)
        (address,) = header.addresses
        fine = not header.defects and address.addr_spec.isascii() and "." in address.domain
    except (ValueError, IndexError):
        fine = False
    if not fine:
        raise ValueError(f"expected an address, or Vertel <vertel@example.com>; got {text!r}.")
    return text


def application_secrets(text: str) -> tuple[str, ...]:
    """Return secrets in the form of Standard Webhooks."""
    secrets = comma_separated(text)
    for secret in secrets:
        try:
            key_of(secret)
        except ValueError as error:
            raise ValueError(f"{error}; docs/applications.md says how to make one.") from error
    return secrets


def networks(text: str) -> tuple[Network, ...]:
    """Return networks of IPv4 and IPv6."""
    try:
        return tuple(ipaddress.ip_network(word) for word in comma_separated(text))
    except ValueError as error:
        raise ValueError(f"expected a comma separated list such as 10.1.2.0/24; {error}.") from error


def folder(text: str) -> Path:
    """Return the absolute path of a folder, which need not be there."""
    return Path(text).absolute()


def built_page(text: str) -> Path:
    """Return the absolute path of a folder that holds a built web page."""
    path = folder(text)
    if not (path / "index.html").is_file():
        raise ValueError(f"expected a folder with a built web page; {path} has no index.html.")
    return path


def _list_of(pattern: re.Pattern[str], example: str) -> Callable[[str], tuple[str, ...]]:
    """Return a parser of a comma separated list; upper case is read as lower case."""

    def parse(text: str) -> tuple[str, ...]:
        words = comma_separated(text.lower())
        for word in words:
            if not pattern.fullmatch(word):
                raise ValueError(f"expected a comma separated list such as {example}; got {word!r}.")
        return words

    return parse


def whole_number(allowed: range, unit: int = 1) -> Callable[[str], int]:
    """Return a parser of a whole number, which is multiplied by ``unit``."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed):
            raise ValueError(f"expected a whole number from {allowed[0]} to {allowed[-1]}; got {text!r}.")
        return int(text) * unit

    return parse


def short_text(longest: int) -> Callable[[str], str]:
    """Return a parser of a text on one line."""

    def parse(text: str) -> str:
        text = text.strip()
        if not text.isprintable() or not 0 < len(text) <= longest:
            raise ValueError(f"expected 1 to {longest} characters on one line.")
        return text

    return parse


def one_of(words: Mapping[str, T]) -> Callable[[str], T]:
    """Return a parser of one of some words, into what the word stands for."""

    def parse(text: str) -> T:
        if text.lower() not in words:
            raise ValueError(f"expected {' or '.join(words)}; got {text.lower()!r}.")
        return words[text.lower()]

    return parse


def comma_separated(text: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


yes_or_no = one_of({"no": False, "yes": True})
hosts = _list_of(_HOST, "careers.example.com or *.example.com")
origins = _list_of(_ORIGIN, "chrome-extension://ID or moz-extension://*")
