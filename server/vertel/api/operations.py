"""Liveness, readiness and metrics."""

from __future__ import annotations

from flask import Blueprint, Response

from vertel.db.pooled import PooledDatabase
from vertel.http.context import config, resources
from vertel.worker import node_report

blueprint = Blueprint("operations", __name__)


@blueprint.get("/livez")
def livez() -> Response:
    """Say that the process answers."""
    return Response(node_report.ALIVE, content_type=node_report.TEXT)


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether the server can do its work, and what is missing otherwise."""
    is_ready, report = node_report.readiness(config(), PooledDatabase(resources().engine))
    return Response(report, 200 if is_ready else 503, content_type=node_report.JSON)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return the counters in Prometheus' form, of all workers together."""
    return Response(node_report.metrics(config()), content_type=node_report.METRICS)
