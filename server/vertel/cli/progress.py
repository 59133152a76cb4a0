"""Progress through a file, on stderr: shown when somebody watches, or asked for it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@contextmanager
def reading(path: Path, *, wanted: bool, twice: bool = True) -> Iterator[io.BufferedReader]:
    """Open a file to read, under a progress bar where ``wanted`` or on a terminal.

    :param twice: the file is looked over first, and read again from its beginning; the bar shows the second time.
    """
    shown = wanted or sys.stderr.isatty()
    size = path.stat().st_size
    with (
        path.open("rb", buffering=0) as raw,
        click.progressbar(length=size, label="Reading", file=sys.stderr, hidden=not shown) as bar,
    ):
        yield io.BufferedReader(_Counted(raw, bar.update, twice=twice), 64 * 1024)


class _Counted(io.RawIOBase):
    """A file that tells how much of it was read. It can be read from its beginning again when that is expected."""

    def __init__(self, raw: io.FileIO, tell: Callable[[int], None], *, twice: bool) -> None:
        self._raw, self._tell = raw, tell
        self._twice, self._counts = twice, not twice

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._twice

    def fileno(self) -> int:
        return self._raw.fileno()

    def tell(self) -> int:
        return self._raw.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._counts = True
        return self._raw.seek(offset, whence)

    def readinto(self, buffer: object) -> int | None:
        number = self._raw.readinto(buffer)  # type: ignore[arg-type]  # Buffer has a name since Python 3.12
        if self._counts:
            self._tell(number or 0)
        return number
