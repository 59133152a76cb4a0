"""What stands in an editor's daily mail: how much waits, and of suggestions which.

No colleague's words and no name of one: a mail stays where it was sent, when an idea has long been taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy.orm import Session

from vertel.db.pagination import FirstFew
from vertel.domain.suggestions import attention
from vertel.domain.suggestions.attention import DueSuggestion
from vertel.domain.voices import ideas, unread
from vertel.domain.voices.unread import UnreadSuggestion

MOST = 200
"""Of each sort so many are looked at, to see what is new."""

SHOWN = 5


Items: TypeAlias = Sequence[UnreadSuggestion | DueSuggestion]


@dataclass(frozen=True)
class Sort:
    """One sort of what waits."""

    count: int
    new: bool
    items: Items


@dataclass(frozen=True)
class Overview:
    """What waits for an editor.

    :ivar told: what is kept of it, see :func:`compose`.
    """

    ideas: Sort
    comments: Sort
    consents: Sort
    vacancies: Sort
    told: Mapping[str, int]

    @property
    def is_new(self) -> bool:
        """Whether any of it was not told yet."""
        return any(sort.new for sort in (self.ideas, self.comments, self.consents, self.vacancies))


def compose(session: Session, language: str, told: Mapping[str, int]) -> Overview:
    """Return what waits for an editor.

    :param language: of the titles.
    :param told: what the last mail told: what waited -> how many of it.
    """
    waiting = ideas.unanswered(session, MOST)
    comments = unread.by_suggestion(session, MOST, language)
    consents = attention.ending_consents(session, MOST, language)
    vacancies = attention.closing_vacancies(session, MOST, language)
    marks = (
        {f"idea:{row.id}": 1 for row in waiting.items},
        {f"comments:{one.id}": one.count for one in comments.items},
        {f"consent:{one.id}:{_mark(one.day)}": 1 for one in consents.items},
        {f"vacancy:{one.id}:{_mark(one.day)}": 1 for one in vacancies.items},
    )
    # Ideas have no title: theirs is a number, and their words stay in the console.
    return Overview(
        _sort(waiting, marks[0], told, []),
        _sort(comments, marks[1], told, comments.items),
        _sort(consents, marks[2], told, consents.items),
        _sort(vacancies, marks[3], told, vacancies.items),
        {key: number for mark in marks for key, number in mark.items()},
    )


def _sort(found: FirstFew, mark: Mapping[str, int], told: Mapping[str, int], items: Items) -> Sort:
    is_new = any(number > told.get(key, 0) for key, number in mark.items())
    return Sort(found.count, is_new, items[:SHOWN])


def still_told(told: Mapping[str, int], current: Mapping[str, int]) -> dict[str, int]:
    """Return what of the last mail is still so: what went and comes back is new again."""
    return {key: min(number, current[key]) for key, number in told.items() if key in current}


def _mark(day: date | None) -> str:
    return day.isoformat() if day is not None else "none"
