"""What one check of a set-up found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What one check found: ``ok``, ``warn`` or ``fail``, what that is, and how to mend it.

    :ivar repair: mends it, and returns what it did; set where that loses nothing and is right without asking anybody.
        It may be run again. It raises OSError, ConfigError or an error of the database.
    """

    check: str
    status: str
    detail: str
    mend: str = ""
    repair: Callable[[], str] | None = None
