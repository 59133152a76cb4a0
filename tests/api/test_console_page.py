"""The page at /console/: files where there are files, and the page itself at the address of every view."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from vertel.api.built_page import read
from vertel.app import create_app
from vertel.config import Config

PAGE = "<!doctype html><title>Vertel</title>"
SCRIPT = "console-0123456789ab.js"


@pytest.fixture
def browser(client: FlaskClient, tmp_path: Path) -> FlaskClient:
    """A client of a server that has a build."""
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / SCRIPT).write_text("// a script")
    client.application.extensions["vertel.console"] = read(tmp_path)
    return client


@pytest.mark.parametrize("path", ["", "suggestions", "suggestions/new", "organisation/people", "nothing"])
def test_every_view_has_an_address_at_which_the_page_is(browser: FlaskClient, path: str) -> None:
    answer = browser.get(f"/console/{path}?status=draft")
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["Cache-Control"] == "no-cache"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_what_the_page_is_made_of_is_kept_for_ever_and_a_file_of_another_build_is_not_there(
    browser: FlaskClient,
) -> None:
    answer = browser.get(f"/console/{SCRIPT}")
    assert (answer.text, answer.headers["Cache-Control"]) == ("// a script", "public, max-age=31536000, immutable")
    assert browser.get("/console/console-ba9876543210.js").status_code == 404
    assert browser.get("/console/.env").status_code == 404


def test_without_the_last_stroke_one_is_led_on(browser: FlaskClient) -> None:
    answer = browser.get("/console")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/console/")


def test_a_server_without_a_build_says_how_to_get_one(config: Config, tmp_path: Path) -> None:
    client = create_app(replace(config, console_dir=tmp_path)).test_client()
    answer = client.get("/console/suggestions")
    assert answer.status_code == 404
    assert "VERTEL_CONSOLE_DIR" in answer.text
    client.application.extensions["vertel.redirect"].close()
    client.application.extensions["vertel"].dispose()
