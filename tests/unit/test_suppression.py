"""What is withheld cannot be computed from what is shown: checked by solving the equations that a reader could."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertel.domain.audience.reach import EVERYONE, Reach
from vertel.domain.disclosure.suppression import Groups, Suppressed, enough, suppressed

Items = dict[int, tuple[Groups, Reach]]
Row = list[Fraction]
DIMENSIONS = 3


def for_few(*alike: int) -> Reach:
    """One person of each of these."""
    return Reach(len(alike), frozenset((number, 1) for number in alike))


PEOPLE = st.one_of(
    st.sampled_from([Reach(5), Reach(9), Reach(EVERYONE)]),
    st.sets(st.integers(0, 6), max_size=4).map(lambda alike: for_few(*alike)),
)
ITEMS = st.lists(st.tuples(st.tuples(*[st.integers(0, 2)] * DIMENSIONS), PEOPLE), max_size=9).map(
    lambda items: dict(enumerate(items))
)


def hide(items: Items) -> Suppressed[int]:
    groups, people = ({key: item[part] for key, item in items.items()} for part in (0, 1))
    return suppressed(groups, people, DIMENSIONS)  # type: ignore[arg-type]


def shown(items: Items, result: Suppressed[int]) -> Iterator[Row]:
    """Yield every sum that is shown, as what each item adds to it."""
    yield [Fraction(1)] * len(items)
    for key in items.keys() - result.items:
        yield [Fraction(other == key) for other in items]
    for dimension in range(DIMENSIONS):
        for group in {groups[dimension] for groups, _ in items.values()} - result.groups[dimension]:
            yield members(items, dimension, group)


def members(items: Items, dimension: int, group: object) -> Row:
    return [Fraction(groups[dimension] == group) for groups, _ in items.values()]


def computable(wanted: Row, rows: Sequence[Row]) -> bool:
    """Whether a sum follows from others: whether it adds nothing to the space that they span."""
    return rank([*rows, wanted]) == rank(rows)


def rank(rows: Sequence[Row]) -> int:
    left, found = [list(row) for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is not None:
            left.remove(pivot)
            found += 1
            left = [
                [value - row[column] / pivot[column] * by for value, by in zip(row, pivot, strict=True)] for row in left
            ]
    return found


@given(ITEMS)
def test_a_suggestion_for_fewer_than_five_cannot_be_computed_from_what_is_shown(items: Items) -> None:
    if not enough([people for _, people in items.values()]):
        return  # the organisation's own total is about fewer than five people, and it is always shown
    rows = [*shown(items, hide(items))]
    for key, (_, people) in items.items():
        if people.number < 5:
            assert not computable([Fraction(other == key) for other in items], rows)


@given(ITEMS)
def test_a_group_for_fewer_than_five_cannot_be_computed_either(items: Items) -> None:
    if not enough([people for _, people in items.values()]):
        return
    rows = [*shown(items, hide(items))]
    for dimension in range(DIMENSIONS):
        for group in {groups[dimension] for groups, _ in items.values()}:
            people = [each for groups, each in items.values() if groups[dimension] == group]
            if not enough([*people, Reach(0)]):  # a group of one suggestion, or of many for the same few
                assert not computable(members(items, dimension, group), rows)


@given(ITEMS)
def test_nothing_is_hidden_where_everything_is_for_five_or_more(items: Items) -> None:
    if all(people.number >= 5 for _, people in items.values()):
        assert hide(items) == Suppressed(set(), (set(), set(), set()))


@given(ITEMS, st.randoms())
def test_the_same_is_hidden_in_whatever_order_things_come(items: Items, random: object) -> None:
    shuffled = list(items.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert hide(dict(shuffled)) == hide(items)


@pytest.mark.parametrize(
    ("people", "verdict"),
    [
        ([for_few(1, 2, 3, 4)], False),
        ([Reach(9)], False),
        ([for_few(1), Reach(5)], True),
        ([for_few(1, 2, 3), for_few(4, 5)], True),
        ([for_few(1, 2, 3), for_few(3, 4)], False),
        ([for_few(1, 2, 3, 4)] * 3, False),
    ],
)
def test_two_things_for_five_different_people_hide_each_other(people: list[Reach], verdict: bool) -> None:
    assert enough(people) is verdict


def test_others_of_the_same_kind_place_and_language_hide_first() -> None:
    same, other = ("vacancy", "zwolle", "nl"), ("story", "zwolle", "nl")
    items = {1: (same, for_few(1)), 2: (same, Reach(90)), 3: (same, Reach(80)), 4: (other, Reach(5))}
    assert hide(items) == Suppressed({1, 3}, (set(), set(), set()))


def test_alone_in_its_place_it_hides_behind_another_place_of_which_the_sum_is_not_shown_either() -> None:
    items = {
        1: (("vacancy", "tiel", "nl"), for_few(1)),
        2: (("story", "zwolle", "nl"), Reach(5)),
        3: (("vacancy", "zwolle", "nl"), Reach(90)),
    }
    assert hide(items) == Suppressed({1, 3}, (set(), {"tiel", "zwolle"}, set()))
