"""Secret keys are changed in the settings file of a running server, under load: nobody is signed out, or cut off."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.patience import PATIENCE
from support.server import Server, running
from support.visitors import SETTINGS, database_with_links, parse_address, total, visiting, wait_for, workers_of

FIRST, SECOND = ("a key that was good for some years", "a key that is good from this day on")
COLLEAGUES = "email,name,role\nnoor@ottervliet.example,Noor,employee\n"


def test_a_new_key_signs_the_old_one_reads_and_a_retired_one_is_refused(tmp_path: Path) -> None:
    database, codes = database_with_links(tmp_path, 20)
    file = tmp_path / "settings.env"
    file.write_text(f"VERTEL_SECRET_KEYS={FIRST}\n")
    with running(tmp_path, database, migrated=True, file=file, **SETTINGS) as server:
        before = sign_in(server)
        with visiting(server.url, codes) as visitors:
            with asking(server, before["access_token"]) as answers:
                rotate(server, file, f"{SECOND},{FIRST}")
                after = token(server, grant_type="refresh_token", refresh_token=before["refresh_token"])
                wait_for(lambda: answers[200] > 100, "answers")
            assert set(answers) == {200}
            with asking(server, after["access_token"]) as answers:
                rotate(server, file, SECOND)
                wait_for(lambda: answers[200] > 100, "answers")
            assert set(answers) == {200}
            assert me(server, before["access_token"]) == 401, "signed with a key that was taken away"
            rotate(server, file, "too short")
            assert me(server, after["access_token"]) == 200, "a wrong file changes nothing"
        assert [other for visitor in visitors for other in visitor.others] == []
        assert total([visitor.answered for visitor in visitors]).total() > 100
        assert "The settings stay as they were: VERTEL_SECRET_KEYS" in (tmp_path / "server.log").read_text()


def rotate(server: Server, file: Path, keys: str) -> None:
    """Write the keys into the file, have the server read it, and wait until no worker goes by the old ones."""
    file.write_text(f"VERTEL_SECRET_KEYS={keys}\n")
    old = set(workers_of(server.process.pid))
    os.kill(server.process.pid, signal.SIGHUP)
    wait_for(lambda: len(set(workers_of(server.process.pid)) - old) == 2, "a new generation of workers")
    wait_for(lambda: not old & set(workers_of(server.process.pid)), "the end of the old workers")


def sign_in(server: Server) -> dict[str, str]:
    """Make a colleague and sign in; return both tokens."""
    colleagues = Path(server.environment["VERTEL_STATE_DIR"]).parent / "colleagues.csv"
    colleagues.write_text(COLLEAGUES)
    server.vertel("employees", "import", str(colleagues))
    code = server.vertel("employee", "invite", "noor@ottervliet.example")
    return token(server, grant_type="enrolment_code", code=code)


def token(server: Server, **request: str) -> dict[str, str]:
    status, answer = call(server, "POST", "/api/v1/auth/token", json.dumps(request))
    assert status == 200, answer
    return dict(json.loads(answer))


def me(server: Server, access_token: str) -> int:
    """Return the status with which a colleague is answered."""
    return call(server, "GET", "/api/v1/me", None, Authorization=f"Bearer {access_token}")[0]


def call(server: Server, method: str, path: str, body: str | None, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(*parse_address(server.url), timeout=PATIENCE)
    connection.request(method, path, body, headers | {"Content-Type": "application/json"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


@contextmanager
def asking(server: Server, access_token: str) -> Iterator[Counter[object]]:
    """Have a colleague ask without a pause until the block ends; count the answers."""
    answers: Counter[object] = Counter()
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                answers[me(server, access_token)] += 1
            except (OSError, http.client.HTTPException) as error:
                answers[repr(error)] += 1

    checker = threading.Thread(target=ask)
    checker.start()
    try:
        yield answers
    finally:
        stop.set()
        checker.join()
