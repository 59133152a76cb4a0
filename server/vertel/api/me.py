"""The employee who asks."""

from __future__ import annotations

from typing import Any

from vertel.http.body import Blueprint
from vertel.http.context import db, principal
from vertel.models import Employee
from vertel.services import people
from vertel_schema import Me, MePatch

blueprint = Blueprint("me", __name__, description="The employee who asks.")


@blueprint.route("/me", methods=["GET"])
@blueprint.response(200, Me)
def read() -> dict[str, Any]:
    """Return what Vertel knows about me."""
    return _profile(myself())


@blueprint.route("/me", methods=["PATCH"])
@blueprint.arguments(MePatch)
@blueprint.response(200, Me)
def change(patch: dict[str, Any]) -> dict[str, Any]:
    """Change what I like to read and write."""
    me = myself()
    for name, value in patch.items():
        setattr(me, name, value)
    db().flush()
    return _profile(me)


def myself() -> Employee:
    """Return the employee who is calling."""
    employee_id = principal().employee_id
    if employee_id is None:
        raise TypeError("the permission table lets employees only come here")
    return people.employee(db(), employee_id)


def _profile(me: Employee) -> dict[str, Any]:
    names = ("id", "email", "name", "role", "team", "location", "languages")
    return {name: getattr(me, name) for name in names} | {"organisation": people.organisation(db())}
