"""Steps that the insertion tests share: open a composer, type in it, insert as the panel does, look at the result."""

from typing import Any

from tests.e2e.harness import Browser, Tab

LINKEDIN = "https://www.linkedin.com"
LINK = "https://go.example.nl/r/abc2345"

CAPTION = f"Trots op ons team: één jaar zonder ongeval 🎉\n\nLees hoe #veilig werken begint.\n{LINK}"
"""A blank line, an accent, an emoji, a hashtag and a link: what a caption is made of."""

WITHOUT_PLACEHOLDER = "placeholder=none"

# The two calls that `extension/src/composer/call.ts` prescribes, made where the panel makes them.
_INSERT = """async (text) => {
  const [tab] = await chrome.tabs.query({ url: "https://www.linkedin.com/*" });
  const target = { tabId: tab.id };
  await chrome.scripting.executeScript({ target, files: ["composer.js"] });
  const func = async (given) => {
    const insert = globalThis.vertelInsert;
    delete globalThis.vertelInsert;
    return insert(given);
  };
  const [frame] = await chrome.scripting.executeScript({ target, func, args: [text] });
  return frame.result;
}"""


def insert(browser: Browser, text: str = CAPTION) -> dict[str, Any]:
    """Inserts from an extension page in another window, which then has the focus, and answers the inserter's result."""
    panel = browser.open_panel()
    result: dict[str, Any] = panel.evaluate(_INSERT, text)
    return result


def open_composer(browser: Browser, address: str) -> Tab:
    """A page of the replica with its composer open and ready to type in."""
    tab = browser.open(LINKEDIN + address)
    if not address.startswith("/sharing/compose"):
        tab.click("[data-replica-start]")
    tab.wait_for("replica.editor() !== null")
    return tab


def type_lines(tab: Tab, *lines: str) -> None:
    """Types lines with Enter between them, and waits until the editor would begin a new undo step."""
    for index, line in enumerate(lines):
        if index:
            tab.press("Enter")
        tab.type(line)
    typed = "\n".join(lines)
    tab.wait_for("(typed) => replica.text() === typed", typed)
    tab.wait_for("replica.readyForNewUndoStep()")
