"""The numbers of a row."""

from __future__ import annotations

from typing import Any

Figures = dict[str, Any]


def figures(shares: int, clicks: int, applications: int | None) -> Figures:
    """Return the figures of a row. Clicks per share are None where nothing was shared."""
    return {
        "shares": shares,
        "clicks": clicks,
        "clicks_per_share": round(clicks / shares, 2) if shares else None,
        "applications": applications,
    }
