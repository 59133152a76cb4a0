"""The settings of a world's server, and others in their place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from support.world import World
from vertel.config import Config


def config_of(world: World) -> Config:
    """The settings in force."""
    return world.client.application.extensions["vertel"].config


def reconfigure(world: World, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Go on with other settings, as after SIGHUP."""
    extensions = world.client.application.extensions
    changed = replace(extensions["vertel"], config=replace(config_of(world), **changes))
    monkeypatch.setitem(extensions, "vertel", changed)
