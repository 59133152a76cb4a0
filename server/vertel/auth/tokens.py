"""Access tokens: signed, so that none is stored."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import Flask, current_app
from itsdangerous import BadData, URLSafeSerializer

ACCESS_TOKEN = "va_"  # noqa: S105  a prefix, so that a leaked token is recognised
ACCESS_LIFETIME = timedelta(minutes=15)
EXTENSION = "vertel.token_signer"


class TokenSigner:
    """Signs and reads access tokens. The newest key signs; the older ones still read, until they are removed."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        # itsdangerous wants the newest last; SHA-1 is its default and there is no reason to stay with it.
        self._serializer = URLSafeSerializer(
            list(reversed(keys)), salt="vertel.access", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def issue(self, sign_in_id: UUID, moment: datetime) -> str:
        """Return an access token for a sign-in, good for :data:`ACCESS_LIFETIME`."""
        expires = int((moment + ACCESS_LIFETIME).timestamp())
        return ACCESS_TOKEN + str(self._serializer.dumps([sign_in_id.hex, expires]))

    def read(self, token: str, moment: datetime) -> UUID | None:
        """Return the sign-in of a token that is ours and not expired, else None."""
        try:
            sign_in_id, expires = self._serializer.loads(token.removeprefix(ACCESS_TOKEN))
        except BadData:
            return None
        return UUID(sign_in_id) if expires > moment.timestamp() else None


def register(app: Flask, keys: tuple[str, ...]) -> None:
    """Give an application its signer."""
    app.extensions[EXTENSION] = TokenSigner(keys)


def signer() -> TokenSigner:
    """Return the running application's signer."""
    return cast("TokenSigner", current_app.extensions[EXTENSION])
