"""Applications, as a careers site reports them."""

from __future__ import annotations

from typing import Any

from vertel.api import eligible_people
from vertel.domain.analytics import applications
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import ApplicationRequest, ApplicationResult

blueprint = Blueprint("applications", __name__, description="Applications that a careers site reports.")
blueprint.before_request(eligible_people.know)


@blueprint.route("/applications", methods=["POST"])
@blueprint.arguments(ApplicationRequest)
@blueprint.response(201, ApplicationResult)
@blueprint.alt_response(200, schema=ApplicationResult, description="It had been reported before.")
def report(document: dict[str, Any]) -> Any:
    """Report that somebody who followed a tracked link applied. Signed as docs/applications.md says, or with a key."""
    counted = applications.record(db(), document["id"], document["link_code"], document.get("day"))
    return {"counted": counted}, 201 if counted else 200
