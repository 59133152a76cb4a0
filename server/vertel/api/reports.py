"""What was shared and clicked: groups, never people. As JSON, or as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from flask import Response

from vertel.domain.analytics import reports
from vertel.domain.people import organisations
from vertel.http import cursors
from vertel.http.context import reports_db
from vertel.http.csv_tables import VARIES, csv_table, wants_csv
from vertel.http.languages import content_language
from vertel.http.parsing import Blueprint
from vertel_schema import (
    ClickQuery,
    ClickReport,
    Overview,
    OverviewQuery,
    SuggestionReport,
    SuggestionReportQuery,
)

blueprint = Blueprint("reports", __name__, description="What was shared and clicked: groups, never people.")

CSV = {"type": "string"}
FIGURES = ("shares", "clicks", "clicks_per_share", "applications")
TABLES = {
    "suggestion": ("title", "kind"),
    "kind": ("kind", "suggestions"),
    "team": ("team",),
    "location": ("group",),
    "language": ("group",),
}
"""Table of an overview -> its first columns in CSV."""


@blueprint.route("/reports/overview", methods=["GET"])
@blueprint.arguments(OverviewQuery, location="query")
@blueprint.response(200, Overview)
@blueprint.alt_response(200, schema=CSV, content_type="text/csv", success=True)
def overview(query: dict[str, Any]) -> Any:
    """Report shares, clicks and applications of a period: in total, and by all that they can be told apart by."""
    report = reports.overview(reports_db(), _period(query), _language())
    if wants_csv():
        table = query["by"]
        return csv_table(report[f"by_{table}"], (*TABLES[table], *FIGURES), query.get("locale"))
    return report, 200, VARIES


@blueprint.route("/reports/suggestions", methods=["GET"])
@blueprint.arguments(SuggestionReportQuery, location="query")
@blueprint.response(200, SuggestionReport)
@blueprint.alt_response(200, schema=CSV, content_type="text/csv", success=True)
def suggestions(query: dict[str, Any]) -> Any:
    """Report each suggestion with which something happened in a period, a page at a time; as CSV all of them."""
    asked = _period(query)
    wanted = {"kind": query.get("kind"), "sort": query["sort"], "language": _language()}
    if wants_csv():
        rows = reports.suggestions(reports_db(), asked, **wanted).items
        return csv_table(rows, ("id", "title", "kind", *FIGURES), query.get("locale"))
    after = cursors.decode(query.get("cursor"), 3)
    page = reports.suggestions(reports_db(), asked, **wanted, limit=query["limit"], after=after)
    return {"since": asked.since, "until": asked.until} | cursors.page(page, page.items), 200, VARIES


@blueprint.route("/reports/clicks", methods=["GET"])
@blueprint.arguments(ClickQuery, location="query")
@blueprint.response(200, ClickReport)
@blueprint.alt_response(200, schema=CSV, content_type="text/csv", success=True)
def clicks(query: dict[str, Any]) -> Any:
    """Report clicks over time, by hour, day, week or month, with shares and applications beside them."""
    asked, interval = _period(query, query["interval"]), query["interval"]
    report = reports.clicks_over_time(reports_db(), asked, interval, query["group_by"], _language())
    if wants_csv():
        rows = (row | {"start": _local(row, asked.calendar.zone)} for row in report["rows"])
        return csv_table(rows, ("start", "id", "group", *FIGURES), query.get("locale"))
    # Up to 100,000 rows: the contract class would take longer than the report. A contract test looks at the fields.
    options = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS
    return Response(orjson.dumps(report, option=options), content_type="application/json", headers=VARIES)


def _period(query: Mapping[str, Any], interval: str = "day") -> reports.Period:
    calendar = organisations.calendar(reports_db())
    return reports.period(query.get("since"), query.get("until"), calendar, interval)


def _language() -> str | None:
    """Return the language in which the report names suggestions: one of the organisation's that the caller reads."""
    return content_language(organisations.get(reports_db()).languages)


def _local(row: Mapping[str, Any], zone: ZoneInfo) -> Any:
    """Return when an interval begins: a day or the like, or an hour of the organisation's clock."""
    return row["hour"].astimezone(zone) if row["hour"] else row["start"]
