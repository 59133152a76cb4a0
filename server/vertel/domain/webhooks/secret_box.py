"""Encryption of the webhooks' secrets and the channels' addresses, which have to be read, so that a hash would not do.

The keys are derived from ``VERTEL_SECRET_KEYS``: the newest encrypts, all of them decrypt. A copy of the database
without them holds no secret in plain text.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"vertel.webhooks"
"""Keeps this key apart from others that are derived from the same setting."""


class SecretBox:
    """Encrypts and decrypts what has to be read to send something."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._newest, *older = [Fernet(_derived(key)) for key in keys]
        self._all = MultiFernet([self._newest, *older])

    def encrypt(self, secret: str) -> bytes:
        """Return a secret, encrypted with the newest key."""
        return self._newest.encrypt(secret.encode())

    def decrypt(self, stored: bytes) -> str | None:
        """Return a secret; None when its key is no longer among those of the settings."""
        try:
            return self._all.decrypt(stored).decode()
        except InvalidToken:
            return None

    def renewed(self, stored: bytes) -> bytes | None:
        """Return a secret, encrypted anew with the newest key; None when it is already, or cannot be decrypted."""
        try:
            self._newest.decrypt(stored)
        except InvalidToken:
            secret = self.decrypt(stored)
            return self.encrypt(secret) if secret is not None else None
        return None


def _derived(key: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
