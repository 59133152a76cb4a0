"""The journey on real parts: an editor uploads, an employee inserts and posts, someone clicks, a report counts."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from e2e.colleague import connect
from e2e.harness import Browser, Tab, until
from e2e.inserting import NOTHING_WAITS, expect_text, open_composer, type_lines
from e2e.replica_server import ReplicaServer
from support import postgres
from support.server import Server, running
from support.world import BROWSER

DESTINATION = "https://careers.example.com/engineer"
UPLOAD = f"""external_id,kind,title,destination_url,teams,caption_nl_personal,caption_en_personal
vac-1,vacancy,Engineer in Zwolle,{DESTINATION},,Kom je erbij? {{link}},"Come and work with us.

We look after rivers. {{link}}"
vac-2,vacancy,For another team,{DESTINATION},sales,Niet voor jou. {{link}},Not for you. {{link}}
vac-3,vacancy,Elsewhere,https://elsewhere.example.net/,,Nergens. {{link}},Nowhere. {{link}}
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A real server on each of the two databases."""
    with TemporaryDirectory(prefix="vertel-journey-") as name:
        folder = Path(name)
        settings = {"VERTEL_DESTINATION_HOSTS": "careers.example.com"}
        if request.param == "sqlite":
            with running(folder, f"sqlite:///{folder / 'vertel.sqlite3'}", **settings) as server:
                yield server
        else:
            with postgres.cluster(folder / "postgres") as url, running(folder, url, **settings) as server:
                yield server


def call(server: Server, key: str, path: str, body: str | None = None) -> Any:
    """What the API answers to a program with a key."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "text/csv"}
    data = body.encode() if body is not None else None
    request = urllib.request.Request(f"{server.url}/api/v1{path}", data, headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def test_from_an_upload_to_a_click_in_the_editors_report(
    server: Server, browser: Browser, replica: ReplicaServer, tmp_path: Path
) -> None:
    key = server.vertel("key", "create", "--role", "editor", "--name", "journey")
    verdicts = call(server, key, "/suggestions/import", UPLOAD)["rows"]
    assert [row["status"] for row in verdicts] == ["created", "created", "refused"]
    assert verdicts[2]["errors"][0]["pointer"] == "/destination_url"
    (tmp_path / "again.csv").write_text(UPLOAD.rsplit("vac-3", 1)[0])
    assert "unchanged" in server.vertel("suggestions", "upload", str(tmp_path / "again.csv"))
    code = server.vertel("employee", "invite", "noor@example.com", "--language", "en")
    server.connect_colleagues()

    link = insert_as_an_employee(browser, server, code)
    post(browser)

    assert server.follow(link, "LinkedInBot/1.0 (compatible; Mozilla/5.0)") == (302, DESTINATION)
    assert server.follow(link, BROWSER) == (302, DESTINATION)
    # The recorder takes clicks in twice a second.
    overview = until("the click is in the report", lambda: with_clicks(call(server, key, "/reports/overview")))
    assert (overview["shares"], overview["clicks"]) == (1, 1)
    assert [(row["title"], row["shares"], row["clicks"]) for row in overview["by_suggestion"]] == [
        ("Engineer in Zwolle", 1, 1)
    ]


def with_clicks(overview: dict[str, Any]) -> dict[str, Any] | None:
    """The report, as soon as it has a click."""
    return overview if overview["clicks"] else None


def insert_as_an_employee(browser: Browser, server: Server, code: str) -> str:
    """What an employee does with Vertel; the link that then stands in the post."""
    composer = open_composer(browser, "/feed/?variant=b&lang=nl")
    type_lines(composer, "Hoi!")
    panel = browser.open_panel()
    connect(panel, server, code)
    panel.wait_for("document.querySelectorAll('[data-testid=\"suggestion-item\"]').length === 1")
    panel.click('[data-testid="suggestion-item"]', "Engineer in Zwolle")
    panel.wait_for("document.querySelector('[data-testid=\"editor\"]')?.value.startsWith('Come and work with us.')")
    panel.wait_for("document.querySelector('[data-testid=\"editor\"]').value.includes('/r/')")
    panel.click('[data-testid="insert"]')
    panel.wait_for("document.querySelector('[data-testid=\"in-the-post\"]') !== null")

    composer.wait_for("replica.text().includes('/r/')")
    text = composer.evaluate("replica.text()")
    found = re.search(re.escape(server.url) + r"/r/[2-9a-z]{7}", text)
    assert found is not None, text
    assert text.rstrip() == f"Hoi! Come and work with us.\n\nWe look after rivers. {found[0]}"
    composer.to_front()
    composer.wait_for("replica.caret() === replica.text().length")
    composer.press("Control+z")
    expect_text(composer, "Hoi!")
    composer.press("Control+Shift+z")
    expect_text(composer, text)
    assert posts_clicked(composer) == 0
    panel.to_front()
    panel.click('[data-testid="back"]')  # with the offer to undo it the reason to hold the share back is gone
    panel.wait_for(NOTHING_WAITS)
    return found[0]


def post(browser: Browser) -> None:
    """The employee presses Post themselves; nobody else did before."""
    composer = browser.tabs[0]
    composer.click("button.share-actions__primary-action")
    composer.wait_for("replica.posts === 1")


def posts_clicked(tab: Tab) -> int:
    """How often Post was pressed."""
    count: int = tab.evaluate("replica.posts")
    return count
