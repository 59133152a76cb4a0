"""Steps that the insertion tests share: open a composer, type in it, insert as the panel does, look at the result."""

import re
from typing import Any

from e2e.harness import Browser, Tab
from e2e.states.steps import by, wait_for
from support.server import Server

LINKEDIN = "https://www.linkedin.com"
LINK = "https://go.example.nl/r/abc2345"

INSERTED = {"status": "inserted"}
NO_COMPOSER = {"status": "no_composer"}
CAPTION = f"Trots op ons team: één jaar zonder ongeval 🎉\n\nLees hoe #veilig werken begint.\n{LINK}"
"""A blank line, an accent, an emoji, a hashtag and a link: what a caption is made of."""

LINES = [line for line in CAPTION.split("\n") if line]

COMPOSERS = {
    "a-modal-dialog": "/feed/?variant=a&placeholder=none",
    "a-plain-dialog": "/feed/?variant=a&placeholder=none&dialog=show&lang=nl",
    "a-modal-dialog-in-a-shadow-root": "/feed/?variant=a&placeholder=none&root=shadow",
    "a-plain-dialog-in-a-shadow-root": "/feed/?variant=a&placeholder=none&root=shadow&dialog=show&lang=ar",
    "a-page": "/sharing/compose?lang=nl",
    "b-shadow-outlet": "/feed/?variant=b&lang=nl",
    "c-company-page": "/company/1/admin/page-posts/published/?lang=nl",
    "d-older": "/feed/?variant=d",
}
"""Every composer of the replica, in one of its languages."""

NOTHING_WAITS = "async () => !Object.keys(await chrome.storage.local.get()).some((key) => key.startsWith('outbox:'))"

# The two calls that `extension/src/composer/call.ts` prescribes, made where the panel makes them.
_RUN = """async (job) => {
  const [tab] = await chrome.tabs.query({ url: "https://www.linkedin.com/*" });
  const target = { tabId: tab.id };
  await chrome.scripting.executeScript({ target, files: ["composer.js"] });
  const func = async (given) => {
    const composer = globalThis.vertelComposer;
    delete globalThis.vertelComposer;
    return composer(given);
  };
  const [frame] = await chrome.scripting.executeScript({ target, func, args: [job] });
  return frame.result;
}"""


def insert(panel: Tab, text: str = CAPTION) -> dict[str, Any]:
    """Inserts from an extension page, which has the focus as the panel has, and answers whether it worked."""
    return {"status": run(panel, {"insert": text})["status"]}


def run(panel: Tab, job: dict[str, Any]) -> dict[str, Any]:
    """Has something done in the composer, as a click in the panel does, and answers the whole result."""
    panel.to_front()
    result: dict[str, Any] = panel.evaluate(_RUN, job)
    return result


def open_composer(browser: Browser, address: str) -> Tab:
    """A page of the replica with its composer open and ready to type in."""
    return start_composer(browser.open(LINKEDIN + address), address)


def start_composer(tab: Tab, address: str) -> Tab:
    """The composer of a page that is open already."""
    if not address.startswith("/sharing/compose"):
        tab.click("[data-replica-start]")
    tab.wait_for("replica.editor()?.getRootNode().activeElement === replica.editor()")
    return tab


def utf16(text: str) -> int:
    """The length of a text as a browser counts it."""
    return len(text.encode("utf-16-le")) // 2


def type_lines(tab: Tab, *lines: str) -> None:
    """Types lines with Enter between them, and waits until the editor would begin a new undo step."""
    for index, line in enumerate(lines):
        if index:
            tab.press("Enter")
        tab.type(line)
    expect_text(tab, "\n".join(lines))
    tab.wait_for("replica.readyForNewUndoStep()")


def expect_text(tab: Tab, text: str) -> None:
    """Waits until the editor's model holds exactly this."""
    tab.wait_for("(text) => replica.text() === text", text)


def expect_caret(tab: Tab, place: int) -> None:
    """Waits until the caret is here: an editor hears of it a moment after the page."""
    tab.wait_for("(place) => replica.caret() === place", place)


def insert_what_is_open(panel: Tab, composer: Tab, server: Server) -> str:
    """Inserts the suggestion that the panel shows, until the server knows of it; the link that stands in the post."""
    panel.wait_for("document.querySelector('[data-testid=\"editor\"]')?.value.includes('/r/')")
    panel.click(by("insert"))
    wait_for(panel, "in-the-post")
    composer.wait_for("replica.text().includes('/r/')")
    found = re.search(re.escape(server.url) + r"/r/[2-9a-z]{7}", composer.evaluate("replica.text()"))
    assert found is not None
    panel.click(by("back"))  # with the offer to undo it the reason to hold the share back is gone
    panel.wait_for(NOTHING_WAITS)
    return found[0]
