"""The worker answers our own panel and nobody else, and nothing that is not exactly a request; no token gets out."""

from __future__ import annotations

from typing import Any

from e2e.colleague import connect, newcomer
from e2e.harness import Browser, Tab, until
from e2e.inserting import LINKEDIN
from e2e.replica_server import ReplicaServer
from e2e.states.steps import by, wait_for
from support.server import Server

MALFORMED = 5000
ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"
SHARE = {
    "id": ID,
    "suggestion_id": ID,
    "caption_id": None,
    "link_code": None,
    "method": "insert",
    "similarity": None,
    "occurred_at": "2026-11-23T09:30:00Z",
}
GOOD: list[dict[str, Any]] = [
    {"type": "connect", "server": "http://127.0.0.1:1", "code": "XXXX"},
    {"type": "library", "query": {}},
    {"type": "link", "suggestionId": ID, "scope": "personal"},
    {"type": "image", "id": ID},
    {"type": "share", "share": SHARE},
    {"type": "change_me", "wishes": {"counting": False}},
    {"type": "transparency", "language": "nl"},
    {"type": "export"},
    {"type": "leave"},
    {"type": "sign_out"},
]
"""Requests that would do something, if the right one asked. Those that end the session come last."""

# Everything a page can try to speak to an extension whose id it knows.
FROM_A_PAGE = """async (id, messages) => {
  const heard = [];
  for (const api of [globalThis.chrome, globalThis.browser]) {
    const send = api?.runtime?.sendMessage;
    if (send === undefined) continue;
    for (const message of messages) heard.push(await send(id, message).catch(() => undefined));
  }
  return heard.filter((answer) => answer != null);
}"""

# What a script of ours in a page could do once it runs there: the world that the inserter runs in.
FROM_A_SCRIPT_IN_A_PAGE = """async (messages) => {
  const [tab] = await chrome.tabs.query({ url: "https://www.linkedin.com/*" });
  const func = async (given) => {
    const heard = [];
    for (const message of given) heard.push(await chrome.runtime.sendMessage(message).catch(() => undefined));
    const storage = await Promise.resolve().then(() => chrome.storage.local.get(null)).catch(() => null);
    return { asked: heard.length, heard: heard.filter((answer) => answer != null), storage };
  };
  const [frame] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func, args: [messages] });
  return frame.result;
}"""

# Every message is spoilt in a way that leaves no good one: an own field too many, a field of another sort, or junk.
FROM_OUR_PANEL = """async (good, count, seed) => {
  let state = seed;
  const random = (below) => (state = (state * 1664525 + 1013904223) % 2 ** 32) % below;
  const junk = [null, 0, 1.5, "", "x".repeat(7000), [], {}, true, "__proto__", "../me", [[["sign_out"]]]];
  const any = () => junk[random(junk.length)];
  const spoilt = () => {
    const message = structuredClone(good[random(good.length)]);
    const names = Object.keys(message);
    const name = names[random(names.length)];
    switch (random(4)) {
      case 0: return { ...message, token: any() };
      case 1: return { ...message, [name]: { spoilt: any() } };
      case 2: return [message];
      default: return any();
    }
  };
  const heard = [];
  for (let sent = 0; sent < count; sent += 100) {
    const batch = Array.from({ length: 100 }, () => chrome.runtime.sendMessage(spoilt()).catch(() => undefined));
    heard.push(...(await Promise.all(batch)));
  }
  return { asked: heard.length, heard: heard.filter((answer) => answer != null) };
}"""

PICTURES_CAME = "document.querySelectorAll('.tile > span').length === 0"
ASKED_FOR = [
    "account",
    "library::",
    "library:::hidden",
    "news-read",
    "seen",
    *(f'kept:{{"type":"{kept}"}}' for kept in ("ideas", "thanks", 'impact","period":"month')),
]
"""What the list and the employee's own page have fetched, and what came of it."""

ALL_ASKED_FOR = """async (keys) => {
  const stored = Object.keys(await chrome.storage.local.get(null));
  return keys.every((key) => stored.some((name) => name === key || name.startsWith(`${key}:`)));
}"""

STORED = """async () => {
  const all = Object.entries(await chrome.storage.local.get(null)).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(all);
}"""
STORED_A_MOMENT_LATER = f"() => new Promise((done) => setTimeout(done, 200)).then({STORED})"


def test_forged_and_malformed_messages_get_no_answer_and_change_nothing(
    browser: Browser, company: Server, replica: ReplicaServer
) -> None:
    page = browser.open(f"{LINKEDIN}/feed/?hostile=1")
    panel = browser.open_panel()
    connect(panel, company, newcomer(company)[1])
    panel.wait_for(PICTURES_CAME)
    panel.click(by("tab-you"))
    wait_for(panel, "quiet-week")
    before = at_rest(panel)

    host = browser.extension_origin.partition("://")[2]
    assert page.evaluate(FROM_A_PAGE, host, GOOD) == []
    script = panel.evaluate(FROM_A_SCRIPT_IN_A_PAGE, GOOD)
    assert script["asked"] == len(GOOD)
    assert script["heard"] == []
    if browser.kind == "chromium":  # Firefox cannot close the storage to scripts in pages
        assert script["storage"] is None
    spoilt = panel.evaluate(FROM_OUR_PANEL, GOOD, MALFORMED, 7)
    assert spoilt == {"asked": MALFORMED, "heard": []}
    assert panel.evaluate(STORED) == before
    assert replica.strangers() == []

    no_answer_has_a_token(panel)
    left = panel.evaluate("async () => Object.keys(await chrome.storage.local.get(null))")
    assert set(left) <= {"consent", "settings", "owned-writing"}


def at_rest(panel: Tab) -> str:
    """All that is stored, once everything that the panel asked for is there and nothing is added any more."""
    panel.wait_for(ALL_ASKED_FOR, ASKED_FOR)
    seen: list[str] = []

    def twice_the_same() -> bool:
        seen.append(panel.evaluate(STORED_A_MOMENT_LATER))
        return len(seen) > 1 and seen[-1] == seen[-2]

    until("storage at rest", twice_the_same)
    return seen[-1]


def no_answer_has_a_token(panel: Tab) -> None:
    """The same messages from our own panel are answered; what is secret is in none of them. The last one signs out."""
    session = panel.evaluate("async () => (await chrome.storage.local.get('session')).session")
    secrets = [session["access"], session["refresh"]]
    for request in (request for request in GOOD if request["type"] not in ("leave", "change_me")):
        answer = panel.evaluate("async (request) => JSON.stringify(await chrome.runtime.sendMessage(request))", request)
        assert '"ok"' in answer, request
        assert [secret for secret in secrets if secret in answer] == []
