"""Who was erased: what a restored backup is held against, so that nobody comes back with it.

The list has a SHA-256 of the id that each had, and the day. It leads to somebody only together with a backup from
before, which has them anyway. There is no secret key in it: a list that needs the keys of its time would be lost with
them, and people would come back. It stands in the database, and each node that serves the API keeps a copy on its own
disk, for when the database is lost.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from vertel import private_files
from vertel.clock import now
from vertel.db.batches import delete_in_batches
from vertel.db.engine import make_session
from vertel.db.models import Erasure
from vertel.db.upsert import insert_if_absent
from vertel.errors import VertelError

FILE = "erasures.txt"
"""The copy in a node's folder: a line for each, of the day and the hash in hexadecimal digits."""

_PURPOSE = b"vertel.erasure\n"
"""Keeps these hashes apart from those of the same id for another purpose."""

Erasures = Mapping[bytes, date]
"""The hash of an id -> the day on which its holder was erased, in UTC."""


class ListError(VertelError):
    """A file is no list of erasures."""


def id_hash(employee_id: UUID) -> bytes:
    """Return what the list has of an id."""
    return hashlib.sha256(_PURPOSE + employee_id.bytes).digest()


def add(session: Session, employee_id: UUID) -> None:
    """Note that an employee is erased."""
    add_all(session, {id_hash(employee_id): now().astimezone(UTC).date()})


def add_all(session: Session, erasures: Erasures) -> None:
    """Note erasures; those that stand there already stay as they are."""
    rows = [{"id_hash": hashed, "erased_on": day} for hashed, day in sorted(erasures.items())]
    insert_if_absent(session, Erasure, rows, returning=Erasure.id_hash)


def in_database(session: Session) -> dict[bytes, date]:
    """Return the erasures that the database knows."""
    return {row.id_hash: row.erased_on for row in session.execute(select(Erasure.id_hash, Erasure.erased_on))}


def read(path: Path) -> dict[bytes, date]:
    """Return the erasures of a file.

    :raises ListError: it is none, or damaged; the message says which line.
    :raises OSError: it cannot be read.
    """
    found: dict[bytes, date] = {}
    for number, line in enumerate(path.read_text("ascii", errors="replace").splitlines(), 1):
        day, _, digits = line.partition(" ")
        try:
            hashed, found_on = bytes.fromhex(digits), date.fromisoformat(day)
        except ValueError:
            hashed = b""
        if len(hashed) != hashlib.sha256().digest_size:
            raise ListError(
                f"{path}, line {number}: expected a day and 64 hexadecimal digits, as in {FILE} of a node's folder."
            )
        found[hashed] = found_on
    return found


def keep_copy(engine: Engine, folder: Path, retention_days: int, moment: datetime) -> None:
    """Bring a node's copy up to date, and take away what is older than the retention, here and in the database.

    What only the copy has stays in it: the database may have been restored by hand. The file's time is when it was
    brought up to date last.

    :param folder: the node's own.
    :param retention_days: 0 is for ever.
    :raises OSError: the copy cannot be written.
    """
    oldest = moment.astimezone(UTC).date() - timedelta(days=retention_days) if retention_days else date.min
    delete_in_batches(engine, Erasure, Erasure.erased_on < oldest)
    with make_session(engine, writes=False) as session:
        known = in_database(session)
    path = folder / FILE
    before = _readable(path)
    kept = {hashed: day for hashed, day in (before | known).items() if day >= oldest}
    if kept == before and path.exists():
        os.utime(path)  # so that it says up to when it is complete
        return
    folder.mkdir(parents=True, exist_ok=True)
    # Of two processes on one node, one writes.
    with suppress(BlockingIOError), private_files.replacing(path, folder / f"{FILE}.part") as file:
        file.write("".join(f"{day} {hashed.hex()}\n" for hashed, day in sorted(kept.items())).encode())


def _readable(path: Path) -> dict[bytes, date]:
    """Return what a copy has; nothing when there is none, or a damaged one, which is then written anew."""
    try:
        return read(path)
    except (FileNotFoundError, ListError):
        return {}
