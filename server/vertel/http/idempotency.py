"""``Idempotency-Key``: a POST that is sent again gets the first answer again, and has one effect.

The key is claimed by inserting its row in the request's own transaction. A second request with the same key waits for
the first to commit and then finds its row; if the first rolls back, the second does the work.

A route that reads first claims at its end, together with its answer, so that nobody waits for it meanwhile. Two
requests with the same key may then work side by side; the one that ends later drops what it has not committed and
repeats the answer of the other. docs/adr/2026-11-28-imports-in-batches.md says why that has one effect.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO, cast

import orjson
from flask import Response, after_this_request, current_app, g, request
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from vertel.clock import now
from vertel.db.engine import begin_writing
from vertel.db.models import IdempotencyKey
from vertel.errors import ConflictError, refused
from vertel.http.context import caller, db, is_reading_first, release

_KEY = re.compile(r"[!-~]{1,255}")
KEPT_FOR = timedelta(days=3)
LONGEST = 32 * 1024 * 1024
"""Bytes; no route takes more. What each takes, it says itself."""
CHUNK = 1024 * 1024
KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def earlier_answer() -> Response | None:
    """Return the answer to the same request if it was given before; otherwise claim its key."""
    if request.method != "POST" or request.url_rule is None or not caller():
        return None
    key = given_key()
    if key is None:
        return None
    # The fingerprint first: it reads the body, and while that is on its way no write lock may be held.
    claim = IdempotencyKey(caller=caller(), key=key, fingerprint=_fingerprint())
    g.idempotency_claim = claim
    return _find_earlier(claim) if is_reading_first() else _insert(claim)


def given_key() -> str | None:
    """Return the key of this request, None without one; refuse one that is malformed."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise refused("", "Idempotency-Key: expected 1 to 255 printable ASCII characters.")
    return key


def keep(response: Response) -> Response | None:
    """Store the answer beside the claim, in the same transaction; return the earlier one if a twin was faster."""
    claim: IdempotencyKey | None = g.get("idempotency_claim")
    if claim is None:
        return None
    claim.status = response.status_code
    claim.headers = orjson.dumps({name: response.headers.get(name) for name in KEPT_HEADERS}).decode()
    claim.body = g.get("idempotency_body") or response.get_data()
    return _insert(claim) if is_reading_first() else None


def keep_instead(body: bytes) -> None:
    """Keep another body than the answer's own, which holds a secret that is shown once."""
    g.idempotency_body = body


def _insert(claim: IdempotencyKey) -> Response | None:
    """Claim the key; return the earlier answer if somebody else has it."""
    begin_writing(db())
    db().execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now() - KEPT_FOR))
    try:
        with db().begin_nested():
            db().add(claim)
    except IntegrityError:
        return _replay(db().get(IdempotencyKey, (claim.caller, claim.key), populate_existing=True), claim)
    return None


def _find_earlier(claim: IdempotencyKey) -> Response | None:
    first = db().get(IdempotencyKey, (claim.caller, claim.key))
    release()
    if first is None or first.created_at < now() - KEPT_FOR:
        return None
    return _replay(first, claim)


def _replay(first: IdempotencyKey | None, claim: IdempotencyKey) -> Response:
    if first is None or first.status is None or first.headers is None:
        raise ConflictError("A request with this Idempotency-Key is still running. Try again in a moment.")
    if first.fingerprint != claim.fingerprint:
        raise refused("", "This Idempotency-Key was used for a different request. Use a new key for each request.")
    response = Response(first.body, first.status)
    for name, value in orjson.loads(first.headers).items():
        if value is not None:
            response.headers[name] = value
    response.headers["Idempotent-Replayed"] = "true"
    return response


def is_long() -> bool:
    """Whether the body is one that only a route which takes files would take."""
    return (request.content_length or 0) > int(current_app.config["MAX_CONTENT_LENGTH"])


def _fingerprint() -> bytes:
    digest = hashlib.sha256(request.full_path.encode() + b"\n")
    for chunk in _read_ahead() if is_long() else [request.get_data(cache=True)]:
        digest.update(chunk)
    return digest.digest()


def _read_ahead() -> Iterator[bytes]:
    """Read a long upload into a temporary file, and leave that to the route in place of the connection."""
    request.max_content_length = LONGEST
    file = tempfile.SpooledTemporaryFile(max_size=CHUNK)  # noqa: SIM115  it lives as long as the request

    @after_this_request
    def close(response: Response) -> Response:
        file.close()
        return response

    while chunk := request.stream.read(CHUNK):
        file.write(chunk)
        yield chunk
    file.seek(0)
    request.stream = cast("IO[bytes]", file)
