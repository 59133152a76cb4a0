"""Asking the server what it knows, with the right that the panel has or a key's."""

from __future__ import annotations

import json
import urllib.request
from typing import Any
from urllib.error import HTTPError

from e2e.harness import Tab
from support.server import Server


def token_of(panel: Tab) -> str:
    """The access token that the worker holds."""
    token: str = panel.evaluate("async () => (await chrome.storage.local.get('session')).session.access")
    return token


def call(server: Server, token: str, path: str, method: str = "GET", document: Any = None) -> Any:
    """What the API answers, or the status with which it refuses."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(f"{server.url}/api/v1{path}", body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer) if answer.status != 204 else None
    except HTTPError as refusal:
        refusal.close()
        return refusal.code
