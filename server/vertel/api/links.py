"""Tracked links: an employee's to a suggestion, and what editors do with those that they may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response

from vertel.auth.principal import principal
from vertel.db.models import Link
from vertel.domain.links import links, managed_links, qr_codes, utm
from vertel.domain.links.managed_links import Entry
from vertel.domain.people import employees
from vertel.domain.suggestions import library
from vertel.errors import ForbiddenError
from vertel.http import cursors, etags
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel_schema import Link as LinkSchema
from vertel_schema import LinkPage, LinkPatch, LinkQuery, LinkRequest, ManagedLink, QrQuery

blueprint = Blueprint("links", __name__, description="Tracked links.")

IMAGE = {"type": "string", "format": "binary"}
QR_KEPT_FOR = 86_400
"""Seconds. A link's code never changes, but the link domain may."""


@blueprint.route("/links", methods=["GET"])
@blueprint.arguments(LinkQuery, location="query")
@blueprint.response(200, LinkPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List campaign links and links of their own, newest first. Employees' personal links are in no list."""
    filters = {name: query.get(name) for name in ("q", "scope", "suggestion_id", "withdrawn")}
    # Somebody may paste the whole link.
    filters["q"] = (filters["q"] or "").replace(f"{config().link_base_url}/", "")
    after = cursors.decode(query.get("cursor"), 1)
    page = managed_links.page(db(), managed_links.Filters(**filters), query["limit"], after)
    return cursors.page(page, _described(page.items))


@blueprint.route("/links", methods=["POST"])
@blueprint.arguments(LinkRequest)
@blueprint.response(201, LinkSchema)
@blueprint.alt_response(200, schema=LinkSchema, description="The link was there already.")
def make(document: dict[str, Any]) -> Any:
    """Get my link to a suggestion, the same one each time; or make a link of its own, as an editor."""
    link, new = (_of_suggestion if "suggestion_id" in document else _own)(document)
    return as_document(link), 201 if new else 200


@blueprint.route("/links/<code:code>", methods=["GET"])
@blueprint.response(200, ManagedLink)
def read(code: str) -> Any:
    """Read a link, with where it led before and its ETag."""
    return _answer(managed_links.find(db(), code))


@blueprint.route("/links/<code:code>", methods=["PATCH"])
@blueprint.arguments(LinkPatch)
@blueprint.response(200, ManagedLink)
def change(changes: dict[str, Any], code: str) -> Any:
    """Change a link, withdraw it or restore it. With If-Match only if nobody else changed it since."""
    entry = managed_links.find(db(), code, to_change=True)
    etags.refuse_stale(_version(entry.link))
    by = _anonymous(principal().name, principal().permissions)
    managed_links.change(db(), entry.link, changes, config().destination_hosts, by)
    return _answer(entry)


@blueprint.route("/links/<code:code>/qr.svg", methods=["GET"])
@blueprint.arguments(QrQuery, location="query")
@blueprint.response(200, IMAGE, content_type="image/svg+xml")
def qr_svg(query: dict[str, Any], code: str) -> Response:
    """Fetch a link's QR code as SVG."""
    return _qr_code(code, query, qr_codes.svg, "image/svg+xml")


@blueprint.route("/links/<code:code>/qr.png", methods=["GET"])
@blueprint.arguments(QrQuery, location="query")
@blueprint.response(200, IMAGE, content_type="image/png")
def qr_png(query: dict[str, Any], code: str) -> Response:
    """Fetch a link's QR code as PNG."""
    return _qr_code(code, query, qr_codes.png, "image/png")


def as_document(link: Link) -> dict[str, str]:
    """Return a link as clients read it."""
    url = f"{config().link_base_url}/{link.code}"
    return {"code": link.code, "url": url, "scope": link.scope, "destination_url": link.destination_url}


def _of_suggestion(document: dict[str, Any]) -> tuple[Link, bool]:
    employee_id = principal().employee_id
    if employee_id is None:
        raise ForbiddenError("A suggestion's link is an employee's. With an API key, send destination_url.")
    me = employees.get(db(), employee_id)
    suggestion = library.visible(db(), me, document["suggestion_id"])
    return links.for_suggestion(db(), me, suggestion, document["scope"], config().destination_hosts)


def _own(document: dict[str, Any]) -> tuple[Link, bool]:
    if "editor" not in principal().permissions:
        raise ForbiddenError("Only editors make links of their own. Send suggestion_id for a link to a suggestion.")
    url, code = document["destination_url"], document.get("code")
    utm.check(document["utm"], url)
    more = {"title": document["title"], "query": utm.as_query(document["utm"])}
    return links.make_own(db(), url, code, config().destination_hosts, **more), True


def _described(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return links as editors read them."""
    clicks = managed_links.clicks(db(), entries)
    return [
        as_document(entry.link)
        | {
            "title": entry.link.title,
            "external_id": entry.external_id,
            "utm": utm.read(entry.link.query),
            "suggestion": {"id": entry.link.suggestion_id, "title": entry.suggestion} if entry.suggestion else None,
            "team": entry.team,
            "clicks": clicks.get(entry.link.id),
            "created_at": entry.link.created_at,
            "withdrawn_at": entry.link.withdrawn_at,
        }
        for entry in entries
    ]


def _answer(entry: Entry) -> Any:
    (document,) = _described([entry])
    etag = f'"{_version(entry.link)}-{document["clicks"] or 0}"'
    return document | {"history": managed_links.history(db(), entry.link)}, 200, {"ETag": etag}


def _version(link: Link) -> int:
    """Return the moment of the last change, in microseconds."""
    return round(link.changed_at.timestamp() * 1_000_000)


def _anonymous(name: str, permissions: frozenset[str]) -> str:
    """Return who changes a link, for its history: a key by its id, an employee by nothing but their role."""
    if name.startswith("key:"):
        return name
    return "admin" if "admin" in permissions else "editor"


def _qr_code(
    code: str, query: dict[str, Any], draw: Callable[[str, qr_codes.Style], bytes], media_type: str
) -> Response:
    link = managed_links.find(db(), code).link
    image = draw(as_document(link)["url"], qr_codes.Style(**query))
    response = Response(image, content_type=media_type)
    response.cache_control.private = True
    response.cache_control.max_age = QR_KEPT_FOR
    ending = media_type.partition("/")[2].partition("+")[0]
    response.headers["Content-Disposition"] = f'inline; filename="{link.code}.{ending}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
