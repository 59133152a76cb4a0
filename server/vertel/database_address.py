"""The address of a database, read as SQLAlchemy reads it, for settings and for processes that do without SQLAlchemy."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

_ADDRESS = re.compile(
    r"(?P<driver>[\w+]+)://"
    r"(?:(?P<user>[^:/]*)(?::(?P<password>[^@]*))?@)?"
    r"(?:\[(?P<ipv6>[^/?]+)\]|(?P<host>[^/:?]+))?(?::(?P<port>[0-9]*))?"
    r"(?:/(?P<database>[^?]*))?(?:\?(?P<query>.*))?"
)


class DatabaseAddress(NamedTuple):
    """The parts of an address.

    :ivar database: a file for SQLite, otherwise a name; empty when there is none.
    :ivar options: what stands behind the question mark.
    """

    backend: str
    database: str
    login: dict[str, str]
    options: dict[str, list[str]]

    def psycopg_arguments(self) -> dict[str, Any]:
        """Return what ``psycopg.connect`` takes by name.

        Several hosts may be ``host=a:5432&host=b:5432``, which libpq does not know, or ``host=a,b&port=5432,5432``.
        """
        arguments: dict[str, Any] = {name: value for name, value in self.login.items() if value}
        if self.database:
            arguments["dbname"] = self.database
        arguments |= {name: values[-1] for name, values in self.options.items()}
        hosts = self.options.get("host", [])
        if len(hosts) > 1 or any(":" in host and "/" not in host for host in hosts):
            names, _, ports = zip(*(host.partition(":") for host in hosts), strict=True)
            arguments["host"] = ",".join(names)
            if len(ports) > 1 or ports[0]:
                arguments["port"] = ",".join(ports)
        return arguments


def parse(text: str) -> DatabaseAddress:
    """Return the parts of an address.

    :raises ValueError: it is none.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise ValueError("expected DRIVER://USER@HOST/NAME")
    options: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in parse_qsl(found["query"] or ""):
        options[name].append(value)
    login = {
        "user": unquote(found["user"] or ""),
        "password": unquote(found["password"] or ""),
        "host": found["host"] or found["ipv6"] or "",
        "port": found["port"] or "",
    }
    return DatabaseAddress(found["driver"].partition("+")[0], unquote(found["database"] or ""), login, dict(options))
