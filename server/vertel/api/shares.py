"""What employees shared."""

from __future__ import annotations

from vertel.api import eligible_people
from vertel.api.me import myself
from vertel.db.engine import begin_writing
from vertel.domain.analytics import shares
from vertel.domain.analytics.shares import Result, ShareDocument
from vertel.http.context import db, reads_first
from vertel.http.parsing import Blueprint
from vertel_schema import ShareBatch, ShareResult

blueprint = Blueprint("shares", __name__, description="What employees shared.")
blueprint.before_request(eligible_people.know)


AT_ONCE = 25
"""Shares in one transaction. An outbox that waited sends a hundred, and others write between these."""


@blueprint.route("/shares", methods=["POST"])
@reads_first
@blueprint.arguments(ShareBatch)
@blueprint.response(200, ShareResult)
def record(documents: list[ShareDocument]) -> Result:
    """Record what I inserted, copied or handed to one person; each counts once, however often it is sent."""
    result = Result()
    for start in range(0, len(documents), AT_ONCE):
        begin_writing(db())
        db().expire_all()  # I may have paused the counting since the transaction before
        result += shares.record(db(), myself(), documents[start : start + AT_ONCE])
        db().commit()
    return result
