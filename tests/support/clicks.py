"""Clicks: records as a process spools them, and what came of them in an SQLite database, read from the file itself."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

from vertel.config import Config
from vertel.domain.analytics.click_records import quarter
from vertel.ids import coarse_id
from vertel.redirect.spool import Spool

LINK = UUID(int=7)
"""A link that there need not be."""


def record(link_id: UUID, moment: datetime) -> bytes:
    """Return the record of a click, as ``vertel.redirect.spool`` writes it."""
    begin = quarter(moment)
    return f"{begin:%Y-%m-%d %H:%M:%S.%f}\t{coarse_id(begin).hex}\t{link_id.hex}\n".encode()


def counted(folder: Path) -> Counter[str]:
    """Return how many clicks each link has, by code."""
    with closing(sqlite3.connect(folder / "vertel.sqlite3")) as connection:
        query = "SELECT code, count(*) FROM clicks JOIN links ON links.id = link_id GROUP BY code"
        return Counter(dict(connection.execute(query)))


def put_down(node: Config, number: int = 1) -> Path:
    """Have a process put down so many clicks and end; return its file."""
    before = set(node.state_dir.glob("*.clicks"))
    spool = Spool(node.state_dir, node.spool_limit, sync_each=False)
    assert all(spool.append(LINK.hex.encode()) for _ in range(number))
    spool.close()
    (file,) = set(node.state_dir.glob("*.clicks")) - before
    return file
