"""The numbers of a row: added up, divided, or withheld."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

Figures = dict[str, Any]
WITHHELD: Figures = dict.fromkeys(("shares", "clicks", "clicks_per_share", "applications"))


class Sums:
    """Shares, clicks and applications by group."""

    def __init__(self, counted: Iterable[tuple[str, Hashable, int]]) -> None:
        self._sums: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
        for measure, group, count in counted:
            self._sums[group][measure] += count

    @property
    def groups(self) -> set[Any]:
        """Groups with which something happened."""
        return {*self._sums}

    def of(self, group: Hashable) -> Figures:
        """Return a group's figures; zeros where nothing happened."""
        sums = self._sums.get(group, Counter())
        return figures(sums["shares"], sums["clicks"], sums["applications"])


def figures(shares: int, clicks: int, applications: int | None) -> Figures:
    """Return the figures of a row that is shown."""
    return {
        "shares": shares,
        "clicks": clicks,
        "clicks_per_share": round(clicks / shares, 2) if shares else None,
        "applications": applications,
    }
