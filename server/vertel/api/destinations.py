"""Whether the pages to which tracked links lead are still there."""

from __future__ import annotations

from typing import Any

from vertel.db.models import DestinationCheck
from vertel.domain.links import destination_checks, destination_report
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel_schema import DestinationCheck as DestinationCheckSchema
from vertel_schema import DestinationQuery, DestinationReport

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
