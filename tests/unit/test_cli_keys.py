"""API keys from the command line."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import select

from support.world import World
from vertel.db.models import ApiKey, AuditEntry


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

    name, role, begins, _day, state, used = result.stdout.rstrip("\n").split("\t")
    assert (name, role, state, used) == ("dashboard", "reader", "in force", "never used")
    assert begins == f"{key[:8]}..."
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


def test_a_key_with_a_last_day_is_good_until_that_day_ends_where_the_organisation_is(vertel, world: World) -> None:
    vertel("key", "create", "--role", "scim", "--name", "directory", "--expires", "2099-07-01")

    with world.session() as session:
        assert session.scalars(select(ApiKey)).one().expires_at == datetime(2099, 7, 1, 22, tzinfo=UTC)
    assert "in force until 2099-07-01T22:00Z" in vertel("key", "list").stdout


def test_a_last_day_that_is_past_or_no_day_is_refused(vertel, world: World) -> None:
    past = vertel("key", "create", "--role", "reader", "--name", "x", "--expires", "2020-01-01")
    assert (past.exit_code, "still to come" in past.stderr) == (1, True)
    assert vertel("key", "create", "--role", "reader", "--name", "x", "--expires", "soon").exit_code == 2
    assert vertel("key", "list").stdout == ""


def test_what_is_done_here_is_in_the_audit_log(vertel, world: World) -> None:
    vertel("key", "create", "--role", "editor", "--name", "importer")
    vertel("key", "revoke", "--name", "importer")
    with world.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)).all()
    assert [(entry.actor, entry.action, entry.subject_name) for entry in entries] == [
        ("cli", "key.created", "importer"),
        ("cli", "key.revoked", "importer"),
    ]
