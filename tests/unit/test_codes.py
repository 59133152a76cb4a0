"""The code in what people type, copy and paste."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest

from support.tails import TAILS
from vertel.domain.links import codes


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_behind_a_code_is_no_part_of_it(tail: str) -> None:
    path = unquote_to_bytes(f"Open-Dag{tail}").decode("latin-1")
    assert codes.in_path(path) == "open-dag"


@pytest.mark.parametrize("head", ["%E2%80%8B", "%20", "(", "%22", "/", "%EF%BB%BF"])
def test_neither_is_what_stands_before_it(head: str) -> None:
    assert codes.in_path(unquote_to_bytes(f"{head}open-dag").decode("latin-1")) == "open-dag"


def test_an_unseen_character_amid_a_code_is_no_end_of_it() -> None:
    assert codes.in_text("open\u00ad-\u200bdag") == "open-dag"


@pytest.mark.parametrize(
    "text", ["", "/", "-", "...", "é", "één", "favicon.ico", "robots.txt", "wp-login.php?x", "a" * 65, "%\x00"]
)
def test_where_there_is_no_code_none_is_made_up(text: str) -> None:
    assert codes.in_text(text) is None


BASES = ["https://go.example.com", "https://vertel.example.com:8443/r"]


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("https://go.example.com/plak", "plak"),
        ("HTTPS://GO.EXAMPLE.COM/PLAK", "plak"),
        ("http://go.example.com/plak/", "plak"),
        ("go.example.com/plak?utm_source=x#y", "plak"),
        (" https://www.go.example.com/plak. ", "plak"),
        ("https://vertel.example.com:8443/r/plak,", "plak"),
        ("\u200bhttps://go.example.com/plak\u200b", "plak"),
        ("https://go.example.com/", None),
        ("https://elsewhere.example/plak", None),
        ("plak", None),
        ("go.example.comx/plak", None),
    ],
)
def test_a_whole_link_is_known_however_it_was_copied(pasted: str, code: str | None) -> None:
    assert codes.in_link(pasted, BASES) == code
