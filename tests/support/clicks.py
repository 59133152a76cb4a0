"""What came of clicks in an SQLite database, read from the file itself."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path


def counted(folder: Path) -> Counter[str]:
    """Return how many clicks each link has, by code."""
    with closing(sqlite3.connect(folder / "vertel.sqlite3")) as connection:
        query = "SELECT code, count(*) FROM clicks JOIN links ON links.id = link_id GROUP BY code"
        return Counter(dict(connection.execute(query)))
