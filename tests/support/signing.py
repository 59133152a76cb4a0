"""Signs as a careers site does: the form of Standard Webhooks, written down a second time on purpose."""

from __future__ import annotations

import base64
import hashlib
import hmac

from vertel.clock import now

SECRET = "whsec_" + base64.b64encode(b"only good for the tests, all of them").decode()


def signature(body: bytes, *, secret: str = SECRET, identity: str = "msg_1", age: int = 0) -> dict[str, str]:
    """The headers that sign a body.

    :param age: seconds since it was signed.
    """
    timestamp = str(int(now().timestamp()) - age)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": identity,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
