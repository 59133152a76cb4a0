"""Making a backup, while the server runs: one snapshot of all tables, for which nobody waits.

SQLite's readers and writers do not wait for each other; its own way to copy a database begins anew with each write of
another process. PostgreSQL reads one snapshot in a transaction of its own.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, LargeBinary, Table, select, text

from vertel import private_files
from vertel.clock import now
from vertel.db import health
from vertel.db.models import Base
from vertel.domain.backups.archive import FORMAT, ArchiveWriter, BackupError, Manifest, Tell
from vertel.domain.backups.columns import columns_of

LEFT_OUT = frozenset(
    {
        "attempt_counts",
        "channel_messages",
        "device_codes",
        "email_codes",
        "enrolment_codes",
        "idempotency_keys",
        "mails",
        "used_states",
    }
)
"""Tables without rows in a backup: what was used, answered or sent since would be good, or due, once more."""

AT_ONCE, LARGE_AT_ONCE = 2000, 8
"""Rows that are read at once; the second where each may have megabytes."""

Replacements = Mapping[tuple[str, str], Callable[[Any], Any]]


def make(engine: Engine, path: Path, tell: Tell) -> Manifest:
    """Write a backup; return its manifest. A file of that name is replaced when the new one is whole.

    :raises BackupError: the tables are of another version, or another backup is being written there.
    :raises OSError: the file cannot be written; nothing of it is left.
    """
    with _snapshot(engine) as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        if revision != health.newest_revision():
            raise BackupError("The tables are of another version. Run: vertel db upgrade")
        try:
            beside = path.with_name(f"{path.name}.part")
            with private_files.replacing(path, beside) as file, ArchiveWriter(file, tell) as archive:
                manifest = _write(connection, archive, revision)
        except BlockingIOError as error:
            raise BackupError(f"Another backup is being written to {path}.") from error
    return manifest


def _write(connection: Connection, archive: ArchiveWriter, revision: str) -> Manifest:
    made_at, replacements = now(), _without_keys()
    for table in Base.metadata.sorted_tables:
        batches = () if table.name in LEFT_OUT else _batches(connection, table, replacements)
        archive.add(table.name, columns_of(table), batches)
    manifest = Manifest(FORMAT, version("vertel"), revision, made_at, connection.dialect.name, archive.tables)
    archive.finish(manifest)
    return manifest


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """Yield a transaction that sees all tables as they were at its first statement."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _batches(connection: Connection, table: Table, replacements: Replacements) -> Iterator[Sequence[Sequence[Any]]]:
    is_large = any(isinstance(column.type, LargeBinary) and column.type.length is None for column in table.columns)
    size = LARGE_AT_ONCE if is_large else AT_ONCE
    replaced = [
        (position, replacements[table.name, column.name])
        for position, column in enumerate(table.columns)
        if (table.name, column.name) in replacements
    ]
    result = connection.execute(select(*table.columns), execution_options={"yield_per": size})
    for rows in result.partitions():
        yield [_replaced(row, replaced) for row in rows] if replaced else [tuple(row) for row in rows]


def _replaced(row: Sequence[Any], replaced: Sequence[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for position, replace in replaced:
        values[position] = replace(values[position])
    return values


def _without_keys() -> Replacements:
    """Return what a backup has instead of the keys of sign-ins: none that anybody holds.

    A restored sign-in is one whose device lost its key. It is not left out, nor ended: who is signed in decides whose
    links are counted, and a group with fewer than five such people is closed for good. It gets another id, which no
    access token names.
    """
    salt = secrets.token_bytes(32)

    def another_id(sign_in_id: UUID) -> UUID:
        return UUID(bytes=hashlib.sha256(salt + sign_in_id.bytes).digest()[:16], version=4)

    return {
        ("sign_ins", "id"): another_id,
        ("refresh_tokens", "sign_in_id"): another_id,
        ("refresh_tokens", "token_hash"): lambda _: secrets.token_bytes(32),
        ("refresh_tokens", "attempt_hash"): lambda _: None,
        ("refresh_tokens", "salt"): lambda _: None,
    }
