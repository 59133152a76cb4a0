"""The Python client: what it sends, what it repeats, and what it makes of each answer."""

from __future__ import annotations

import io
import json
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from vertel_schema.client import HttpRequest, ProblemError, Reply, UnexpectedAnswerError, Vertel
from vertel_schema.documents import SuggestionRequestDict

SERVER = "https://vertel.example.com"
TOKEN = "vk_canary_1234567890"
LINK: dict[str, Any] = {
    "code": "k7",
    "url": "https://go.example.com/k7",
    "scope": "own",
    "destination_url": "https://a.example.com/",
    "created_at": "2026-11-23T09:30:00Z",
    "clicks": 7,
    "history": [],
}
LINK |= dict.fromkeys(["title", "external_id", "utm", "suggestion", "team", "withdrawn_at"])
STORY: SuggestionRequestDict = {"kind": "story", "title": "Samen naar buiten"}


class Server:
    """Gives the answers it was told to give, and remembers what was sent."""

    def __init__(self, *answers: Reply | OSError) -> None:
        self.answers, self.sent = list(answers), list[HttpRequest]()
        self.bodies: list[bytes] = []

    def __call__(self, request: HttpRequest) -> Reply:
        self.sent.append(request)
        body = request.body
        self.bodies.append(body.read() if hasattr(body, "read") else body or b"")
        answer = self.answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer


def answer(body: Any, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, json.dumps(body).encode())


def problem(status: int, **headers: str) -> Reply:
    body = {"type": "urn:vertel:problem:x", "title": "No", "status": status, "detail": "Because."}
    return answer(body, status, **headers)


def page(count: int, cursor: str | None) -> Reply:
    totals = {"shares": 1, "clicks": 1, "clicks_per_share": 1, "applications": None}
    one = totals | {"id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42", "title": "x", "kind": "story"}
    body = {"since": "2026-11-01", "until": "2026-11-30", "items": [one] * count, "next_cursor": cursor}
    return answer(body)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between attempts, which are not waited for."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def client(server: Server, **options: Any) -> Vertel:
    return Vertel(SERVER, TOKEN, send=server, **options)


def test_a_call_carries_the_token_and_reads_the_document() -> None:
    server = Server(answer(LINK))
    assert client(server).links.read("k7") == LINK
    assert (server.sent[0].method, server.sent[0].url) == ("GET", f"{SERVER}/api/v1/links/k7")
    assert server.sent[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_query_leaves_out_what_was_not_given_and_writes_truth_as_the_contract_does() -> None:
    server = Server(answer({}), answer({}))
    with pytest.raises(UnexpectedAnswerError):
        client(server).imports.upload(b"x", "text/csv", dry_run=True)
    assert server.sent[0].url.endswith("/suggestions/import?dry_run=true")


def test_nothing_that_is_put_into_a_path_leads_elsewhere() -> None:
    server = Server(answer(LINK))
    client(server).links.read("../me?x=1#y")
    assert server.sent[0].url == f"{SERVER}/api/v1/links/..%2Fme%3Fx%3D1%23y"
    for name in ("", ".", ".."):
        with pytest.raises(ValueError, match="names nothing"):
            client(server).links.read(name)


def test_a_page_is_fetched_when_it_is_reached() -> None:
    server = Server(page(2, "c/1"), page(1, None))
    items = client(server).reports.suggestions_all(kind="story")
    assert [next(items)["title"], next(items)["title"], len(server.sent)] == ["x", "x", 1]
    assert len(list(items)) == 1
    assert server.sent[1].url.endswith("?kind=story&cursor=c%2F1")


def test_a_read_gives_its_etag_and_a_change_takes_it() -> None:
    server = Server(answer(LINK, etag='"7"'), Reply(304, {}, b""), answer(LINK, etag='"8"'), Reply(204, {}, b""))
    vertel = client(server)
    assert vertel.links.read_tagged("k7").etag == '"7"'
    assert vertel.links.read_newer("k7", '"7"') is None
    newer = vertel.links.read_newer("k7", '"7"')
    assert newer is not None
    assert newer.etag == '"8"'
    assert server.sent[1].headers["If-None-Match"] == '"7"'
    vertel.suggestions.archive("019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42", if_match='"7"')
    assert server.sent[3].headers["If-Match"] == '"7"'


@pytest.mark.parametrize("first", [problem(429), problem(502), problem(503), problem(504), OSError("reset")])
def test_what_fails_for_a_moment_is_repeated_with_the_same_key(waits: list[float], first: Reply | OSError) -> None:
    server = Server(first, first, answer({}, 201))
    with pytest.raises(UnexpectedAnswerError):
        client(server).suggestions.create(STORY)
    assert len({sent.headers["Idempotency-Key"] for sent in server.sent}) == 1
    assert len(server.sent) == 3
    assert 0 <= waits[0] <= 0.5
    assert 0 <= waits[1] <= 1
    assert {json.loads(body)["title"] for body in server.bodies} == {STORY["title"]}


def test_two_calls_have_two_keys_and_a_program_may_bring_its_own() -> None:
    server = Server(*[answer({}, 201)] * 3)
    for key in (None, None, "import-2026-11-24"):
        with pytest.raises(UnexpectedAnswerError):
            client(server).suggestions.create(STORY, idempotency_key=key)
    keys = [sent.headers["Idempotency-Key"] for sent in server.sent]
    assert len(set(keys)) == 3
    assert keys[2] == "import-2026-11-24"


@pytest.mark.parametrize(
    "asked",
    [lambda: "7", lambda: format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)],
    ids=["seconds", "date"],
)
def test_a_wait_is_as_long_as_the_server_asks_and_then_some(waits: list[float], asked: Callable[[], str]) -> None:
    client(Server(problem(503, retry_after=asked()), answer(LINK))).links.read("k7")
    assert 6.5 <= waits[0] <= 8.5


