"""Who is kept in memory as eligible is looked up again when the clock was set back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from support.voices import crowd, shares
from support.world import API, World
from vertel import clock
from vertel.db.models import Employee
from vertel.domain.audience import eligible


def test_a_clock_that_is_set_back_makes_nobody_eligible_who_has_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eligible._Kept, "newest", None)
    suggestion, (me, *_) = world.suggestion(), crowd(world, 5)
    own = UUID(world.client.get(f"{API}/me", headers=me).json["id"])

    def counted() -> int:
        shares(world, me, suggestion)
        return int(world.client.get(f"{API}/reports/overview", headers=world.key()).json["shares"])

    monkeypatch.setattr(eligible, "now", lambda: clock.now() + timedelta(hours=1))
    assert counted() == 1
    monkeypatch.setattr(eligible, "now", clock.now)
    with world.engine.begin() as connection:  # as a node of the version before does it, which draws no token
        connection.execute(update(Employee).where(Employee.id != own).values(active=False))
    assert counted() == 1
