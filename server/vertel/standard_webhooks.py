"""Messages signed in the form of Standard Webhooks 1.0: those that webhooks send, and those that a careers site sends.

A signature covers the body, the message's id and the time, so that what is overheard cannot be changed, nor sent anew
tomorrow. Who receives one sees to it that the same id counts once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets as random
from collections.abc import Mapping, Sequence
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32
FEWEST_BYTES = 24
TOLERANCE = 300
"""Seconds by which a sender's clock may differ."""

_TIMESTAMP = re.compile("[0-9]{1,15}", re.ASCII)


def new_secret() -> str:
    """Return a secret at random: ``whsec_`` and base64."""
    return PREFIX + base64.b64encode(random.token_bytes(SECRET_BYTES)).decode()


def key_of(secret: str) -> bytes:
    """Return the bytes of a secret; raise ``ValueError`` when it is none or has fewer than 24."""
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    if not secret.startswith(PREFIX) or len(key) < FEWEST_BYTES:
        raise ValueError(f"expected {PREFIX} and at least {FEWEST_BYTES} bytes in base64")
    return key


def headers(identity: str, moment: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """Return the headers that sign a body.

    :param moment: when it is sent; a receiver refuses what is older than some minutes.
    :param secrets: sign one after the other, so that a receiver may know either while they are changed.
    """
    timestamp = str(int(moment.timestamp()))
    signatures = [f"v1,{_signature(secret, identity, timestamp, body).decode()}" for secret in secrets]
    return {"webhook-id": identity, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def signed(given: Mapping[str, str], body: bytes, secrets: Sequence[str], moment: datetime) -> bool:
    """Return whether one of the secrets signed this body not long ago.

    :param given: the headers, their names in lower case.
    """
    identity, timestamp = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
    if not identity or not _TIMESTAMP.fullmatch(timestamp) or abs(moment.timestamp() - int(timestamp)) > TOLERANCE:
        return False
    found = [part.removeprefix("v1,") for part in given.get("webhook-signature", "").split() if part[:3] == "v1,"]
    expected = [_signature(secret, identity, timestamp, body) for secret in secrets]
    return any(hmac.compare_digest(one, other.encode()) for one in expected for other in found)


def _signature(secret: str, identity: str, timestamp: str, body: bytes) -> bytes:
    return base64.b64encode(hmac.digest(key_of(secret), f"{identity}.{timestamp}.".encode() + body, hashlib.sha256))
