"""What LinkedIn's page could find out: nothing while the extension is idle, and the composer's text afterwards."""

import json
from pathlib import Path

import pytest

from e2e.harness import Browser
from e2e.inserting import CAPTION, COMPOSERS, INSERTED, insert, open_composer, type_lines
from e2e.replica_server import ReplicaServer

in_every_composer = pytest.mark.parametrize("address", COMPOSERS.values(), ids=COMPOSERS.keys())

# Everything a page can try on an address that it knows or guesses. It answers the ways that let something through.
PROBE = """async (address) => {
  const loads = (tag, property, attributes = {}) => new Promise((resolve) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = () => resolve(true);
    element.onerror = () => resolve(false);
    element[property] = address;
    document.body.append(element);
  });
  const answers = {
    fetch: fetch(address).then(() => true, () => false),
    image: loads("img", "src"),
    script: import(address).then(() => true, () => false),
    style: loads("link", "href", { rel: "stylesheet" }),
  };
  const open = [];
  for (const [way, answer] of Object.entries(answers)) if (await answer) open.push(way);
  return open;
}"""


@pytest.mark.parametrize("variant", ["a&placeholder=none", "b"])
def test_the_page_sees_nothing_of_an_idle_extension(browser: Browser, variant: str) -> None:
    tab = open_composer(browser, f"/feed/?variant={variant}&hostile=1")
    type_lines(tab, "Hoi")
    tab.evaluate("replica.watch()")

    panel = browser.open_panel()
    panel.wait_for("document.body.children.length > 0")
    tab.to_front()
    panel.to_front()

    assert tab.evaluate("replica.signals()") == []


@in_every_composer
def test_after_an_insertion_only_the_text_of_the_composer_differs(
    browser: Browser, replica: ReplicaServer, address: str
) -> None:
    tab = open_composer(browser, f"{address}&hostile=1")
    type_lines(tab, "Hoi")
    tab.wait_for("replica.postEnabled()")
    sinks = tab.evaluate("replica.sinks.length")
    panel = browser.open_panel()
    requests = len(replica.requests)
    tab.evaluate("replica.watch()")

    assert insert(panel) == INSERTED

    assert tab.evaluate("replica.text()") == f"Hoi {CAPTION}"
    assert tab.evaluate("replica.signals()") == []
    assert tab.evaluate("replica.sinks.length") == sinks
    assert replica.requests[requests:] == []


def test_the_page_cannot_load_any_file_of_the_extension(
    browser: Browser, replica: ReplicaServer, extension_dist: Path
) -> None:
    tab = browser.open("https://www.linkedin.com/feed/?hostile=1")
    assert tab.evaluate(PROBE, "/static/replica.css") == ["fetch", "style"]  # the probe itself does find things
    replica.requests.clear()

    build = extension_dist / ("chrome" if browser.kind == "chromium" else "firefox")
    files = [file.relative_to(build).as_posix() for file in build.rglob("*") if file.is_file()]
    assert "composer.js" in files

    open_files = {file: tab.evaluate(PROBE, f"{browser.extension_origin}/{file}") for file in files}

    assert {file: ways for file, ways in open_files.items() if ways} == {}


@pytest.mark.parametrize("build", ["chrome", "firefox"])
def test_the_manifest_lets_no_page_in_and_puts_nothing_on_pages(extension_dist: Path, build: str) -> None:
    manifest = json.loads((extension_dist / build / "manifest.json").read_text())

    assert "web_accessible_resources" not in manifest
    assert "content_scripts" not in manifest
    assert "host_permissions" not in manifest
    assert manifest["optional_host_permissions"] == ["https://www.linkedin.com/*"]
    assert manifest.get("externally_connectable", {"ids": [], "matches": []}) == {"ids": [], "matches": []}
    assert ("externally_connectable" in manifest) == (build == "chrome")  # Firefox never lets pages in
