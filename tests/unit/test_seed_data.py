"""The demo company has to be as good as what editors are asked to write: whoever looks at Vertel first, reads it."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from vertel_schema.people import EmployeeRequest
from vertel_schema.suggestion import SuggestionRequest
from vertel_schema.words import KINDS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "server" / "vertel" / "seed"
COMPANY: dict[str, Any] = json.loads((FOLDER / "company.json").read_text(encoding="utf-8"))
YEAR: dict[str, Any] = json.loads((FOLDER / "year.json").read_text(encoding="utf-8"))
SUGGESTIONS: list[dict[str, Any]] = COMPANY["suggestions"]
UPLOAD = list(csv.DictReader((ROOT / "docs" / "example-upload.csv").read_text(encoding="utf-8").splitlines(True)))
POST_LENGTH = 3000
CAPTIONS = [
    pytest.param(suggestion, caption["text"], id=f"{suggestion['external_id']}-{caption['language']}-{caption['tone']}")
    for suggestion in [*SUGGESTIONS, *YEAR["suggestions"]]
    for caption in suggestion["captions"]
]
of_any_time = pytest.mark.parametrize(
    "suggestion", [*SUGGESTIONS, *YEAR["suggestions"]], ids=lambda suggestion: suggestion["external_id"]
)
each_suggestion = pytest.mark.parametrize("suggestion", SUGGESTIONS, ids=lambda suggestion: suggestion["external_id"])
each_caption = pytest.mark.parametrize(("suggestion", "text"), CAPTIONS)


def slug(team: str) -> str:
    return team.lower().replace(" ", "-")


def resolved(suggestion: dict[str, Any]) -> dict[str, Any]:
    """The suggestion as it would be uploaded: days become times, a picture's file becomes an id."""

    def moment(days: dict[str, int]) -> datetime:
        return datetime.now(UTC) + timedelta(**days)

    document = dict(suggestion)
    for name in {"publish_at", "expires_at"} & document.keys():
        document[name] = f"{moment(document[name]):%Y-%m-%dT%H:%M:%SZ}"
    if "people" in document:
        document["people"] = [
            person | ({"consent_until": f"{moment(until):%Y-%m-%d}"} if (until := person.get("consent_until")) else {})
            for person in document["people"]
        ]
    if "image" in document:
        described = {name: text for name, text in document["image"].items() if name != "file"}
        document["image"] = {"id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"} | described
    return document


@of_any_time
def test_a_suggestion_is_a_valid_upload(suggestion: dict[str, Any]) -> None:
    assert SuggestionRequest().validate(resolved(suggestion)) == {}


@each_suggestion
def test_everything_that_is_read_is_there_in_both_languages(suggestion: dict[str, Any]) -> None:
    texts = [suggestion["titles"], suggestion["captions"], suggestion.get("prompts", [])]
    texts += [suggestion["image"]["alt_texts"]] if "image" in suggestion else []
    for written in texts:
        assert {text["language"] for text in written} in ({"nl", "en"}, set())
    assert suggestion["titles"][0] == {"language": "nl", "text": suggestion["title"]}


@pytest.mark.parametrize(
    "employee", [*COMPANY["employees"], *YEAR["employees"]], ids=lambda employee: employee["email"]
)
def test_an_employee_is_a_valid_import(employee: dict[str, Any]) -> None:
    assert EmployeeRequest().validate(employee) == {}


def test_everybody_and_everything_has_a_name_of_its_own() -> None:
    employees, written = [*COMPANY["employees"], *YEAR["employees"]], [*SUGGESTIONS, *YEAR["suggestions"]]
    for names in ([e["email"] for e in employees], [s["external_id"] for s in written]):
        assert len(set(names)) == len(names)


def test_the_demo_employee_comes_first() -> None:
    assert COMPANY["employees"][0]["email"].startswith("noor@")


def test_some_teams_are_large_enough_to_be_counted_and_one_is_not() -> None:
    teams = [employee["team"] for employee in COMPANY["employees"]]
    sizes = sorted(teams.count(team) for team in set(teams))
    assert sizes[0] < 5
    assert len([size for size in sizes if size >= 5]) >= 3


def test_there_is_enough_of_every_kind() -> None:
    published = [suggestion["kind"] for suggestion in SUGGESTIONS if suggestion["status"] == "published"]
    assert len(published) >= 18
    assert set(published) == set(KINDS)


@each_suggestion
def test_a_suggestion_speaks_both_languages_in_two_voices_or_more(suggestion: dict[str, Any]) -> None:
    for language in COMPANY["organisation"]["languages"]:
        tones = [caption["tone"] for caption in suggestion["captions"] if caption["language"] == language]
        assert len(set(tones)) == len(tones) >= 2


