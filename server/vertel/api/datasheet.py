"""The data sheet for a works council and a privacy officer."""

from __future__ import annotations

from typing import Any

from flask import request

from vertel.api import datasheet_document
from vertel.auth import auditing
from vertel.db.models import DataSheetAgreement as Agreement
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.datasheet import versions
from vertel.domain.people import organisations
from vertel.http.context import config, db, write_apart
from vertel.http.parsing import Blueprint
from vertel.translations.negotiation import preferred_language
from vertel_schema import DataSheet, DataSheetAgreement, DataSheetAgreementRequest, DataSheetQuery

blueprint = Blueprint("datasheet", __name__, description="The data sheet for a works council and a privacy officer.")


@blueprint.route("/datasheet", methods=["GET"])
@blueprint.arguments(DataSheetQuery, location="query")
@blueprint.response(200, DataSheet)
def read(query: dict[str, Any]) -> Any:
    """Read what this server does with personal data, and what changed since a version of that was agreed."""
    language = query.get("language") or _language()
    notice_now()
    document = datasheet_document.document(db(), config(), language)
    return document, 200, {"Content-Language": language, "Vary": "Accept-Language"}


@blueprint.route("/datasheet/agreements", methods=["POST"])
@blueprint.arguments(DataSheetAgreementRequest)
@blueprint.response(201, DataSheetAgreement)
def agree(agreement: dict[str, Any]) -> Agreement:
    """Record that the sheet that was read has been agreed. What it says is kept, to be compared with."""
    kept = versions.agree(db(), config(), **agreement)
    auditing.record(
        AuditAction.DATA_SHEET_AGREED, Subject("data_sheet"), version=kept.version, agreed_on=kept.agreed_on
    )
    return kept


def notice_now() -> None:
    """Notice, in a request that only reads, that the sheet changed: by settings that were loaded without a restart."""
    if not versions.is_noticed(db(), config()):
        write_apart(lambda session: versions.notice(session, config()))


def _language() -> str:
    return preferred_language(request.headers.get("Accept-Language"), *organisations.get(db()).languages)
