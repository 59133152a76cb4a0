"""Signs as a careers site does, with the public library for it."""

from __future__ import annotations

import base64
from datetime import timedelta

from standardwebhooks import Webhook

from vertel.clock import now

SECRET = "whsec_" + base64.b64encode(b"only good for the tests, all of them").decode()


def signature(body: bytes, *, secret: str = SECRET, identity: str = "msg_1", age: int = 0) -> dict[str, str]:
    """The headers that sign a body.

    :param age: seconds since it was signed.
    """
    moment = now() - timedelta(seconds=age)
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(identity, moment, body.decode()),
    }
