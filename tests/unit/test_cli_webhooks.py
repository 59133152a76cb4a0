"""Webhooks from the command line."""

import uuid

import pytest
from sqlalchemy import select

from support.world import World
from vertel.config import Config
from vertel.db.models import Webhook
from vertel.domain.webhooks.secret_box import SecretBox

URL = "https://hooks.example.com/vertel"


def test_add_prints_only_the_secret_and_stores_it_encrypted(vertel, world: World, config: Config) -> None:
    keys = {"VERTEL_SECRET_KEYS": config.secret_keys[0]}
    result = vertel("webhooks", "add", URL, "--type", "share.created", **keys)

    secret = result.stdout.removesuffix("\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert secret.startswith("whsec_")
    with world.session() as session:
        stored = session.scalars(select(Webhook)).one()
    assert (stored.url, stored.types, stored.active) == (URL, ["share.created"], True)
    assert SecretBox(config.secret_keys).decrypt(stored.secret) == secret


def test_list_says_what_there_is_and_remove_takes_it_away(vertel, world: World, config: Config) -> None:
    vertel("webhooks", "add", URL, VERTEL_SECRET_KEYS=config.secret_keys[0])
    with world.session() as session:
        stored = session.scalars(select(Webhook)).one()
        stored.active, stored.disabled_reason = False, "It is gone."

    listed = vertel("webhooks", "list").stdout

    types = (
        "suggestion.published,share.created,idea.received,feedback.received,application.reported,audit.recorded,"
        "datasheet.changed"
    )
    assert listed == f"{stored.id}\tswitched off\t{URL}\t{types}\tIt is gone.\n"
    assert vertel("webhooks", "remove", stored.id).stderr == "Removed.\n"
    assert vertel("webhooks", "list").stdout == ""
    again = vertel("webhooks", "remove", stored.id)
    assert (again.exit_code, again.stderr) == (1, "Error: There is no webhook with this id.\n")


def test_a_secret_is_not_encrypted_without_the_server_s_keys(vertel, world: World) -> None:
    result = vertel("webhooks", "add", URL, VERTEL_SECRET_KEYS=None)

    assert (result.exit_code, "VERTEL_SECRET_KEYS is missing" in result.stderr) == (1, True)


@pytest.mark.parametrize("url", ["http://hooks.example.com/", "https://10.0.0.1/", "hooks.example.com", f"{URL}/ x"])
def test_an_address_to_which_nothing_may_be_sent_is_refused(vertel, world: World, config: Config, url: str) -> None:
    result = vertel("webhooks", "add", url, VERTEL_SECRET_KEYS=config.secret_keys[0])

    assert (result.exit_code, "Error: URL: " in result.stderr) == (2, True)
    assert vertel("webhooks", "list").stdout == ""


def test_what_is_no_id_is_refused(vertel, world: World) -> None:
    assert vertel("webhooks", "remove", "x").exit_code == 2
    assert vertel("webhooks", "remove", uuid.uuid4()).exit_code == 1
