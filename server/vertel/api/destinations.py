"""Whether the pages to which tracked links lead are still there."""

from __future__ import annotations

from typing import Any

from vertel.domain.links import destination_report
from vertel.domain.links.destination_check import LinkChecker, agent
from vertel.http import cursors
from vertel.http.context import config, db, release
from vertel.http.parsing import Blueprint
from vertel_schema import VERSION, DestinationQuery, DestinationReport

blueprint = Blueprint("destinations", __name__, description="Where tracked links lead.")

WITHIN = 20.0
"""Seconds for one page of the report: a request that takes longer is ended."""


@blueprint.route("/reports/destinations", methods=["GET"])
@blueprint.arguments(DestinationQuery, location="query")
@blueprint.response(200, DestinationReport)
def report(query: dict[str, Any]) -> dict[str, Any]:
    """Ask pages to which links lead whether they are still there, some at a time. Nothing is changed."""
    page = destination_report.page(db(), query["limit"], cursors.decode(query.get("cursor"), 1))
    release()  # so that no connection to the database is held while pages are asked
    checker = LinkChecker(config().destination_hosts, agent(VERSION, config().public_url))
    answers = checker.check_all([destination.url for destination in page.items], WITHIN)
    return cursors.page(page, destination_report.as_items(page.items, answers))
