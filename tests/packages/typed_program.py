"""What type checkers know of `load` and of the client; it is checked, and never run."""

from datetime import UTC, date, datetime
from typing import Literal, assert_type
from uuid import UUID

from vertel_schema import Employee, SuggestionRequest, TokenRequest
from vertel_schema.client import Vertel
from vertel_schema.documents import SuggestionDict, SuggestionRequestDict
from vertel_schema.loaded import LoadedSuggestionRequest


def loaded(document: object) -> LoadedSuggestionRequest:
    """Moments, days and ids are Python's own, and defaults are there."""
    suggestion = SuggestionRequest().load(document)
    assert_type(suggestion["expires_at"], datetime | None)
    assert_type(suggestion["status"], Literal["draft", "published", "archived"])
    assert_type([person["consent_until"] for person in suggestion["people"]], list[date | None])
    assert_type(Employee().load(document)["id"], UUID)
    return suggestion


def narrowed(document: object) -> str:
    """A union is told apart by its tag."""
    token = TokenRequest().load(document)
    if token["grant_type"] == "refresh_token":
        assert_type(token["refresh_token"], str)
        return token["refresh_token"]
    return token["grant_type"]


def sent(vertel: Vertel, suggestion_id: UUID) -> SuggestionDict:
    """The client takes what was loaded and what was written, and gives JSON."""
    vertel.suggestions.create(loaded({}))
    written: SuggestionRequestDict = {"kind": "story", "title": "x", "expires_at": datetime.now(UTC)}
    vertel.suggestions.create(written)
    vertel.reports.clicks(since=date(2026, 11, 1), until="2026-11-30")
    answer = vertel.suggestions.read(suggestion_id)
    assert_type(answer["expires_at"], str | None)
    return answer
