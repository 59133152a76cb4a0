"""A client that sends its body slowly keeps nobody else waiting: SQLite has one writer at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine

from support.voices import crowd, says, sends, shares
from support.world import API, Headers, World, suggestion_request
from vertel.db.engine import make_session
from vertel.domain.audience import cohorts, eligible, reach
from vertel.domain.images import pictures
from vertel.domain.people import api_keys
from vertel_schema import SuggestionRequest


class SlowBody(io.BytesIO):
    """A body during whose sending somebody else writes."""

    def __init__(self, body: bytes, engine: Engine) -> None:
        super().__init__(body)
        self.engine, self.written = engine, 0

    def read(self, size: int | None = -1) -> bytes:
        self._somebody_writes()
        return super().read(size)

    def readinto(self, buffer: Any) -> int:
        self._somebody_writes()
        return super().readinto(buffer)

    def _somebody_writes(self) -> None:
        somebody_writes(self.engine)
        self.written += 1


def somebody_writes(engine: Engine) -> None:
    """Write at once, or fail: nobody else may have SQLite's write lock."""
    with make_session(engine, writes=True, patience=0) as session:
        api_keys.create(session, "somebody else", "reader")
        session.commit()


@pytest.mark.parametrize(
    ("path", "media_type", "body", "status"),
    [
        ("suggestions/import", "text/csv", b"kind,title,prompt_nl\nstory,A,Wat?\n", 200),
        ("suggestions/import", "text/csv", b"kind,title,prompt_nl\nstory,A,Wat?\n" + b"\n" * 1_100_000, 200),
        ("suggestions", "application/json", b'{"kind":"story","title":"A","captions":[]}', 422),
        ("links", "application/json", b'{"destination_url":"https://careers.example.com/"}', 201),
        ("images", "image/png", b"no image", 422),
    ],
)
@pytest.mark.parametrize("idempotent", [False, True])
def test_others_write_while_a_body_is_still_on_its_way(
    world: World, path: str, media_type: str, body: bytes, status: int, idempotent: bool
) -> None:
    headers = world.key() | ({"Idempotency-Key": "k"} if idempotent else {})
    stream = SlowBody(body, world.engine)
    answer = world.client.post(
        f"{API}/{path}", input_stream=stream, content_length=len(body), content_type=media_type, headers=headers
    )
    assert answer.status_code == status, answer.json
    assert stream.written


@pytest.mark.parametrize("idempotent", [False, True])
@pytest.mark.parametrize("step", ["open", "new"])
def test_others_write_while_a_picture_is_decoded_and_encoded(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str, idempotent: bool
) -> None:
    me = world.sign_in() | ({"Idempotency-Key": "k"} if idempotent else {})
    body, work, written = io.BytesIO(), getattr(pictures.Pillow, step), []
    Image.new("RGB", (4, 3)).save(body, "PNG")

    def working(*arguments: Any, **options: Any) -> Any:
        somebody_writes(world.engine)
        written.append(step)
        return work(*arguments, **options)

    monkeypatch.setattr(pictures.Pillow, step, working)
    answers = [
        world.client.post(f"{API}/images", data=body.getvalue(), content_type="image/png", headers=me) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(written) == (1 if idempotent else 2)
    assert len({answer.json["id"] for answer in answers}) == (1 if idempotent else 2)


@pytest.mark.parametrize("idempotent", [False, True])
def test_others_write_while_a_document_is_checked(
    world: World, monkeypatch: pytest.MonkeyPatch, idempotent: bool
) -> None:
    headers = world.key() | ({"Idempotency-Key": "k"} if idempotent else {})
    load, written = SuggestionRequest.load, []

    def loading(*arguments: Any, **options: Any) -> Any:
        somebody_writes(world.engine)
        written.append(True)
        return load(*arguments, **options)

    monkeypatch.setattr(SuggestionRequest, "load", loading)
    assert world.client.post(f"{API}/suggestions", json=suggestion_request(), headers=headers).status_code == 201
    assert written


@pytest.mark.parametrize("idempotent", [False, True])
def test_others_write_while_those_are_counted_whom_a_suggestion_is_for(
    world: World, monkeypatch: pytest.MonkeyPatch, idempotent: bool
) -> None:
    key = world.key()
    headers = key | ({"Idempotency-Key": "k"} if idempotent else {})
    count, written = reach.active, []

    def counting(session: Any) -> Any:
        somebody_writes(world.engine)
        written.append(True)
        return count(session)

    monkeypatch.setattr(reach, "active", counting)
    made = world.client.post(f"{API}/suggestions", json=suggestion_request(), headers=headers)
    assert made.status_code == 201
    path, tag = f"{API}/suggestions/{made.json['id']}", {"If-Match": made.headers["ETag"]}
    changed = world.client.patch(path, json={"title": "New"}, headers=key | tag)
    assert changed.status_code == 200
    replaced = world.client.put(path, json=suggestion_request(), headers=key | {"If-Match": changed.headers["ETag"]})
    assert replaced.status_code == 200
    assert len(written) == 3


def reports_application(world: World, me: Headers, suggestion: dict[str, Any]) -> None:
    document = {"id": "17", "link_code": world.link(me, suggestion)}
    eligible._Kept.newest = None
    assert world.client.post(f"{API}/applications", json=document, headers=world.key()).status_code == 201


@pytest.mark.parametrize(
    "act",
    [
        World.link,
        shares,
        says,
        lambda world, me, _: sends(world, me),
        reports_application,
    ],
    ids=["link", "share", "feedback", "idea", "application"],
)
def test_others_write_while_those_are_counted_who_could_have_done_it(
    world: World, monkeypatch: pytest.MonkeyPatch, act: Callable[..., Any]
) -> None:
    suggestion, (me, *_) = world.suggestion(), crowd(world, 5)
    load, written = cohorts.load, []

    def counting(*arguments: Any) -> Any:
        somebody_writes(world.engine)
        written.append(True)
        return load(*arguments)

    monkeypatch.setattr(cohorts, "load", counting)
    monkeypatch.setattr(eligible._Kept, "newest", None)
    act(world, me, suggestion)
    assert written
