"""Personio's XML of open positions, as https://COMPANY.jobs.personio.de/xml answers it. It has no addresses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.entries import Entry, Found

NAME = "personio"


def recognises(answer: Answer) -> bool:
    """Return whether it is XML with Personio's outermost element."""
    return answer.root == "workzag-jobs"


def find(answer: Answer) -> Found:
    """Return the positions; each has its page under ``/job/`` and its id."""
    return Found([_entry(position, answer.url) for position in answer.tree().iter("position")])


def _entry(position: Any, base: str) -> Entry:
    own = (position.findtext("id") or "").strip()
    described = [part.findtext("value") or "" for part in position.iter("jobDescription")]
    return Entry(
        id=own or None,
        title=position.findtext("name"),
        url=urljoin(base, f"/job/{own}") if own.isascii() and own.isalnum() else None,
        markup="".join(f"<p>{text}</p>" for text in described),
        published=position.findtext("createdAt"),
        place=position.findtext("office"),
    )
