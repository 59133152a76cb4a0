"""Liveness, readiness and metrics."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from vertel.db import health
from vertel.http.context import config, resources
from vertel.worker import metrics_files, node_health

blueprint = Blueprint("operations", __name__)


@blueprint.get("/livez")
def livez() -> Response:
    """Say that the process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether the server can do its work, and what is missing otherwise."""
    report = health.report(resources().engine, node_health.checks(config()))
    status = 200 if report["status"] == "ok" else 503
    return Response(orjson.dumps(report), status, content_type="application/json")


@blueprint.get("/metrics")
def metrics() -> Response:
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
    of_node.register(node_health.NodeMetrics(config()))
    return Response(counters + generate_latest(of_node), content_type=CONTENT_TYPE_LATEST)
