"""Whatever two versions of the data sheet say, their differences are all told, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from vertel.domain.datasheet import sentences
from vertel.domain.datasheet.comparison import Kind, compare
from vertel.domain.datasheet.content import Content, version_of
from vertel_schema import DataSheetChange
from vertel_schema.words import DATA_SHEET_PARTS

LETTERS = some.text("abc é“”%.", min_size=1, max_size=8).filter(str.strip)
FACTS = some.sampled_from(["text", "value", "readers", "calls", "meaning", "kept"])
ENTRIES = some.dictionaries(FACTS, LETTERS | some.lists(LETTERS, max_size=3, unique=True), max_size=3)
CONTENTS = some.dictionaries(
    some.sampled_from(DATA_SHEET_PARTS), some.dictionaries(some.sampled_from("pqr"), ENTRIES, max_size=3), max_size=3
)


def carried_out(content: Content, other: Content) -> Content:
    """What becomes of a content when all differences from another one are carried out."""
    found = {part: {name: dict(entry) for name, entry in entries.items()} for part, entries in content.items()}
    for difference in compare(content, other):
        part = found.setdefault(difference.part, {})
        if difference.kind is Kind.REMOVED:
            del part[difference.name]
        elif difference.fact is None:
            part[difference.name] = dict(difference.after or {})
        elif difference.fact in (difference.after or {}):
            part[difference.name][difference.fact] = (difference.after or {})[difference.fact]
        else:
            del part[difference.name][difference.fact]
    return found


def without_nothing(content: Content) -> Content:
    return {part: entries for part, entries in content.items() if entries}


@given(CONTENTS, CONTENTS)
def test_the_differences_lead_from_one_version_to_the_other(before: Content, after: Content) -> None:
    assert without_nothing(carried_out(before, after)) == without_nothing(after)


@given(CONTENTS, CONTENTS)
def test_there_are_differences_exactly_when_the_versions_are_two(before: Content, after: Content) -> None:
    one, other = without_nothing(before), without_nothing(after)
    assert (compare(one, other) == []) is (version_of(one) == version_of(other)) is (one == other)


@given(CONTENTS, some.randoms())
def test_the_order_of_entries_is_no_difference(content: Content, random: object) -> None:
    turned = {
        part: dict(reversed([(name, dict(reversed(entry.items()))) for name, entry in entries.items()]))
        for part, entries in reversed(content.items())
    }
    assert version_of(turned) == version_of(content)
    assert compare(content, turned) == []


@given(CONTENTS, CONTENTS, some.sampled_from(["en", "nl"]))
def test_each_difference_is_a_sentence_that_fits_the_contract(before: Content, after: Content, language: str) -> None:
    told = sentences.told({"en": before}, {"en": after}, language)
    assert len(told) == len(compare(before, after))
    assert [DataSheetChange().validate(change) for change in told] == [{}] * len(told)
    assert not [change for change in told if "%(" in change["sentence"]]
