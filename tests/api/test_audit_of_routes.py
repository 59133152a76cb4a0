"""The permission table, walked: every route of administrators that changes something leaves one entry, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from support.channels import REQUEST as CHANNEL
from support.world import API, HOST, Headers, World
from vertel.auth.permissions import ADMIN, TABLE
from vertel.db.models import AuditEntry
from vertel.domain.datasheet import versions

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
