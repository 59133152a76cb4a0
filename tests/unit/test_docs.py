"""The pages that have to keep up with the code, and links that lead somewhere."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from vertel.config import KNOWN
from vertel.db.models import Base
from vertel.domain.privacy.transparency import HELD
from vertel.domain.suggestions import warnings
from vertel.imports import link_csv, suggestion_csv
from vertel_schema import DOCUMENTS
from vertel_schema.words import DESTINATION_STATUSES

ROOT = Path(__file__).parents[2]
TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
PAGES = [*(ROOT / name for name in TOP), *sorted((ROOT / "docs").rglob("*.md"))]


def _first_cells(page: str) -> set[str]:
    text = (ROOT / "docs" / page).read_text("utf-8")
    return {
        cell for line in re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE) for cell in re.findall(r"`([^`]+)`", line)
    }


def test_every_direct_dependency_has_its_reason_and_no_other_stands_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    dev = [name for name in project["dependency-groups"]["dev"] if isinstance(name, str)]
    python = [*project["project"]["dependencies"], *(name for extra in extras.values() for name in extra), *dev]
    used = {re.match(r"[a-z0-9-]+", name).group() for name in python}
    for folder in (".", "extension", "shared_schema", "tests/provider", "tests/replica"):
        package = json.loads((ROOT / folder / "package.json").read_text())
        used |= package.get("dependencies", {}).keys() | package.get("devDependencies", {}).keys()

    assert _first_cells("dependencies.md") == used


def test_every_setting_is_explained() -> None:
    explained = {name for name in _first_cells("settings.md") if name.startswith("VERTEL_")}

    assert explained == KNOWN


def test_every_csv_column_is_explained() -> None:
    fixed = {
        *suggestion_csv.PLAIN,
        *suggestion_csv.LISTS,
        *suggestion_csv.MOMENTS,
        *suggestion_csv.IMAGE,
        *suggestion_csv.UTM,
        "people",
    }

    assert fixed <= _first_cells("uploading.md")


def test_every_column_of_links_and_every_status_of_a_page_is_explained() -> None:
    assert {*link_csv.COLUMNS, *DESTINATION_STATUSES} <= _first_cells("links.md")


def test_every_part_of_what_is_held_about_a_colleague_is_explained_and_no_other() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    table = page.partition("\n## What is held\n")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [*HELD]


def test_every_warning_is_explained() -> None:
    source = Path(warnings.__file__).read_text("utf-8")
    codes = set(re.findall(r'_warning\(\s*"([a-z-]+)"', source))

    assert len(codes) >= 8
    assert codes <= _first_cells("uploading.md")


def test_every_test_that_shows_a_promise_of_security_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`([a-z0-9]+/[a-z_/]+(?:\.py)?)`", text)

    assert len(named) > 20
    assert [name for name in named if not (ROOT / "tests" / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_of_this_repository_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text) + re.findall(r'src(?:set)?="([^"]+)"', text)

    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_somebody_s_machine(page: Path) -> None:
    assert not re.search(r"/(?:home|root|Users|tmp|work)/", page.read_text("utf-8"))


def test_the_servers_pages_wear_the_panels_colours() -> None:
    panel = re.findall(r"(--[\w-]+): (#\w+)", (ROOT / "extension/src/panel/tokens.css").read_text("utf-8"))
    pages = re.findall(r"(--[\w-]+): (#\w+)", (ROOT / "server/vertel/templates/look.css").read_text("utf-8"))

    assert len(pages) == 14
    assert set(pages) <= set(panel)


def test_every_event_of_the_log_is_explained_and_no_other() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "server").rglob("*.py")]
    events = {name for text in sources for name in re.findall(r'\blog\.\w+\(\s*"(\w+)"', text)}
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    table = page.partition("\n## The log\n")[2].partition("\n## ")[0]
    explained = {name for line in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE) for name in line.split("`")[1::2]}

    assert len(events) >= 15
    assert explained == events


def test_the_reference_leads_from_every_name_to_its_place() -> None:
    page = (ROOT / "docs" / "schema.md").read_text("utf-8")
    headings = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    places = [re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-") for heading in headings]

    assert len(set(places)) == len(places)
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(places)


def test_the_reference_has_every_document_and_every_operation() -> None:
    page = (ROOT / "docs" / "schema.md").read_text("utf-8")
    operations = json.loads((ROOT / "shared_schema" / "generated" / "operations.json").read_text("utf-8"))
    del operations["$comment"]

    assert {*DOCUMENTS, *operations} <= set(re.findall(r"^### (.*)$", page, re.MULTILINE))


def test_what_each_table_grows_with_and_what_takes_its_rows_away_is_written_down() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    section = page.partition("## What grows, and what takes it away\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    assert all(len(row) == 3 and all(cell.strip() for cell in row) for row in rows)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(named) == sorted(Base.metadata.tables), "each table has one row there, and no other is there"
