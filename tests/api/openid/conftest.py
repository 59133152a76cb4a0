"""Fixtures of signing in with an OpenID provider: browsers, and what is logged."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest
import structlog
from flask.testing import FlaskClient

from support.hostile_provider import HostileProvider
from support.openid import Browser, Configure
from support.openid_fixtures import configure, provider, time, trust
from support.world import World
from vertel import json_log

__all__ = ["configure", "provider", "time", "trust"]


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged during the test."""
    before, out = structlog.get_config(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    json_log.configure()
    yield out
    structlog.configure(**before)


@pytest.fixture
def browser(client: FlaskClient, provider: HostileProvider, trust: Configure) -> Browser:
    return Browser(client, provider)


@pytest.fixture
def known(browser: Browser, world: World) -> Browser:
    """A browser of somebody whom the server knows: by what HR says, and the provider as well."""
    browser.provider.claims["employee_number"] = "hr-1"
    world.employee(email="noor@example.com", name="Noor de Wit", external_id="hr-1")
    return browser