def test_a_server_that_asks_for_more_patience_than_a_minute_is_left_to_the_caller(waits: list[float]) -> None:
    with pytest.raises(ProblemError) as caught:
        client(Server(problem(503, retry_after="3600"))).links.read("k7")
    assert (waits, caught.value.retry_after) == ([], 3600)


def test_patience_ends(waits: list[float]) -> None:
    server = Server(*[problem(503)] * 3)
    with pytest.raises(ProblemError, match="503 No: Because"):
        client(server, retries=2).links.read("k7")
    assert (len(server.sent), len(waits)) == (3, 2)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 412, 422, 428, 500])
def test_what_will_not_get_better_is_not_repeated(waits: list[float], status: int) -> None:
    with pytest.raises(ProblemError) as caught:
        client(Server(problem(status))).links.read("k7")
    assert (caught.value.status, caught.value.type, caught.value.detail) == (status, "urn:vertel:problem:x", "Because.")
    assert waits == []


def test_a_sign_in_is_repeated_as_the_same_attempt_and_without_a_token(waits: list[float]) -> None:
    code = {"grant_type": "enrolment_code", "code": "x"}
    server = Server(OSError("reset"), problem(429), answer({}))
    with pytest.raises(UnexpectedAnswerError):
        client(server).auth.token(code)  # type: ignore[arg-type]
    assert len(server.sent) == 3
    assert len({sent.headers["Idempotency-Key"] for sent in server.sent}) == 1
    assert "Authorization" not in server.sent[0].headers


def test_a_refusal_names_each_fault() -> None:
    body = {"type": "t", "title": "No", "status": 422, "detail": "See errors."}
    fault = {"pointer": "/title", "message": "Expected one line."}
    with pytest.raises(ProblemError, match=r"422 No: See errors\.\n  /title: Expected one line\.") as caught:
        client(Server(answer(body | {"errors": [fault]}, 422))).suggestions.create(STORY)
    assert caught.value.errors == [fault]


@pytest.mark.parametrize(
    "strange", [Reply(200, {}, b"<html>"), answer({"code": 1}), Reply(302, {"location": "https://x.example"}, b"")]
)
def test_what_is_no_answer_of_a_vertel_server_is_said_so(strange: Reply) -> None:
    with pytest.raises(UnexpectedAnswerError, match="Is it a Vertel server") as caught:
        client(Server(strange)).links.read("k7")
    assert caught.value.status == strange.status


def test_a_stale_token_is_renewed_once_and_kept() -> None:
    server = Server(problem(401), answer(LINK), answer(LINK), problem(401), problem(401))
    renewed: list[str] = []

    def renew(stale: str) -> str:
        renewed.append(stale)
        return f"fresh{len(renewed)}"

    vertel = client(server, renew=renew)
    vertel.links.read("k7")
    vertel.links.read("k7")
    with pytest.raises(ProblemError):
        vertel.links.read("k7")
    assert renewed == [TOKEN, "fresh1"]
    assert [sent.headers["Authorization"].split()[1] for sent in server.sent][1:3] == ["fresh1", "fresh1"]


def test_a_login_page_of_the_network_renews_nothing() -> None:
    server = Server(Reply(401, {}, b"log in to the hotel's network"))
    with pytest.raises(UnexpectedAnswerError):
        client(server, renew=lambda _: pytest.fail("renewed")).links.read("k7")


def test_a_file_is_sent_from_where_it_stands_and_again_from_there(waits: list[float]) -> None:
    file = io.BytesIO(b"skipped,kind,title")
    file.seek(8)
    server = Server(problem(503), answer({}))
    with pytest.raises(UnexpectedAnswerError):
        client(server).imports.upload(file, "text/csv")
    assert server.bodies == [b"kind,title", b"kind,title"]
    assert server.sent[0].headers["Content-Length"] == "10"
    assert server.sent[0].headers["Content-Type"] == "text/csv"


def test_a_file_that_cannot_be_read_twice_is_sent_once(waits: list[float]) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    server = Server(problem(503))
    with pytest.raises(ProblemError):
        client(server).imports.upload(Pipe(b"x"), "text/csv")
    assert len(server.sent) == 1


@pytest.mark.parametrize("server", [OSError("reset"), problem(500), Reply(200, {}, b"no"), problem(401)])
def test_the_token_shows_nowhere(waits: list[float], server: Reply | OSError) -> None:
    vertel = client(Server(*[server] * 9))
    try:
        vertel.links.read("k7")
    except Exception as error:  # noqa: BLE001  whatever it is, it must not tell
        shown = "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    assert TOKEN not in shown + repr(vertel) + repr(HttpRequest("GET", SERVER, {"Authorization": TOKEN}, None, 1))


@pytest.mark.parametrize(
    "address", ["http://vertel.example.com", "ftp://a", "vertel", "", "https://u:p@a", "https://a/?x"]
)
def test_an_address_where_the_token_would_be_readable_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="expected https://HOST") as caught:
        Vertel(address, TOKEN)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("token", ["", "vk_x\r\nX: y", "vk_\u00e9"])
def test_a_token_that_no_header_can_carry_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="expected a token"):
        Vertel("http://127.0.0.1:8000", token)
