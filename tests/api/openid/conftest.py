"""Fixtures of signing in with an OpenID provider: one that lies when it is told to, and a server that trusts it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from support.hostile_provider import CLIENT_ID, CLIENT_SECRET, HostileProvider, hostile_provider
from support.openid import LOCAL, Browser, Configure, Time
from support.world import World
from vertel import json_log
from vertel.auth.openid import relying_party
from vertel.config import Config


@pytest.fixture
def provider() -> Iterator[HostileProvider]:
    with hostile_provider() as found:
        found.claims = {"sub": "subject-1"}
        yield found


@pytest.fixture
def configure(application: Flask, client: FlaskClient, time: Time) -> Iterator[Configure]:
    """Give the running application other settings of `VERTEL_OIDC_*`."""
    before = application.extensions["vertel"]

    def change(**settings: str) -> Config:
        environment = {"VERTEL_SECRET_KEYS": before.config.secret_keys[0], **LOCAL, **settings}
        loaded = Config.from_environment(environment)
        other = {each.name: getattr(loaded, each.name) for each in fields(Config) if each.name.startswith("oidc_")}
        config = replace(before.config, public_url=loaded.public_url, **other)
        application.extensions["vertel"] = replace(before, config=config)
        relying_party.register(application, config, time)
        return config

    yield change
    application.extensions["vertel"] = before
    relying_party.register(application, before.config)


@pytest.fixture
def trust(configure: Configure, provider: HostileProvider) -> Configure:
    """Have the server sign people in with the provider; further settings by their names without `VERTEL_OIDC_`."""

    def change(**settings: str) -> Config:
        usual = {"ISSUER": provider.url, "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET}
        usual |= {"EXTERNAL_ID_CLAIM": "employee_number"} | settings
        return configure(**{f"VERTEL_OIDC_{name}": value for name, value in usual.items() if value})

    change()
    return change


@pytest.fixture
def time() -> Time:
    return Time()


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
