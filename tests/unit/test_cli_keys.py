"""API keys from the command line."""

import hashlib

from sqlalchemy import select

from support.world import World
from vertel.db.models import ApiKey


def test_create_prints_only_the_key_and_stores_only_its_hash(vertel, world: World) -> None:
    result = vertel("key", "create", "--role", "editor", "--name", "importer")

    key = result.stdout.removesuffix("\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert key.startswith("vk_")
    assert "\n" not in key
    with world.session() as session:
        stored = session.scalars(select(ApiKey)).one()
    assert (stored.name, stored.role) == ("importer", "editor")
    assert stored.key_hash == hashlib.sha256(key.encode()).digest()


def test_list_never_shows_a_key(vertel, world: World) -> None:
    key = vertel("key", "create", "--role", "reader", "--name", "dashboard").stdout.strip()

    result = vertel("key", "list")

    name, role, _day, state = result.stdout.rstrip("\n").split("\t")
    assert (name, role, state) == ("dashboard", "reader", "in force")
    assert key not in result.output


def test_a_revoked_key_says_so_and_is_not_revoked_twice(vertel, world: World) -> None:
    vertel("key", "create", "--role", "admin", "--name", "old")

    assert vertel("key", "revoke", "--name", "old").stderr == "Revoked 1 key.\n"

    assert "revoked 2" in vertel("key", "list").stdout
    again = vertel("key", "revoke", "--name", "old")
    assert (again.exit_code, again.stderr) == (1, "Error: No key in force is called 'old'.\n")


def test_a_role_that_does_not_exist_is_refused(vertel, world: World) -> None:
    result = vertel("key", "create", "--role", "king", "--name", "x")

    assert result.exit_code == 2
    assert "'king' is not one of 'admin', 'editor', 'reader'" in result.stderr


def test_a_key_needs_a_name(vertel, world: World) -> None:
    assert vertel("key", "create", "--role", "reader", "--name", " ").exit_code == 2
    assert vertel("key", "list").stdout == ""
