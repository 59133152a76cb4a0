"""Feeds that drafts are made from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, url_for

from vertel.api.serializers import Extended
from vertel.auth import auditing
from vertel.clock import now
from vertel.db.engine import begin_writing
from vertel.db.models import Feed
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.datasheet import versions
from vertel.domain.feeds import feeds
from vertel.domain.feeds.feeds import FeedChanges, FeedDocument
from vertel.errors import refused
from vertel.http import cursors
from vertel.http.context import config, db, reads_first, release
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel.imports.feeds import errors
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import Fetcher
from vertel.translations import LANGUAGES
from vertel.translations.active import in_language_spoken
from vertel_schema import Feed as FeedSchema
from vertel_schema import FeedPage, FeedPatch, FeedPreview, FeedPreviewRequest, FeedRequest, PageQuery

blueprint = Blueprint("feeds", __name__, description="Addresses at which news or vacancies stand, for drafts.")


@blueprint.route("/feeds", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, FeedPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List feeds, the oldest first, and how it stands with each."""
    page = feeds.browse(db(), query["limit"], cursors.decode(query.get("cursor"), 2))
    return cursors.page(page, [_shown(feed) for feed in page.items])


@blueprint.route("/feeds", methods=["POST"])
@blueprint.arguments(FeedRequest)
@blueprint.response(201, FeedSchema)
def create(document: FeedDocument) -> Any:
    """Add a feed. It is looked at within seconds."""
    _check(document["url"])
    feed = feeds.create(db(), document)
    auditing.record(AuditAction.FEED_CREATED, ("feed", feed.id), **_values(feed))
    versions.notice(db(), config())
    return _shown(feed), 201, {"Location": url_for("feeds.read", feed_id=feed.id)}


@blueprint.route("/feeds/preview", methods=["POST"])
@blueprint.arguments(FeedPreviewRequest)
@blueprint.response(200, FeedPreview)
@reads_first
def preview(document: dict[str, Any]) -> dict[str, Any]:
    """Say what an address would give, within 15 seconds. Nothing is stored."""
    # Not at the top: with what reads feeds it is 5 MB, and few workers are ever asked.
    from vertel.imports.feeds.previewing import preview as look_once  # noqa: PLC0415

    texts_language()  # has the answer say that it is another one for readers of another language
    fetcher = Fetcher(config())
    release()  # an address may keep us waiting
    try:
        found = look_once(document, fetcher, db, config().destination_hosts, now())
    except FeedError as error:
        raise refused("/url", errors.translated(str(error))) from error
    begin_writing(db())
    auditing.record(AuditAction.FEED_PREVIEWED, Subject("feed"), url=document["url"])
    return found


@blueprint.route("/feeds/<uuid:feed_id>", methods=["GET"])
@blueprint.response(200, FeedSchema)
def read(feed_id: UUID) -> Extended:
    """Read a feed, and how it stands with it."""
    return _shown(feeds.find(db(), feed_id))


@blueprint.route("/feeds/<uuid:feed_id>", methods=["PATCH"])
@blueprint.arguments(FeedPatch)
@blueprint.response(200, FeedSchema)
def change(changes: FeedChanges, feed_id: UUID) -> Extended:
    """Change name, language or caps, or have it not looked at for a while."""
    feed = feeds.find(db(), feed_id, to_change=True)
    before = _values(feed)
    feeds.change(db(), feed, changes)
    auditing.record(AuditAction.FEED_CHANGED, ("feed", feed.id), changes=audit.changes(before, _values(feed)))
    versions.notice(db(), config())
    return _shown(feed)


@blueprint.route("/feeds/<uuid:feed_id>", methods=["DELETE"])
@blueprint.response(204)
def remove(feed_id: UUID) -> Response:
    """Remove a feed. Its suggestions stay as they are, and are nobody's but the editors' from then on."""
    feed = feeds.find(db(), feed_id, to_change=True)
    auditing.record(AuditAction.FEED_REMOVED, Subject("feed", feed_id, feed.name), url=feed.url)
    feeds.remove(db(), feed)
    versions.notice(db(), config())
    return Response(status=204)


@blueprint.route("/feeds/<uuid:feed_id>/look", methods=["POST"])
@blueprint.response(202, FeedSchema)
def look(feed_id: UUID) -> Extended:
    """Have a feed looked at within seconds; `looked_at` says when that was."""
    feed = feeds.find(db(), feed_id, to_change=True)
    feeds.look_soon(db(), feed)
    auditing.record(AuditAction.FEED_LOOKED, ("feed", feed.id))
    return _shown(feed)


def _check(url: str) -> None:
    """Refuse an address that may not be fetched. Its host is resolved at each look, and checked again then."""
    try:
        Fetcher(config()).check(url)
    except FeedError as error:
        raise refused("/url", errors.translated(str(error))) from error


def _shown(feed: Feed) -> Extended:
    texts_language()  # has the answer say that it is another one for readers of another language
    next_look_at = feed.next_look_at if feed.active else None
    return Extended(
        feed,
        state=feeds.state_of(feed),
        drafts=feeds.drafts(db(), feed.id),
        next_look_at=next_look_at,
        failure=feed.failure and errors.translated(feed.failure),
        outcome=feed.outcome and feed.outcome | {"reasons": [_in_words(one) for one in feed.outcome["reasons"]]},
    )


def _in_words(reason: dict[str, Any]) -> dict[str, str]:
    """Return why an item became no draft, as it was stored, in the caller's language."""
    told = reason.get("messages", {LANGUAGES[0]: reason["message"]})
    return {"title": reason["title"], "message": in_language_spoken(told)}


def _values(feed: Feed) -> dict[str, Any]:
    """Return what an administrator sets of a feed, for the audit log."""
    return {name: getattr(feed, name) for name in feeds.SET}
