"""Liveness, readiness and metrics."""

from __future__ import annotations

import os

import orjson
from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from vertel.db import health
from vertel.http.context import config, resources
from vertel.worker import node_health

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
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    of_node = CollectorRegistry()
    of_node.register(node_health.NodeMetrics(config()))
    return Response(generate_latest(registry) + generate_latest(of_node), content_type=CONTENT_TYPE_LATEST)
