"""The web page at /app/: exactly the files of one build, each with the headers that keep it fast and shut."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from vertel.api.built_page import read
from vertel.app import create_app
from vertel.config import Config, ConfigError

SCRIPT = "app-0123456789ab.js"
LONG = "// a script that is long enough to be worth compressing\n" * 20
FILES = {
    "index.html": "<!doctype html><title>Vertel</title>" + " " * 400,
    SCRIPT: LONG,
    "sw.js": LONG,
    "manifest.webmanifest": "{}",
    "icons/192-0123456789ab.png": "not really a picture",
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with a build, and a file that is not part of it."""
    (tmp_path / "app" / "icons").mkdir(parents=True)
    for name, text in FILES.items():
        (tmp_path / "app" / name).write_text(text)
    (tmp_path / "app" / ".env").write_text("a secret")
    (tmp_path / "secret.js").write_text("a secret")
    return tmp_path / "app"


@pytest.fixture
def browser(client: FlaskClient, built: Path) -> FlaskClient:
    """A client of a server that has the build."""
    client.application.extensions["vertel.app"] = read(built)
    return client


def test_the_page_is_asked_for_each_time_and_what_it_is_made_of_is_kept_for_ever(browser: FlaskClient) -> None:
    for path in ("/app/", "/app/index.html", "/app/sw.js", "/app/manifest.webmanifest"):
        assert browser.get(path).headers["Cache-Control"] == "no-cache", path
    for path in (f"/app/{SCRIPT}", "/app/icons/192-0123456789ab.png"):
        assert browser.get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable", path


def test_a_browser_that_has_the_newest_page_is_told_so(browser: FlaskClient) -> None:
    first = browser.get("/app/")
    again = browser.get("/app/", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["Cache-Control"] == "no-cache"
    assert browser.get("/app/", headers={"If-None-Match": '"another"'}).status_code == 200


def test_files_are_compressed_for_whoever_can_read_that(browser: FlaskClient) -> None:
    plain = browser.get(f"/app/{SCRIPT}")
    packed = browser.get(f"/app/{SCRIPT}", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == LONG.encode()
    assert len(packed.data) < len(plain.data)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in browser.get("/app/", headers={"Accept-Encoding": "gzip;q=0"}).headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/app/", "text/html; charset=utf-8"),
        (f"/app/{SCRIPT}", "text/javascript; charset=utf-8"),
        ("/app/sw.js", "text/javascript; charset=utf-8"),
        ("/app/manifest.webmanifest", "application/manifest+json"),
        ("/app/icons/192-0123456789ab.png", "image/png"),
    ],
)
def test_every_file_is_what_it_is_and_lets_nothing_of_others_in(browser: FlaskClient, path: str, kind: str) -> None:
    answer = browser.get(path)
    assert answer.content_type == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["worker-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(answer.headers["Content-Security-Policy"].split())


@pytest.mark.parametrize(
    "name",
    [
        "nothing.js",
        ".env",
        "../secret.js",
        "%2e%2e/secret.js",
        "..%2fsecret.js",
        "icons/../../secret.js",
        "icons/..%5c..%5csecret.js",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "index.html%00.png",
        "icons",
        "icons/",
        "INDEX.HTML",
    ],
)
def test_nothing_else_is_there(browser: FlaskClient, name: str) -> None:
    answer = browser.get(f"/app/{name}")
    assert answer.status_code in {404, 308}
    assert b"a secret" not in answer.data
    assert "root:" not in answer.text


def test_a_file_that_changes_on_the_disk_does_not_change_under_a_running_server(
    browser: FlaskClient, built: Path
) -> None:
    (built / "index.html").write_text("another build")
    (built / SCRIPT).unlink()
    assert browser.get("/app/").text == FILES["index.html"]
    assert browser.get(f"/app/{SCRIPT}").text == LONG


def test_without_the_last_stroke_one_is_led_on_by_a_path_that_any_proxy_understands(browser: FlaskClient) -> None:
    answer = browser.get("/app")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/app/")


def test_on_the_link_domain_the_page_is_no_link(browser: FlaskClient) -> None:
    there = {"Host": "go.example.com"}
    assert browser.get("/app", headers=there).status_code == 308
    assert browser.get("/app/", headers=there).text == FILES["index.html"]
    assert browser.get("/apple", headers=there).status_code == 404


def test_a_server_without_a_build_says_how_to_get_one(config: Config, tmp_path: Path) -> None:
    client = create_app(replace(config, app_dir=tmp_path)).test_client()
    english, dutch = (client.get("/app/", headers={"Accept-Language": tag}) for tag in ("fr", "nl-BE"))
    assert (english.status_code, dutch.status_code) == (404, 404)
    assert "make extension" in english.text
    assert "VERTEL_APP_DIR" in dutch.text
    assert "Aan jou ligt het niet" in dutch.text
    assert english.mimetype == "text/html"
    assert client.get("/app/sw.js").status_code == 404
    client.application.extensions["vertel.redirect"].close()
    client.application.extensions["vertel"].dispose()


def test_a_folder_that_is_set_and_holds_no_page_stops_the_start(built: Path, tmp_path: Path) -> None:
    settings = {"VERTEL_SECRET_KEYS": "a key that is only good for the tests"}
    assert Config.from_environment(settings | {"VERTEL_APP_DIR": str(built)}).app_dir == built
    with pytest.raises(ConfigError, match="VERTEL_APP_DIR"):
        Config.from_environment(settings | {"VERTEL_APP_DIR": str(tmp_path)})
