"""Which suggestions have too few people behind them to be shown, and which others hide them, however a report adds up.

Reports show suggestions one by one and added up: by kind, by location, by language, and all together. A suggestion that
is not shown must not follow from the others. So the ones that are not shown come in *blocks* of at least two, with five
people or more behind them, and within a block it makes no difference to any number that is shown which of them had a
share or a click: either all of the block are in the same group, or none of their groups is shown. What cannot make a
difference cannot be computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from vertel.domain.audience.reach import SMALLEST_GROUP, Reach

Item = TypeVar("Item")
Groups = tuple[Any, ...]
"""The group to which an item belongs, in each dimension."""


@dataclass
class Suppressed(Generic[Item]):
    """What is not shown: items, and groups in each dimension."""

    items: set[Item] = field(default_factory=set)
    groups: tuple[set[Any], ...] = ()


def suppressed(groups: Mapping[Item, Groups], people: Mapping[Item, Reach], dimensions: int) -> Suppressed[Item]:
    """Return what is not to be shown of items that belong to groups and have so many people behind them."""
    result: Suppressed[Item] = Suppressed(groups=tuple(set() for _ in range(dimensions)))
    cells: defaultdict[Groups, list[Item]] = defaultdict(list)
    for item in sorted(groups, key=lambda item: (people[item].number, str(item))):
        cells[groups[item]].append(item)
    left = []
    for cell in sorted(cells, key=str):
        if people[cells[cell][0]].number < SMALLEST_GROUP:
            block = _block(cells[cell], people)
            result.items.update(block)
            if not enough([people[item] for item in block]):
                left.append(block)
    for block in left:
        _hide_elsewhere(block, result, groups, people)
    return result


def enough(people: Sequence[Reach]) -> bool:
    """Return whether things for these people hide each other: two at least, for five people between them."""
    if len(people) < 2:
        return False
    together = {alike for each in people for alike in each.few}
    return any(each.number >= SMALLEST_GROUP for each in people) or sum(n for _, n in together) >= SMALLEST_GROUP


def _block(items: Sequence[Item], people: Mapping[Item, Reach]) -> list[Item]:
    """Return those with too few people, and the next smallest until they are enough, of items in the same groups."""
    block = [item for item in items if people[item].number < SMALLEST_GROUP]
    for item in items[len(block) :]:
        if enough([people[each] for each in block]):
            break
        block.append(item)
    return block


def _hide_elsewhere(
    block: list[Item], result: Suppressed[Item], groups: Mapping[Item, Groups], people: Mapping[Item, Reach]
) -> None:
    """Hide a block among items of other groups, as alike as possible; groups in which they differ are not shown."""
    others = [item for item in groups if groups[item] != groups[block[0]]]

    def unlike(item: Item) -> tuple[int, int, str]:
        return len(_differing([groups[block[0]], groups[item]], result)), people[item].number, str(item)

    while others and not enough([people[item] for item in block]):
        nearest = min(others, key=unlike)
        others.remove(nearest)
        block.append(nearest)
    result.items.update(block)
    if enough([people[item] for item in block]):
        differing = _differing([groups[item] for item in block], result)
    else:
        differing = [*range(len(result.groups))]  # there is nobody to hide behind
    for dimension in differing:
        result.groups[dimension].update(groups[item][dimension] for item in block)


def _differing(cells: Sequence[Groups], result: Suppressed[Item]) -> list[int]:
    """Return the dimensions in which items are not in the same group, and that group or another of them is shown."""
    return [
        dimension
        for dimension, shown in enumerate(result.groups)
        if len(found := {cell[dimension] for cell in cells}) > 1 and not found <= shown
    ]
