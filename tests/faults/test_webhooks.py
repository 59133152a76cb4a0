"""Events of a server as people run it: sent by the process beside the web server, also after that was killed."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import threading
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from standardwebhooks.webhooks import Webhook as Library

from support.patience import PATIENCE
from support.receiver import receiver
from support.server import Server, running
from support.visitors import part_of, wait_for


def ask(server: Server, key: str, path: str, document: Any = None) -> Any:
    """Call the API; return what it answers."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(f"{server.url}/api/v1/{path}", body, headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def started_anew(server: Server, killed: int) -> bool:
    """Whether another recorder is there in place of the one that was killed."""
    return part_of(server.process.pid, "record") != killed


def test_who_is_killed_amid_sending_sends_again_under_the_same_id() -> None:
    with TemporaryDirectory(prefix="vertel-webhooks-") as name, receiver() as place:
        folder = Path(name)
        file = folder / "vertel.sqlite3"
        with running(folder, f"sqlite:///{file}", workers=1) as server:
            key = server.vertel("key", "create", "--role", "admin", "--name", "webhooks")
            hook = ask(server, key, "webhooks", {"url": place.url, "types": ["suggestion.published"]})
            place.until = threading.Event()
            caption = {"language": "nl", "tone": "short", "text": "Kom"}
            ask(server, key, "suggestions", {"kind": "story", "title": "Een verhaal", "captions": [caption]})
            wait_for(lambda: place.received, "a first try")
            killed = part_of(server.process.pid, "record")
            os.kill(killed, signal.SIGKILL)
            place.until.set()
            wait_for(lambda: started_anew(server, killed), "a new recorder")
            with sqlite3.connect(file, timeout=PATIENCE) as database:
                database.execute("UPDATE deliveries SET next_at = '2026-01-01 00:00:00.000000'")  # as its lease ends
            database.close()
            wait_for(lambda: len(place.received) == 2, "a second try")
            for received in place.received:
                event = Library(hook["secret"]).verify(received.body, received.headers)
                assert event["data"]["title"] == "Een verhaal"
            assert len(set(place.ids)) == 1

            def delivered() -> bool:
                (delivery,) = ask(server, key, f"webhooks/{hook['id']}/deliveries")["items"]
                return delivery["state"] == "delivered" and len(delivery["attempts"]) == 1

            wait_for(delivered, "a note of it")
            with urllib.request.urlopen(f"{server.url}/metrics", timeout=PATIENCE) as answer:
                metrics = answer.read().decode()
            assert re.search(r'^vertel_webhook_tries_total\{outcome="delivered"\} 1\.0$', metrics, re.MULTILINE)
            assert re.search(r"^vertel_webhook_waiting ", metrics, re.MULTILINE)
