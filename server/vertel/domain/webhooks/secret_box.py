"""Secrets of webhooks, encrypted: they have to be read for signing, so that a hash of them would not do.

The keys are derived from ``VERTEL_SECRET_KEYS``, the newest first: it locks, and all of them open. A copy of the
database without those keys tells no secret.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"vertel.webhooks"
"""Makes another key of the same secret than anything else would that is derived from it."""


class SecretBox:
    """Encrypts and decrypts secrets."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._newest, *older = [Fernet(_derived(key)) for key in keys]
        self._all = MultiFernet([self._newest, *older])

    def encrypt(self, secret: str) -> bytes:
        """Return a secret as it is stored."""
        return self._newest.encrypt(secret.encode())

    def decrypt(self, stored: bytes) -> str | None:
        """Return a secret; None when it was locked with a key that is no longer among those of the settings."""
        try:
            return self._all.decrypt(stored).decode()
        except InvalidToken:
            return None

    def renewed(self, stored: bytes) -> bytes | None:
        """Return a secret locked with the newest key; None when it is already, or cannot be opened."""
        try:
            self._newest.decrypt(stored)
        except InvalidToken:
            secret = self.decrypt(stored)
            return self.encrypt(secret) if secret is not None else None
        return None


def _derived(key: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
