"""What the organisation sets for all its colleagues."""

from __future__ import annotations

from typing import Any

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from vertel.api import serializers
from vertel.auth import auditing
from vertel.db.models import Organisation
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.datasheet import versions
from vertel.domain.people import organisations, settings
from vertel.domain.people.settings import SettingsChanges
from vertel.domain.suggestions import refiling
from vertel.http import etags
from vertel.http.context import after_commit, config, db
from vertel.http.parsing import Blueprint
from vertel_schema import Settings, SettingsPatch

blueprint = Blueprint("settings", __name__, description="What the organisation sets for all its colleagues.")
log = structlog.get_logger()


@blueprint.route("/settings", methods=["GET"])
@blueprint.response(200, Settings)
def read() -> Any:
    """Read what is set."""
    return _answer(organisations.get(db()))


@blueprint.route("/settings", methods=["PATCH"])
@blueprint.arguments(SettingsPatch)
@blueprint.response(200, Settings)
def change(wishes: SettingsChanges) -> Any:
    """Change what is set. Needs If-Match with the ETag that was read."""
    organisation = settings.to_change(db())
    etags.require_match(organisation.version)
    before = settings.values(organisation)
    settings.change(db(), organisation, wishes)
    if {"require_consent", "time_zone"} & wishes.keys():
        after_commit(_refile)
    changed = audit.changes(before, settings.values(organisation))
    # Which of the data sheet's texts, and not what they say: they can name a person.
    filled_in = {"data_sheet": sorted(wishes["data_sheet"])} if wishes.get("data_sheet") else {}
    auditing.record(AuditAction.SETTINGS_CHANGED, Subject("settings"), changes=changed, **filled_in)
    versions.notice(db(), config())
    return _answer(organisation)


def _refile(engine: Engine) -> None:
    try:
        refiling.refile_all(engine)
    except SQLAlchemyError as error:
        # The change is stored, and housekeeping does the rest within a minute.
        log.warning("refiling_left_to_housekeeping", error=type(error).__name__)


def _answer(organisation: Organisation) -> Any:
    document = serializers.organisation(organisation, config().public_url)
    return document, 200, {"ETag": etags.version_tag(organisation.version)}
