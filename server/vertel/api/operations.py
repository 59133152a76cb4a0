"""Is it alive, is it ready, what is it doing, how is it used."""

from __future__ import annotations

import os

import orjson
from flask import Blueprint, Response, abort, current_app, render_template
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from vertel.db import health
from vertel.http.context import config, resources
from vertel.worker import node_health

blueprint = Blueprint("operations", __name__, template_folder="../templates")


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


@blueprint.get("/docs")
def docs() -> str:
    """Show the API to a reader, from the same document that programs read."""
    if "flask-smorest" not in current_app.extensions:
        abort(404)  # a node of the link domain has no API
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    operations = [
        (path, method, operation)
        for path, described in spec["paths"].items()
        for method, operation in described.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]
    return render_template("docs.html", spec=spec, operations=operations, server=config().public_url)
