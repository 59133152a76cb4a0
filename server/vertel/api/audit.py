"""Who changed what, and when. Entries are read here; no route changes or deletes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from flask import request

from vertel.auth import auditing
from vertel.db.models import AuditEntry
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Filters, Party
from vertel.domain.people import organisations
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.csv_tables import VARIES, long_csv_table, wants_csv
from vertel.http.parsing import Blueprint
from vertel.translations import translations
from vertel.translations.negotiation import preferred_language
from vertel_schema import AuditPage, AuditQuery

blueprint = Blueprint("audit", __name__, description="Who changed what, and when.")

CSV = {"type": "string"}
COLUMNS = (
    "id", "at", "actor", "actor_name", "action", "summary", "subject", "subject_name", "changes", "details",
)  # fmt: skip
FILTERS = ("actor", "action", "subject", "since", "until")


@blueprint.route("/audit", methods=["GET"])
@blueprint.arguments(AuditQuery, location="query")
@blueprint.response(200, AuditPage)
@blueprint.alt_response(200, schema=CSV, content_type="text/csv", success=True)
def browse(query: dict[str, Any]) -> Any:
    """List what administrators and programs did, the newest first; as CSV all of it. Either is recorded in turn."""
    given = {name: query[name] for name in FILTERS if name in query}
    filters = {f"filter.{name}": value for name, value in given.items()}
    if wants_csv():
        number, entries = audit.rows(db(), Filters(**given))
        table = long_csv_table(_csv_rows(entries), COLUMNS, query.get("locale"))
        auditing.record_read(AuditAction.AUDIT_EXPORTED, rows=number, **filters)
        return table
    page = audit.browse(db(), Filters(**given), query["limit"], cursors.decode(query.get("cursor"), 2))
    auditing.record_read(AuditAction.AUDIT_LISTED, rows=len(page.items), **filters)
    words = _summaries()
    return cursors.page(page, [_entry(entry, words) for entry in page.items]), 200, VARIES


def _summaries() -> dict[str, str]:
    """Return what each act is called in the reader's language."""
    header = request.headers.get("Accept-Language")
    translated = translations(preferred_language(header, *organisations.get(db()).languages)).gettext
    return {action.value: translated(action.text) for action in AuditAction}


def _entry(entry: AuditEntry, words: dict[str, str]) -> dict[str, Any]:
    """Return an entry for ``AuditEntry`` to write. An act that a later version took away is called by its name."""
    subject = Party(entry.subject_kind, entry.subject_id, entry.subject_name) if entry.subject_kind else None
    return {
        "id": entry.id,
        "at": entry.at,
        "actor": Party.read(entry.actor, entry.actor_name),
        "action": entry.action,
        "summary": words.get(entry.action, entry.action),
        "subject": subject,
        "changes": [
            {"field": field, "before": _text(change["before"]), "after": _text(change["after"])}
            for field, change in entry.details.get("changes", {}).items()
        ],
        "details": [
            {"name": name, "value": _text(value)} for name, value in entry.details.items() if name != "changes"
        ],
    }


def _csv_rows(entries: Iterable[AuditEntry]) -> Iterator[dict[str, Any]]:
    words = _summaries()
    for entry in entries:
        changes = entry.details.get("changes", {})
        yield {
            "id": entry.id,
            "at": f"{entry.at:%Y-%m-%dT%H:%M:%SZ}",
            "actor": entry.actor,
            "actor_name": entry.actor_name,
            "action": entry.action,
            "summary": words.get(entry.action, entry.action),
            "subject": ":".join(filter(None, (entry.subject_kind, entry.subject_id))),
            "subject_name": entry.subject_name,
            "changes": "; ".join(
                f"{field}: {_text(change['before']) or ''} -> {_text(change['after']) or ''}"
                for field, change in changes.items()
            ),
            "details": "; ".join(
                f"{name}: {_text(value) or ''}" for name, value in entry.details.items() if name != "changes"
            ),
        }


def _text(value: Any) -> str | None:
    """Return a value of a detail as people read it; None for nothing."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return orjson.dumps(value).decode()
