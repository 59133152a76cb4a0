"""What waits for an editor."""

from __future__ import annotations

from typing import Any

from vertel.api.datasheet import notice_now
from vertel.auth.permissions import ADMIN
from vertel.auth.principal import principal
from vertel.domain.datasheet import versions
from vertel.domain.links import destination_checks, destination_report
from vertel.domain.people import organisations
from vertel.domain.suggestions import attention
from vertel.domain.voices import ideas, unread
from vertel.http.context import config, db
from vertel.http.languages import content_language
from vertel.http.parsing import Blueprint
from vertel_schema import Waiting
from vertel_schema.waiting import MOST_WAITING

blueprint = Blueprint("waiting", __name__, description="What waits for an editor.")


@blueprint.route("/waiting", methods=["GET"])
@blueprint.response(200, Waiting)
def read() -> dict[str, Any]:
    """Read what waits for an editor: how much there is of each sort, and the first few.

    Of what colleagues say it tells no more than the lists do.
    """
    language = content_language(organisations.get(db()).languages)
    return {
        "ideas": ideas.unanswered(db(), MOST_WAITING),
        "comments": unread.by_suggestion(db(), MOST_WAITING, language),
        "drafts": attention.drafts(db(), MOST_WAITING, language),
        "consents": attention.ending_consents(db(), MOST_WAITING, language),
        "vacancies": attention.closing_vacancies(db(), MOST_WAITING, language),
        "destinations": _destinations(),
        **_data_sheet(),
    }


def _destinations() -> dict[str, Any]:
    found, check = destination_report.broken(db(), MOST_WAITING), destination_checks.newest(db())
    return {"count": found.count, "items": found.items, "checked_at": check.finished_at if check else None}


def _data_sheet() -> dict[str, Any]:
    """Return in how much the data sheet differs from what was agreed, for an administrator; nothing otherwise."""
    if not ADMIN & principal().permissions:
        return {}
    notice_now()
    since = versions.since_agreed(db(), config())
    return {"data_sheet": since} if since else {}
