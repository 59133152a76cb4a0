"""Tracked links: an employee's to a suggestion, and those that editors list and change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from flask import Response

from vertel.api import eligible_people
from vertel.api.serializers import Extended
from vertel.auth.principal import principal
from vertel.db.models import Link
from vertel.db.models.suggestions import listed_texts
from vertel.domain.links import codes, links, managed_links, qr_codes, utm
from vertel.domain.links.managed_links import Entry, LinkChanges
from vertel.domain.people import employees
from vertel.domain.suggestions import library
from vertel.errors import ForbiddenError
from vertel.http import cursors, etags
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel.translations.active import gettext as _
from vertel_schema import Link as LinkSchema
from vertel_schema import LinkPage, LinkPatch, LinkQuery, LinkRequest, ManagedLink, QrQuery

blueprint = Blueprint("links", __name__, description="Tracked links.")
blueprint.before_request(eligible_people.know)

IMAGE = {"type": "string", "format": "binary"}
QR_KEPT_FOR = 86_400
"""Seconds. A link's code never changes, but the link domain may."""


@blueprint.route("/links", methods=["GET"])
@blueprint.arguments(LinkQuery, location="query")
@blueprint.response(200, LinkPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List campaign links and links of their own, newest first. Employees' personal links are in no list."""
    # Somebody may paste the whole link.
    pasted = codes.in_link(query.get("q", ""), [config().link_base_url, f"{config().public_url}/r"])
    filters = managed_links.Filters(
        q=query.get("q") if pasted is None else None,
        code=pasted,
        scope=query.get("scope"),
        suggestion_id=query.get("suggestion_id"),
        withdrawn=query.get("withdrawn"),
    )
    page = managed_links.page(db(), filters, query["limit"], cursors.decode(query.get("cursor"), 1))
    clicks = managed_links.clicks(db(), page.items)
    return cursors.page(page, [_for_editor(entry, clicks.get(entry.link.id)) for entry in page.items])


@blueprint.route("/links", methods=["POST"])
@blueprint.arguments(LinkRequest)
@blueprint.response(201, LinkSchema)
@blueprint.alt_response(200, schema=LinkSchema, description="The link was there already.")
def make(document: dict[str, Any]) -> Any:
    """Get my link to a suggestion, the same one each time; or make a link of its own, as an editor."""
    if "suggestion_id" in document:
        link, is_new = _of_suggestion(document)
    else:
        link, is_new = _own(document), True
    return Extended(link, url=_url(link)), 201 if is_new else 200


@blueprint.route("/links/<code:code>", methods=["GET"])
@blueprint.response(200, ManagedLink)
def read(code: str) -> Any:
    """Read a link, with where it led before and its ETag."""
    return _answer(managed_links.find(db(), code))


@blueprint.route("/links/<code:code>", methods=["PATCH"])
@blueprint.arguments(LinkPatch)
@blueprint.response(200, ManagedLink)
def change(changes: LinkChanges, code: str) -> Any:
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


def _of_suggestion(document: dict[str, Any]) -> tuple[Link, bool]:
    employee_id = principal().employee_id
    if employee_id is None:
        raise ForbiddenError(_("A suggestion's link is an employee's. With an API key, send destination_url."))
    me = employees.get(db(), employee_id)
    suggestion = library.visible(db(), me, document["suggestion_id"])
    return links.for_suggestion(db(), me, suggestion, document["scope"], config().destination_hosts)


def _own(document: dict[str, Any]) -> Link:
    if "editor" not in principal().permissions:
        raise ForbiddenError(_("Only editors make links of their own. Send suggestion_id for a link to a suggestion."))
    url, code = document["destination_url"], document.get("code")
    utm.check(document["utm"], url)
    more = {"title": document["title"], "query": utm.as_query(document["utm"])}
    return links.make_own(db(), url, code, config().destination_hosts, **more)


def _url(link: Link) -> str:
    return f"{config().link_base_url}/{link.code}"


def _for_editor(entry: Entry, clicks: int | None, **more: Any) -> Extended:
    """Return a link for ``ListedLink`` or ``ManagedLink`` to write."""
    suggestion = None
    if entry.suggestion is not None:
        titles = listed_texts(entry.titles)
        suggestion = {"id": entry.link.suggestion_id, "title": entry.suggestion, "titles": titles}
    return Extended(
        entry.link,
        url=_url(entry.link),
        external_id=entry.external_id,
        utm=utm.read(entry.link.query),
        suggestion=suggestion,
        team=entry.team,
        clicks=clicks,
        **more,
    )


def _answer(entry: Entry) -> Any:
    clicks = managed_links.clicks(db(), [entry]).get(entry.link.id)
    link = _for_editor(entry, clicks, history=managed_links.history(db(), entry.link))
    return link, 200, {"ETag": etags.version_tag(_version(entry.link))}


def _version(link: Link) -> str:
    """Return a digest of what editors change; the time of a change may be that of a colleague's first use."""
    state = [link.code, link.title, link.destination_url, link.query, link.withdrawn_at]
    return hashlib.blake2b(orjson.dumps(state), digest_size=8).hexdigest()


def _anonymous(name: str, permissions: frozenset[str]) -> str:
    """Return who changes a link, for its history: a key by its id, an employee by nothing but their role."""
    if name.startswith("key:"):
        return name
    return "admin" if "admin" in permissions else "editor"


def _qr_code(
    code: str, query: dict[str, Any], draw: Callable[[str, qr_codes.Style], bytes], media_type: str
) -> Response:
    link = managed_links.find(db(), code).link
    image = draw(_url(link), qr_codes.Style(**query))
    response = Response(image, content_type=media_type)
    response.cache_control.private = True
    response.cache_control.max_age = QR_KEPT_FOR
    ending = media_type.partition("/")[2].partition("+")[0]
    response.headers["Content-Disposition"] = f'inline; filename="{link.code}.{ending}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