@each_suggestion
def test_story_starters_come_in_both_languages_and_end_where_the_colleague_goes_on(suggestion: dict[str, Any]) -> None:
    prompts = suggestion.get("prompts", [])
    assert {prompt["language"] for prompt in prompts} in (set(), {"nl", "en"})
    for prompt in prompts:
        assert prompt["question"].endswith("?")
        assert re.search(r"[\w:,] $", prompt["opening"])


@each_caption
def test_a_caption_has_its_link_when_there_is_somewhere_to_go(suggestion: dict[str, Any], text: str) -> None:
    assert text.count("{link}") == (1 if suggestion.get("destination_url") else 0)


@each_caption
def test_a_caption_reads_as_well_without_its_link(suggestion: dict[str, Any], text: str) -> None:
    before = text.split("{link}", maxsplit=1)[0].rstrip()
    assert re.search(r"([.?)]|[.?][’”]|#\w+)$", before)


@each_caption
def test_a_caption_fits_in_a_post_and_ends_on_no_hashtag(suggestion: dict[str, Any], text: str) -> None:
    assert len(text.encode("utf-16-le")) / 2 <= POST_LENGTH
    assert len(re.findall(r"#\w+", text)) <= 3
    assert not re.search(r"#\w+$", text)


@each_caption
def test_a_caption_says_plainly_who_the_writer_works_for(suggestion: dict[str, Any], text: str) -> None:
    assert "Ottervliet" in text


@each_caption
def test_a_caption_is_set_with_care_and_does_not_shout(suggestion: dict[str, Any], text: str) -> None:
    assert not re.search(r"""['"!]|\.\.\.| {2}| \n|\n{3}""", text)


@of_any_time
def test_a_colleague_who_is_named_has_agreed(suggestion: dict[str, Any]) -> None:
    texts = " ".join(caption["text"] for caption in suggestion["captions"])
    agreed = {person["name"] for person in suggestion.get("people", [])}
    for name in (employee["name"] for employee in COMPANY["employees"]):
        assert name in agreed or not re.search(rf"\b{name.split()[0]}\b", texts)


@each_suggestion
def test_an_audience_exists(suggestion: dict[str, Any]) -> None:
    audience = suggestion.get("audience", {})
    employees = COMPANY["employees"]
    assert set(audience.get("teams", [])) <= {slug(employee["team"]) for employee in employees}
    assert set(audience.get("locations", [])) <= {employee["location"] for employee in employees}
    assert set(audience.get("languages", [])) <= set(COMPANY["organisation"]["languages"])


def test_only_some_suggestions_are_for_some_people() -> None:
    sides = {side for suggestion in SUGGESTIONS for side in suggestion.get("audience", {})}
    assert sides == {"teams", "locations", "languages"}
    assert any("audience" not in suggestion for suggestion in SUGGESTIONS)


@pytest.mark.parametrize("row", [*SUGGESTIONS, *YEAR["suggestions"], *UPLOAD], ids=lambda row: row["external_id"])
def test_a_destination_is_on_a_host_of_the_company(row: dict[str, Any]) -> None:
    destination = row.get("destination_url")
    assert not destination or urlsplit(destination).hostname in COMPANY["organisation"]["destination_hosts"]


def test_no_host_can_be_a_real_one() -> None:
    assert all(host.endswith(".example") for host in COMPANY["organisation"]["destination_hosts"])


def test_every_open_vacancy_closes_by_itself() -> None:
    for suggestion in SUGGESTIONS:
        assert suggestion["kind"] != "vacancy" or suggestion["expires_at"]["days"] > 14


@pytest.mark.parametrize("name", sorted({s["image"]["file"] for s in SUGGESTIONS if "image" in s}))
def test_a_picture_is_there_described_and_light(name: str) -> None:
    path = FOLDER / "images" / name
    assert path.stat().st_size < 80_000
    with Image.open(path) as image:
        assert image.size == (1200, 627)
    assert all(s["image"]["alt"] for s in SUGGESTIONS if s.get("image", {}).get("file") == name)


def test_the_example_upload_brings_new_suggestions_in_both_languages() -> None:
    known = {suggestion["external_id"] for suggestion in SUGGESTIONS}
    assert len(UPLOAD) >= 6
    for row in UPLOAD:
        assert row["external_id"] not in known
        assert row["kind"] in KINDS
        for column in ("caption_nl_personal", "caption_en_personal"):
            assert ("{link}" in row[column]) == bool(row["destination_url"])


def test_with_the_year_behind_it_every_team_is_large_enough_to_be_counted() -> None:
    connected = [
        employee["team"]
        for employee in [*COMPANY["employees"], *YEAR["employees"]]
        if employee["email"] not in YEAR["never_connected"]
    ]
    assert min(connected.count(team) for team in set(connected)) >= 5
