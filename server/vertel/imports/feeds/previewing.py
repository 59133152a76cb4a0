"""What an address would give, without adding it as a feed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from vertel.db.models import Feed
from vertel.errors import printable
from vertel.ids import new_id
from vertel.imports.feeds import errors, reading
from vertel.imports.feeds.drafts import Draft, draft, drafting
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import Fetch
from vertel.imports.feeds.synchronising import Synchronising, Verdict
from vertel.outbound.deadline import Deadline
from vertel.translations.active import in_language_spoken

SECONDS = 15.0
MOST_ITEMS = 50


def preview(
    document: Mapping[str, Any],
    fetch: Fetch,
    session: Callable[[], Session],
    hosts: Sequence[str],
    moment: datetime,
) -> dict[str, Any]:
    """Return a ``FeedPreview`` for a loaded ``FeedPreviewRequest``; nothing is stored.

    :param session: returns one to read with, once the address has answered.
    :raises FeedError: the address cannot be fetched or read.
    """
    looked = reading.look(fetch, document["url"], Deadline(SECONDS))
    if looked.reading is None:
        raise FeedError(errors.NOT_MODIFIED)
    found, reads = looked.reading, session()
    common = drafting(reads, document["kind"], document["language"], hosts)
    drafts = [draft(item, common, moment) for item in found.items]
    work = Synchronising(reads, Feed(id=new_id(), **document), moment)
    work.follow(found, drafts)
    return {
        "format": found.format,
        "whole": found.whole,
        "total": len(drafts),
        "drafted": work.outcome.drafted,
        "waiting": work.outcome.waiting,
        "left_out": work.outcome.left_out,
        "items": [_item(one, work.verdicts[one.item.key]) for one in drafts[:MOST_ITEMS]],
    }


def _item(one: Draft, verdict: Verdict) -> dict[str, Any]:
    is_draft = verdict.reason is None
    return {
        "title": one.item.title or None,
        "destination_url": one.item.url and printable(one.item.url),
        "caption": one.written["captions"][0]["text"] if is_draft else None,
        "question": one.written["prompts"][0]["question"] if is_draft else None,
        "published_at": one.item.published_at,
        "expires_at": one.item.expires_at,
        "verdict": verdict.word,
        "reason": verdict.reason and in_language_spoken(verdict.reason),
    }
