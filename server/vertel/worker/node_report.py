"""What a node says of itself: whether it is well, and what it counted."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from vertel.config import Config
from vertel.db import health
from vertel.db.dbapi import Database
from vertel.worker import metrics_files, node_health

ALIVE = b"ok\n"
TEXT, JSON, METRICS = "text/plain; charset=utf-8", "application/json", CONTENT_TYPE_LATEST
"""Types of the answers."""


def readiness(config: Config, database: Database) -> tuple[bool, bytes]:
    """Return whether the node can do its work, and a ``Health`` document that says what is missing otherwise."""
    report = health.report(database, node_health.checks(config))
    return report["status"] == "ok", orjson.dumps(report)


def metrics(config: Config) -> bytes:
    """Return the counters in Prometheus' form, of all workers together."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder is None:
        counters = generate_latest(REGISTRY)
    else:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        with metrics_files.without_dead(Path(folder)):
            counters = generate_latest(registry)
    of_node = CollectorRegistry()
    of_node.register(node_health.NodeMetrics(config))
    return counters + generate_latest(of_node)
