"""`vertel datasheet`: as a page to print and as JSON; what it says is tested on both databases in tests/api."""

import json
from pathlib import Path

from support.world import World
from vertel_schema import DOCUMENTS


def test_json_is_the_document_of_the_contract(vertel, world: World) -> None:
    result = vertel("datasheet", "--json", "--language", "nl")

    assert (result.exit_code, result.stderr) == (0, "")
    sheet = json.loads(result.stdout)
    assert DOCUMENTS["DataSheet"]().validate(sheet) == {}
    assert sheet["sections"][0]["title"] == "Wie verantwoordelijk is"


def test_without_json_it_is_a_page_that_stands_alone(vertel, world: World, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    result = vertel("datasheet", "--language", "en", "--output", page)

    assert (result.exit_code, result.stdout) == (0, "")
    text = page.read_text("utf-8")
    assert text.startswith("<!doctype html>")
    assert '<html lang="en">' in text
    assert "To be filled in by you" in text
    assert "Reports that cannot be made" in text
    assert "src=" not in text
    assert "href=" not in text


def test_what_the_organisation_filled_in_is_text_and_no_markup(vertel, world: World) -> None:
    admin = world.key("admin")
    etag = world.client.get("/api/v1/settings", headers=admin).headers["ETag"]
    filled = {"data_sheet": {"controller": "<b>Waterwerk</b> & Co"}}
    world.client.patch("/api/v1/settings", json=filled, headers=admin | {"If-Match": etag})

    assert "&lt;b&gt;Waterwerk&lt;/b&gt; &amp; Co" in vertel("datasheet").stdout


def test_a_language_that_there_is_not_is_refused(vertel) -> None:
    result = vertel("datasheet", "--language", "fr")

    assert result.exit_code == 2
    assert "'en'" in result.stderr
