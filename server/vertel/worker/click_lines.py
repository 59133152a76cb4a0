"""Telling lines that are clicks from lines that cannot be, such as a full or damaged disk leaves."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO

from vertel.domain.analytics.click_records import RECORD_BYTES, RECORDS

YEARS = range(2000, 2200)
"""Of a click. Within these, each time zone has the moment too."""

_MOMENT_BYTES = 26


def split(data: bytes) -> tuple[bytes, bytes]:
    """Return the records in whole lines, and the lines that are none."""
    if RECORDS.fullmatch(data):
        moments = {data[start : start + _MOMENT_BYTES] for start in range(0, len(data), RECORD_BYTES)}
        if all(map(_is_moment, moments)):
            return data, b""
    records: list[bytes] = []
    others: list[bytes] = []
    for line in BytesIO(data):
        (records if is_record(line) else others).append(line)
    return b"".join(records), b"".join(others)


def is_record(line: bytes) -> bool:
    """Return whether a line, with its line break, is a click at a time that there is."""
    return len(line) == RECORD_BYTES and bool(RECORDS.fullmatch(line)) and _is_moment(line[:_MOMENT_BYTES])


@lru_cache(maxsize=4096)
def _is_moment(text: bytes) -> bool:
    try:
        return datetime.fromisoformat(text.decode()).year in YEARS
    except ValueError:
        return False
