"""What one check of a set-up found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What one check found: ``ok``, ``warn`` or ``fail``, what that is, and how to mend it."""

    check: str
    status: str
    detail: str
    mend: str = ""
