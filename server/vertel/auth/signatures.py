"""Requests that a careers site signs instead of sending a key, in the form that standardwebhooks.com describes.

A signature covers the body, the message's id and the time, so that what is overheard cannot be changed, nor sent anew
tomorrow. Sent anew within the five minutes, it counts no second time: the body has an id of its own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

SECRET = "whsec_"  # noqa: S105  a prefix, so that a leaked secret is recognised
TOLERANCE = 300
"""Seconds by which the sender's clock may differ."""

_TIMESTAMP = re.compile("[0-9]{1,15}", re.ASCII)


def signed(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], moment: datetime) -> bool:
    """Return whether one of the secrets signed this body not long ago.

    :param headers: of the request, their names in lower case.
    :param secrets: ``whsec_`` and base64, as :func:`key_of` reads them.
    """
    identity, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not identity or not _TIMESTAMP.fullmatch(timestamp) or abs(moment.timestamp() - int(timestamp)) > TOLERANCE:
        return False
    message = f"{identity}.{timestamp}.".encode() + body
    # Several signatures may stand there while the sender changes its secret.
    given = [part.removeprefix("v1,") for part in headers.get("webhook-signature", "").split() if part[:3] == "v1,"]
    return any(hmac.compare_digest(sign(secret, message), each.encode()) for secret in secrets for each in given)


def sign(secret: str, message: bytes) -> bytes:
    """Return the signature of a message, in base64."""
    return base64.b64encode(hmac.digest(key_of(secret), message, hashlib.sha256))


def key_of(secret: str) -> bytes:
    """Return the bytes of a secret; raise ``ValueError`` when it is none or has fewer than 24."""
    key = base64.b64decode(secret.removeprefix(SECRET), validate=True)
    if not secret.startswith(SECRET) or len(key) < 24:
        raise ValueError("expected whsec_ and at least 24 bytes in base64")
    return key
