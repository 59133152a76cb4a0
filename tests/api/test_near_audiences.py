"""Audiences that few colleagues tell apart: a warning to who writes them, and an entry in the audit log."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from support.world import API, Headers, World, suggestion_request
from vertel.db.models import AuditEntry, Employee

TEN, ELEVEN, FIFTEEN = (
    {"teams": ["techniek"]},
    {"teams": ["techniek", "archief"]},
    {"teams": ["techniek", "winkel"]},
)


@pytest.fixture(autouse=True)
def company(world: World) -> None:
    """Ten in a team, and one, and five more, and one who is gone."""
    for team, number in {"Techniek": 10, "Archief": 1, "Winkel": 5}.items():
        for _ in range(number):
            world.employee(team=team, location=None if number == 1 else "Zwolle")
    gone = world.employee(team="Oud")
    with world.session() as session:
        session.get_one(Employee, gone.id).active = False


def _write(world: World, headers: Headers, audience: Any, **fields: Any) -> Any:
    return world.client.post(
        f"{API}/suggestions", json=suggestion_request(audience=audience, **fields), headers=headers
    )


def _near(written: dict[str, Any]) -> bool:
    return "near-audience" in {one["code"] for one in written["warnings"]}


def _entries(world: World) -> list[tuple[str, str | None]]:
    with world.session() as session:
        query = select(AuditEntry).where(AuditEntry.action == "suggestion.audience_near")
        return sorted((entry.actor.partition(":")[0], entry.subject_id) for entry in session.scalars(query))


@pytest.mark.parametrize(
    ("audience", "near"),
    [
        (ELEVEN, True),
        (TEN, False),
        ({"teams": ["techniek", "oud"]}, False),
        (FIFTEEN, False),
        ({"teams": ["archief"]}, False),
    ],
)
def test_an_audience_that_fewer_than_five_tell_from_another_is_warned_of(
    world: World, audience: Any, near: bool
) -> None:
    editor = world.key()
    _write(world, editor, TEN)
    written = _write(world, editor, audience).json
    assert _near(written) == near
    assert _entries(world) == ([("key", written["id"])] if near else [])


def test_an_audience_that_is_changed_is_held_against_those_of_others_only(world: World) -> None:
    editor = world.key()
    made = _write(world, editor, TEN)
    path, tag = f"{API}/suggestions/{made.json['id']}", {"If-Match": made.headers["ETag"]}
    changed = world.client.patch(path, json={"audience": ELEVEN}, headers=editor | tag)
    assert not _near(changed.json)
    other = _write(world, editor, TEN).json
    assert _near(other)
    tag = {"If-Match": changed.headers["ETag"]}
    retitled = world.client.patch(path, json={"title": "Anders"}, headers=editor | tag)
    assert _near(retitled.json)
    assert _entries(world) == [("key", other["id"])]


@pytest.mark.parametrize("ended", [{"status": "archived"}, {"status": "draft"}, {"expires_at": "2026-01-01T00:00:00Z"}])
def test_what_is_not_live_is_compared_with_nothing(world: World, ended: dict[str, str]) -> None:
    editor = world.key()
    _write(world, editor, TEN, **ended)
    assert not _near(_write(world, editor, ELEVEN).json)


def _upload(world: World, documents: list[Any], query: str) -> Any:
    sent = {"data": json.dumps(documents), "content_type": "application/json", "headers": world.key()}
    return world.client.post(f"{API}/suggestions/import{query}", **sent).json


@pytest.mark.parametrize("query", ["", "?atomic=true"])
def test_an_upload_is_held_against_what_is_live_and_against_itself(world: World, query: str) -> None:
    rows = [suggestion_request(external_id=f"row-{n}", audience=each) for n, each in enumerate([TEN, TEN, ELEVEN, TEN])]
    tried = _upload(world, rows, "?dry_run=true")
    assert [_near(row) for row in tried["rows"]] == [False, False, True, True]
    assert _entries(world) == []
    done = _upload(world, rows, query)
    assert [_near(row) for row in done["rows"]] == [False, False, True, True]
    assert _entries(world) == [("key", row["id"]) for row in done["rows"][2:]]


def test_audiences_of_which_nothing_is_counted_are_not_compared(world: World) -> None:
    editor = world.key()
    _write(world, editor, {"teams": ["archief"]})
    assert not _near(_write(world, editor, {"teams": ["oud"]}).json)
