"""The programs of docs/build-on-vertel.md do what the page says, against this server, and stand there as they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from support.running import Quiet, running
from support.world import API, HOST, World

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
PAGE = (ROOT / "docs" / "build-on-vertel.md").read_text("utf-8")
SCHEMAS = ROOT / "shared_schema" / "generated" / "schemas"

Received = list[Any]


@pytest.fixture
def vertel(world: World) -> Iterator[str]:
    """The address of this server, with the world in it."""
    with running(make_server("127.0.0.1", 0, world.client.application, request_handler=Quiet)) as url:
        yield url


@contextmanager
def _elsewhere(body: bytes, received: Received) -> Iterator[str]:
    """A job board and a chat: answers every GET with the body, and keeps what is posted."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(body)

        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer(b"")

        def _answer(self, text: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        yield url


def _run(*command: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}", "no_proxy": "127.0.0.1"}
    return subprocess.run(
        command, env=environment | settings, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def _key(world: World, role: str) -> str:
    return world.key(role)["Authorization"].removeprefix("Bearer ")


def _managed(world: World) -> dict[str, Any]:
    answer = world.client.get(f"{API}/suggestions?view=manage", headers=world.key("reader"))
    return {one["external_id"]: one for one in answer.json["items"]}


JOB = {"id": 17, "title": "Monteur", "url": f"https://{HOST}/17", "city": "Zwolle", "closes": "2099-01-15"}


def _import(world: World, vertel: str, *jobs: object, options: tuple[str, ...] = ()) -> tuple[str, str]:
    """Run the importer on a feed; return what it printed to stdout and to stderr."""
    with _elsewhere(json.dumps({"jobs": jobs}).encode(), []) as board:
        settings = {"JOB_FEED": board, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": _key(world, "editor")}
        done = _run(sys.executable, EXAMPLES / "import_vacancies.py", *options, **settings)
    assert done.returncode == bool(done.stderr)
    return done.stdout, done.stderr


def test_vacancies_are_imported_once_however_often_the_program_runs(world: World, vertel: str) -> None:
    jobs = [JOB, JOB | {"id": 18, "title": "Lasser"}, JOB | {"id": 19, "url": "http://elsewhere"}]
    first, again = (_import(world, vertel, *jobs) for _ in range(2))
    assert first[0] == "2 new, 0 changed, 0 the same, 0 ended.\n"
    assert first[1].startswith("job-19 /destination_url: It begins with http://")
    assert again[0] == "0 new, 0 changed, 2 the same, 0 ended.\n"
    found = _managed(world)
    assert found.keys() == {"job-17", "job-18"}
    assert (found["job-17"]["status"], found["job-17"]["audience"]["locations"]) == ("draft", ["Zwolle"])


def test_what_an_editor_made_of_a_vacancy_stays_and_what_the_feed_changes_arrives(world: World, vertel: str) -> None:
    _import(world, vertel, JOB)
    suggestion = _managed(world)["job-17"]
    own = {"status": "published", "captions": [{"language": "nl", "text": "Kom bij ons. {link}"}]}
    own |= {"audience": {"teams": ["techniek"]}}
    path, headers = f"{API}/suggestions/{suggestion['id']}", world.key()
    tag = world.client.get(path, headers=headers).headers["ETag"]
    assert world.client.patch(path, json=own, headers=headers | {"If-Match": tag}).status_code == 200
    assert _import(world, vertel, JOB | {"closes": "2099-06-15"}) == ("0 new, 1 changed, 0 the same, 0 ended.\n", "")
    after = _managed(world)["job-17"]
    assert (after["status"], after["audience"]["teams"]) == ("published", ["techniek"])
    assert [caption["text"] for caption in after["captions"]] == ["Kom bij ons. {link}"]
    assert (suggestion["expires_at"], after["expires_at"]) == ("2099-01-15T23:00:00Z", "2099-06-15T22:00:00Z")


def test_what_left_the_feed_is_archived_and_what_returns_comes_back(world: World, vertel: str) -> None:
    other = JOB | {"id": 18, "title": "Lasser"}
    _import(world, vertel, JOB, other)
    assert _import(world, vertel, other) == ("0 new, 0 changed, 1 the same, 1 ended.\n", "")
    assert {name: one["status"] for name, one in _managed(world).items()} == {"job-17": "archived", "job-18": "draft"}
    assert _import(world, vertel, other)[0] == "0 new, 0 changed, 1 the same, 0 ended.\n"
    assert _import(world, vertel, JOB, other)[0] == "0 new, 1 changed, 1 the same, 0 ended.\n"
    assert {one["status"] for one in _managed(world).values()} == {"draft"}
    unreadable = {"title": "Without a number"}
    assert _import(world, vertel, other, unreadable)[0].endswith("0 ended.\n")


@pytest.mark.parametrize("left", [0, 1])
def test_a_feed_that_lost_more_than_half_ends_nothing_unless_told(world: World, vertel: str, left: int) -> None:
    jobs = [JOB | {"id": number} for number in (17, 18, 19)]
    _import(world, vertel, *jobs)
    out, said = _import(world, vertel, *jobs[:left])
    assert (out, said.partition(":")[0]) == ("", f"{3 - left} vacancies left the feed and {left} are still in it")
    assert {one["status"] for one in _managed(world).values()} == {"draft"}
    out, said = _import(world, vertel, *jobs[:left], options=("--end-most",))
    assert (out, said) == (f"0 new, 0 changed, {left} the same, {3 - left} ended.\n", "")


def test_a_feed_that_is_not_read_ends_nothing(world: World, vertel: str) -> None:
    _import(world, vertel, JOB)
    for body in (b"", b"<html>503</html>", b'{"vacancies": []}', b"[]"):
        with _elsewhere(body, []) as board:
            settings = {"JOB_FEED": board, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": _key(world, "editor")}
            done = _run(sys.executable, EXAMPLES / "import_vacancies.py", **settings)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("The feed was not read, so nothing was changed")
    assert _managed(world)["job-17"]["status"] == "draft"


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (JOB | {"closes": None}, None),
        ({name: value for name, value in JOB.items() if name != "closes"}, None),
        (JOB | {"closes": "2099-01-15T23:59:00-05:00"}, None),
        (JOB | {"closes": "2099-01-15T18:00:00"}, None),
        (JOB | {"city": None}, None),
        (JOB | {"city": "Utrecht, Utrecht, Netherlands"}, None),
        (JOB | {"title": "Ontwikkelaar {React}"}, None),
        (JOB | {"title": "Lager &amp; Logistik\n(m/w/d)"}, None),
        (
            {name: value for name, value in JOB.items() if name != "id"},
            "vacancy 2 of the feed (Monteur): id is missing",
        ),
        (JOB | {"id": None}, "id is empty"),
        (JOB | {"title": ""}, "title is empty"),
        (JOB | {"closes": "15 January"}, "Invalid isoformat"),
        ("17", "vacancy 2 of the feed (without a name)"),
        (None, "vacancy 2 of the feed (without a name)"),
        ({name: value for name, value in JOB.items() if name != "url"}, "url is missing"),
    ],
)
def test_an_odd_vacancy_keeps_no_other_out(world: World, vertel: str, job: object, said: str | None) -> None:
    out, err = _import(world, vertel, JOB | {"id": 1}, job)
    assert out == f"{1 if said else 2} new, 0 changed, 0 the same, 0 ended.\n"
    assert (said or "") in err
    assert bool(err) == bool(said)
    assert "Traceback" not in err
    texts = [caption["text"] for one in _managed(world).values() for caption in one["captions"]]
    assert all(text.count("{") == 1 and "&amp;" not in text for text in texts)


def test_a_refused_key_is_told_and_not_shown(world: World, vertel: str) -> None:
    with _elsewhere(b'{"jobs": []}', []) as board:
        settings = {"JOB_FEED": board, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": "vk_canary"}
        done = _run(sys.executable, EXAMPLES / "import_vacancies.py", **settings)
    assert done.returncode == 1
    assert done.stderr.startswith("401 ")
    assert "vk_canary" not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def chat_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The TypeScript program, made ready for Node."""
    built = tmp_path_factory.mktemp("chat") / "post-suggestions.mjs"
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    words = ["--bundle", "--format=esm", "--platform=node", f"--outfile={built}", "--log-level=warning"]
    subprocess.run([esbuild, EXAMPLES / "post-suggestions.ts", *words], check=True, timeout=60)
    return built


def test_a_chat_is_told_what_is_new_this_week(world: World, vertel: str, chat_program: Path) -> None:
    received: Received = []
    world.suggestion(title="Samen naar buiten")
    world.suggestion(title="Nog niet af", status="draft")
    long_ago = (datetime.now(UTC) - timedelta(days=8)).strftime("%Y-%m-%dT%H:%M:%SZ")
    world.suggestion(title="Oud nieuws", publish_at=long_ago)
    with _elsewhere(b"", received) as chat:
        settings = {"CHAT_WEBHOOK": chat, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": _key(world, "reader")}
        done = _run("node", chat_program, **settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 new.\n", "")
    assert received == [{"text": "New in Vertel this week:\n- Samen naar buiten"}]


def test_a_chat_is_left_in_peace_when_nothing_is_new(world: World, vertel: str, chat_program: Path) -> None:
    received: Received = []
    with _elsewhere(b"", received) as chat:
        settings = {"CHAT_WEBHOOK": chat, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": _key(world, "reader")}
        assert _run("node", chat_program, **settings).stdout == "0 new.\n"
    assert received == []


def test_a_validator_that_knows_nothing_of_vertel_gives_the_verdicts(tmp_path: Path) -> None:
    lines = tmp_path / "suggestions.jsonl"
    lines.write_text('{"kind": "story", "title": "x"}\n{"kind": "advert", "title": "x"}\n')
    command = ["sh", EXAMPLES / "validate.sh", SCHEMAS / "SuggestionRequest.json", lines]
    refused = _run(*command)
    assert refused.returncode == 1
    assert "2.json::$.kind: 'advert' is not one of" in refused.stdout
    assert "1.json" not in refused.stdout
    lines.write_text('{"kind": "story", "title": "x"}\n')
    assert _run(*command).returncode == 0


@pytest.mark.parametrize("program", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_page_shows_the_programs_as_they_are(program: Path) -> None:
    assert f"\n{program.read_text('utf-8')}```\n" in PAGE
