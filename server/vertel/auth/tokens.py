"""Secrets: made at random, shown once, stored as SHA-256; and access tokens, signed so that no secret is stored.

Every secret has at least 58 random bits, so that a fast hash is enough: there is nothing to guess from.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

ACCESS_TOKEN = "va_"  # noqa: S105  a prefix, so that a leaked token is recognised
REFRESH_TOKEN = "vr_"  # noqa: S105
API_KEY = "vk_"
ACCESS_LIFETIME = timedelta(minutes=15)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that are not mistaken for one another."""


def new_secret(prefix: str) -> str:
    """Return a secret of 256 random bits behind a prefix that says what it is."""
    return prefix + secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a one-time code that people can type: 12 characters, 59 random bits."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def code_hash(code: str) -> bytes:
    """Return the hash of a typed code; hyphens, spaces and letter case do not matter."""
    return secret_hash("".join(code.split()).replace("-", "").upper())


def secret_hash(secret: str) -> bytes:
    """Return the SHA-256 under which a secret is stored."""
    return hashlib.sha256(secret.encode()).digest()


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
