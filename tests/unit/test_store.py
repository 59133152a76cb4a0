"""What the stores get: texts within their limits, pictures of their size, and a reason for every permission."""

import json
import re
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORE = ROOT / "docs" / "store"

LIMITS = {
    "chrome": {"Name": 75, "Summary": 132, "Description": 16_000, "Single purpose": 1_000},
    "firefox": {"Name": 50, "Summary": 250, "Description": 15_000},
}
LANGUAGES = sorted(folder.name for folder in (ROOT / "extension" / "_locales").iterdir())
PAGES = [(store, language) for store in LIMITS for language in LANGUAGES]


def _sections(page: Path) -> dict[str, str]:
    _, *parts = re.split(r"^##? (.+)\n", page.read_text("utf-8"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True) if text.strip()}


def _message(language: str, name: str) -> str:
    messages = json.loads((ROOT / "extension" / "_locales" / language / "messages.json").read_text("utf-8"))
    return str(messages[name]["message"])


@pytest.mark.parametrize(("store", "language"), PAGES)
def test_every_field_of_a_store_is_filled_in_within_its_limit(store: str, language: str) -> None:
    fields = _sections(STORE / f"{store}-{language}.md")

    assert fields.keys() == LIMITS[store].keys()
    assert {name: len(text) for name, text in fields.items() if len(text) > LIMITS[store][name]} == {}
    assert fields["Name"] == _message(language, "extName")
    assert store != "chrome" or fields["Summary"] == _message(language, "extDescription")


def test_the_pictures_have_the_size_that_both_stores_want() -> None:
    pictures = sorted(STORE.glob("*.png"))

    assert {picture.stem.rpartition("-")[2] for picture in pictures} == set(LANGUAGES)
    # width and height stand in the first chunk of a PNG file
    assert {struct.unpack(">II", picture.read_bytes()[16:24]) for picture in pictures} == {(1280, 800)}


def test_every_permission_and_everything_sent_has_its_reason_and_no_other() -> None:
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text("utf-8"))
    sent = manifest["browser_specific_settings"]["gecko"]["data_collection_permissions"]["required"]
    reasons = re.findall(r"^## `(.+)`$", (ROOT / "docs" / "permissions.md").read_text("utf-8"), re.MULTILINE)

    assert sorted(reasons) == sorted([*manifest["permissions"], *manifest["optional_host_permissions"], *sent])
