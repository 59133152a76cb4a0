"""How people sign in by the company's own sign-in, remembered beside the sheet, so that a change of it is recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields

from vertel.config import Config

SECRET = "oidc_client_secret"  # noqa: S105  the name of a field
"""Not remembered: a provider refuses a wrong one, and a right one changes nobody's rights."""


def fingerprints(config: Config) -> dict[str, str]:
    """Return a hash of each setting by its name. No value can be read from it."""
    return {
        each.metadata["setting"].name: _hash(getattr(config, each.name))
        for each in fields(Config)
        if each.name.startswith("oidc_") and each.name != SECRET
    }


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the names of the settings that differ; one that a later version added was not changed."""
    return sorted(name for name in before.keys() & after.keys() if before[name] != after[name])


def _hash(value: object) -> str:
    written = [str(one) for one in value] if isinstance(value, tuple) else value
    return hashlib.sha256(repr(written).encode()).hexdigest()[:32]
