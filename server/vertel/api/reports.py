"""What was shared and clicked: groups, never people. As JSON, or as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, request

from vertel.http.body import Blueprint
from vertel.http.context import db
from vertel.services import people, reports
from vertel_schema import ClickQuery, ClickReport, Overview, OverviewQuery

blueprint = Blueprint("reports", __name__, description="What was shared and clicked: groups, never people.")

CSV = {"type": "string"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@blueprint.route("/reports/overview", methods=["GET"])
@blueprint.arguments(OverviewQuery, location="query")
@blueprint.response(200, Overview)
@blueprint.alt_response(200, schema=CSV, content_type="text/csv", success=True)
def overview(query: dict[str, Any]) -> Any:
    """Report shares and clicks of a period: in total, by kind, by suggestion, by team."""
    report = reports.overview(db(), _period(query))
    return _answer(report, report["by_suggestion"], ("title", "kind", "shares", "clicks"))


@blueprint.route("/reports/clicks", methods=["GET"])
@blueprint.arguments(ClickQuery, location="query")
@blueprint.response(200, ClickReport)
@blueprint.alt_response(200, schema=CSV, content_type="text/csv", success=True)
def clicks(query: dict[str, Any]) -> Any:
    """Report clicks over time, by day, week or month, grouped or not."""
    report = reports.clicks_over_time(db(), _period(query), query["interval"], query["group_by"])
    return _answer(report, report["rows"], ("start", "group", "clicks"))


def _period(query: Mapping[str, Any]) -> reports.Period:
    return reports.period(query.get("since"), query.get("until"), people.organisation(db()).time_zone)


def _answer(report: dict[str, Any], rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> Any:
    """Return the report, or only its rows for who would rather have CSV."""
    headers = {"Vary": "Accept"}
    if request.accept_mimetypes.best_match(["application/json", "text/csv"]) != "text/csv":
        return report, 200, headers
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> str:
    """Return a cell that a spreadsheet shows and does not compute."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
