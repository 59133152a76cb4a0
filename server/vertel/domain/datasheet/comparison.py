"""In what two versions of the sheet differ."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from vertel.domain.datasheet.content import Content, Entry


class Kind(StrEnum):
    """What became of an entry or one of its facts."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Difference(NamedTuple):
    """An entry that only one version has, or a fact in which an entry differs.

    :ivar before: the entry of the older version; None when it was added.
    :ivar after: that of the newer one; None when it was removed.
    :ivar fact: which fact differs; None when the entry was added or removed.
    """

    part: str
    name: str
    kind: Kind
    before: Entry | None
    after: Entry | None
    fact: str | None = None


def compare(before: Content, after: Content) -> list[Difference]:
    """Return the differences, in the order of the newer version's parts; what only the older one has comes last."""
    found: list[Difference] = []
    for part in dict.fromkeys([*after, *before]):
        older, newer = before.get(part, {}), after.get(part, {})
        for name in dict.fromkeys([*newer, *older]):
            found += _of_entry(part, name, older.get(name), newer.get(name))
    return found


def _of_entry(part: str, name: str, before: Entry | None, after: Entry | None) -> list[Difference]:
    if before is None:
        return [Difference(part, name, Kind.ADDED, None, after)]
    if after is None:
        return [Difference(part, name, Kind.REMOVED, before, None)]
    facts = dict.fromkeys([*after, *before])
    return [
        Difference(part, name, Kind.CHANGED, before, after, fact)
        for fact in facts
        if before.get(fact) != after.get(fact)
    ]
