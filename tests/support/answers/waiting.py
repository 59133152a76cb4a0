"""An answer about what waits for an editor, in which no list is empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from support.answers.administration import agreement, settings
from support.answers.common import TITLES, Answers
from support.voices import crowd, says, sends
from support.world import API, World
from vertel.domain.links.destination_check import Answer, LinkChecker
from vertel.worker.destination_checker import DestinationChecker


def waiting(world: World) -> Answers:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    me, *_ = crowd(world, 6)
    closing = world.suggestion(expires_at=tomorrow, titles=TITLES)
    world.suggestion(status="draft")
    world.suggestion(people=[{"name": "Samira Haddad", "consent_until": "2020-06-30"}])
    says(world, me, closing, comment="Hm.")
    sends(world, me)
    world.client.post(f"{API}/reports/destinations", headers=world.key())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LinkChecker, "check", lambda *_: Answer("gone", "The page says that it is gone.", None))
        DestinationChecker(world.client.application.extensions["vertel"].config, world.engine).step()
    agreement(world)
    settings(world)
    return [world.client.get(f"{API}/waiting", headers=world.key(role)) for role in ("editor", "admin")]
