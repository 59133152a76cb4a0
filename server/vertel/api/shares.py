"""What employees shared."""

from __future__ import annotations

from vertel.api import eligible_people
from vertel.api.me import myself
from vertel.domain.analytics import shares
from vertel.domain.analytics.shares import ShareDocument
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import ShareBatch, ShareResult

blueprint = Blueprint("shares", __name__, description="What employees shared.")
blueprint.before_request(eligible_people.know)


@blueprint.route("/shares", methods=["POST"])
@blueprint.arguments(ShareBatch)
@blueprint.response(200, ShareResult)
def record(documents: list[ShareDocument]) -> shares.Result:
    """Record captions that I inserted or copied; each counts once, however often it is sent."""
    return shares.record(db(), myself(), documents)
