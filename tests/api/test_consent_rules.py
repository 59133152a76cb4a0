"""Another rule for consent, or another time zone, reaches all suggestions that show people, a batch at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from support.world import API, Headers, World, suggestion_request
from vertel.config import Config
from vertel.db.engine import make_session
from vertel.db.models import Suggestion
from vertel.domain.suggestions import refiling
from vertel.imports import bulk
from vertel.worker import housekeeping

BO = {"name": "Bo de Jong", "consent_until": None}
MANY = 70


class Killed(BaseException):
    """A process that ends: nothing in it runs any further."""


class Once(threading.Event):
    """Lets a loop go round once."""

    def __init__(self) -> None:
        super().__init__()
        self._rounds = iter([False])

    def wait(self, _timeout: float | None = None) -> bool:
        return next(self._rounds, True)


def upload(world: World, number: int, **more: Any) -> Any:
    rows = [suggestion_request(external_id=f"p-{one}", people=[BO], **more) for one in range(number)]
    return world.client.post(f"{API}/suggestions/import", json=rows, headers=world.key())


def require(world: World, *, required: bool = True) -> Any:
    client, admin = world.client.application.test_client(), world.key("admin")
    tag = client.get(f"{API}/settings", headers=admin).headers["ETag"]
    headers = admin | {"If-Match": tag}
    return client.patch(f"{API}/settings", json={"require_consent": required}, headers=headers)


def tag(world: World, suggestion: dict[str, Any]) -> str:
    """The ETag that editors read."""
    answer = world.client.get(f"{API}/suggestions/{suggestion['id']}", headers=world.key())
    return str(answer.headers["ETag"])


def listed(world: World, me: Headers) -> int:
    """How many suggestions a colleague sees, of up to a hundred."""
    return len(world.client.get(f"{API}/suggestions?limit=100", headers=me).json["items"])


def in_another_process(work: Callable[[], object]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@contextmanager
def after_each_commit(do: Callable[[Session], None]) -> Iterator[None]:
    event.listen(Session, "after_commit", do)
    try:
        yield
    finally:
        event.remove(Session, "after_commit", do)


def test_others_write_while_it_reaches_the_suggestions(world: World) -> None:
    upload(world, MANY)
    done, own = [], []

    def write(committed: Session) -> None:
        if committed not in own:
            with make_session(world.engine, writes=True, patience=0) as session:
                own.append(session)
                ended = select(func.count()).where(Suggestion.consent_ends_at.is_not(None))
                done.append(session.execute(ended).scalar_one())
                session.rollback()

    with after_each_commit(write):
        assert require(world).status_code == 200
    steps = [after - before for before, after in pairwise(done)]
    assert done[-1] == MANY
    assert max(steps) < MANY


@pytest.mark.parametrize(
    "end", [Killed(), OperationalError("UPDATE", {}, Exception("disk full"))], ids=["kill", "disk"]
)
def test_what_a_process_leaves_undone_is_done_by_another(world: World, config: Config, end: BaseException) -> None:
    me = world.sign_in()
    upload(world, MANY)
    commits = iter(range(4))

    def fail(_session: Session) -> None:
        if next(commits) == 3:
            raise end

    with capture_logs() as logs, after_each_commit(fail):
        if isinstance(end, Killed):
            with pytest.raises(Killed):
                require(world)
        else:
            assert require(world).status_code == 200
            assert "refiling_left_to_housekeeping" in [line["event"] for line in logs]
    assert world.client.get(f"{API}/settings", headers=world.key("admin")).json["require_consent"]
    assert 0 < listed(world, me) < MANY
    housekeeping.run(config, Once())
    assert listed(world, me) == 0


def test_what_was_checked_before_the_rule_and_stored_after_it_follows_it_too(
    world: World, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, begin_writing = world.sign_in(), bulk.begin_writing

    def after_the_rule(session: Session) -> None:
        monkeypatch.undo()
        in_another_process(lambda: require(world))
        begin_writing(session)

    monkeypatch.setattr(bulk, "begin_writing", after_the_rule)
    assert upload(world, 1).json["created"] == 1
    housekeeping.run(config, Once())
    assert listed(world, me) == 0


def test_what_an_editor_does_meanwhile_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    me, suggestion = world.sign_in(), world.suggestion(people=[BO])
    require(world)
    path, editor = f"{API}/suggestions/{suggestion['id']}", world.key()
    client = world.client.application.test_client()
    tag = client.get(path, headers=editor).headers["ETag"]

    def archiving_first(engine: Engine, *, writes: bool) -> Session:
        if writes:
            monkeypatch.undo()
            in_another_process(lambda: client.delete(path, headers=editor | {"If-Match": tag}))
        return make_session(engine, writes=writes)

    monkeypatch.setattr(refiling, "make_session", archiving_first)
    assert require(world, required=False).status_code == 200
    assert client.get(path, headers=editor).json["status"] == "archived"
    assert listed(world, me) == 0


def test_a_suggestion_that_follows_the_rule_already_is_left_alone(world: World, config: Config) -> None:
    before = world.suggestion(people=[BO])
    require(world)
    after = world.suggestion(people=[BO], status="draft")
    tags = [tag(world, one) for one in (before, after)]
    require(world)
    housekeeping.run(config, Once())
    assert [tag(world, one) for one in (before, after)] == tags
