"""How people sign in: a change of its settings stands in the audit log, and what bears on people in the data sheet."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from support.reconfiguring import config_of, reconfigure
from support.world import API, Headers, World
from vertel.db.models import NoticedDataSheet
from vertel.domain.datasheet import versions

PATH = f"{API}/datasheet"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def read(world: World, admin: Headers) -> dict[str, Any]:
    return dict(world.client.get(f"{PATH}?language=en", headers=admin).json)


SIGN_IN = {"oidc_issuer": "https://id.example.com", "oidc_client_id": "vertel", "oidc_role_claim": "groups"}


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"oidc_admins": ("owners", "canary")}, "VERTEL_OIDC_ADMINS"),
        ({"oidc_editors": ("writers",)}, "VERTEL_OIDC_EDITORS"),
        ({"oidc_trust_email": True}, "VERTEL_OIDC_TRUST_EMAIL"),
        ({"oidc_external_id_claim": "oid"}, "VERTEL_OIDC_EXTERNAL_ID_CLAIM"),
        ({"oidc_client_id": "canary", "oidc_create": True}, "VERTEL_OIDC_CLIENT_ID, VERTEL_OIDC_CREATE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_configuration_of_sign_in_is_recorded_once_by_the_names_of_its_settings(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], names: str
) -> None:
    path = f"{API}/audit?action=sign_in.configured"
    reconfigure(world, monkeypatch, **SIGN_IN, oidc_admins=("owners",))
    read(world, admin)
    assert world.client.get(path, headers=admin).json["items"] == []
    reconfigure(world, monkeypatch, **changes)
    for _ in range(2):
        versions.notice_on(world.engine, config_of(world))

    (entry,) = world.client.get(path, headers=admin).json["items"]
    assert (entry["actor"]["kind"], entry["subject"]["kind"]) == ("housekeeping", "sign_in")
    assert entry["details"] == [{"name": "settings", "value": names}]
    with world.session() as session:
        assert "canary" not in str(session.scalars(select(NoticedDataSheet)).one().sign_in)


def test_a_new_secret_of_sign_in_and_settings_about_something_else_are_no_other_configuration(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    reconfigure(world, monkeypatch, **SIGN_IN, oidc_client_secret="old")
    read(world, admin)
    reconfigure(world, monkeypatch, oidc_client_secret="new", click_retention_days=90)
    versions.notice_on(world.engine, config_of(world))
    assert world.client.get(f"{API}/audit?action=sign_in.configured", headers=admin).json["items"] == []


@pytest.mark.parametrize(
    ("setting", "value", "name", "told"),
    [
        ("sign_in_days", 90, "longest-sign-in", ["never", "90 days"]),
        ("pass_query", True, "visitors-query", ["no", "yes"]),
        ("oidc_trust_email", True, "addresses-from-sign-in", ["no", "yes"]),
    ],
)
def test_it_says_how_people_sign_in_and_what_goes_along_with_visitors(
    world: World, monkeypatch: pytest.MonkeyPatch, setting: str, value: object, name: str, told: list[str]
) -> None:
    admin, found = world.key("admin"), []
    for change in ({}, {setting: value}):
        reconfigure(world, monkeypatch, **change)
        found += [one["value"] for one in read(world, admin)["settings"] if one["name"] == name]
    assert found == told


def test_it_says_that_reports_are_read_from_a_copy(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    reconfigure(world, monkeypatch, reports_database_url="postgresql://vertel:canary@replica.example.com/vertel")
    sheet = world.client.get(PATH, headers=admin)
    (copy,) = [one for one in sheet.json["interfaces"] if one["name"] == "reports-copy"]
    assert (copy["active"], copy["to"]) == (True, ["replica.example.com"])
    assert "canary" not in sheet.text
