"""The language of a request, for texts of which an answer has one. Such an answer says that it varies by it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, after_this_request, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from vertel.translations.negotiation import LONGEST_HEADER, preferred_language

HEADER = "Accept-Language"


def texts_language() -> str:
    """Return the language of the server's texts that the caller likes best."""
    after_this_request(_vary)
    return preferred_language(request.headers.get(HEADER))


def content_language(written: Sequence[str]) -> str | None:
    """Return the language that the caller likes best of those that something is written in.

    None when the caller names none of them, as programs do.
    """
    after_this_request(_vary)
    header = parse_accept_header(request.headers.get(HEADER, "")[:LONGEST_HEADER], LanguageAccept)
    for tag, quality in header:
        found = next((own for own in written if quality > 0 and _primary(own) == _primary(tag)), None)
        if found is not None:
            return found
    return None


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _vary(response: Response) -> Response:
    response.vary.add(HEADER)
    return response
