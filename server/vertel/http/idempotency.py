"""``Idempotency-Key``: a POST that is sent again gets the first answer again, and has one effect.

The key is claimed by inserting its row at the beginning of the request's own transaction, when the request was read and
checked. A second request with the same key waits for the first to commit and then finds its row; if the first rolls
back, the second does the work.

A route that reads first claims at its end, together with its answer, so that nobody waits for it meanwhile. Two
requests with the same key may then work side by side; the one that ends later drops what it has not committed and
repeats the answer of the other. docs/adr/2026-11-28-imports-in-batches.md says why that has one effect.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator
from functools import partial
from typing import IO, Any, cast
from uuid import UUID

import orjson
from flask import Response, after_this_request, current_app, g, request
from sqlalchemy import update
from werkzeug.exceptions import Gone

from vertel.clock import now
from vertel.db import kept_answers
from vertel.db.engine import begin_writing
from vertel.db.models import IdempotencyKey
from vertel.errors import ConflictError, refused
from vertel.http.context import before_writing, caller, db, is_reading_first, release
from vertel.translations.active import gettext as _

_KEY = re.compile(r"[!-~]{1,255}")
LONGEST = 32 * 1024 * 1024
"""Bytes; no route takes more. What each takes, it says itself."""
CHUNK = 1024 * 1024
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
Claim = dict[str, Any]
"""A row of ``IdempotencyKey``, by column: who sent which key with which request."""


class RepeatedError(Exception):
    """The request was carried out before, and this is the answer that it got."""

    def __init__(self, response: Response) -> None:
        super().__init__("this request was carried out before")
        self.response = response


def look_for_key() -> None:
    """Have the request's key claimed before it writes; :class:`RepeatedError` when it was carried out before."""
    if request.method != "POST" or request.url_rule is None:
        return
    key = given_key()
    if key is None or not caller():  # nobody's answers are kept
        return
    # The fingerprint first: it reads the body, and while that is on its way no write lock may be held.
    g.idempotency_claim = claim = {"caller": caller(), "key": key, "fingerprint": _fingerprint(), "created_at": now()}
    if is_reading_first():
        _find_earlier(claim)
    else:
        before_writing(partial(_insert, claim))


def given_key() -> str | None:
    """Return the key of this request, None without one; refuse one that is malformed."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise refused("", _("Idempotency-Key: expected 1 to 255 printable ASCII characters."))
    return key


def keep(response: Response) -> None:
    """Store the answer beside the claim, in the same transaction; :class:`RepeatedError` if a twin was faster."""
    claim: Claim | None = g.get("idempotency_claim")
    if claim is None:
        return
    answer = {
        "status": response.status_code,
        "headers": orjson.dumps({name: response.headers.get(name) for name in KEPT_HEADERS}).decode(),
        "body": g.get("idempotency_body") or response.get_data(),
        "subject_id": g.get("idempotency_subject"),
    }
    if is_reading_first():
        _insert(claim | answer)
    else:
        same = (IdempotencyKey.caller == claim["caller"], IdempotencyKey.key == claim["key"])
        db().execute(update(IdempotencyKey).where(*same).values(answer))


def keep_instead(body: bytes) -> None:
    """Keep another body than the answer's own, which holds a secret that is shown once."""
    g.idempotency_body = body


def keep_only_with(subject_id: UUID) -> None:
    """Keep the answer for no longer than what it repeats the words of; see :func:`kept_answers.forget`."""
    g.idempotency_subject = subject_id


def _insert(claim: Claim) -> None:
    begin_writing(db())
    if not kept_answers.claim(db(), claim):
        raise RepeatedError(_replay(_stored(claim), claim))


def _find_earlier(claim: Claim) -> None:
    first = _stored(claim)
    release()
    if first is not None and first.created_at >= claim["created_at"] - kept_answers.KEPT_FOR:
        raise RepeatedError(_replay(first, claim))


def _stored(claim: Claim) -> IdempotencyKey | None:
    return db().get(IdempotencyKey, (claim["caller"], claim["key"]), populate_existing=True)


def _replay(first: IdempotencyKey | None, claim: Claim) -> Response:
    if first is None or first.status is None:
        raise ConflictError(_("A request with this Idempotency-Key is still running. Try again in a moment."))
    if first.fingerprint != claim["fingerprint"]:
        raise refused("", _("This Idempotency-Key was used for a different request. Use a new key for each request."))
    if first.headers is None:
        raise Gone(_("This request was carried out before, and what it was about has been deleted since."))
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
