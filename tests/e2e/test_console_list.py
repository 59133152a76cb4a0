"""The console's list and calendar, by keyboard and by dragging, on a real server."""

from __future__ import annotations

import json
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

from e2e.harness import Browser, Tab
from e2e.states.steps import by, expect_focus, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server

EDITOR = "marit@ottervliet.example"
DAY = datetime.now(UTC) + timedelta(days=30)
SHOWN = "document.querySelectorAll('[data-testid=suggestion]').length"
ARCHIVED = "document.querySelectorAll('[data-testid=suggestion] [data-state=archived]').length"
TOLD = "(about) => document.querySelector(`[data-testid=toast][data-about=${about}]`) !== null"
ROW = "tr[data-testid=suggestion] .row-link"


def call(server: Server, key: str, method: str, path: str, document: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the API answers an editor's program."""
    body = None if document is None else json.dumps(document).encode()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.url}/api/v1{path}", body, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        read: dict[str, Any] = json.load(answer)
    return read


def sign_in(page: Tab, server: Server) -> None:
    code = server.vertel("employee", "invite", EDITOR).strip()
    page.open(f"{server.url}/console/#code={code}")
    wait_for(page, "setup-connect")
    page.click(by("setup-connect"))
    page.wait_for("document.querySelector('.frame') !== null")


def test_suggestions_are_found_changed_and_moved_by_keyboard_and_by_dragging(
    browser: Browser, own_company: Server
) -> None:
    key = own_company.vertel("key", "create", "--role", "editor", "--name", "calendar").strip()
    begins = f"{DAY:%Y-%m-%d}T08:00:00Z"
    captions = [{"language": language, "text": "One day."} for language in ("nl", "en")]
    story = {"kind": "story", "title": "A day to be moved", "publish_at": begins, "captions": captions}
    made = call(own_company, key, "POST", "/suggestions", story)
    page = browser.new_tab()
    sign_in(page, own_company)

    find_and_come_back(page, own_company)
    archive_two_and_take_it_back(page)
    move_by_its_date(page, own_company, key, made)
    move_by_dragging(page, own_company, key, made)


def find_and_come_back(page: Tab, server: Server) -> None:
    """Search and filter stand in the address; who opens one and comes back is where they were."""
    page.open(f"{server.url}/console/suggestions?kind=vacancy")
    page.wait_for(f"{SHOWN} > 1")
    vacancies = page.evaluate(SHOWN)
    assert faults_in(page) == []
    page.press("/")
    page.type("zwolle")
    page.wait_for("location.search === '?kind=vacancy&q=zwolle'")
    page.wait_for(f"{SHOWN} > 0 && {SHOWN} < {vacancies}")
    found = page.evaluate(SHOWN)
    page.open(page.evaluate("location.href"))
    page.wait_for(f"{SHOWN} === {found}")

    page.press("/")
    page.press("ArrowDown")
    expect_focus(page, ROW)
    opened = page.evaluate("document.activeElement.href")
    page.press("Enter")
    page.wait_for("(href) => location.href === href", opened)
    page.go_back()
    page.wait_for("(href) => document.activeElement?.href === href", opened)


def archive_two_and_take_it_back(page: Tab) -> None:
    page.click(by("clear-filters"))
    page.wait_for("location.search === ''")
    page.wait_for(f"{SHOWN} > 2")
    before = page.evaluate(ARCHIVED)
    page.press("/")
    for key in ("ArrowDown", "x", "ArrowDown", "Shift+X"):
        page.press(key)
    page.wait_for(f"document.querySelector('{by('bulk-count')}')?.textContent.startsWith('2')")
    assert faults_in(page) == []
    page.press("b")
    expect_focus(page, by("bulk-publish"))
    page.press("Tab")
    page.press("Enter")
    page.wait_for(TOLD, "bulk-archive")
    page.wait_for(f"{ARCHIVED} === {before + 2}")
    expect_focus(page, ROW)

    page.press("Control+z")

    page.wait_for(TOLD, "bulk-undo")
    page.wait_for(f"{ARCHIVED} === {before}")


def move_by_its_date(page: Tab, server: Server, key: str, made: dict[str, Any]) -> None:
    page.open(f"{server.url}/console/calendar?month={DAY:%Y-%m}")
    page.wait_for("(id) => document.querySelector(`.on-calendar[data-id='${id}']`) !== null", made["id"])
    assert faults_in(page) == []
    place = "(id) => [...document.querySelectorAll('.on-calendar')].findIndex((one) => one.dataset.id === id)"
    for _ in range(page.evaluate(place, made["id"]) + 1):
        page.press("ArrowDown")
    expect_focus(page, f".on-calendar[data-id='{made['id']}']")
    page.press("Enter")
    expect_focus(page, by("first-day"))
    assert faults_in(page) == []
    page.press("ArrowUp")
    changed = "(was) => [document.activeElement.value].find((is) => is !== was && is !== '')"
    day = page.wait_for(changed, f"{DAY:%Y-%m-%d}")
    page.press("Enter")
    page.wait_for(TOLD, "moved")
    assert call(server, key, "GET", f"/suggestions/{made['id']}")["publish_at"][:10] == day

    page.press("Control+z")

    page.wait_for(TOLD, "move-undone")
    assert call(server, key, "GET", f"/suggestions/{made['id']}")["publish_at"] == made["publish_at"]


# What a browser sends when somebody drags one thing on a page over another one, or a file that they bring along.
_DRAG = """(from, to) => {
  const dataTransfer = new DataTransfer();
  const send = (selector, kind) => !document.querySelector(selector)
    .dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
  if (from !== null) send(from, "dragstart");
  const isTaken = send(to, "dragover");
  send(to, "drop");
  if (from !== null) send(from, "dragend");
  return isTaken;
}"""


def move_by_dragging(page: Tab, server: Server, key: str, made: dict[str, Any]) -> None:
    """One of the calendar's own goes to the day where it is let go; what comes from elsewhere moves nothing."""
    entry, begin = f".on-calendar[data-id='{made['id']}']", DAY.replace(day=DAY.day % 28 + 1)
    other = DAY.replace(day=begin.day % 28 + 1)
    page.wait_for("(selector) => document.querySelector(selector) !== null", entry)
    assert page.evaluate(_DRAG, entry, f"[data-day='{begin:%Y-%m-%d}']")
    page.wait_for(TOLD, "moved")
    moved = call(server, key, "GET", f"/suggestions/{made['id']}")
    assert moved["publish_at"][:10] == f"{begin:%Y-%m-%d}"

    assert not page.evaluate(_DRAG, None, f"[data-day='{other:%Y-%m-%d}']")
    page.wait_for("(selector) => document.querySelector(selector) !== null", entry)
    assert call(server, key, "GET", f"/suggestions/{made['id']}") == moved
