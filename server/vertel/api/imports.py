"""Uploading many suggestions, links or employees at once."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

import orjson
from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from vertel.auth.principal import principal
from vertel.domain.people import organisations
from vertel.http import idempotency
from vertel.http.context import config, db, reads_first, write_last
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel.imports import bulk, files, link_import, ownership, suggestion_import
from vertel.imports.employee_import import EmployeeImport
from vertel.imports.link_import import LinkImport
from vertel.imports.suggestion_import import SuggestionImport
from vertel.translations.active import gettext as _
from vertel_schema import (
    EmployeeImportQuery,
    EmployeeImportResult,
    ImportQuery,
    ImportResult,
    LinkImportResult,
    SuggestionImportQuery,
)

blueprint = Blueprint("imports", __name__, description="Uploading many suggestions, links or employees at once.")

BODY_LIMIT = 32 * 1024 * 1024
IN_MEMORY = 1024 * 1024
"""Bytes of an upload that are kept in memory; a longer one goes to a temporary file."""

_EMPLOYEES = EmployeeImportResult()
FILE = {"schema": {"type": "string"}}


@blueprint.route("/suggestions/import", methods=["POST"])
@blueprint.arguments(SuggestionImportQuery, location="query")
@blueprint.doc(requestBody={"required": True, "content": dict.fromkeys(files.MEDIA_TYPES, FILE)})
@blueprint.response(200, ImportResult)
@reads_first
def upload(query: dict[str, Any]) -> dict[str, Any]:
    """Upload CSV, JSON Lines or a JSON array as the request's body; answers a verdict per row."""
    with _whole_body() as file:
        rows = files.suggestion_rows(file, request.mimetype, organisations.get(db()).time_zone)
        terms = ownership.terms(query, suggestion_import.FIELDS)
        ends = ownership.ends_missing(query)
        actor, reader = principal().name, texts_language()
        hosts = config().destination_hosts
        importer = SuggestionImport(db(), hosts, terms, end_missing=ends, actor=actor, reader=reader)
        return _import(importer, rows, query)


@blueprint.route("/links/import", methods=["POST"])
@blueprint.arguments(ImportQuery, location="query")
@blueprint.doc(requestBody={"required": True, "content": dict.fromkeys(files.MEDIA_TYPES, FILE)})
@blueprint.response(200, LinkImportResult)
@reads_first
def upload_links(query: dict[str, Any]) -> dict[str, Any]:
    """Upload links of their own as CSV, JSON Lines or a JSON array, or the CSV that another tracker wrote."""
    with _whole_body() as file:
        terms = ownership.terms(query, link_import.LEAVABLE)
        rows = files.link_rows(file, request.mimetype)
        return _import(LinkImport(db(), config().destination_hosts, terms), rows, query)


@blueprint.route("/employees/import", methods=["POST"])
@blueprint.arguments(EmployeeImportQuery, location="query")
@blueprint.doc(requestBody={"required": True, "content": dict.fromkeys(files.MEDIA_TYPES, FILE)})
@blueprint.response(200, EmployeeImportResult)
@reads_first
def upload_employees(query: dict[str, Any]) -> dict[str, Any]:
    """Upload employees as CSV, JSON Lines or a JSON array; `missing=disable` ends the access of who left."""
    with _whole_body() as file:
        upload = EmployeeImport(db(), principal().name)
        if query["missing"] == "disable":
            upload.find_leavers(files.employee_rows(file, request.mimetype), query.get("disable_at_most"))
            file.seek(0)
        document = upload.as_document(_result(upload, files.employee_rows(file, request.mimetype), query))
    # The rows are full of names and addresses, which would be kept longer than their owners.
    idempotency.keep_instead(orjson.dumps(_EMPLOYEES.dump(document | {"rows": [], "disabled": []})))
    return document


def _import(upload: bulk.BulkImport[Any], rows: Iterable[bulk.Row], query: dict[str, Any]) -> dict[str, Any]:
    return bulk.as_document(_result(upload, rows, query))


def _result(upload: bulk.BulkImport[Any], rows: Iterable[bulk.Row], query: dict[str, Any]) -> bulk.Result:
    *_, result = upload.start(rows, dry_run=query["dry_run"] == "true", atomic=query["atomic"] == "true")
    write_last(upload.finish)
    return result


@contextmanager
def _whole_body() -> Iterator[IO[bytes]]:
    """Yield the body as a file: it is here before the database is asked for anything, so that nobody waits for it."""
    if request.mimetype not in files.MEDIA_TYPES:
        raise UnsupportedMediaType(
            _("Send the file itself as the body, as %(types)s.") % {"types": ", ".join(files.MEDIA_TYPES)}
        )
    request.max_content_length = BODY_LIMIT
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        # A short upload with an Idempotency-Key was read already, to compare it with the one before.
        read_before = "Idempotency-Key" in request.headers and not idempotency.is_long()
        shutil.copyfileobj(io.BytesIO(request.get_data()) if read_before else request.stream, file)
        file.seek(0)
        yield cast("IO[bytes]", file)
