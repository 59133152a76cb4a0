"""The permission table, walked: every route of administrators that changes something leaves one entry, or none.

So does every read of personal data, or it stands in a list with the reason why it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from support.channels import REQUEST as CHANNEL
from support.voices import sends
from support.world import API, HOST, Headers, World
from vertel.auth.permissions import ADMIN, TABLE
from vertel.db.models import AuditEntry
from vertel.domain.datasheet import versions
from vertel.domain.datasheet.contract import contract

HOOK = {"url": f"https://{HOST}/hook", "types": ["suggestion.published"]}
FEED = {"name": "Vacancies", "url": f"https://{HOST}/jobs.json", "kind": "vacancy", "language": "en"}
Call = tuple[str, dict[str, Any]]
"""A path, and what else is sent."""


def _feed(world: World, admin: Headers) -> str:
    return str(world.client.post(f"{API}/feeds", json=FEED, headers=admin).json["id"])


def _webhook(world: World, admin: Headers) -> str:
    return str(world.client.post(f"{API}/webhooks", json=HOOK, headers=admin).json["id"])


def _channel(world: World, admin: Headers) -> str:
    return str(world.client.post(f"{API}/channels", json=CHANNEL, headers=admin).json["id"])


def _delivery(world: World, admin: Headers) -> str:
    path = f"/webhooks/{_webhook(world, admin)}"
    return f"{path}/deliveries/{world.client.post(f'{API}{path}/test', headers=admin).json['id']}"


def _settings(world: World, admin: Headers) -> Call:
    etag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    return "/settings", {"json": {"name": "Waterwerk"}, "headers": {"If-Match": etag}}


def _key(world: World, admin: Headers) -> str:
    return str(world.client.post(f"{API}/keys", json={"name": "x", "role": "reader"}, headers=admin).json["id"])


def _employee(world: World, admin: Headers) -> tuple[str, Headers]:
    path = f"/employees/{world.employee().id}"
    return path, {"If-Match": world.client.get(f"{API}{path}", headers=admin).headers["ETag"]}


def _change_of_employee(world: World, admin: Headers) -> Call:
    path, headers = _employee(world, admin)
    return path, {"json": {"location": "Zwolle"}, "headers": headers}


def _erasure(world: World, admin: Headers) -> Call:
    path, headers = _employee(world, admin)
    return path, {"headers": headers}


def _team(world: World, name: str = "Techniek") -> str:
    return str(world.employee(team=name).team_id)


def _agreement(world: World, admin: Headers) -> Call:
    version = world.client.get(f"{API}/datasheet", headers=admin).json["version"]
    return "/datasheet/agreements", {"json": {"version": version, "agreed_on": "2026-11-23"}}


CALLS: dict[str, Callable[[World, Headers], Call]] = {
    "employees.create": lambda *_: ("/employees", {"json": {"email": "new@example.com", "name": "New"}}),
    "employees.change": _change_of_employee,
    "employees.erase": _erasure,
    "employees.sign_out": lambda *given: (f"{_employee(*given)[0]}/sign-out", {}),
    "employees.sign_out_everybody": lambda *_: ("/employees/sign-out", {}),
    "invitations.invite": lambda world, _: (f"/employees/{world.employee().id}/invite", {"json": {"by": "code"}}),
    "invitations.invite_many": lambda world, _: (
        "/employees/invite",
        {"json": {"employees": [str(world.employee().id)], "by": "code"}},
    ),
    "keys.create": lambda *_: ("/keys", {"json": {"name": "Importer", "role": "editor"}}),
    "keys.revoke": lambda *given: (f"/keys/{_key(*given)}", {}),
    "settings.change": _settings,
    "datasheet.agree": _agreement,
    "teams.rename": lambda world, _: (f"/teams/{_team(world)}", {"json": {"name": "Onderhoud"}}),
    "teams.merge": lambda world, _: (f"/teams/{_team(world)}/merge", {"json": {"into": _team(world, "Sales")}}),
    "teams.remove": lambda world, _: (f"/teams/{_team(world)}", {}),
    "channels.create": lambda *_: ("/channels", {"json": CHANNEL}),
    "channels.change": lambda *given: (f"/channels/{_channel(*given)}", {"json": {"active": False}}),
    "channels.remove": lambda *given: (f"/channels/{_channel(*given)}", {}),
    "channels.test": lambda *given: (f"/channels/{_channel(*given)}/test", {}),
    "feeds.create": lambda *_: ("/feeds", {"json": FEED}),
    "feeds.change": lambda *given: (f"/feeds/{_feed(*given)}", {"json": {"drafts_per_day": 2}}),
    "feeds.remove": lambda *given: (f"/feeds/{_feed(*given)}", {}),
    "feeds.look": lambda *given: (f"/feeds/{_feed(*given)}/look", {}),
    "webhooks.create": lambda *_: ("/webhooks", {"json": HOOK}),
    "webhooks.change": lambda *given: (f"/webhooks/{_webhook(*given)}", {"json": {"active": False}}),
    "webhooks.remove": lambda *given: (f"/webhooks/{_webhook(*given)}", {}),
    "webhooks.rotate_secret": lambda *given: (f"/webhooks/{_webhook(*given)}/rotate-secret", {}),
    "webhooks.test": lambda *given: (f"/webhooks/{_webhook(*given)}/test", {}),
    "webhooks.redeliver": lambda *given: (f"{_delivery(*given)}/redeliver", {}),
}
"""Endpoint -> makes what it needs, and returns a call of it that succeeds."""

WITH_A_SERVER = {"feeds.preview"}
"""What another server has to answer to: tried in tests/api/test_feed_previews.py."""

IN_BATCHES = {"imports.upload_employees"}
"""What commits some rows at a time, with an entry for each."""


def _idea(world: World) -> str:
    return str(sends(world, world.sign_in())["id"])


READS: dict[str, Callable[[World], str]] = {
    "GET /api/v1/audit": lambda _: "/audit",
    "GET /api/v1/employees": lambda _: "/employees",
    "GET /api/v1/employees/{employee_id}": lambda world: f"/employees/{world.employee().id}",
    "GET /api/v1/suggestions/{suggestion_id}/consents": lambda world: (
        f"/suggestions/{world.suggestion(people=[{'name': 'Samira'}])['id']}/consents"
    ),
    "GET /api/v1/ideas/{idea_id}/consents": lambda world: f"/ideas/{_idea(world)}/consents",
}
"""Call that tells about people, and is recorded -> makes what it needs, and returns its path."""

SHOWN_TO_COLLEAGUES = "every colleague it is meant for reads the names of whom it shows"
WRITTEN_FOR_EDITORS = "colleagues wrote it for editors to read, with their name only where they signed"
OWN_ACTS = "names of editors and administrators beside what they did themselves"
OFFICER = "the data protection officer, whose name the company publishes"

UNRECORDED: dict[str, str] = {
    "GET /api/v1/suggestions": SHOWN_TO_COLLEAGUES,
    "GET /api/v1/suggestions/{suggestion_id}": SHOWN_TO_COLLEAGUES,
    "GET /api/v1/images/{image_id}": SHOWN_TO_COLLEAGUES,
    "GET /api/v1/ideas": WRITTEN_FOR_EDITORS,
    "GET /api/v1/ideas/{idea_id}": WRITTEN_FOR_EDITORS,
    "GET /api/v1/suggestions/{suggestion_id}/feedback": WRITTEN_FOR_EDITORS,
    "GET /api/v1/waiting": WRITTEN_FOR_EDITORS,
    "GET /api/v1/suggestions/{suggestion_id}/notes": OWN_ACTS,
    "GET /api/v1/suggestions/{suggestion_id}/revisions": OWN_ACTS,
    "GET /api/v1/suggestions/{suggestion_id}/revisions/{version}": OWN_ACTS,
    "GET /api/v1/keys": OWN_ACTS,
    "GET /api/v1/datasheet": OFFICER,
    "GET /api/v1/settings": OFFICER,
}
"""Call that tells about people, and is not recorded -> why."""


def _telling_of_people() -> set[str]:
    """Calls that read what says something about single people; a directory reads its own list, by SCIM."""
    about_one = {"person", "signed", "words"}
    disclosed = (one for one in contract().documents if any(field.about in about_one for field in one.fields))
    calls = {call for document in disclosed for call in document.calls} | contract().other_reads.keys()
    return {call for call in calls if call.startswith("GET ")}


def test_every_read_of_personal_data_is_recorded_or_says_why_not() -> None:
    assert READS.keys() | UNRECORDED.keys() == _telling_of_people()
    assert not READS.keys() & UNRECORDED.keys()


@pytest.mark.parametrize("call", READS)
def test_a_read_of_personal_data_leaves_one_entry(world: World, call: str) -> None:
    admin, path = world.sign_in(role="admin"), READS[call](world)
    before = _entries(world)
    assert world.client.get(f"{API}{path}", headers={}).status_code == 401
    assert world.client.get(f"{API}{path}", headers=world.key("scim")).status_code == 403
    assert _entries(world) == before
    assert world.client.get(f"{API}{path}", headers=admin).status_code == 200
    assert _entries(world) == before + 1


def test_who_sent_an_idea_in_reads_how_it_stands_with_whom_it_shows_and_nobody_learns_of_it(world: World) -> None:
    me = world.sign_in()
    path = f"/ideas/{sends(world, me, people=[{'name': 'Samira'}])['id']}/consents"
    before = _entries(world)
    assert world.client.get(f"{API}{path}", headers=me).status_code == 200
    assert _entries(world) == before


def _changing(app: Flask) -> dict[str, str]:
    """Endpoint -> method, of all routes that are for administrators alone and change something."""
    return {
        rule.endpoint: method
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
        if TABLE[rule.endpoint] == ADMIN
    }


def _entries(world: World) -> int:
    with world.session() as session:
        # What an act does to the data sheet is noticed besides, and recorded as nobody's.
        entries = select(func.count()).select_from(AuditEntry).where(AuditEntry.actor != versions.ACTOR)
        return session.execute(entries).scalar_one()


def test_every_route_of_administrators_that_changes_something_is_tried_here(application: Flask) -> None:
    assert _changing(application).keys() == CALLS.keys() | IN_BATCHES | WITH_A_SERVER


@pytest.mark.parametrize("endpoint", CALLS)
def test_what_succeeds_leaves_one_entry_and_what_is_refused_or_rolled_back_none(
    world: World, application: Flask, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, method = world.sign_in(role="admin"), _changing(application)[endpoint]
    path, sent = CALLS[endpoint](world, admin)
    headers = sent.pop("headers", {})

    def call(caller: Headers) -> int:
        return world.client.open(f"{API}{path}", method=method, headers=headers | caller, **sent).status_code

    before = _entries(world)
    assert call(world.sign_in(role="editor")) == 403
    assert call(world.key("scim")) == 403
    assert call({}) == 401
    with monkeypatch.context() as patched:
        patched.setattr("vertel.http.idempotency.keep", _fail)
        assert call(admin) == 500
    assert _entries(world) == before
    assert call(admin) < 300
    assert _entries(world) == before + 1
    if "json" in sent:
        sent["json"] = {"unknown": True}
        assert call(admin) >= 400
        assert _entries(world) == before + 1


def _fail(_response: object) -> None:
    raise RuntimeError("the disk is gone")


def test_an_upload_leaves_an_entry_for_each_who_was_changed_and_none_for_who_was_not(world: World) -> None:
    admin = world.key("admin")
    rows = b"email,name\na@example.com,A\nb@example.com,B\nno address,C\n"

    def upload(caller: Headers, query: str = "") -> int:
        path = f"{API}/employees/import{query}"
        return world.client.post(path, data=rows, content_type="text/csv", headers=caller).status_code

    assert (upload(world.key("editor")), upload(admin, "?dry_run=true"), _entries(world)) == (403, 200, 0)
    assert (upload(admin, "?atomic=true"), _entries(world)) == (200, 0)
    assert (upload(admin), _entries(world)) == (200, 2)
    assert (upload(admin), _entries(world)) == (200, 2)
