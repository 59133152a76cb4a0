"""How this node is: its spool, its replica of the links, its recorder."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from vertel.config import Config
from vertel.redirect.link_replica import FILE
from vertel.redirect.spool import used
from vertel.worker import recorder

LATE_SECONDS = 60.0
"""A copy that was last compared so long ago is reported: the recorder does that twice a second."""

FULL = 0.8
"""How full the spool may be before the node is reported as not well."""


def checks(config: Config) -> list[dict[str, Any]]:
    """Return the node's part of a ``Health`` document."""
    filled = used(config.state_dir) / config.spool_limit
    spool = None
    if filled >= FULL:
        spool = f"{filled:.0%} full of clicks that wait for the database. When it is full, clicks are not counted."
    age = copy_age(config)
    copy = None
    if age is not None and age >= LATE_SECONDS:
        copy = f"Last compared with the database {age:.0f} seconds ago. Is the recorder running, and does it reach it?"
    return [_check("spool", spool), _check("links", copy)]


def copy_age(config: Config) -> float | None:
    """Return the seconds since the replica of the links was compared with the database; None when there is none."""
    try:
        return max(0.0, time.time() - (config.state_dir / FILE).stat().st_mtime)
    except OSError:
        return None


class NodeMetrics(Collector):
    """Looks at the node when somebody asks."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def collect(self) -> Iterator[Metric]:
        """Yield what the node is like at this moment."""
        folder = self._config.state_dir
        yield GaugeMetricFamily("vertel_spool_bytes", "Clicks on this node's disk", used(folder))
        yield GaugeMetricFamily("vertel_spool_limit_bytes", "Room for them", self._config.spool_limit)
        yield GaugeMetricFamily("vertel_recorder_up", "Whether the recorder is at work", recorder.at_work(folder))
        age = copy_age(self._config)
        if age is not None:
            yield GaugeMetricFamily("vertel_links_age_seconds", "Since the links were compared with the database", age)


def _check(name: str, fault: str | None) -> dict[str, Any]:
    return {"name": name, "status": "failed" if fault else "ok", "detail": fault}
