"""What the Python client makes of the documents that it is given: what `load` returned, and what a person wrote."""

from __future__ import annotations

import io
import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from vertel_schema import DOCUMENTS, Response, SuggestionRequest
from vertel_schema.base import instance
from vertel_schema.client import HttpRequest, ProblemError, Reply, UnreachableError, Vertel, VertelError

VECTORS = Path(__file__).parents[2] / "shared_schema" / "vectors"
WRITTEN = [name for name, schema in DOCUMENTS.items() if not issubclass(schema, Response)]
ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"


class Sent:
    """A server that answers nothing of use, and what it was sent."""

    def __init__(self) -> None:
        self.requests: list[HttpRequest] = []

    def __call__(self, request: HttpRequest) -> Reply:
        self.requests.append(request)
        return Reply(204, {}, b"")

    def document(self) -> Any:
        body = self.requests[-1].body
        assert isinstance(body, bytes)
        return json.loads(body)


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def vertel(sent: Sent) -> Vertel:
    return Vertel("https://vertel.example.com", "vk_x", send=sent)


def test_what_load_returns_can_be_sent(vertel: Vertel, sent: Sent) -> None:
    written: dict[str, Any] = {"kind": "vacancy", "title": "Monteur", "expires_at": "2027-01-15T23:00:00Z"}
    written |= {"image": {"id": ID}, "people": [{"name": "Samira", "consent_until": "2027-06-30"}]}
    with suppress(VertelError):
        vertel.suggestions.create(SuggestionRequest().load(written))
    assert SuggestionRequest().load(sent.document()) == SuggestionRequest().load(written)
    assert sent.document()["expires_at"] == "2027-01-15T23:00:00Z"
    assert (sent.document()["image"]["id"], sent.document()["people"][0]["consent_until"]) == (ID, "2027-06-30")


@pytest.mark.parametrize("name", WRITTEN)
def test_every_document_that_clients_write_is_the_same_after_it_was_loaded_and_sent(
    vertel: Vertel, sent: Sent, name: str
) -> None:
    schema = instance(DOCUMENTS[name])
    for vector in json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["valid"]:
        loaded = schema.load(vector["document"])
        with suppress(VertelError):
            vertel.suggestions.create(loaded)
        assert schema.load(sent.document()) == loaded


def test_a_person_may_write_text_or_pythons_own_values_in_one_document(vertel: Vertel, sent: Sent) -> None:
    class Kind(Enum):
        VACANCY = "vacancy"

    amsterdam = timezone(timedelta(hours=1))
    document: Any = {
        "kind": Kind.VACANCY,
        "title": "Monteur",
        "publish_at": "2026-12-01T08:00:00Z",
        "expires_at": datetime(2027, 1, 16, 0, 0, 0, 250_000, amsterdam),
        "image": {"id": UUID(ID)},
        "people": ({"name": "Samira", "consent_until": date(2027, 6, 30)},),
    }
    with suppress(VertelError):
        vertel.suggestions.create(document)
    assert sent.document() == {
        "kind": "vacancy",
        "title": "Monteur",
        "publish_at": "2026-12-01T08:00:00Z",
        "expires_at": "2027-01-15T23:00:00.250000Z",
        "image": {"id": ID},
        "people": [{"name": "Samira", "consent_until": "2027-06-30"}],
    }
    assert SuggestionRequest().load(sent.document())["expires_at"] == document["expires_at"]


def test_numbers_are_written_as_json_has_them(vertel: Vertel, sent: Sent) -> None:
    document: Any = {"whole": Decimal(3), "part": Decimal("0.5"), "float": 2.0, "truth": True, "nothing": None}
    with suppress(VertelError):
        vertel.suggestions.create(document)
    body = sent.requests[-1].body
    assert body == b'{"whole": 3, "part": 0.5, "float": 2, "truth": true, "nothing": null}'


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (datetime(2027, 1, 1), ValueError, "/people/1/x: expected a datetime with a time zone"),  # noqa: DTZ001
        (float("nan"), ValueError, "/people/1/x: expected a finite number"),
        (Decimal("Infinity"), ValueError, "/people/1/x: expected a finite number"),
        ({1, 2}, TypeError, "/people/1/x: a set cannot be sent"),
        (b"x", TypeError, "/people/1/x: a bytes cannot be sent"),
        ({1: "one"}, TypeError, "/people/1/x: expected text as the name of a field, not 1"),
    ],
)
def test_what_cannot_be_sent_is_said_with_its_place_before_anything_is_sent(
    vertel: Vertel, sent: Sent, value: object, error: type[Exception], said: str
) -> None:
    document: Any = {"people": [{}, {"x": value}]}
    with pytest.raises(error, match=re.escape(said)):
        vertel.suggestions.create(document)
    assert sent.requests == []


def test_paths_and_queries_take_the_same_values(vertel: Vertel, sent: Sent) -> None:
    with suppress(VertelError):
        vertel.suggestions.read(UUID(ID))
    with suppress(VertelError):
        vertel.reports.clicks(since=date(2026, 11, 1), until="2026-11-30")
    assert sent.requests[0].url.endswith(f"/suggestions/{ID}")
    assert sent.requests[1].url.endswith("?since=2026-11-01&until=2026-11-30")
    with suppress(VertelError):
        vertel.audit.browse(since=datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert sent.requests[2].url.endswith("?since=2026-11-01T12%3A00%3A00Z")


def test_a_client_that_was_closed_has_forgotten_the_token_and_says_so(sent: Sent) -> None:
    with Vertel("https://vertel.example.com", "vk_canary", send=sent) as vertel, suppress(VertelError):
        vertel.me.read()
    assert sent.requests[0].headers["Authorization"] == "Bearer vk_canary"
    with pytest.raises(RuntimeError, match="the client is closed"):
        vertel.me.read()
    assert "vk_canary" not in str(vars(vertel)["_caller"].__dict__)
    assert len(sent.requests) == 1


def test_an_error_keeps_what_caused_it() -> None:
    lost = ConnectionResetError("reset by peer")

    def send(_: HttpRequest) -> Reply:
        raise lost

    with pytest.raises(UnreachableError) as caught:
        Vertel("https://vertel.example.com", "vk_x", send=send, retries=0).me.read()
    assert caught.value.__cause__ is lost


def test_a_refusal_has_no_cause_but_itself() -> None:
    body = b'{"type": "t", "title": "No", "status": 404, "detail": "Because."}'
    with pytest.raises(ProblemError) as caught:
        Vertel("https://vertel.example.com", "vk_x", send=lambda _: Reply(404, {}, body)).me.read()
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "file", ["kind,title", b"kind,title", io.BytesIO(b"kind,title")], ids=["text", "bytes", "file"]
)
def test_an_upload_is_text_bytes_or_a_file(vertel: Vertel, sent: Sent, file: Any) -> None:
    with suppress(VertelError):
        vertel.imports.upload(file, "text/csv")
    body = sent.requests[0].body
    assert (body if isinstance(body, bytes) else body and body.read()) == b"kind,title"
    assert sent.requests[0].headers["Content-Length"] == "10"


@pytest.mark.parametrize("file", [io.StringIO("kind,title"), Path("rows.csv"), 7])
def test_what_is_no_upload_is_told_how_to_become_one(vertel: Vertel, sent: Sent, file: Any) -> None:
    with pytest.raises(TypeError, match=r'opened in binary: open\(name, "rb"\)'):
        vertel.imports.upload(file, "text/csv")
    assert sent.requests == []
