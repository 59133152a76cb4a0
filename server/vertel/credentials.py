"""Secrets that people and programs hold: made at random, shown once, stored as SHA-256.

Each has 256 random bits, so that a fast hash is enough: there is nothing to guess from. What people type is shorter,
and is stored as an HMAC with the server's key: who has a copy of the database, and not the key, cannot try codes on it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

REFRESH_TOKEN = "vr_"  # noqa: S105  a prefix, so that a leaked token is recognised
DEVICE_CODE = "vd_"
API_KEY = "vk_"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that are not mistaken for one another."""

CODE_LENGTH = 12

CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"
"""Letters that are not mistaken for one another and make no words; as section 6.1 of RFC 8628 advises."""


def new_secret(prefix: str) -> str:
    """Return a secret of 256 random bits behind a prefix that says what it is."""
    return prefix + secrets.token_urlsafe(32)


def derived_secret(prefix: str, salt: bytes, *known: str) -> str:
    """Return the secret that follows from a stored salt and from what only its holder knows.

    Who has the salt alone, from a copy of the database, learns nothing from it.
    """
    message = "\n".join(known).encode()
    digest = hmac.digest(salt, message, hashlib.sha256)
    return prefix + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def new_code() -> str:
    """Return a one-time code that people can type: 12 characters, 59 random bits."""
    return _spelt(secrets.randbelow(len(ALPHABET) ** CODE_LENGTH))


def derived_code(key: str, purpose: str, text: str) -> str:
    """Return the code of that form that follows from a text and the server's key, so that it need not be stored."""
    return _spelt(int.from_bytes(keyed_hash(key, purpose, text), "big"))


def _spelt(number: int) -> str:
    letters = ""
    for _ in range(CODE_LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def new_user_code() -> str:
    """Return a code that people compare, and may have to type: eight letters, 34 random bits."""
    letters = "".join(secrets.choice(CONSONANTS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def typed_code(code: str) -> str:
    """Return a typed code without hyphens and spaces, in capitals."""
    return "".join(code.split()).replace("-", "").upper()


def secret_hash(secret: str) -> bytes:
    """Return the SHA-256 under which a secret is stored."""
    return hashlib.sha256(secret.encode()).digest()


def keyed_hash(key: str, purpose: str, text: str) -> bytes:
    """Return the HMAC-SHA256 of a text under the server's key.

    :param purpose: keeps what is hashed for one purpose apart from the same text for another.
    """
    return hmac.digest(key.encode(), f"{purpose}\n{text}".encode(), hashlib.sha256)
