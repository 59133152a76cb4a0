"""Lists, a page at a time: what all services that give one have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from vertel.errors import RefusedError, refused

T = TypeVar("T")
Position = list[Any]
"""Where a page ended: numbers, texts, days, moments and ids."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some things of a list, and where the next page begins; None at the end."""

    items: Sequence[T]
    position: Position | None


def page_of(found: Sequence[T], limit: int, place: Callable[[T], Position]) -> Page[T]:
    """Return a page of what was found.

    :param found: one more than the limit, where there are more.
    :param place: where a thing stands in the list.
    """
    return Page(found[:limit], place(found[limit - 1]) if len(found) > limit else None)


def no_position() -> RefusedError:
    """Return the error for a cursor that leads nowhere: it did not come from an earlier page."""
    return refused("/cursor", "Expected the next_cursor of an earlier page.")
