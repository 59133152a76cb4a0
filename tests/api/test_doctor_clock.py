"""`vertel doctor` compares this machine's clock with the database's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from support.world import World
from vertel.cli import diagnosis
from vertel.clock import now
from vertel.config import Config


@pytest.mark.parametrize(("seconds", "status"), [(0, "ok"), (30, "warn"), (120, "fail"), (-120, "fail")])
def test_a_clock_that_differs_from_the_databases(
    world: World, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, status: str
) -> None:
    assert world
    monkeypatch.setattr(diagnosis, "now", lambda: now() + timedelta(seconds=seconds))
    settings = {"VERTEL_SECRET_KEYS": config.secret_keys[0], "VERTEL_DATABASE_URL": config.database_url}
    found = {finding.check: finding for finding in diagnosis.examine(settings, tmp_path)}["clock"]
    # SQLite's clock is this machine's.
    assert found.status == (status if config.database_url.startswith("postgresql") else "ok")
