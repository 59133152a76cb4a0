"""A long upload leaves room for others: it is stored in batches, and what is slow comes before the lock."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError

from support.world import API, HOST, Headers, World, suggestion_request
from vertel.db import batches
from vertel.db.engine import make_session
from vertel.db.models import Caption, IdempotencyKey, Link, Suggestion
from vertel.domain.people import api_keys
from vertel.domain.suggestions import writing
from vertel.imports import bulk, link_import, suggestion_import
from vertel.imports.bulk import NOT_STORED

SUGGESTIONS, LINKS = f"{API}/suggestions/import", f"{API}/links/import"
BATCH = 20
ROWS = 2 * BATCH + 10


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BATCH", "FIRST_BATCH", "LARGEST_BATCH"):
        monkeypatch.setattr(bulk, name, BATCH)
    monkeypatch.setattr(batches, "TARGET_SECONDS", 3600)  # so that a busy machine makes no batch smaller


def suggestions(number: int = ROWS, **values: Any) -> str:
    """JSON Lines of so many suggestions, each with a name of its own unless ``external_id`` says otherwise."""
    rows = [suggestion_request(**{"external_id": f"s-{row}"} | values) for row in range(number)]
    return "\n".join(map(json.dumps, rows))


def links(number: int = ROWS) -> str:
    rows = [{"destination_url": f"https://{HOST}/{row}", "code": f"c-{row}"} for row in range(number)]
    return "\n".join(map(json.dumps, rows))


def upload(world: World, body: str, path: str = SUGGESTIONS, headers: Headers | None = None, **query: str) -> Any:
    sent = {"data": body, "content_type": "application/x-ndjson", "headers": headers or world.key()}
    return world.client.post(path, query_string=query, **sent)


def stored(world: World, model: type[Any] = Suggestion) -> int:
    with world.session() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def write_at_once(world: World) -> None:
    """Write as somebody else who does not wait."""
    with make_session(world.engine, writes=True, patience=0) as session:
        api_keys.create(session, "somebody else", "reader")
        session.commit()


def before(monkeypatch: pytest.MonkeyPatch, target: Any, name: str, act: Callable[[int], None]) -> None:
    """Have something done before each call of a function; it gets the number of the call.

    In a thread, since a request within a request would be given the session of the outer one.
    """
    function = getattr(target, name)
    calls = Counter[str]()

    def call(*args: Any, **kwargs: Any) -> Any:
        calls[name] += 1
        with ThreadPoolExecutor(1) as thread:
            thread.submit(act, calls[name]).result()
        return function(*args, **kwargs)

    monkeypatch.setattr(target, name, call)


class Upload(NamedTuple):
    """A file, and a function that is called for each of its rows while they are looked at."""

    path: str
    body: str
    module: Any
    step: str


EACH = [
    Upload(SUGGESTIONS, suggestions(), suggestion_import, "lint"),
    Upload(LINKS, links(), link_import, "about_link"),
]


@pytest.mark.parametrize("query", [{}, {"atomic": "true"}, {"dry_run": "true"}], ids=["", "atomic", "dry run"])
@pytest.mark.parametrize("keyed", [False, True], ids=["", "keyed"])
@pytest.mark.parametrize("file", EACH, ids=["suggestions", "links"])
def test_others_write_while_rows_are_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch, file: Upload, keyed: bool, query: dict[str, str]
) -> None:
    looked: list[int] = []

    def write(call: int) -> None:
        write_at_once(world)
        looked.append(call)

    before(monkeypatch, file.module, file.step, write)
    headers = world.key() | ({"Idempotency-Key": "k"} if keyed else {})
    answer = upload(world, file.body, file.path, headers, **query)
    assert (answer.status_code, answer.json["created"]) == (200, ROWS), answer.json
    assert len(looked) == ROWS


@contextmanager
def somebody_writing(world: World) -> Iterator[None]:
    with make_session(world.engine, writes=True) as session:
        api_keys.create(session, "somebody else", "reader")
        yield


def test_a_dry_run_waits_for_no_writer(world: World) -> None:
    headers = world.key()
    with somebody_writing(world):
        answer = upload(world, suggestions(3), headers=headers, dry_run="true")
    assert (answer.status_code, answer.json["created"], answer.json["stored"]) == (200, 3, False)


def test_a_disk_that_is_slow_makes_no_batch_smaller(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, sizes, store = [0.0], [], writing.store
    monkeypatch.setattr(batches.time, "perf_counter", lambda: clock[0])
    monkeypatch.setattr(batches, "TARGET_SECONDS", 0.01)
    monkeypatch.setattr(bulk, "LEAST_BATCH", 1)

    def note_size(session: Any, changes: Any, author: str) -> None:
        sizes.append(len(changes))
        store(session, changes, author)

    def wait_for_the_disk(_: Any) -> None:
        clock[0] += 1

    monkeypatch.setattr(writing, "store", note_size)
    headers = world.key()
    event.listen(Engine, "commit", wait_for_the_disk)
    try:
        assert upload(world, suggestions(), headers=headers).json["created"] == ROWS
    finally:
        event.remove(Engine, "commit", wait_for_the_disk)
    assert sizes == [BATCH, BATCH, ROWS - 2 * BATCH]


def failing_from(number: int) -> Callable[[int], None]:
    def fail(call: int) -> None:
        if call >= number:
            raise OperationalError("INSERT", {}, Exception("database is locked"))

    return fail


def test_after_a_fault_in_a_batch_each_verdict_says_what_is_stored(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before(monkeypatch, writing, "store", failing_from(3))
    nameless = json.dumps(suggestion_request())
    answer = upload(world, f"{nameless}\n{suggestions()}").json
    by_status = {"created": answer["rows"][1 : 2 * BATCH], "refused": [answer["rows"][0], *answer["rows"][2 * BATCH :]]}
    for status, rows in by_status.items():
        assert {row["status"] for row in rows} == {status}
    assert {(row["id"], row["errors"][0]["message"]) for row in by_status["refused"]} == {(None, NOT_STORED)}
    assert answer["stored"]
    with world.session() as session:
        assert {str(own) for own in session.scalars(select(Suggestion.id))} == {
            row["id"] for row in by_status["created"]
        }


def test_a_fault_in_the_first_batch_is_the_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before(monkeypatch, writing, "store", failing_from(1))
    assert upload(world, suggestions()).status_code == 503
    assert stored(world) == 0


def test_after_a_fault_nothing_is_stored_of_an_atomic_upload(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before(monkeypatch, writing.publishing, "emit_published", failing_from(1))
    assert upload(world, suggestions(), atomic="true").status_code == 503
    assert stored(world) == 0


def test_an_atomic_upload_that_somebody_else_was_faster_than_is_refused_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before(monkeypatch, suggestion_import.SuggestionImport, "finish", lambda _: world.suggestion(external_id="s-1"))
    assert upload(world, suggestions(3), atomic="true").status_code == 409
    assert stored(world) == 1


def test_a_file_that_is_broken_at_its_end_is_refused_as_a_whole(world: World) -> None:
    rows = "".join(f"r-{row},story,Title,Wat?\n" for row in range(ROWS))
    body = f'external_id,kind,title,prompt_nl\n{rows}last,story,"A,Wat?'
    answer = world.client.post(SUGGESTIONS, data=body, content_type="text/csv", headers=world.key())
    assert answer.status_code == 422
    assert f"Row {ROWS + 2}" in answer.json["errors"][0]["message"]
    assert stored(world) == 0


def test_a_row_that_somebody_else_adds_meanwhile_is_changed_instead(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def add(call: int) -> None:
        if call == 1:
            theirs = json.dumps(suggestion_request(external_id="s-1", title="Theirs"))
            made.append(upload(world, theirs).json["rows"][0]["id"])

    before(monkeypatch, suggestion_import.SuggestionImport, "_commit", add)
    rows = upload(world, suggestions(3, title="Ours")).json["rows"]
    assert [row["status"] for row in rows] == ["created", "updated", "created"]
    assert rows[1]["id"] == made[0]
    with world.session() as session:
        assert set(session.scalars(select(Suggestion.title))) == {"Ours"}


def test_a_change_that_somebody_else_makes_meanwhile_is_not_overlooked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {"destination_url": f"https://{HOST}/1", "code": "c-0"}
    upload(world, json.dumps(first), LINKS)

    def lead_elsewhere(call: int) -> None:
        if call == 1:
            change = {"destination_url": f"https://{HOST}/2"}
            world.client.patch(f"{API}/links/c-0", json=change, headers=world.key())

    before(monkeypatch, link_import.LinkImport, "_commit", lead_elsewhere)
    (row,) = upload(world, links(1), LINKS).json["rows"]
    assert (row["status"], [one["code"] for one in row["warnings"]]) == ("unchanged", ["edit-kept"])
    history = world.client.get(f"{API}/links/c-0", headers=world.key()).json["history"]
    assert [led["destination_url"] for led in history] == [f"https://{HOST}/1"]


def test_a_batch_that_postgresql_gave_up_in_a_deadlock_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class DeadlockError(Exception):
        sqlstate = "40P01"

    def deadlock(call: int) -> None:
        if call == 1:
            raise OperationalError("UPDATE", {}, DeadlockError())

    before(monkeypatch, writing, "store", deadlock)
    assert upload(world, suggestions()).json["created"] == stored(world) == ROWS


def test_what_changes_at_every_try_is_refused_and_the_others_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = upload(world, suggestions(1))

    def change(_: int) -> None:
        with world.session() as session:
            session.get_one(Suggestion, UUID(first.json["rows"][0]["id"])).image_alt = str(next(world.numbers))

    before(monkeypatch, suggestion_import.SuggestionImport, "_commit", change)
    answer = upload(world, suggestions(BATCH + 1, title="Other")).json
    assert (answer["refused"], answer["created"]) == (BATCH, 1)
    assert answer["rows"][0]["errors"][0]["message"] == NOT_STORED


class Killed(BaseException):
    """What ends a worker amid a request."""


def test_an_upload_that_was_killed_is_finished_by_its_repetition(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(call: int) -> None:
        if call == 3:
            raise Killed

    others = [json.dumps(suggestion_request(title=title)) for title in ("First", "Last")]
    body = "\n".join([others[0], suggestions(), others[1]])
    headers = world.key() | {"Idempotency-Key": "k"}
    before(monkeypatch, writing, "store", kill)
    with pytest.raises(Killed):
        upload(world, body, headers=headers)
    assert 0 < stored(world) < ROWS
    again = upload(world, body, headers=headers)
    assert (again.json["created"] + again.json["unchanged"], again.json["refused"]) == (ROWS + 2, 0)
    assert stored(world) == ROWS + 2
    third = upload(world, body, headers=headers)
    assert (third.json, third.headers["Idempotent-Replayed"]) == (again.json, "true")
    assert stored(world) == ROWS + 2


@pytest.mark.parametrize("atomic", ["true", "false"])
def test_of_parallel_uploads_with_one_idempotency_key_one_counts(world: World, atomic: str) -> None:
    headers = world.key() | {"Idempotency-Key": "k"}
    body = "\n".join([suggestions(20), *(json.dumps(suggestion_request(title=f"T{row}")) for row in range(20))])

    def post(_: int) -> tuple[int, str]:
        sent = {"data": body, "content_type": "application/x-ndjson", "headers": headers}
        answer = world.client.application.test_client().post(SUGGESTIONS, query_string={"atomic": atomic}, **sent)
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(post, range(24)))
    assert [status for status, _ in answers] == [200]
    assert stored(world) == 40
    assert stored(world, IdempotencyKey) == 1


def test_an_idempotency_key_of_an_upload_is_not_for_another_file(world: World) -> None:
    headers = world.key() | {"Idempotency-Key": "k"}
    assert upload(world, suggestions(1), headers=headers).status_code == 200
    assert upload(world, suggestions(2), headers=headers).status_code == 422
    assert stored(world) == 1


def test_an_idempotency_key_of_an_upload_is_forgotten_after_three_days(world: World) -> None:
    headers = world.key() | {"Idempotency-Key": "k"}
    body = json.dumps(suggestion_request())
    upload(world, body, headers=headers)
    with world.session() as session:
        session.query(IdempotencyKey).one().created_at -= timedelta(days=4)
    assert upload(world, body, headers=headers).json["created"] == 1
    assert stored(world) == 2


def test_links_follow_a_suggestion_that_an_upload_moves(world: World) -> None:
    upload(world, suggestions(2))
    with world.session() as session:
        ids = dict(session.execute(select(Suggestion.external_id, Suggestion.id)).all())
    code = world.link(world.sign_in(), {"id": str(ids["s-0"])})
    assert upload(world, suggestions(2, destination_url=f"https://{HOST}/moved")).json["updated"] == 2
    with world.session() as session:
        assert session.scalars(select(Link.destination_url).where(Link.code == code)).one() == f"https://{HOST}/moved"


def test_captions_that_stay_keep_their_count_in_an_upload(world: World) -> None:
    texts = [{"language": "en", "tone": "personal", "text": f"{word} {{link}}"} for word in ("One", "Two", "Three")]
    upload(world, suggestions(1, captions=texts))
    with world.session() as session:
        before = {caption.text: caption.id for caption in session.query(Caption)}
        session.query(Caption).update({"share_count": 7})
    changed = [texts[2], texts[0], texts[1] | {"text": "Four {link}"}]
    assert upload(world, suggestions(1, captions=changed)).json["updated"] == 1
    with world.session() as session:
        after = [(c.text, c.share_count) for c in session.query(Caption).order_by(Caption.position)]
        kept = {caption.text: caption.id for caption in session.query(Caption) if caption.share_count}
    assert after == [("Three {link}", 7), ("One {link}", 7), ("Four {link}", 0)]
    assert kept.items() <= before.items()
