"""Databases beside that of the test, and the commands that make and restore backups."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, inspect, text

from support.tables import make_tables
from support.world import HOST
from vertel.cli.main import main
from vertel.db.engine import make_engine


@contextmanager
def empty_database(request: pytest.FixtureRequest, folder: Path, kind: str, name: str) -> Iterator[str]:
    """Yield the URL of a database without tables; it goes with the test."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    url = request.getfixturevalue("postgres_url").replace("postgresql:", "postgresql+psycopg:")
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield url.removesuffix("/postgres") + f"/{name}"
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def vertel(url: str, folder: Path, *arguments: object, typed: str | None = None, **settings: str) -> Result:
    """Run a command on a database, on a node with that folder."""
    return CliRunner().invoke(
        main, [str(one) for one in arguments], input=typed, env=settings_of(url, folder) | settings
    )


def settings_of(url: str, folder: Path) -> dict[str, str]:
    """The settings of a node on a database."""
    return {"VERTEL_DATABASE_URL": url, "VERTEL_STATE_DIR": str(folder), "VERTEL_DESTINATION_HOSTS": HOST}


def done(result: Result) -> str:
    """What a command wrote to stdout, when it did well."""
    assert result.exit_code == 0, result.stderr or result.exception
    return result.stdout.strip()


def rewritten(
    file: Path, change: Callable[[dict[str, Any]], None], emptied: str | None = None, *, reduced: bool = True
) -> Path:
    """Return a copy with another manifest.

    :param emptied: a table without its rows, of which the manifest says so.
    :param reduced: whether only what the manifest names is in it.
    """
    other = file.with_name("rewritten.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        change(manifest)
        known = {f"tables/{table['name']}.jsonl" for table in manifest["tables"]}
        for name in source.namelist():
            if name == f"tables/{emptied}.jsonl":
                target.writestr(name, b"")
            elif name in known or (not reduced and name != "manifest.json"):
                target.writestr(name, source.read(name))
        for table in manifest["tables"]:
            if table["name"] == emptied:
                table |= {"rows": 0, "sha256": hashlib.sha256(b"").hexdigest()}
        target.writestr("manifest.json", json.dumps(manifest))
    return other


def as_of(file: Path, revision: str) -> Path:
    """Return a copy of a backup as the version of a revision would have made it: with its tables and columns alone."""
    engine = make_engine(f"sqlite:///{file.with_name('earlier.sqlite3')}")
    make_tables(engine, revision)
    found = inspect(engine)
    then = {name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names()}
    engine.dispose()
    other = file.with_name("as-of.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        manifest |= {"revision": revision, "tables": [one for one in manifest["tables"] if one["name"] in then]}
        for table in manifest["tables"]:
            kept = [number for number, name in enumerate(table["columns"]) if name in then[table["name"]]]
            rows = [json.loads(line) for line in source.read(f"tables/{table['name']}.jsonl").splitlines()]
            data = "".join(json.dumps([row[number] for number in kept]) + "\n" for row in rows).encode()
            table["columns"] = {name: kind for name, kind in table["columns"].items() if name in then[table["name"]]}
            table["sha256"] = hashlib.sha256(data).hexdigest()
            target.writestr(f"tables/{table['name']}.jsonl", data)
        target.writestr("manifest.json", json.dumps(manifest))
    return other
