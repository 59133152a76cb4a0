"""The numbers of a row: added up, divided, or withheld."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from vertel.domain.analytics.reports.counting import Count

Figures = dict[str, Any]
WITHHELD: Figures = dict.fromkeys(("shares", "clicks", "clicks_per_share", "applications"))


class Sums:
    """Shares, clicks and applications by group."""

    def __init__(self, counted: Iterable[Count], group: Callable[[Any], Any] = lambda key: key) -> None:
        """Add up.

        :param group: the group of a key.
        """
        self._sums: defaultdict[Any, Counter[str]] = defaultdict(Counter)
        for count in counted:
            self._sums[group(count.key)][count.measure] += count.number

    @property
    def groups(self) -> set[Any]:
        """Groups with which something happened."""
        return {*self._sums}

    @property
    def together(self) -> Figures:
        """The figures of all groups together."""
        sums = sum(self._sums.values(), Counter())
        return figures(sums["shares"], sums["clicks"], sums["applications"])

    def of(self, group: Any) -> Figures:
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
