"""What the demo company is connected with: a feed of vacancies and a channel, both paused, so nothing goes out.

The channel's address is encrypted with a key that nobody keeps: not even somebody who switches it on sends to it.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import new_code
from vertel.db.models import ChannelMessage
from vertel.domain.channels import channels
from vertel.domain.feeds import feeds
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.imports.feeds.synchronising import KNOWN_ELSEWHERE
from vertel.translations.active import gettext, in_each_language


def load(session: Session, feed: dict[str, Any], channel: dict[str, Any]) -> Counter[str]:
    """Add a feed and a channel that were in use until yesterday; return how many of each were added.

    :param feed: what is written down of it: a ``FeedRequest``, and under ``left_out`` the title of an item.
    :param channel: a ``ChannelRequest``.
    """
    _feed(session, **feed)
    _channel(session, channel)
    session.flush()
    return Counter(feeds=1, channels=1)


def _feed(session: Session, left_out: str, **document: Any) -> None:
    added = feeds.create(session, {**document, "active": False})  # type: ignore[typeddict-item]  # all of it is there
    reason = in_each_language(lambda: gettext(KNOWN_ELSEWHERE))
    added.format, added.looked_at = "json-feed", now() - timedelta(days=1)
    added.answered_at = added.looked_at
    added.outcome = {
        "items": 9, "drafted": 2, "changed": 1, "ended": 1, "lapsed": 0, "waiting": 0, "left_out": 1, "whole": True,
        "reasons": [{"title": left_out, "message": reason["en"], "messages": reason}],
    }  # fmt: skip


def _channel(session: Session, document: dict[str, Any]) -> None:
    wanted: Any = document | {"team": None, "location": None, "active": False}
    added = channels.create(session, wanted, SecretBox((new_code(),)))
    told = now() - timedelta(days=3)
    added.last_sent_at = added.told_until = added.last_turn_at = told
    message = ChannelMessage(channel_id=added.id, purpose="weekly", state="delivered", status=200, tries=1)
    message.created_at = message.tried_at = told
    session.add(message)
