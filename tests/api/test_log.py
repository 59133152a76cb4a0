"""The log says what went wrong, and repeats nothing of what people sent."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import text

from support.world import API, World
from vertel import json_log
from vertel.domain.people import sign_ins


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged during the test."""
    before, out = structlog.get_config(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    json_log.configure()
    yield out
    structlog.configure(**before)


def test_a_fault_of_ours_is_logged_without_what_people_sent(
    world: World, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_session: Any, code: str, *_more: object) -> None:
        """Fail with a code at hand."""
        raise RuntimeError(f"a code of {len(code)} letters")

    monkeypatch.setattr(sign_ins, "enrol", stumble)
    answer = world.client.post(f"{API}/auth/token", json={"grant_type": "enrolment_code", "code": "CANARY"})
    assert answer.status_code == 500
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["unexpected_error", "request"]
    assert {line["request_id"] for line in lines} == {answer.json["request_id"]}
    assert lines[0]["exception"][0]["exc_value"] == "a code of 6 letters"
    assert "CANARY" not in logged.getvalue()


def test_an_error_of_the_database_does_not_repeat_the_values(world: World) -> None:
    with world.session() as session, pytest.raises(Exception, match="nowhere") as raised:
        session.execute(text("SELECT :value FROM nowhere"), {"value": "canary"})
    assert "canary" not in str(raised.value)


def test_each_line_is_written_at_once_so_that_those_of_several_processes_do_not_mix(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, written = structlog.get_config(), []

    class Unbuffered(io.StringIO):
        """What stderr is with PYTHONUNBUFFERED, as many containers set it."""

        def write(self, text: str) -> int:
            written.append(text)
            return len(text)

    monkeypatch.setattr(sys, "stderr", Unbuffered())
    json_log.configure()
    structlog.get_logger().info("first")
    structlog.get_logger().info("second")
    structlog.configure(**before)
    assert [(json.loads(line)["event"], line.endswith("\n")) for line in written] == [("first", True), ("second", True)]
