"""Editors leave each other notes about a suggestion, and nobody else reads them."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from support.world import API, Headers, World
from vertel.db.models import Event, IdempotencyKey
from vertel.domain.privacy import erasure, personal_data

SECRET = "Wait for the photo of the shipyard."


def left(world: World, path: str, headers: Headers, text: str = SECRET) -> str:
    answer = world.client.post(path, json={"text": text}, headers=headers)
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def test_editors_read_who_left_which_note_the_newest_first(world: World) -> None:
    path = f"{API}/suggestions/{world.suggestion()['id']}/notes"
    sanne = world.sign_in(name="Sanne Bakker", role="editor")
    for headers, text in ((sanne, "First"), (world.key(), "Second"), (sanne, "Third")):
        left(world, path, headers, text)
    first = world.client.get(f"{path}?limit=2", headers=sanne).json
    last = world.client.get(f"{path}?limit=2&cursor={first['next_cursor']}", headers=sanne).json
    found = [(note["text"], note["by"]["name"], note["mine"]) for note in first["items"] + last["items"]]
    assert found == [
        ("Third", "Sanne Bakker", True),
        ("Second", "test editor", False),
        ("First", "Sanne Bakker", True),
    ]
    assert last["next_cursor"] is None


def test_a_note_is_deleted_by_who_wrote_it_and_by_nobody_else(world: World) -> None:
    made, other = world.suggestion(), world.suggestion()
    path = f"{API}/suggestions/{made['id']}/notes"
    sanne = world.sign_in(role="editor")
    note = left(world, path, sanne | {"Idempotency-Key": "once"})
    assert world.client.delete(f"{path}/{note}", headers=world.sign_in(role="admin")).status_code == 403
    elsewhere = f"{API}/suggestions/{other['id']}/notes/{note}"
    assert world.client.delete(elsewhere, headers=sanne).status_code == 404
    assert world.client.delete(f"{path}/{note}", headers=sanne).status_code == 204
    assert world.client.delete(f"{path}/{note}", headers=sanne).status_code == 404
    assert world.client.get(path, headers=sanne).json["items"] == []
    with world.session() as session:
        assert [*session.scalars(select(IdempotencyKey.body))] == [None]


@pytest.mark.usefixtures("listening")
def test_a_note_is_in_nothing_that_others_read(world: World) -> None:
    made = world.suggestion()
    left(world, f"{API}/suggestions/{made['id']}/notes", world.key())
    me = world.sign_in()
    assert world.client.get(f"{API}/suggestions/{made['id']}/notes", headers=me).status_code == 403
    assert world.client.get(f"{API}/suggestions/{made['id']}/notes", headers=world.key("reader")).status_code == 403
    answers = [
        world.client.get(f"{API}/suggestions", headers=me),
        world.client.get(f"{API}/suggestions?view=manage", headers=world.key()),
        world.client.get(f"{API}/suggestions/{made['id']}", headers=world.key()),
        world.client.get(f"{API}/me/export", headers=me),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert not any(SECRET in answer.get_data(as_text=True) for answer in answers)
    with world.session() as session:
        assert not any(SECRET in str(data) for data in session.scalars(select(Event.data)))


def test_the_notes_of_somebody_who_is_erased_are_in_their_export_and_then_gone(world: World) -> None:
    made = world.suggestion()
    path = f"{API}/suggestions/{made['id']}/notes"
    sanne = world.employee(name="Sanne", role="editor")
    left(world, path, world.sign_in(sanne))
    left(world, path, world.key(), "Of a program")
    with world.session() as session:
        (mine,) = personal_data.collect(session, sanne)["notes"]
        assert (mine["text"], UUID(mine["suggestion_id"])) == (SECRET, UUID(made["id"]))
        erasure.erase(session, personal_data.find(session, sanne.email))
    assert [note["text"] for note in world.client.get(path, headers=world.key()).json["items"]] == ["Of a program"]


def test_a_note_needs_words_and_a_suggestion(world: World) -> None:
    nowhere = f"{API}/suggestions/019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42/notes"
    assert world.client.post(nowhere, json={"text": "x"}, headers=world.key()).status_code == 404
    path = f"{API}/suggestions/{world.suggestion()['id']}/notes"
    for text in ("", " \n", "x" * 2001):
        answer = world.client.post(path, json={"text": text}, headers=world.key())
        assert [fault["pointer"] for fault in answer.json["errors"]] == ["/text"]
