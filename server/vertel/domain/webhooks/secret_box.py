"""Encryption of the webhooks' secrets and the channels' addresses, which have to be read, so that a hash would not do.

The keys are derived from ``VERTEL_SECRET_KEYS``: the newest encrypts, all of them decrypt. A copy of the database
without them holds no secret in plain text.
"""

from __future__ import annotations

import base64
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

PURPOSE = b"vertel.webhooks"
"""Keeps this key apart from others that are derived from the same setting."""


class SecretBox:
    """Encrypts and decrypts what has to be read to send something."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys

    @cached_property
    def _ciphers(self) -> list[Fernet]:
        """What each key encrypts and decrypts with, the newest first."""
        # Not at the top: it is 8 MB, and a server without webhooks and channels has no secrets.
        from cryptography.fernet import Fernet  # noqa: PLC0415

        return [Fernet(_derived(key)) for key in self._keys]

    def encrypt(self, secret: str) -> bytes:
        """Return a secret, encrypted with the newest key."""
        return self._ciphers[0].encrypt(secret.encode())

    def decrypt(self, stored: bytes) -> str | None:
        """Return a secret; None when its key is no longer among those of the settings."""
        found = (_decrypted(cipher, stored) for cipher in self._ciphers)
        return next((secret for secret in found if secret is not None), None)

    def renewed(self, stored: bytes) -> bytes | None:
        """Return a secret, encrypted anew with the newest key; None when it is already, or cannot be decrypted."""
        if _decrypted(self._ciphers[0], stored) is not None:
            return None
        secret = self.decrypt(stored)
        return self.encrypt(secret) if secret is not None else None


def _decrypted(cipher: Fernet, stored: bytes) -> str | None:
    from cryptography.fernet import InvalidToken  # noqa: PLC0415  see above

    try:
        return cipher.decrypt(stored).decode()
    except InvalidToken:
        return None


def _derived(key: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415  see above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
