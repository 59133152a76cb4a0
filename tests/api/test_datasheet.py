"""The data sheet: what it says of this server, which version was agreed, and that every change is told exactly once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from support.reconfiguring import config_of, reconfigure
from support.telling import listen, told
from support.world import API, Headers, World
from vertel.db.models import AuditEntry, DataSheetAgreement
from vertel.domain.datasheet import versions
from vertel_schema import DOCUMENTS

PATH = f"{API}/datasheet"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def read(world: World, admin: Headers, language: str = "en") -> dict[str, Any]:
    answer = world.client.get(f"{PATH}?language={language}", headers=admin)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def set_up(world: World, admin: Headers, **wishes: Any) -> None:
    etag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    answer = world.client.patch(f"{API}/settings", json=wishes, headers=admin | {"If-Match": etag})
    assert answer.status_code == 200, answer.text


def agree(world: World, admin: Headers, **changes: Any) -> Any:
    document = {"version": read(world, admin)["version"], "agreed_on": "2026-11-23", "note": "Works council"} | changes
    return world.client.post(f"{PATH}/agreements", json=document, headers=admin)


def recorded(world: World) -> list[AuditEntry]:
    with world.session() as session:
        query = select(AuditEntry).where(AuditEntry.action == "datasheet.changed").order_by(AuditEntry.at)
        found = list(session.scalars(query))
        session.expunge_all()
        return found


def test_it_fits_the_contract_in_both_languages_and_has_one_version(world: World, admin: Headers) -> None:
    english, dutch = (read(world, admin, language) for language in ("en", "nl"))

    assert [DOCUMENTS["DataSheet"]().validate(sheet) for sheet in (english, dutch)] == [{}, {}]
    assert english["version"] == dutch["version"]
    assert (english["sections"][0]["title"], dutch["sections"][0]["title"]) == (
        "Who is responsible",
        "Wie verantwoordelijk is",
    )
    assert read(world, admin)["version"] == english["version"]


def test_every_text_is_told_in_dutch_too(world: World, admin: Headers) -> None:
    english, dutch = (read(world, admin, language) for language in ("en", "nl"))
    texts = ("title", "text", "what", "why", "kept", "meaning", "people")
    same = [
        one[name]
        for part in english
        if isinstance(english[part], list)
        for one, other in zip(english[part], dutch[part], strict=True)
        for name in texts
        if name in one and one[name] is not None and one[name] == other[name]
    ]
    assert same == []


def test_it_says_who_reads_which_field_of_which_report_at_which_group_size(world: World, admin: Headers) -> None:
    reports = {report["name"]: report for report in read(world, admin)["reports"]}

    fields = {field["name"]: field for field in reports["Overview"]["tells"]}
    assert reports["Overview"]["readers"] == ["reader", "editor", "admin"]
    assert reports["Overview"]["calls"] == ["GET /api/v1/reports/overview"]
    assert (fields["by_team.clicks"]["smallest_group"], fields["by_team.clicks"]["category"]) == (5, "use")
    assert reports["EmployeePage"]["readers"] == ["admin"]
    assert {"items.name", "items.email"} <= {field["name"] for field in reports["EmployeePage"]["tells"]}


def test_what_only_the_organisation_knows_is_asked_for_and_never_made_up(world: World, admin: Headers) -> None:
    assert {text["text"] for text in read(world, admin)["company"]} == {None}

    set_up(world, admin, data_sheet={"controller": "Waterwerk B.V., Zwolle"})
    set_up(world, admin, data_sheet={"contact": "privacy@example.com"})

    own = {text["name"]: text["text"] for text in read(world, admin)["company"]}
    assert own == {
        "controller": "Waterwerk B.V., Zwolle",
        "contact": "privacy@example.com",
        "data-protection-officer": None,
        "legal-basis": None,
        "hosting": None,
    }


def test_which_texts_were_filled_in_is_recorded_and_not_what_they_say(world: World, admin: Headers) -> None:
    set_up(world, admin, data_sheet={"data_protection_officer": "Noor de Wit"})
    audit = world.client.get(f"{API}/audit", headers=admin)
    assert "data_protection_officer" in audit.text
    assert "Noor" not in audit.text


def test_it_says_how_this_server_is_set_and_to_whom_things_go(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen(world, "idea.received")
    reconfigure(world, monkeypatch, click_retention_days=90)
    sheet = read(world, admin)

    values = {setting["name"]: setting["value"] for setting in sheet["settings"]}
    ways = {way["name"]: way for way in sheet["interfaces"]}
    held = {one["name"]: one for one in sheet["held"]}
    assert (values["click-retention"], values["smallest-group"], values["own-consent"]) == ("90 days", "5", "no")
    assert held["clicks"]["kept"] == "The single click for 90 days; what clicks add up to stays."
    assert ways["webhooks"] | {"text": ""} == {
        "name": "webhooks", "active": True, "text": "", "to": ["hooks.example.com: idea.received"],
    }  # fmt: skip
    assert not ways["sign-in"]["active"]


def test_since_nothing_was_agreed_nothing_has_changed(world: World, admin: Headers) -> None:
    set_up(world, admin, require_consent=True)
    sheet = read(world, admin)
    assert (sheet["agreed"], sheet["changes"]) == (None, [])
    assert "data_sheet" not in world.client.get(f"{API}/waiting", headers=admin).json


def test_a_change_since_the_agreement_is_told_as_a_sentence_until_the_next_one(world: World, admin: Headers) -> None:
    assert agree(world, admin).status_code == 201
    assert read(world, admin)["changes"] == []
    set_up(world, admin, require_consent=True, offers={"ideas": False})

    english, dutch = (read(world, admin, language) for language in ("en", "nl"))
    assert [change["sentence"] for change in english["changes"]] == [
        "“Whether a suggestion that shows people is published only when they agreed themselves”: was no, is now yes.",
        "“Whether colleagues may send in ideas”: was yes, is now no.",
    ]
    assert dutch["changes"][1]["sentence"] == "‘Of collega's ideeën kunnen insturen’: was ja, is nu nee."
    assert english["agreed"]["agreed_on"] == "2026-11-23"
    assert world.client.get(f"{API}/waiting", headers=admin).json["data_sheet"] == {
        "count": 2,
        "agreed_on": "2026-11-23",
    }
    assert "data_sheet" not in world.client.get(f"{API}/waiting", headers=world.key("editor")).json

    assert agree(world, admin).status_code == 201
    assert read(world, admin)["changes"] == []
    assert "data_sheet" not in world.client.get(f"{API}/waiting", headers=admin).json


def test_what_was_agreed_is_kept_as_it_was_said_then(world: World, admin: Headers) -> None:
    agree(world, admin)
    with world.session() as session:
        kept = session.scalars(select(DataSheetAgreement)).one()
        contents = {language: dict(content) for language, content in kept.contents.items()}
        contents["en"]["setting"] = contents["en"]["setting"] | {"old": {"meaning": "What there was.", "value": "7"}}
        contents["nl"]["setting"] = contents["nl"]["setting"] | {"old": {"meaning": "Wat er was.", "value": "7"}}
        kept.contents, kept.version = contents, "0" * 64

    assert [change["sentence"] for change in read(world, admin)["changes"]] == ["No longer a setting: What there was"]
    assert [change["sentence"] for change in read(world, admin, "nl")["changes"]] == [
        "Geen instelling meer: Wat er was"
    ]


def test_only_what_was_read_can_be_agreed(world: World, admin: Headers) -> None:
    before = read(world, admin)["version"]
    set_up(world, admin, require_consent=True)
    assert agree(world, admin, version=before).status_code == 409
    tomorrow = (TODAY + timedelta(days=2)).isoformat()
    answer = agree(world, admin, agreed_on=tomorrow)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/agreed_on")
    assert read(world, admin)["agreed"] is None


def test_a_setting_that_changes_the_sheet_is_told_once_and_one_that_does_not_never(
    world: World, admin: Headers
) -> None:
    listen(world, "datasheet.changed")
    read(world, admin)
    set_up(world, admin, require_consent=True)
    read(world, admin)
    set_up(world, admin, fold_phone=120)
    versions.notice_on(world.engine, config_of(world))

    (event,), (entry,) = told(world), recorded(world)
    assert entry.details["count"] == event["data"]["count"] == 1
    assert event["data"]["version"] == entry.details["version"] == read(world, admin)["version"]
    assert [(change["part"], change["name"]) for change in event["data"]["changes"]] == [("setting", "own-consent")]


def test_an_upgrade_is_noticed_once_by_all_processes_that_start_with_it(world: World) -> None:
    config = config_of(world)
    versions.notice_on(world.engine, config)
    upgraded, ready, found = replace(config, click_retention_days=90), Barrier(4), []

    def start() -> None:
        ready.wait()
        found.append(versions.notice_on(world.engine, upgraded))

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [False, False, False, True]
    (entry,) = recorded(world)
    assert entry.actor == "housekeeping"
    assert "was 400 dagen, is nu 90 dagen" in entry.details["what"]


def test_the_first_look_ever_tells_of_no_change(world: World, admin: Headers) -> None:
    listen(world, "datasheet.changed")
    read(world, admin)
    versions.notice_on(world.engine, config_of(world))
    assert (told(world), recorded(world)) == ([], [])


def test_settings_that_were_loaded_without_a_restart_are_noticed_when_an_administrator_looks(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(world, admin)
    reconfigure(world, monkeypatch, count_opted_out=True)
    for _ in range(2):
        world.client.get(f"{API}/waiting", headers=admin)
    assert len(recorded(world)) == 1


def test_a_webhook_that_is_added_and_removed_changes_where_things_go(world: World, admin: Headers) -> None:
    read(world, admin)
    hook = {"url": "https://careers.example.com/secret-path", "types": ["feedback.received"]}
    made = world.client.post(f"{API}/webhooks", json=hook, headers=admin).json["id"]
    assert "careers.example.com: feedback.received" in recorded(world)[0].details["what"]
    assert "secret-path" not in world.client.get(PATH, headers=admin).text
    world.client.delete(f"{API}/webhooks/{made}", headers=admin)
    assert len(recorded(world)) == 2


SLACK = "https://hooks.slack.com/services/T/B/secret-path"


@pytest.mark.parametrize(
    ("path", "document", "name", "to"),
    [
        (
            "feeds",
            {"name": "x", "url": "https://careers.example.com/secret-path", "kind": "story", "language": "nl"},
            "feeds",
            "careers.example.com",
        ),
        (
            "channels",
            {"kind": "slack", "name": "#a", "address": SLACK, "language": "nl", "weekday": "monday", "hour": 9},
            "channels",
            "slack",
        ),
    ],
    ids=["feeds", "channels"],
)
def test_a_feed_or_a_channel_changes_where_things_come_from_or_go_while_it_is_on(
    world: World, admin: Headers, path: str, document: dict[str, Any], name: str, to: str
) -> None:
    def way() -> tuple[bool, list[str]]:
        (found,) = [one for one in read(world, admin)["interfaces"] if one["name"] == name]
        return found["active"], found["to"]

    assert way() == (False, [])
    made = world.client.post(f"{API}/{path}", json=document, headers=admin).json["id"]
    assert to in recorded(world)[0].details["what"]
    assert way() == (True, [to])
    assert "secret-path" not in world.client.get(PATH, headers=admin).text
    world.client.patch(f"{API}/{path}/{made}", json={"active": False}, headers=admin)
    assert len(recorded(world)) == 2
    assert way() == (False, [])
    world.client.patch(f"{API}/{path}/{made}", json={"active": True}, headers=admin)
    world.client.delete(f"{API}/{path}/{made}", headers=admin)
    assert len(recorded(world)) == 4


def test_it_says_how_long_it_is_kept_who_was_erased(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    reconfigure(world, monkeypatch, erasure_retention_days=90)
    (erasures,) = [one for one in read(world, admin)["held"] if one["name"] == "erasures"]
    assert (erasures["readers"], "90 days" in erasures["kept"]) == ([], True)
