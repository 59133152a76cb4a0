"""A cursor carries a position there and back; whatever else comes is refused, never a fault of the server's."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertel.errors import RefusedError
from vertel.http import cursors

PARTS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text()
POSITIONS = st.lists(PARTS, min_size=1, max_size=4)


def packed(value: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).decode()


@settings(deadline=None)
@given(POSITIONS)
def test_a_position_comes_back_as_it_was(position: list[Any]) -> None:
    assert cursors.decode(cursors.encode(position), len(position)) == position


@settings(deadline=None)
@given(POSITIONS)
def test_a_cursor_needs_no_escaping_in_a_url(position: list[Any]) -> None:
    cursor = cursors.encode(position)
    assert cursor.isascii()
    assert cursor.replace("-", "a").replace("_", "a").isalnum()


def test_without_a_cursor_the_first_page_is_meant() -> None:
    assert cursors.decode(None, 2) is None


@pytest.mark.parametrize(
    "cursor",
    ["", "=", "a", "!!!!", "é", "\ud800", "a b", packed([1, 2])[:-3], packed([1]), packed([1, 2, 3]), packed("ab"),
     packed({"0": 1, "1": 2}), packed(None), "WzEs Ml0", base64.urlsafe_b64encode(b"[1,NaN]").decode(),
     base64.urlsafe_b64encode(b"\xff\xfe").decode(), base64.urlsafe_b64encode(b"[" * 5000).decode()],
)  # fmt: skip
def test_what_is_no_cursor_of_this_list_is_refused_with_its_name(cursor: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        cursors.decode(cursor, 2)
    assert [fault["pointer"] for fault in refusal.value.faults] == ["/cursor"]


@settings(deadline=None)
@given(st.text() | st.binary().map(lambda data: base64.urlsafe_b64encode(data).decode()))
def test_no_text_does_worse_than_to_be_refused(cursor: str) -> None:
    try:
        position = cursors.decode(cursor, 2)
    except RefusedError:
        return
    assert isinstance(position, list)
    assert len(position) == 2
