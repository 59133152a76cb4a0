"""`vertel login` as far as no server is needed: where tokens are kept, and waiting for somebody to confirm."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from vertel.cli.device_flow import Clock, NotConfirmedError, wait_for_tokens
from vertel.cli.remote_sign_in import RemoteSignIn, SignedOutError, address_of
from vertel.cli.token_file import TokenFile, TokenFileError, Tokens
from vertel_schema import client
from vertel_schema.client import HttpRequest, Reply
from vertel_schema.documents import DeviceResponseDict, TokenResponseDict

URL = "https://vertel.example.nl"
ASKED: DeviceResponseDict = {
    "device_code": "vd_secret",
    "user_code": "WDJB-MJHT",
    "verification_uri": f"{URL}/sign-in",
    "verification_uri_complete": f"{URL}/sign-in?user_code=WDJB-MJHT",
    "expires_in": 600,
    "interval": 5,
}
PAIR = {"access_token": "va_1", "refresh_token": "vr_1", "token_type": "Bearer", "expires_in": 900}


class Answers:
    """A server that answers what it is told to, one after the other; seconds go by as fast as they are waited for."""

    def __init__(self, *answers: str | dict[str, Any] | OSError) -> None:
        self.now = 0.0
        self.moments: list[float] = []
        self.keys: set[str] = set()
        self._answers = iter(answers)
        self.server = client.Vertel(URL, send=self._send, retries=0)
        self.clock = Clock(now=lambda: self.now, sleep=self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.now += seconds

    def _send(self, request: HttpRequest) -> Reply:
        self.moments.append(self.now)
        self.keys.add(request.headers["Idempotency-Key"])
        answer = next(self._answers)
        if isinstance(answer, OSError):
            raise answer
        if isinstance(answer, dict):
            return Reply(200, {}, json.dumps(answer).encode())
        title = answer.replace("-", " ").capitalize()
        status = 503 if answer == "busy" else 400
        problem = {"type": f"urn:vertel:problem:{answer}", "title": title, "status": status, "detail": f"{title}."}
        return Reply(status, {}, json.dumps(problem).encode())


def test_the_server_is_asked_at_its_interval_until_somebody_confirms() -> None:
    answers = Answers("authorization-pending", "authorization-pending", PAIR)

    assert wait_for_tokens(answers.server, ASKED, "attempt", answers.clock) == PAIR
    assert answers.moments == [5, 10, 15]
    assert answers.keys == {"attempt"}


def test_it_is_asked_less_often_when_it_says_so_and_when_it_is_busy() -> None:
    answers = Answers("slow-down", "authorization-pending", "busy", PAIR)

    wait_for_tokens(answers.server, ASKED, "attempt", answers.clock)

    assert answers.moments == [5, 15, 25, 40]


def test_a_connection_that_breaks_off_is_waited_out_with_longer_pauses_and_the_same_attempt() -> None:
    answers = Answers(OSError("lost"), OSError("lost"), OSError("lost"), "authorization-pending", PAIR)

    assert wait_for_tokens(answers.server, ASKED, "attempt", answers.clock) == PAIR
    assert answers.moments == [5, 15, 35, 75, 80]
    assert answers.keys == {"attempt"}


def test_a_server_that_stays_away_is_given_up_when_the_code_has_run_out() -> None:
    answers = Answers(*[OSError("lost")] * 20)

    with pytest.raises(client.UnreachableError):
        wait_for_tokens(answers.server, ASKED, "attempt", answers.clock)
    assert answers.now <= ASKED["expires_in"] + 60


@pytest.mark.parametrize(
    ("answer", "said"),
    [("access-denied", "chose not to connect"), ("expired-token", "in time"), ("not-signed-in", "Not signed in.")],
)
def test_a_no_is_the_end_and_says_which(answer: str, said: str) -> None:
    answers = Answers("authorization-pending", answer)

    with pytest.raises(NotConfirmedError, match=said):
        wait_for_tokens(answers.server, ASKED, "attempt", answers.clock)
    assert len(answers.moments) == 2


def test_only_their_owner_can_read_the_tokens_and_no_other_server_gets_them(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "new" / "vertel" / "sign-ins.json")
    tokens = Tokens("va_1", "vr_1", "attempt", 0.0)
    with file.locked():
        file.put(URL, tokens)

    assert file.get(URL) == tokens
    assert file.get("https://vertel.example.com") is None
    assert file.servers() == [URL]
    modes = {path.name: path.stat().st_mode & 0o777 for path in [tmp_path / "new" / "vertel", *tmp_path.rglob("*.*")]}
    assert modes == {"vertel": 0o700, "sign-ins.json": 0o600, "sign-ins.lock": 0o600}
    assert "va_1" not in repr(tokens)
    assert "vr_1" not in repr(tokens)


@pytest.mark.parametrize("content", ["", "[]", '{"servers": []}', '{"servers": {"x": {"access": "y"}}}'])
def test_a_file_that_is_something_else_is_named_and_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sign-ins.json"
    path.write_text(content)

    with pytest.raises(TokenFileError, match=r"sign-ins\.json"):
        TokenFile(path).get(URL)
    assert path.read_text() == content


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("vertel.example.nl", URL),
        ("https://Vertel.Example.NL/", URL),
        ("localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
    ],
)
def test_a_server_has_one_address_however_it_is_typed(typed: str, address: str) -> None:
    assert address_of(typed) == address


def test_commands_at_the_same_time_exchange_a_refresh_token_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_locked: list[bool] = []

    def answer() -> Reply:
        with (tmp_path / "sign-ins.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                was_locked.append(True)
        return Reply(200, {}, json.dumps(PAIR | {"access_token": "va_2"}).encode())

    asked = _exchanges(monkeypatch, answer)
    file = _signed_in(tmp_path, good_until=0.0)

    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(RemoteSignIn(URL, file).access_token())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(found) == {"va_2"}
    assert asked == ["attempt"]
    assert was_locked == [True]


def test_who_was_signed_out_there_is_told_so_and_keeps_no_tokens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = {"type": "urn:vertel:problem:not-signed-in", "title": "Not signed in", "status": 401, "detail": "No."}
    _exchanges(monkeypatch, lambda: Reply(401, {}, json.dumps(problem).encode()))
    file = _signed_in(tmp_path, good_until=0.0)

    with pytest.raises(SignedOutError, match=f"vertel login {URL}"):
        RemoteSignIn(URL, file).access_token()
    assert file.get(URL) is None


def test_a_lost_answer_costs_nobody_their_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose() -> Reply:
        raise OSError("lost")

    replies: list[Callable[[], Reply]] = [lambda: Reply(200, {}, json.dumps(PAIR).encode()), *[lose] * 4]

    def next_reply() -> Reply:
        return replies.pop()()

    asked = _exchanges(monkeypatch, next_reply)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    file = _signed_in(tmp_path, good_until=0.0)

    with pytest.raises(client.UnreachableError):
        RemoteSignIn(URL, file).access_token()
    assert RemoteSignIn(URL, file).access_token() == "va_1"
    assert set(asked) == {"attempt"}


def test_tokens_that_cannot_be_written_take_nothing_from_those_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _exchanges(monkeypatch, lambda: Reply(200, {}, json.dumps(PAIR).encode()))
    file = _signed_in(tmp_path, good_until=0.0)
    before = (tmp_path / "sign-ins.json").read_text()

    def full(_descriptor: int) -> None:
        assert (tmp_path / "sign-ins.json").read_text() == before
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            RemoteSignIn(URL, file).access_token()

    assert (tmp_path / "sign-ins.json").read_text() == before
    assert RemoteSignIn(URL, file).access_token() == "va_1"
    assert asked == ["attempt", "attempt"]


def test_each_pair_of_tokens_has_an_attempt_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = iter(range(1, 4))

    def answer() -> Reply:
        number = next(pairs)
        return Reply(200, {}, json.dumps(PAIR | {"access_token": f"va_{number}", "expires_in": 1}).encode())

    asked = _exchanges(monkeypatch, answer)
    sign_in = RemoteSignIn(URL, _signed_in(tmp_path, good_until=0.0))

    assert [sign_in.access_token() for _ in range(3)] == ["va_1", "va_2", "va_3"]
    assert len(set(asked)) == 3


def test_a_sign_in_is_kept_while_no_other_command_changes_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = TokenFile(tmp_path / "sign-ins.json")
    fsync, was_locked = os.fsync, []

    def look(descriptor: int) -> None:
        with (tmp_path / "sign-ins.lock").open("w") as lock, contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            raise AssertionError("nobody holds the lock")
        was_locked.append(True)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    RemoteSignIn(URL, file).keep(cast("TokenResponseDict", PAIR))
    assert was_locked == [True]
    assert RemoteSignIn(URL, file).access_token() == "va_1"


def test_to_sign_out_where_one_is_not_signed_in_says_so(vertel: Any, tmp_path: Path) -> None:
    home = {"XDG_CONFIG_HOME": str(tmp_path)}

    nowhere = vertel("logout", **home)
    elsewhere = vertel("logout", URL, **home)

    assert (nowhere.exit_code, "signed in nowhere" in nowhere.stderr) == (2, True)
    assert (elsewhere.exit_code, f"vertel login {URL}" in elsewhere.stderr) == (1, True)


@pytest.mark.parametrize("url", ["http://vertel.example.nl", "ftp://vertel.example.nl", "http://[::1"])
def test_no_token_goes_where_others_could_read_it(vertel: Any, tmp_path: Path, url: str) -> None:
    done = vertel("login", url, XDG_CONFIG_HOME=str(tmp_path))

    assert (done.exit_code, done.stderr.startswith("Error: URL: ")) == (1, True)
    assert list(tmp_path.rglob("*")) == []


def _signed_in(folder: Path, good_until: float) -> TokenFile:
    file = TokenFile(folder / "sign-ins.json")
    with file.locked():
        file.put(URL, Tokens("va_0", "vr_0", "attempt", good_until))
    return file


def _exchanges(monkeypatch: pytest.MonkeyPatch, answer: Callable[[], Reply]) -> list[str]:
    """Have every client of the command line get this answer; return the attempts with which it asked."""
    asked: list[str] = []
    made = client.Vertel

    def send(request: HttpRequest) -> Reply:
        asked.append(request.headers["Idempotency-Key"])
        return answer()

    monkeypatch.setattr(client, "Vertel", lambda url, token=None: made(url, token, send=send))
    return asked
