"""Schemathesis calls every operation with documents that fit the OpenAPI document and with many that do not."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from sqlalchemy import Engine

CASES = int(os.environ.get("VERTEL_TEST_CASES", "25"))
"""Cases per operation; `make bench` asks for many more."""


@pytest.fixture
def api(application: Flask, engine: Engine) -> Iterator[schemathesis.BaseSchema]:
    yield schemathesis.openapi.from_wsgi("/openapi.json", application)


schema = schemathesis.pytest.from_fixture("api")
