"""The company's employees, as HR's systems say: for administrators. Nothing here tells whether somebody uses Vertel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from flask import Response, jsonify, url_for

from vertel.api.serializers import Extended
from vertel.auth import auditing
from vertel.db.models import Employee
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.people import administrators, directory, provisioning, revocation, teams
from vertel.domain.people.directory import Filters
from vertel.domain.privacy import erasure
from vertel.http import cursors, etags, idempotency
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import Employee as EmployeeSchema
from vertel_schema import EmployeePage, EmployeePatch, EmployeeQuery, EmployeeRequest

log = structlog.get_logger()

blueprint = Blueprint("employees", __name__, description="The company's employees, for administrators.")

_EMPLOYEE = EmployeeSchema()


@blueprint.route("/employees", methods=["GET"])
@blueprint.arguments(EmployeeQuery, location="query")
@blueprint.response(200, EmployeePage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List employees by name. It says what HR's systems say; nothing about who uses Vertel."""
    team, active = query.get("team"), query.get("active")
    filters = Filters(
        q=query.get("q"),
        team=teams.current_slug(db(), team) if team is not None else None,
        active=active == "true" if active is not None else None,
    )
    found = directory.page(db(), filters, query["limit"], cursors.decode(query.get("cursor"), 2))
    asked = {f"filter.{name}": query[name] for name in ("team", "active") if name in query}
    auditing.record_read(AuditAction.EMPLOYEES_LISTED, rows=len(found.items), searched="q" in query, **asked)
    return cursors.page(found, [_shown(employee) for employee in found.items])


@blueprint.route("/employees", methods=["POST"])
@blueprint.arguments(EmployeeRequest)
@blueprint.response(201, EmployeeSchema)
def create(document: dict[str, Any]) -> Any:
    """Add an employee. Inviting them is another call."""
    made = provisioning.create(db(), document, source="api")
    auditing.record_people(made)
    idempotency.keep_only_with(made.employee.id)
    body, _, headers = _answer(made.employee)
    return body, 201, headers | {"Location": url_for("employees.read", employee_id=made.employee.id)}


@blueprint.route("/employees/<uuid:employee_id>", methods=["GET"])
@blueprint.response(200, EmployeeSchema)
def read(employee_id: UUID) -> Any:
    """Read what HR's systems say of one employee, with its ETag."""
    employee = directory.find(db(), employee_id)
    auditing.record_read(AuditAction.EMPLOYEE_READ, ("employee", employee.id))
    return _answer(employee)


@blueprint.route("/employees/<uuid:employee_id>", methods=["PATCH"])
@blueprint.arguments(EmployeePatch)
@blueprint.response(200, EmployeeSchema)
def change(patch: dict[str, Any], employee_id: UUID) -> Any:
    """Change, disable or enable an employee. Needs If-Match. Who is disabled is signed out at once."""
    employee = _to_change(employee_id)
    changed = provisioning.provision(
        db(), provisioning.as_document(employee) | patch, source="api", given=patch.keys(), employee=employee
    )
    auditing.record_people(changed)
    return _answer(changed.employee)


@blueprint.route("/employees/<uuid:employee_id>", methods=["DELETE"])
@blueprint.response(204)
def erase(employee_id: UUID) -> Response:
    """Erase an employee, for good. Needs If-Match. To keep the entry and end the access, disable it instead.

    Their words, ideas and marks are deleted; links that they posted go on working without them.
    """
    employee = _to_change(employee_id)
    administrators.require_another(db(), [employee.id])
    erasure.erase(db(), employee)
    auditing.record(AuditAction.EMPLOYEE_ERASED, Subject("employee"))
    log.info("employee_erased", by="an administrator")
    return Response(status=204)


@blueprint.route("/employees/<uuid:employee_id>/sign-out", methods=["POST"])
@blueprint.response(204)
def sign_out(employee_id: UUID) -> Response:
    """End all sign-ins of an employee. The answer is the same whether there were any."""
    revocation.end_all(db(), directory.find(db(), employee_id).id)
    auditing.record(AuditAction.EMPLOYEE_SIGNED_OUT, ("employee", employee_id))
    return Response(status=204)


@blueprint.route("/employees/sign-out", methods=["POST"])
@blueprint.response(204)
def sign_out_everybody() -> Response:
    """End all sign-ins of everybody, your own too, such as after a leak. The next request of each is refused.

    Invitations and API keys stay good.
    """
    revocation.end_everybody(db())
    auditing.record(AuditAction.EVERYBODY_SIGNED_OUT)
    return Response(status=204)


def _to_change(employee_id: UUID) -> Employee:
    administrators.lock(db())
    employee = directory.find(db(), employee_id, to_change=True)
    etags.require_content(jsonify(_EMPLOYEE.dump(_shown(employee))))
    return employee


def _answer(employee: Employee) -> Any:
    shown = _shown(employee)
    content = jsonify(_EMPLOYEE.dump(shown))
    content.add_etag()
    return shown, 200, {"ETag": content.headers["ETag"]}


def _shown(employee: Employee) -> Extended:
    """Return an employee for ``Employee`` to write: HR's languages, not the colleague's own."""
    return Extended(
        employee,
        team=employee.team.name if employee.team else None,
        languages=employee.provisioned_languages,
        updated_at=employee.updated_at or employee.created_at,
    )
