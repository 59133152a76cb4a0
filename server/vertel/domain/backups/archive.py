"""The file of a backup: a ZIP archive of one member of JSON lines for each table, and a manifest that is written last.

ZIP has its list of members at the end, so that a file that was cut short is noticed at once, and a member is written
without knowing its size. The manifest has the SHA-256 of each member.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Self

import orjson

from vertel.domain.backups import columns
from vertel.domain.backups.columns import KINDS, Columns
from vertel.errors import VertelError, printable

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 4_000_000
COMPRESSION = 1
"""Of nine levels: the higher ones take three times as long for a tenth less."""

Tell = Callable[[str, int], None]
"""Is told of a table, and how many of its rows are done."""


class BackupError(VertelError):
    """A backup cannot be made, read or restored; the message says why, and what to do."""


@dataclass(frozen=True)
class TableEntry:
    """What the manifest says of a table.

    :ivar sha256: of its member, uncompressed, in hexadecimal digits.
    """

    name: str
    columns: Columns
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        """The name of its member in the archive."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    :ivar vertel: the version of the server that made it.
    :ivar revision: of the tables, see :mod:`vertel.db.migrations`.
    :ivar database: ``sqlite`` or ``postgresql``; it can be restored to either.
    :ivar tables: in an order in which foreign keys lead backwards.
    """

    format: int
    vertel: str
    revision: str
    made_at: datetime
    database: str
    tables: list[TableEntry]

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Return what a manifest says.

        :raises BackupError: it is none of a format that this version knows.
        """
        try:
            document = orjson.loads(text)
            if document["format"] != FORMAT:
                raise BackupError(
                    f"It is a backup of format {document['format']}; this version of Vertel reads {FORMAT}."
                )
            tables = [TableEntry(**one) for one in document["tables"]]
            if not all(KINDS.keys() >= set(table.columns.values()) for table in tables):
                raise BackupError("It has columns of a kind that this version of Vertel does not know.")
            made_at = datetime.fromisoformat(document["made_at"])
            return cls(FORMAT, document["vertel"], document["revision"], made_at, document["database"], tables)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupError("It is no backup of Vertel: its manifest cannot be read.") from error

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(table.rows for table in self.tables)


class ArchiveWriter:
    """Writes a backup, table by table."""

    def __init__(self, file: BinaryIO, tell: Tell) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION)
        self._tell = tell
        self.tables: list[TableEntry] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, name: str, of: Columns, batches: Iterable[Iterable[Sequence[Any]]]) -> None:
        """Write a table's rows."""
        digest, rows = hashlib.sha256(), 0
        with self._zip.open(TableEntry(name, of, 0, "").member, "w", force_zip64=True) as member:
            for batch in batches:
                lines = [columns.encode(row) for row in batch]
                data = b"".join(lines)
                digest.update(data)
                member.write(data)
                rows += len(lines)
                self._tell(name, rows)
        self.tables.append(TableEntry(name, of, rows, digest.hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest; the list of members follows at the end of the block."""
        self._zip.writestr(MANIFEST, orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))


class Archive:
    """A backup that is read.

    :ivar manifest: what it says of itself.
    """

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self._path, self._zip = path, opened
        with self._readable(MANIFEST):
            self.manifest = Manifest.read(self._zip.open(MANIFEST).read(LARGEST_MANIFEST))

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """Open the file.

        :raises BackupError: it is no backup, or not whole.
        :raises OSError: it cannot be read.
        """
        try:
            opened = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise BackupError(f"{path} is no backup, or it was cut short: take another one.") from error
        with opened:
            yield cls(path, opened)

    def verify(self, tell: Tell) -> None:
        """Read all of it, and hold it against the manifest.

        :raises BackupError: something in it is damaged, missing or not in the manifest.
        """
        expected = {MANIFEST, *(table.member for table in self.manifest.tables)}
        if expected != set(self._zip.namelist()):
            raise self._damaged("its members are not those of its manifest")
        for table in self.manifest.tables:
            digest, rows = hashlib.sha256(), 0
            with self._readable(table.member), self._zip.open(table.member) as member:
                while data := member.read(1 << 20):
                    digest.update(data)
                    rows += data.count(b"\n")
            if digest.hexdigest() != table.sha256 or rows != table.rows:
                raise self._damaged(f"the rows of {printable(table.name)} are not those that were written")
            tell(table.name, rows)

    def rows(self, table: TableEntry) -> Iterator[list[Any]]:
        """Yield the rows of a table.

        :raises BackupError: they cannot be read.
        """
        with self._readable(table.member), self._zip.open(table.member) as lines:
            for line in lines:
                yield columns.decode(line, table.columns)

    @contextmanager
    def _readable(self, member: str) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise self._damaged(f"{printable(member)} cannot be read") from error

    def _damaged(self, what: str) -> BackupError:
        return BackupError(f"{self._path} is damaged: {what}. Nothing was restored; take another backup.")
