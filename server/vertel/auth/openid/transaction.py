"""What a browser has to bring back from the provider, in a signed cookie that only this server reads."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class Transaction:
    """One way to the provider and back.

    :ivar state: goes to the provider and comes back through the browser: the response is to this very request.
    :ivar nonce: goes to the provider and comes back inside the ID token: the token was made for this very request.
    :ivar verifier: proves to the token endpoint that who brings the code is who asked (PKCE).
    :ivar user_code: of the device that is to be connected; empty without one.
    :ivar expires: in seconds since 1970.
    """

    state: str
    nonce: str
    verifier: str
    user_code: str
    expires: int

    @classmethod
    def begin(cls, user_code: str, moment: datetime) -> Transaction:
        """Return a transaction that nobody can guess."""
        expires = int((moment + LIFETIME).timestamp())
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32), user_code, expires)


class TransactionSigner:
    """Signs and reads transactions. The newest key signs; the older ones still read."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        # itsdangerous wants the newest last, and has SHA-1 as its default.
        self._serializer = URLSafeSerializer(
            list(reversed(keys)), salt="vertel.openid", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def write(self, transaction: Transaction) -> str:
        """Return a transaction as the value of a cookie."""
        return str(self._serializer.dumps(astuple(transaction)))

    def read(self, text: str, moment: datetime) -> Transaction | None:
        """Return the transaction in a cookie; None when it is not ours, or too old."""
        try:
            transaction = Transaction(*self._serializer.loads(text))
        except BadData:
            return None
        return transaction if transaction.expires > moment.timestamp() else None
