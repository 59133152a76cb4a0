"""Addresses at which a mail is ended without signing in: signed with the server's keys, so none of them is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

from vertel.domain.digests.subscriptions import KINDS

PAGES = "/mails/stop"


def make(keys: Sequence[str], employee_id: UUID, kind: str) -> str:
    """Return the secret part of the address at which somebody ends a mail. It can end that mail and do nothing else."""
    return str(_serializer(keys).dumps([kind, employee_id.hex]))


def read(keys: Sequence[str], token: str) -> tuple[UUID, str] | None:
    """Return whose mail an address ends, and which; None for one that is not ours, or of a key that was removed."""
    try:
        kind, employee_id = _serializer(keys).loads(token)
    except BadData:
        return None
    return (UUID(employee_id), kind) if kind in KINDS else None


def _serializer(keys: Sequence[str]) -> URLSafeSerializer:
    # itsdangerous wants the newest last, and has SHA-1 as its default.
    return URLSafeSerializer(
        list(reversed(keys)), salt="vertel.mails.stop", signer_kwargs={"digest_method": hashlib.sha256}
    )
