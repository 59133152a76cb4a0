"""The receivers in docs/webhooks.md: run as they stand there, they take what Vertel sends and nothing else."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.ports import free_port
from vertel import clock, standard_webhooks
from vertel.config import Config
from vertel.ids import new_id
from vertel.outbound.egress_policy import EgressPolicy
from vertel.worker import event_payloads
from vertel.worker.webhook_sender import Sender

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"
SECRET, OTHER = ("whsec_" + base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))
SETTINGS = {"VERTEL_SECRET_KEYS": "k" * 32, "VERTEL_PUBLIC_URL": "http://127.0.0.1:8000"}
PATIENCE = 20.0


def program(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(found)


@pytest.mark.parametrize(
    ("language", "file", "command"), [("python", "receive.py", [sys.executable]), ("js", "receive.mjs", ["node"])]
)
def test_a_receiver_takes_what_is_genuine_and_each_event_once(
    language: str, file: str, command: Sequence[str], tmp_path: Path
) -> None:
    (tmp_path / file).write_text(program(language))
    port, moment, event_id = free_port(), clock.now(), new_id()
    body = event_payloads.body("webhook.test", moment, {"webhook_id": str(new_id())})
    sender = Sender(EgressPolicy(Config.from_environment(SETTINGS)))

    def send(*secrets: str, ago: int = 0, sent: bytes = body) -> int | None:
        headers = standard_webhooks.headers(
            str(event_id), moment.fromtimestamp(moment.timestamp() - ago, moment.tzinfo), body, secrets
        )
        return sender.send(f"http://127.0.0.1:{port}/", sent, headers).status

    environment = {"PORT": str(port), "WEBHOOK_SECRET": SECRET, "PATH": os.environ["PATH"]}
    with subprocess.Popen(
        [*command, file], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            end = time.monotonic() + PATIENCE
            while send(OTHER) is None and time.monotonic() < end:
                time.sleep(0.02)
            assert [send(OTHER), send(SECRET, ago=600), send(SECRET, sent=body + b" ")] == [401] * 3
            assert [send(SECRET), send(SECRET, OTHER), send(OTHER, SECRET)] == [204] * 3
        finally:
            process.terminate()
        output, _ = process.communicate(timeout=PATIENCE)
    assert output.count("webhook.test") == 1
    assert output.count("webhook_id") == 1
