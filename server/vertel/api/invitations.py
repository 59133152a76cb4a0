"""Inviting employees, by a code to hand out or by mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from vertel.api.serializers import Extended
from vertel.auth.principal import principal
from vertel.clock import now
from vertel.db.models import Employee
from vertel.domain import audit
from vertel.domain.audit import Act, AuditAction, Subject
from vertel.domain.mails import outbox
from vertel.domain.people import directory, sign_ins
from vertel.errors import ConflictError, RefusedError, fault, refused
from vertel.http import idempotency
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel.translations import N_
from vertel.translations.active import gettext as _
from vertel_schema import Invitation, InvitationRequest, InvitationResult, InvitationsRequest

blueprint = Blueprint("invitations", __name__, description="Inviting employees, for administrators.")

DISABLED = N_("%(email)s is disabled, so gets no invitation. Enable them first.")
NO_MAIL = N_(
    "This server sends no mail: VERTEL_MAIL_URL is not set. Invite by code and hand the codes out, or have the setting "
    "added."
)

_ONE, _MANY = Invitation(), InvitationResult()


@blueprint.route("/employees/<uuid:employee_id>/invite", methods=["POST"])
@blueprint.arguments(InvitationRequest)
@blueprint.response(200, Invitation)
def invite(document: dict[str, Any], employee_id: UUID) -> Extended:
    """Invite an employee. A code is in the answer, this once."""
    _require_mail(document["by"])
    employee = directory.find(db(), employee_id)
    if not employee.active:
        raise ConflictError(_(DISABLED) % {"email": employee.email})
    (invitation,) = _invite([employee], document["by"])
    # Not with the code, and not for longer than the employee is here.
    idempotency.keep_instead(orjson.dumps(_ONE.dump(Extended(invitation, code=None))))
    idempotency.keep_only_with(employee_id)
    return invitation


@blueprint.route("/employees/invite", methods=["POST"])
@blueprint.arguments(InvitationsRequest)
@blueprint.response(200, InvitationResult)
def invite_many(document: dict[str, Any]) -> dict[str, Any]:
    """Invite many employees, all or none. Codes are in the answer, this once; asked again, it is empty."""
    _require_mail(document["by"])
    invitations = _invite(_wanted(document["employees"]), document["by"])
    idempotency.keep_instead(orjson.dumps(_MANY.dump({"items": []})))
    return {"items": invitations}


def _require_mail(by: str) -> None:
    if by == "mail" and config().mail_server is None:
        raise refused("/by", _(NO_MAIL))


def _wanted(ids: Sequence[UUID]) -> list[Employee]:
    found = directory.find_all(db(), ids)
    faults = []
    for number, employee_id in enumerate(ids):
        employee = found.get(employee_id)
        if employee is None:
            faults.append(fault(f"/employees/{number}", _("There is no employee with this id.")))
        elif not employee.active:
            faults.append(
                fault(
                    f"/employees/{number}",
                    _(DISABLED) % {"email": employee.email},
                )
            )
    if faults:
        raise RefusedError(*faults)
    return [found[employee_id] for employee_id in ids]


def _invite(employees: Sequence[Employee], by: str) -> list[Extended]:
    expires_at = now() + sign_ins.ENROLMENT_LIFETIME
    invitations = []
    for employee in employees:
        code = None
        if by == "mail":
            outbox.queue(db(), outbox.INVITATION, employee.id, expires_at)
        else:
            code = sign_ins.invite(db(), employee, config().secret_keys)
        invitations.append(Extended(employee, employee_id=employee.id, code=code, expires_at=expires_at))
    acts = [
        Act(AuditAction.EMPLOYEE_INVITED, Subject("employee", employee.id, employee.name), {"by": by})
        for employee in employees
    ]
    audit.record_all(db(), principal().name, acts)
    return invitations
