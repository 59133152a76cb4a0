"""Taking in the clicks of a node of the link domain: as they are, for a node that serves the API to count.

Counting needs the whole domain, which such a node does not load. Its account in the database needs no more rights than
this module and ``replicator.py`` use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from vertel.config import Config
from vertel.db.dbapi import Database, DirectDatabase
from vertel.domain.analytics.click_records import RECORD_BYTES
from vertel.worker.ingest import Transaction
from vertel.worker.recorder import Recorder

ROW_BYTES = 10_000 * RECORD_BYTES
"""In one row at most, which whoever counts them has in memory."""

_STAGE = "INSERT INTO staged_clicks (records) VALUES (?)"


class Staging:
    """Stores clicks uncounted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Yield a transaction that stages clicks."""
        with self._database.transaction(writes=True) as execute:

            def stage(records: bytes) -> None:
                for start in range(0, len(records), ROW_BYTES):
                    execute(_STAGE, [records[start : start + ROW_BYTES]])

            yield Transaction(execute, stage, self._database.is_postgresql)

    def steps(self) -> Mapping[str, Callable[[], object]]:
        """Return nothing more to do."""
        return {}


@contextmanager
def recording(config: Config) -> Iterator[Recorder]:
    """Yield the recorder of a node of the link domain."""
    database = DirectDatabase(config.database_url)
    recorder = Recorder(config, database, Staging(database))
    try:
        yield recorder
    finally:
        recorder.close()
        database.close()
