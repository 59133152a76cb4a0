"""Fixtures of signing in with an OpenID provider: one that lies when it is told to, and a server that trusts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.hostile_provider import CLIENT_ID, CLIENT_SECRET, HostileProvider, hostile_provider
from support.openid import LOCAL, Configure, Time
from vertel.auth.openid import extension
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
        extension.register(application, config, time)
        return config

    yield change
    application.extensions["vertel"] = before
    extension.register(application, before.config)


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
