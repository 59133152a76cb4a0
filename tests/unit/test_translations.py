"""The server's texts in other languages: which language somebody gets, and that none of the texts is missing."""

from __future__ import annotations

import importlib.util
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from vertel.translations import LANGUAGES, translations
from vertel.translations.negotiation import preferred_language
from vertel_schema.words import LANGUAGES_OF_TRANSPARENCY

SCRIPTS = Path(__file__).parents[2] / "scripts"
HEADER = 'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """`scripts/catalogues.py`."""
    sys.path.insert(0, str(SCRIPTS))
    spec = importlib.util.spec_from_file_location("catalogues", SCRIPTS / "catalogues.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(SCRIPTS))
    return module


@pytest.fixture(scope="module")
def generated(catalogues: ModuleType) -> dict[Path, bytes]:
    """What would be written."""
    return catalogues.generated()


@pytest.mark.parametrize(
    ("accepted", "otherwise", "language"),
    [
        ("nl", (), "nl"),
        ("nl-BE,en;q=0.5", (), "nl"),
        ("en;q=0.5,NL-be", (), "nl"),
        ("fr, en;q=0.8, nl;q=0.9", (), "nl"),
        ("nl;q=0, fr", (), "en"),
        ("fr", ("de", "nl-BE", "en"), "nl"),
        ("en", ("nl",), "en"),
        ("*", (), "en"),
        ("nld", (), "en"),
        ("fr" + ",fr" * 5000 + ",nl", (), "en"),
        (";;q=,", (), "en"),
        ("", (), "en"),
        (None, (), "en"),
    ],
)
def test_somebody_gets_the_first_of_their_languages_that_there_is(
    accepted: str | None, otherwise: tuple[str, ...], language: str
) -> None:
    assert preferred_language(accepted, *otherwise) == language


@pytest.mark.parametrize(("tag", "yes"), [("nl", "ja"), ("nl-BE", "ja"), ("en-GB", "yes"), ("fr", "yes"), ("", "yes")])
def test_a_language_without_a_catalogue_is_answered_in_english(tag: str, yes: str) -> None:
    assert translations(tag).gettext("yes") == yes


def test_the_contract_offers_the_languages_that_there_are() -> None:
    assert LANGUAGES_OF_TRANSPARENCY == LANGUAGES


def test_every_text_has_a_translation_and_the_server_reads_what_people_wrote(
    catalogues: ModuleType, generated: dict[Path, bytes]
) -> None:
    assert [path.parts[-3:] for path in generated] == [
        (language, "LC_MESSAGES", f"vertel.{form}") for language in LANGUAGES[1:] for form in ("po", "mo")
    ]
    assert catalogues.faults(generated) == []
    assert [path for path, content in generated.items() if path.read_bytes() != content] == []


def test_texts_of_code_constants_and_schemas_are_all_found(generated: dict[Path, bytes]) -> None:
    found = {message.id for message in read_po(BytesIO(next(iter(generated.values()))))}

    assert {
        "This link is no longer here",
        "Until you are erased.",
        "Whether they like it.",
        "Ideas that colleagues sent in.",
        ("%(number)d day", "%(number)d days"),
    } <= found


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Yes"\nmsgstr "Ja"', None),
        ('msgid "Yes"\nmsgstr ""', "no translation of 'Yes'"),
        ('msgid "Yes"\nmsgstr "Yes"', "still English is the translation of 'Yes'"),
        ('#, fuzzy\nmsgid "Yes"\nmsgstr "Ja"', "not looked at yet"),
        ('msgid "%(n)d"\nmsgid_plural "%(n)ds"\nmsgstr[0] "een"\nmsgstr[1] "%(n)d x"', "other placeholders"),
        ('msgid "%(n)d"\nmsgid_plural "%(n)ds"\nmsgstr[0] "%(n)d x"\nmsgstr[1] ""', "no translation of"),
    ],
)
def test_a_translation_that_cannot_be_right_is_named(catalogues: ModuleType, entry: str, fault: str | None) -> None:
    path = catalogues.ROOT / "nl.po"

    found = catalogues.faults({path: (HEADER + entry + "\n").encode()})

    assert len(found) == (0 if fault is None else 1)
    assert all(fault in line and line.startswith("nl.po: ") for line in found)


def test_a_text_that_changes_keeps_its_translation_to_be_looked_at_and_one_that_goes_takes_it_along(
    catalogues: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "nl.po"
    path.write_text(HEADER + 'msgid "A code is good for a week."\nmsgstr "Een week."\n\nmsgid "Gone"\nmsgstr "Weg"\n')
    template = catalogues.Catalog()
    template.add("A code is good for a month.")

    (message,) = [message for message in catalogues._merged(path, "nl", template) if message.id]

    assert (message.id, message.string, message.fuzzy) == ("A code is good for a month.", "Een week.", True)


def test_dutch_says_je(generated: dict[Path, bytes]) -> None:
    catalogue = read_po(BytesIO(next(iter(generated.values()))), locale="nl")
    texts = [message.string if isinstance(message.string, str) else " ".join(message.string) for message in catalogue]
    words = {word.strip(".,;:'").lower() for text in texts for word in text.split()}

    assert "je" in words
    assert not words & {"u", "uw", "uzelf"}
