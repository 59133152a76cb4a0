"""Tracked links."""

from __future__ import annotations

from typing import Any

from vertel.errors import ForbiddenError
from vertel.http.body import Blueprint
from vertel.http.context import config, db, principal
from vertel.models import Link
from vertel.services import links, people
from vertel_schema import Link as LinkSchema
from vertel_schema import LinkRequest

blueprint = Blueprint("links", __name__, description="Tracked links.")


@blueprint.route("/links", methods=["POST"])
@blueprint.arguments(LinkRequest)
@blueprint.response(201, LinkSchema)
@blueprint.alt_response(200, schema=LinkSchema, description="The link was there already.")
def make(document: dict[str, Any]) -> Any:
    """Get my link to a suggestion, the same one each time; or make a link of its own, as an editor."""
    link, new = (_of_suggestion if "suggestion_id" in document else _own)(document)
    return as_document(link), 201 if new else 200


@blueprint.route("/links/<code>", methods=["GET"])
@blueprint.response(200, LinkSchema)
def read(code: str) -> dict[str, str]:
    """Look up a link."""
    return as_document(links.find(db(), code))


def as_document(link: Link) -> dict[str, str]:
    """Return a link as clients read it."""
    url = f"{config().link_base_url}/{link.code}"
    return {"code": link.code, "url": url, "scope": link.scope, "destination_url": link.destination_url}


def _of_suggestion(document: dict[str, Any]) -> tuple[Link, bool]:
    employee_id = principal().employee_id
    if employee_id is None:
        raise ForbiddenError("A suggestion's link is an employee's. With an API key, send destination_url.")
    me = people.employee(db(), employee_id)
    suggestion_id, scope = document["suggestion_id"], document["scope"]
    return links.for_suggestion(db(), me, suggestion_id, scope, config().destination_hosts)


def _own(document: dict[str, Any]) -> tuple[Link, bool]:
    if "editor" not in principal().powers:
        raise ForbiddenError("Only editors make links of their own. Send suggestion_id for a link to a suggestion.")
    url, code = document["destination_url"], document.get("code")
    return links.make_own(db(), url, code, config().destination_hosts), True
