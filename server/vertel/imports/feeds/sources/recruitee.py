"""Recruitee's offers, as https://COMPANY.recruitee.com/api/offers/ answers them."""

from __future__ import annotations

from typing import Any

from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.entries import Entry, Found

NAME = "recruitee"


def recognises(answer: Answer) -> bool:
    """Return whether it is a JSON object with a list of offers."""
    return isinstance(answer.object.get("offers"), list)


def find(answer: Answer) -> Found:
    """Return the offers that are published."""
    offers = [one for one in answer.object["offers"] if isinstance(one, dict)]
    return Found([_entry(one) for one in offers if one.get("status", "published") == "published"])


def _entry(offer: dict[str, Any]) -> Entry:
    return Entry(
        id=offer.get("id"),
        title=offer.get("title"),
        url=offer.get("careers_url"),
        markup=offer.get("description"),
        published=offer.get("published_at") or offer.get("created_at"),
        expires=offer.get("close_at"),
        place=offer.get("city") or offer.get("location"),
    )
