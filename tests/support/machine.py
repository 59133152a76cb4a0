"""What processes use of the machine, as the kernel counts it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(process: int) -> Iterator[int]:
    """Yield a process and all that come off it."""
    yield process
    try:
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except FileNotFoundError:  # it ended just now
        return
    for child in below:
        yield from tree(int(child))


def spent(process: int) -> float:
    """Return the seconds of processor time of a process and all below it, also of those that ended."""
    return sum(map(_spent, tree(process)))


def _spent(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:  # it ended just now, and its parent has its time
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def busy() -> float:
    """Return the seconds for which the processors of the machine have worked, all together and whoever for."""
    user, nice, system, _idle, _waiting, interrupts, soft, stolen = map(
        int, re.findall(r"\d+", Path("/proc/stat").read_text().partition("\n")[0])[:8]
    )
    return (user + nice + system + interrupts + soft + stolen) / TICKS
