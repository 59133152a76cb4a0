"""How this node is: its spool, its replica of the links, its recorder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from vertel.config import Config
from vertel.redirect.link_replica import FILE, seconds_since
from vertel.redirect.spool import used
from vertel.worker import recorder, set_aside

LATE_SECONDS = 60.0
"""What the recorder last did so long ago is reported: it does all of it twice a second."""

FULL = 0.8
"""How full the spool may be before the node is reported as not well."""


def checks(config: Config) -> list[dict[str, Any]]:
    """Return the node's part of a ``Health`` document."""
    return [_check("spool", _spool(config)), _check("recorder", _recorder(config)), _check("links", _links(config))]


def _spool(config: Config) -> str | None:
    filled = used(config.state_dir) / config.spool_limit
    if filled < FULL:
        return None
    return f"{filled:.0%} full of clicks that wait for the database. When it is full, clicks are not counted."


def _recorder(config: Config) -> str | None:
    age = recorder.seconds_since_it_worked(config.state_dir)
    if age is None:
        waiting = used(config.state_dir)
        return "Clicks wait, and no recorder was ever at work here." if waiting else None
    if age < LATE_SECONDS:
        return None
    return f"Clicks were last taken into the database {age:.0f} seconds ago. The recorder's log says why."


def _links(config: Config) -> str | None:
    age = copy_age(config)
    if age is None or age < LATE_SECONDS:
        return None
    return f"Last compared with the database {age:.0f} seconds ago. Is the recorder running, and does it reach it?"


def copy_age(config: Config) -> float | None:
    """Return the seconds since the replica of the links was compared with the database; None when there is none."""
    return seconds_since(config.state_dir / FILE)


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
        yield GaugeMetricFamily("vertel_clicks_set_aside_bytes", "Clicks that cannot be read", set_aside.size(folder))
        age = recorder.seconds_since_it_worked(folder)
        if age is not None:
            yield GaugeMetricFamily("vertel_clicks_age_seconds", "Since all clicks could be taken in", age)
        age = copy_age(self._config)
        if age is not None:
            yield GaugeMetricFamily("vertel_links_age_seconds", "Since the links were compared with the database", age)


def _check(name: str, fault: str | None) -> dict[str, Any]:
    return {"name": name, "status": "failed" if fault else "ok", "detail": fault}
