"""An application's way to its provider, if it has one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from vertel.config import Config

if TYPE_CHECKING:
    from vertel.auth.openid.relying_party import RelyingParty

EXTENSION = "vertel.openid"


def register(app: Flask, config: Config, clock: Callable[[], float] = time.monotonic) -> None:
    """Give an application its way to the provider, when the settings name one."""
    app.extensions[EXTENSION] = _made(config, clock) if config.oidc_issuer else None


def relying_party() -> RelyingParty | None:
    """Return the running application's way to the provider."""
    return cast("RelyingParty | None", current_app.extensions[EXTENSION])


def _made(config: Config, clock: Callable[[], float]) -> RelyingParty:
    # Not at the top: with what checks signatures it is 10 MB, and a server without a provider does without.
    from vertel.auth.openid.relying_party import RelyingParty  # noqa: PLC0415

    return RelyingParty(config, clock)
