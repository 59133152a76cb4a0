"""What an organisation sets by policy, read from real policy files, which are those of docs/enterprise.md."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Playwright

from e2e.chromium import ChromiumBrowser, extension_id
from e2e.conftest import ROOT
from e2e.firefox import EXECUTABLE, EXTENSION_ID, FirefoxBrowser
from e2e.harness import Browser, Tab
from e2e.states.steps import by, expect_focus, wait_for
from support.ports import free_port
from support.server import Server, running

CHROMIUM_POLICIES = Path("/etc/chromium/policies/managed")


def policy_of_the_docs(part: str, server: str) -> tuple[str, dict[str, Any]]:
    """The id and the settings in one of the examples of the docs, with the address of a server that is there."""
    page = (ROOT / "docs" / "enterprise.md").read_text("utf-8")
    examples = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    holders = [example.get("policies", example).get("3rdparty", {}) for example in examples]
    [(extension, settings)] = next(holder[part] for holder in holders if part in holder).items()
    assert settings.keys() == json.loads((ROOT / "extension/managed-schema.json").read_text())["properties"].keys()
    return extension, settings | {"server_address": server}


def with_an_id_of_its_own(build: Path, folder: Path) -> Path:
    """A copy of Chromium's build with an id of its own: a policy is the machine's, and no other test may see it."""
    shutil.copytree(build, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    public = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    manifest["key"] = base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@contextmanager
def chromium_with_a_policy(playwright: Playwright, build: Path, folder: Path, server: str) -> Iterator[Browser]:
    """Chromium reads one folder that is written into its program; only root can put a file there."""
    documented, settings = policy_of_the_docs("extensions", server)
    assert documented == extension_id(build)
    extension = with_an_id_of_its_own(build, folder / "extension")
    file = CHROMIUM_POLICIES / f"vertel-test-{uuid4()}.json"
    try:
        CHROMIUM_POLICIES.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"3rdparty": {"extensions": {extension_id(extension): settings}}}))
    except PermissionError as error:
        raise RuntimeError(f"Run this test as root: Chromium reads policies from {CHROMIUM_POLICIES} only.") from error
    try:
        browser = ChromiumBrowser(playwright, extension, {})
        try:
            yield browser
        finally:
            browser.close()
    finally:
        file.unlink()
        with suppress(OSError):  # somebody else's, or somebody else's file is in it
            CHROMIUM_POLICIES.rmdir()


@contextmanager
def firefox_with_a_policy(build: Path, folder: Path, server: str) -> Iterator[Browser]:
    """Firefox reads the folder beside its program, so this is a copy of the program with all the rest in links."""
    documented, settings = policy_of_the_docs("Extensions", server)
    assert documented == EXTENSION_ID
    installed = Path(EXECUTABLE).resolve().parent
    program = folder / "firefox"
    (program / "distribution").mkdir(parents=True)
    for entry in installed.iterdir():
        if entry.name == "firefox-esr":
            shutil.copy2(entry, program / entry.name)
        elif entry.name != "distribution":
            (program / entry.name).symlink_to(entry)
    policies = {"policies": {"3rdparty": {"Extensions": {documented: settings}}}}
    (program / "distribution" / "policies.json").write_text(json.dumps(policies))
    browser = FirefoxBrowser(build, {}, program=program / "firefox-esr")
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture(params=["chromium", "firefox"])
def managed_browser(
    request: pytest.FixtureRequest, _playwright: Playwright, extension_dist: Path, tmp_path: Path
) -> Iterator[tuple[Browser, Server]]:
    """A browser whose organisation has set everything that can be set, and the server that it has set."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    if request.param == "chromium":
        made = chromium_with_a_policy(_playwright, extension_dist / "chrome", tmp_path, address)
    else:
        made = firefox_with_a_policy(extension_dist / "firefox", tmp_path, address)
    with made as browser:
        database = f"sqlite:///{tmp_path / 'vertel.sqlite3'}"
        origins = {"VERTEL_EXTENSION_ORIGINS": browser.extension_origin}
        with running(tmp_path, database, port=port, **origins) as server:
            yield browser, server


def test_a_colleague_needs_a_code_and_no_address_and_is_not_offered_what_is_not_allowed(
    managed_browser: tuple[Browser, Server],
) -> None:
    browser, server = managed_browser
    panel = browser.open_panel()
    panel.click(by("setup-consent"))
    wait_for(panel, "setup-browser")
    assert "Ottervliet" in panel.text("h1")
    assert server.url.removeprefix("http://") in panel.text(".lead")
    assert not panel.shows(by("setup-server"))
    expect_focus(panel, by("setup-browser"))
    panel.click(by("setup-by-code"))
    expect_focus(panel, by("setup-code"))
    panel.type(server.vertel("employee", "invite", "noor@example.com", "--language", "en"))
    panel.press("Enter")

    panel.click(by("tab-you"))
    panel.click(by("settings"))
    wait_for(panel, "signout")
    assert with_managed_storage_read(panel)["composer_button_allowed"] is False
    assert not panel.shows(by("composer-button"))
    assert panel.evaluate("() => chrome.runtime.sendMessage({ type: 'composer_button', on: true })") == {
        "ok": False,
        "failure": {"kind": "refused"},
    }
    assert panel.evaluate("async () => (await chrome.scripting.getRegisteredContentScripts()).length") == 0


def with_managed_storage_read(panel: Tab) -> dict[str, Any]:
    """What the browser has made of the policy; by then the panel, which asked before, has its answer too."""
    found: dict[str, Any] = panel.evaluate("() => chrome.storage.managed.get(null)")
    return found
