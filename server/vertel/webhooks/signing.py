"""The headers of Standard Webhooks 1.0: who it is, when it was sent, and a signature over both and the body."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vertel.services.webhooks import PREFIX


def headers(event_id: UUID, moment: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """Return the headers of one try.

    :param moment: when it is tried; a receiver refuses what is older than some minutes.
    :param secrets: sign one after the other, ``whsec_`` and base64 each.
    """
    timestamp = str(int(moment.timestamp()))
    signed = b".".join([str(event_id).encode(), timestamp.encode(), body])
    signatures = [_signature(secret, signed) for secret in secrets]
    return {
        "webhook-id": str(event_id),
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
