"""An editor sees what the page behind an address says of itself; nothing of it is loaded but its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.site import Site, serving
from support.world import API, World

HTML = "text/html; charset=utf-8"
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Vacature &amp; meer</title>
<meta name="description" content="Uit de zoekmachine."><meta property="og:title" content="Monteur   in
Zwolle"><meta property="og:description" content="Houd onze gemalen draaiend."><meta property="og:image"
content="https://evil.example/x.png"></head><body><title>Niet dit</title></body></html>"""


@pytest.fixture
def site(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site to which links may lead, and whose certificate is believed."""
    with serving(tmp_path) as found:
        monkeypatch.setenv("SSL_CERT_FILE", str(found.certificate))
        resources = world.client.application.extensions["vertel"]
        config = replace(resources.config, destination_hosts=(found.host,))
        world.client.application.extensions["vertel"] = replace(resources, config=config)
        yield found


def preview(world: World, url: str, **headers: str) -> dict[str, Any]:
    answer = world.client.get(f"{API}/destinations/preview", query_string={"url": url}, headers=world.key() | headers)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_a_page_is_shown_as_it_asks_to_be(world: World, site: Site) -> None:
    site.bodies = {"/monteur": (HTML, PAGE.encode())}
    site.pages = {"/old": (302, "/monteur")}
    told = {
        "host": "localhost",
        "title": "Monteur in Zwolle",
        "description": "Houd onze gemalen draaiend.",
        "message": None,
    }
    assert preview(world, site.url("/monteur")) == told
    assert preview(world, site.url("/old")) == told
    assert {method for method, *_ in site.asked} == {"GET"}


@pytest.mark.parametrize(
    ("kind", "body", "title"),
    [
        (HTML, b"<title>Vacature &amp; meer</title>", "Vacature & meer"),
        (
            "text/html",
            "<title>Caf\u00e9</title>".encode("latin-1").replace(b"<title>", b"<meta charset=latin1><title>"),
            "Caf\u00e9",
        ),
        (HTML, b"<title>" + b"x" * 400 + b"</title>", "x" * 299 + "\u2026"),
        (HTML, "<title>Links\u202e\x00rechts</title>".encode(), "Links rechts"),
        (HTML, b"<p>no head at all", None),
        (HTML, b"", None),
        ("application/pdf", b"%PDF <title>x</title>", None),
        ("text/html; charset=nonsense", b"<title>Toch</title>", "Toch"),
        (HTML, b"<!--" + b" " * 120_000 + b"--><title>Too late</title>", None),
    ],
    ids=["title", "latin", "long", "unseen", "bare", "empty", "pdf", "charset", "far"],
)
def test_what_a_page_says_is_one_line_of_text_or_nothing(
    world: World, site: Site, kind: str, body: bytes, title: str | None
) -> None:
    site.bodies = {"/": (kind, body)}
    found = preview(world, site.url("/"))
    assert (found["title"], found["description"], found["message"]) == (title, None, None)


def test_why_there_is_none_is_said_in_the_editor_s_language_and_nothing_else_is_asked(world: World, site: Site) -> None:
    site.pages = {"/gone": (404, None), "/away": (302, "https://elsewhere.example/"), "/loop": (302, "/loop")}
    assert preview(world, site.url("/gone"))["message"].startswith("It answered 404.")
    dutch = {"Accept-Language": "nl"}
    assert preview(world, site.url("/gone"), **dutch)["message"].startswith("Het antwoord was 404.")
    assert "none of your hosts" in preview(world, site.url("/away"))["message"]
    assert "a browser gives up" in preview(world, site.url("/loop"))["message"]
    before = len(site.asked)
    assert "VERTEL_DESTINATION_HOSTS" in preview(world, "https://elsewhere.example/")["message"]
    assert len(site.asked) == before
    nothing = world.client.get(f"{API}/destinations/preview", headers=world.key())
    assert nothing.json["errors"][0]["pointer"] == "/url"
