"""No group under five people can be told from what is shown, nor from what is left when it is subtracted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.disclosure.withholding import withheld


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ([], []),
        ([5, 6, 7], []),
        ([4], [4]),
        ([4, 9], [4, 9]),
        ([9, 6, 4], [4, 6]),
        ([9, 4, 3], [4, 3]),
        ([9, 6, 2, 1], [2, 1, 6]),
        ([9, 6, 2, 2, 1], [2, 2, 1]),
        ([0, 9, 6], [0, 6]),
        ([1, 1], [1, 1]),
    ],
)
def test_small_groups_hide_behind_one_another_or_behind_the_next_smallest(sizes: list[int], hidden: list[int]) -> None:
    groups = withheld(dict(enumerate(sizes)))
    assert sorted(sizes[group] for group in groups) == sorted(hidden)


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 12), max_size=12))
def test_what_is_subtracted_from_the_total_is_about_five_people_in_two_groups_at_least(sizes: dict[str, int]) -> None:
    hidden = withheld(sizes)
    assert {group for group, size in sizes.items() if size < SMALLEST_GROUP} <= hidden
    if hidden and hidden != set(sizes):
        assert len(hidden) >= 2
        assert sum(sizes[group] for group in hidden) >= SMALLEST_GROUP


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 12), max_size=12), st.randoms())
def test_the_same_groups_are_withheld_in_whatever_order_they_come(sizes: dict[str, int], random: object) -> None:
    shuffled = list(sizes.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert withheld(dict(shuffled)) == withheld(sizes)
