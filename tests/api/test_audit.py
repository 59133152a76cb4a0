"""Who changed what: recorded with the change, told to admins, and to nobody else."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from support.world import API, Headers, World
from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import ApiKey, AuditEntry, Event
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Subject, browsing
from vertel.translations import translations


def entries(world: World) -> list[AuditEntry]:
    """All entries, the oldest first."""
    with world.session() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)))


def test_an_act_is_recorded_with_the_names_of_that_time(world: World) -> None:
    noor, daan = world.employee(name="Noor de Wit"), world.employee(name="Daan")
    with world.session() as session:
        changed = audit.changes({"location": "Zwolle", "languages": ["nl"]}, {"location": None, "languages": ["nl"]})
        subject = ("employee", daan.id)
        audit.record(session, f"employee:{noor.id}", AuditAction.EMPLOYEE_INVITED, subject, changes=changed, by="mail")
        session.merge(daan).name = "Daan Vos"

    (entry,) = entries(world)
    assert (entry.actor, entry.actor_name, entry.action) == (f"employee:{noor.id}", "Noor de Wit", "employee.invited")
    assert (entry.subject_kind, entry.subject_id, entry.subject_name) == ("employee", str(daan.id), "Daan")
    assert entry.details == {"changes": {"location": {"before": "Zwolle", "after": None}}, "by": "mail"}


def test_an_act_that_is_rolled_back_was_not_done(world: World) -> None:
    with make_session(world.engine, writes=True) as session:
        audit.record(session, audit.CLI, AuditAction.SETTINGS_CHANGED)
        session.rollback()
    assert entries(world) == []


def test_a_read_is_recorded_although_its_request_writes_nothing(world: World) -> None:
    audit.record_read(world.engine, audit.CLI, AuditAction.EMPLOYEE_EXPORTED, ("employee", world.employee().id))
    assert [entry.action for entry in entries(world)] == ["employee.exported"]


def test_old_entries_go_and_zero_days_keeps_them(world: World) -> None:
    with world.session() as session:
        for days in (0, 9, 10, 11, 400):
            audit.record(session, audit.CLI, AuditAction.SETTINGS_CHANGED).at = now() - timedelta(days=days)

    assert audit.delete_old(world.engine, 0, now()) == 0
    assert audit.delete_old(world.engine, 10, now()) == 3
    assert len(entries(world)) == 2


def seen(world: World, headers: Headers, **query: Any) -> list[dict[str, Any]]:
    """What an administrator reads."""
    answer = world.client.get(f"{API}/audit", query_string=query, headers=headers)
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def test_an_administrator_reads_who_did_what_in_their_language(world: World) -> None:
    noor = world.employee(name="Noor de Wit", role="admin")
    admin = world.sign_in(noor)
    made = world.client.post(f"{API}/keys", json={"name": "Importer", "role": "editor"}, headers=admin).json
    world.client.delete(f"{API}/keys/{made['id']}", headers=admin)

    newest, oldest = seen(world, admin | {"Accept-Language": "nl"})

    assert (newest["action"], oldest["action"]) == ("key.revoked", "key.created")
    assert (newest["summary"], oldest["summary"]) == ("API-sleutel ingetrokken", "API-sleutel gemaakt")
    assert newest["actor"] == {"kind": "employee", "id": str(noor.id), "name": "Noor de Wit"}
    assert newest["subject"] == {"kind": "key", "id": made["id"], "name": "Importer"}
    assert {"name": "role", "value": "editor"} in oldest["details"]
    read, revoked, *_ = seen(world, admin | {"Accept-Language": "en"})
    assert (read["summary"], revoked["summary"]) == ("Page of the audit log read", "API key revoked")


def test_a_change_of_settings_says_what_was_and_what_is(world: World) -> None:
    admin = world.key("admin")
    etag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    wishes = {"name": "Waterwerk", "languages": ["nl"], "offers": {"ideas": False}, "accent": {"light": "#0a4f9e"}}
    world.client.patch(f"{API}/settings", json=wishes, headers=admin | {"If-Match": etag})

    (entry,) = seen(world, admin)

    found = {change["field"]: (change["before"], change["after"]) for change in entry["changes"]}
    assert found["name"] == ("Vertel", "Waterwerk")
    assert found["languages"] == ("nl, en", "nl")
    assert found["offers.ideas"] == ("true", "false")
    assert found["accent"][0] is None
    assert found.keys() == {"name", "languages", "offers.ideas", "accent"}
    assert entry["subject"] == {"kind": "settings", "id": None, "name": None}


def test_entries_are_found_by_actor_act_subject_and_time(world: World) -> None:
    noor, daan = world.employee(role="admin"), world.employee()
    with world.session() as session:
        for hour, (actor, action, subject) in enumerate([
            (f"employee:{noor.id}", AuditAction.EMPLOYEE_INVITED, ("employee", daan.id)),
            (audit.CLI, AuditAction.EMPLOYEE_INVITED, ("employee", noor.id)),
            (audit.CLI, AuditAction.SETTINGS_CHANGED, Subject("settings")),
        ]):  # fmt: skip
            entry = audit.record(session, actor, action, subject)
            entry.at = datetime(2026, 11, 1, hour, tzinfo=UTC)
    admin = world.key("admin")

    def hours(**query: Any) -> list[str]:
        return [entry["at"][11:13] for entry in seen(world, admin, **query)]

    assert hours() == ["02", "01", "00"]
    assert hours(actor="cli") == ["02", "01"]
    assert hours(actor=f"employee:{noor.id}") == ["00"]
    assert hours(action="employee.invited") == ["01", "00"]
    assert hours(subject="employee") == ["01", "00"]
    assert hours(subject=f"employee:{daan.id}") == ["00"]
    assert hours(since="2026-11-01T01:00:00Z", until="2026-11-02T00:00:00Z") == ["02", "01"]
    assert hours(until="2026-11-01T01:00:00Z") == ["00"]
    assert hours(actor="cli", action="employee.invited") == ["01"]
    of_that_day = {"until": "2026-11-02T00:00:00Z", "limit": 2}
    first = world.client.get(f"{API}/audit", query_string=of_that_day, headers=admin).json
    rest = seen(world, admin, **of_that_day, cursor=first["next_cursor"])
    assert [entry["at"][11:13] for entry in first["items"] + rest] == ["02", "01", "00"]


def test_an_act_that_is_in_no_catalogue_is_refused(world: World) -> None:
    answer = world.client.get(f"{API}/audit?action=key.made", headers=world.key("admin"))
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/action")
    assert "key.created" in answer.json["errors"][0]["message"]


def test_a_file_for_a_spreadsheet_has_all_of_it_computes_nothing_and_is_recorded(world: World) -> None:
    daan = world.employee(name="=HYPERLINK(1)")
    with world.session() as session:
        changed = {"location": {"before": None, "after": "@SUM(1)"}}
        for _ in range(30):
            audit.record(session, audit.CLI, AuditAction.EMPLOYEE_INVITED, ("employee", daan.id), changes=changed)
    admin = world.key("admin")

    file = world.client.get(f"{API}/audit?actor=cli&limit=1&locale=en", headers=admin | {"Accept": "text/csv"})

    assert file.content_type == "text/csv; charset=utf-8"
    assert "Content-Length" not in file.headers  # sent in pieces, from a file when it is long
    rows = list(csv.DictReader(io.StringIO(file.get_data(as_text=True).removeprefix("\ufeff"))))
    assert len(rows) == 30
    assert {row["subject_name"] for row in rows} == {"'=HYPERLINK(1)"}
    assert {row["changes"] for row in rows} == {"location:  -> @SUM(1)"}
    assert {cell[:1] for row in rows for cell in row.values()}.isdisjoint({"=", "+", "-", "@"})
    recorded = seen(world, admin)[0]
    assert recorded["action"] == "audit.exported"
    assert {"name": "rows", "value": "30"} in recorded["details"]
    assert {"name": "filter.actor", "value": "cli"} in recorded["details"]


def test_a_file_that_would_be_too_long_is_refused_before_it_is_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "MOST_ROWS", 2)
    with world.session() as session:
        for _ in range(3):
            audit.record(session, audit.CLI, AuditAction.SETTINGS_CHANGED)
    csv_wanted = world.key("admin") | {"Accept": "text/csv"}
    answer = world.client.get(f"{API}/audit", headers=csv_wanted)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/since")
    assert len(entries(world)) == 3


def test_no_secret_is_recorded(world: World) -> None:
    admin = world.key("admin")
    key = world.client.post(f"{API}/keys", json={"name": "x", "role": "reader"}, headers=admin).json
    hook = {"url": "https://careers.example.com/hook", "types": ["audit.recorded"]}
    webhook = world.client.post(f"{API}/webhooks", json=hook, headers=admin).json
    rotated = world.client.post(f"{API}/webhooks/{webhook['id']}/rotate-secret", headers=admin).json
    recorded = world.client.get(f"{API}/audit", headers=admin).get_data(as_text=True)
    for secret in (key["secret"], webhook["secret"], rotated["secret"], admin["Authorization"].split()[1]):
        assert secret not in recorded


def test_a_page_of_the_log_is_recorded_and_no_program_hears_of_that(world: World) -> None:
    """One that reads the log when it hears of an act would make it hear of its own reading, for ever."""
    admin = world.key("admin")
    hook = {"url": "https://careers.example.com/hook", "types": ["audit.recorded"]}
    world.client.post(f"{API}/webhooks", json=hook, headers=admin)
    seen(world, admin, subject="webhook")

    read, _ = seen(world, admin)

    assert (read["action"], read["actor"]["kind"], read["subject"]) == ("audit.listed", "key", None)
    assert {"name": "filter.subject", "value": "webhook"} in read["details"]
    assert {"name": "rows", "value": "1"} in read["details"]
    with world.session() as session:
        assert [event.data["action"] for event in session.scalars(select(Event))] == ["webhook.created"]


def test_programs_hear_of_it_without_names(world: World) -> None:
    admin = world.sign_in(role="admin", name="Noor de Wit")
    hook = {"url": "https://careers.example.com/hook", "types": ["audit.recorded"]}
    world.client.post(f"{API}/webhooks", json=hook, headers=admin)
    made = world.client.post(f"{API}/keys", json={"name": "Importer", "role": "reader"}, headers=admin).json

    with world.session() as session:
        first, second = session.scalars(select(Event).order_by(Event.occurred_at, Event.id))

    assert (first.data["action"], second.data["action"]) == ("webhook.created", "key.created")
    assert second.data["subject"] == f"key:{made['id']}"
    assert str(second.id) == second.data["id"] == seen(world, admin)[0]["id"]
    assert "Noor" not in str(second.data)
    assert "Importer" not in str(second.data)


def test_an_erased_colleague_is_in_no_entry_and_what_was_done_stays(world: World) -> None:
    world.employee(role="admin")  # the last administrator could not be erased
    noor = world.employee(name="Noor de Wit", role="admin", email="noor@example.com")
    world.employee(role="admin")  # who is left
    admin = world.sign_in(noor)
    hook = {"url": "https://careers.example.com/hook", "types": ["audit.recorded"]}
    world.client.post(f"{API}/webhooks", json=hook, headers=admin)
    world.client.post(f"{API}/keys", json={"name": "Importer", "role": "reader"}, headers=admin)
    with world.session() as session:
        changed = {"name": {"before": "Noor Jansen", "after": "Noor de Wit"}}
        audit.record(session, audit.CLI, AuditAction.EMPLOYEE_INVITED, ("employee", noor.id), changes=changed, by="x")
    etag = world.client.get(f"{API}/me", headers=admin).headers["ETag"]

    assert world.client.delete(f"{API}/me", headers=admin | {"If-Match": etag}).status_code == 204

    found = {entry["action"]: entry for entry in seen(world, world.key("admin"))}
    erased, about = found.pop("employee.erased"), found.pop("employee.invited")
    assert (erased["actor"]["id"], erased["subject"]) == (None, {"kind": "employee", "id": None, "name": None})
    key, webhook = found.pop("key.created"), found.pop("webhook.created")
    assert not found
    # It was one person, who leads nowhere.
    assert key["actor"] == webhook["actor"] == about["subject"]
    assert key["actor"]["name"] is None
    assert about["changes"] == [{"field": "name", "before": None, "after": None}]
    with world.session() as session:
        for table in (AuditEntry, Event, ApiKey):
            for row in session.execute(select(table.__table__)):
                assert not re.search(f"Noor|noor@|{noor.id}|{noor.id.hex}", str(row)), table


def test_what_colleagues_do_themselves_is_nobodys_business(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    world.link(me, suggestion)
    world.client.put(f"{API}/suggestions/{suggestion['id']}/feedback", json={"reaction": "like"}, headers=me)
    world.client.post(f"{API}/ideas", json={"text": "A story"}, headers=me)
    world.client.put(f"{API}/me/saved/{suggestion['id']}", headers=me)
    world.client.patch(f"{API}/me", json={"languages": ["nl"]}, headers=me)
    for path in ("me", "me/export", "me/impact", "suggestions", "me/transparency"):
        assert world.client.get(f"{API}/{path}", headers=me).status_code == 200
    assert entries(world) == []


def test_no_route_changes_or_deletes_an_entry(application: Flask) -> None:
    methods = {
        (rule.rule, method)
        for rule in application.url_map.iter_rules()
        for method in rule.methods or ()
        if "/audit" in rule.rule
    }
    assert methods == {(f"{API}/audit", method) for method in ("GET", "HEAD", "OPTIONS")}


def test_every_act_is_documented_in_both_languages(repository: Path) -> None:
    """The page is generated; this looks at what is in the repository."""
    page, dutch = (repository / "docs" / "audit-actions.md").read_text("utf-8"), translations("nl").gettext
    for action in AuditAction:
        assert f"| `{action.value}` | {action.text} | {dutch(action.text)} |" in page
        assert dutch(action.text) != action.text


def test_each_page_that_an_administrator_reads_about_people_leaves_one_entry(world: World) -> None:
    admin, noor = world.key("admin"), world.employee(name="Noor de Wit", team="Techniek")
    world.employee(name="Daan", team="Techniek")

    first = world.client.get(f"{API}/employees?limit=1&team=Techniek&q=a", headers=admin).json
    world.client.get(f"{API}/employees?limit=1&team=Techniek&q=a&cursor={first['next_cursor']}", headers=admin)
    world.client.get(f"{API}/employees/{noor.id}", headers=admin)
    assert world.client.get(f"{API}/employees", headers=world.sign_in()).status_code == 403
    assert world.client.get(f"{API}/employees?cursor=x", headers=admin).status_code == 422

    read, *pages = seen(world, admin)
    assert (read["action"], read["subject"]["name"]) == ("employee.read", "Noor de Wit")
    assert [page["action"] for page in pages] == ["employee.listed"] * 2
    assert {detail["name"]: detail["value"] for detail in pages[0]["details"]} == {
        "rows": "1", "searched": "true", "filter.team": "Techniek",
    }  # fmt: skip


def test_nothing_is_read_that_cannot_be_recorded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("the disk is full"))

    monkeypatch.setattr(audit, "record_read", fail)
    answer = world.client.get(f"{API}/employees/{world.employee(name='Noor').id}", headers=world.key("admin"))
    assert answer.status_code == 503
    assert "Noor" not in answer.get_data(as_text=True)
