"""Whether the pages to which tracked links lead are still there."""

from __future__ import annotations

from typing import Any

from vertel.db.models import DestinationCheck
from vertel.domain.links import destination_checks, destination_preview, destination_report
from vertel.domain.links.destination_check import LinkChecker, agent, translated
from vertel.domain.links.destination_preview import Preview
from vertel.http import cursors
from vertel.http.context import config, db
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel.outbound.deadline import Deadline
from vertel_schema import VERSION, DestinationPreview, DestinationPreviewQuery, DestinationQuery, DestinationReport
from vertel_schema import DestinationCheck as DestinationCheckSchema

PREVIEW_SECONDS = 5.0
"""For how long an editor waits for a page, its redirects included."""

blueprint = Blueprint("destinations", __name__, description="Where tracked links lead.")


@blueprint.route("/reports/destinations", methods=["POST"])
@blueprint.response(202, DestinationCheckSchema)
def check() -> DestinationCheck:
    """Have all pages to which links lead asked whether they are still there; the report says how far that is.

    While a check is under way, asking for another one answers that one.
    """
    return destination_checks.ask(db())


@blueprint.route("/reports/destinations", methods=["GET"])
@blueprint.arguments(DestinationQuery, location="query")
@blueprint.response(200, DestinationReport)
def report(query: dict[str, Any]) -> dict[str, Any]:
    """Read what pages to which links lead answered when they were asked last, and how far a check is."""
    page = destination_report.page(db(), query["limit"], cursors.decode(query.get("cursor"), 1))
    texts_language()  # has the answer say that it is another one for readers of another language
    answers = destination_checks.answers(db(), [destination.url for destination in page.items])
    listed = cursors.page(page, destination_report.as_items(page.items, answers))
    return listed | {"check": destination_checks.newest(db())}


@blueprint.route("/destinations/preview", methods=["GET"])
@blueprint.arguments(DestinationPreviewQuery, location="query")
@blueprint.response(200, DestinationPreview)
def preview(query: dict[str, Any]) -> Preview:
    """Read what a page says of itself, which is what LinkedIn shows beside a link to it."""
    texts_language()  # has the answer say that it is another one for readers of another language
    checker = LinkChecker(config().destination_hosts, agent(VERSION, config().public_url))
    found = destination_preview.read(checker, query["url"], Deadline(PREVIEW_SECONDS))
    return found._replace(message=found.message and translated(found.message))
