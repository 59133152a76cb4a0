"""A WebDriver BiDi connection: commands out, answers in, events left aside."""

import itertools
import json
from typing import Any

import websocket

from e2e.harness import PATIENCE


class BidiError(AssertionError):
    """The browser refused a command, or a script failed in it."""


class Bidi:
    """One session, from the first command to `close`."""

    def __init__(self, port: int) -> None:
        # No Origin header: Firefox refuses connections that a page could have made.
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/session", suppress_origin=True, timeout=PATIENCE
        )
        self._ids = itertools.count(1)
        self.send("session.new", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})

    def send(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Sends one command and waits for its answer."""
        command = next(self._ids)
        self._socket.send(json.dumps({"id": command, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") != command:
                continue
            if message["type"] == "error":
                raise BidiError(f"{method}: {message['error']}: {message['message']}")
            result: dict[str, Any] = message["result"]
            return result

    def close(self) -> None:
        """Ends the session, and the browser with it."""
        try:
            self.send("browser.close", {})
        finally:
            self._socket.close()
