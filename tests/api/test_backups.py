"""`vertel backup` and `vertel restore`, from each database to the other: what comes back, and who does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, text

from support import backups
from support.backups import done, empty_database, rewritten
from support.world import API, BROWSER, HOST, Headers, World
from vertel.app import create_app
from vertel.clock import now
from vertel.config import Config
from vertel.db import health
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Base, Channel, ChannelMessage, Mail, MailSubscription
from vertel.domain.backups.making import LEFT_OUT
from vertel.domain.people import sign_ins
from vertel.domain.privacy import erasure_list
from vertel.seed import demo_company, demo_year

CHANGED = {
    "links": {"change_number"},
    "employees": {"signed_out_at"},
    "channels": {"settled_at"},
    "mail_subscriptions": {"queued_at"},
    "people_version": {"token"},
    "library_generation": {"token"},
    "sign_ins": {"id"},
    "refresh_tokens": {"sign_in_id", "token_hash", "attempt_hash", "salt"},
}
"""What a restored database has otherwise."""

Vertel = Callable[..., Result]


@pytest.fixture
def vertel(config: Config, tmp_path: Path) -> Vertel:
    """Runs a command on the database of the test, on a node of its own."""

    def run(*arguments: object, **settings: str) -> Result:
        return backups.vertel(config.database_url, tmp_path / "state", *arguments, **settings)

    return run


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, config: Config, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the other kind. From a kind to the same one: tests/faults."""
    kind = "postgresql" if config.database_url.startswith("sqlite") else "sqlite"
    with empty_database(request, tmp_path, kind, "elsewhere") as url:
        yield url


@pytest.fixture
def backup(vertel: Vertel, tmp_path: Path) -> Callable[[], Path]:
    """Makes a backup of the database of the test."""
    return lambda: Path(done(vertel("backup", tmp_path / "backup.zip")))


def restore(url: str, file: Path, folder: Path, *more: object) -> Result:
    """Restore on another machine."""
    return backups.vertel(url, folder / "elsewhere", "restore", file, *more)


def rows(engine: Engine, *, without: dict[str, set[str]]) -> dict[str, list[str]]:
    """All rows of all tables that a backup has."""
    found = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in without.get(table.name, ())]
            if table.name not in LEFT_OUT:
                found[table.name] = sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
    return found


@contextmanager
def on(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


@contextmanager
def serving(config: Config, url: str, folder: Path) -> Iterator[FlaskClient]:
    """A server on the restored database."""
    app = create_app(replace(config, database_url=url, reports_database_url=url, state_dir=folder / "elsewhere"))
    yield app.test_client()
    app.extensions["vertel"].dispose()


def test_every_row_comes_back_on_either_database(
    world: World, backup: Callable[[], Path], elsewhere: str, tmp_path: Path
) -> None:
    with world.session() as session:
        demo_company.load(session)
        demo_year.load(session)
    world.sign_in()
    file = backup()
    assert file.stat().st_mode & 0o777 == 0o600
    done(restore(elsewhere, file, tmp_path, "--without-erasures"))
    with on(elsewhere) as engine:
        restored, before = rows(engine, without=CHANGED), rows(world.engine, without=CHANGED)
        (entry,) = set(restored.pop("audit_entries")) - set(before.pop("audit_entries"))
        assert "backup.restored" in entry
        assert sum(map(len, before.values())) > 10_000
        assert restored == before
        with engine.connect() as connection:
            assert (
                connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == health.newest_revision()
            )
        # Numbers of new rows go on from those that are there.
        with make_session(engine, writes=True) as session:
            demo_year.load(session)
            session.commit()


def test_who_was_erased_since_then_does_not_come_back_and_their_links_lead_on(
    world: World, backup: Callable[[], Path], config: Config, elsewhere: str, tmp_path: Path
) -> None:
    me = world.sign_in(email="noor@example.com", name="Noor")
    for _ in range(4):
        world.sign_in()
    code = world.link(me, world.suggestion(), "personal")
    file = backup()
    etag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    assert world.client.delete(f"{API}/me", headers=me | {"If-Match": etag}).status_code == 204
    node = tmp_path / "state"
    erasure_list.keep_copy(world.engine, node, 400, now())

    done(restore(elsewhere, file, tmp_path, "--erasures", node / erasure_list.FILE))

    with on(elsewhere) as engine:
        assert "noor@example.com" not in emails(engine)
        assert len(emails(engine)) == 4
    with serving(config, elsewhere, tmp_path) as client:
        answer = client.get(f"/r/{code}", headers={"User-Agent": BROWSER})
        assert (answer.status_code, answer.headers["Location"][: len(f"https://{HOST}")]) == (302, f"https://{HOST}")
    # The restored database knows of it, too: the same backup once more, without a list.
    done(restore(elsewhere, file, tmp_path, "--replace", "--yes"))
    with on(elsewhere) as engine:
        assert "noor@example.com" not in emails(engine)


def test_everybody_signs_in_again_and_the_same_links_are_counted(
    world: World, backup: Callable[[], Path], config: Config, elsewhere: str, tmp_path: Path
) -> None:
    connected, invited = world.employee(), world.employee()
    with world.session() as session:
        granted = sign_ins.enrol(session, sign_ins.invite(session, connected, world.keys), world.keys)
        invitation = sign_ins.invite(session, invited, world.keys)
    me = colleagues(world)
    campaign = world.link(me, world.suggestion())
    key = world.key("admin")
    done(restore(elsewhere, backup(), tmp_path, "--without-erasures"))
    with serving(config, elsewhere, tmp_path) as client, on(elsewhere) as engine:
        restored = World(engine, client)
        assert client.get(f"{API}/me", headers=me).status_code == 401
        assert client.get(f"{API}/employees", headers=key).status_code == 200
        for grant in (
            {"grant_type": "refresh_token", "refresh_token": granted.refresh_token},
            {"grant_type": "enrolment_code", "code": invitation},
        ):
            assert client.post(f"{API}/auth/token", json=grant).status_code in {400, 401}
        restored.clicked(campaign)
        assert column(engine, "SELECT clicks FROM sums_by_day WHERE facet = 'suggestion'") == {1}


def test_what_was_due_since_then_is_not_sent_once_more(
    world: World, backup: Callable[[], Path], elsewhere: str, tmp_path: Path
) -> None:
    somebody, due = world.employee(), now() - timedelta(minutes=1)
    with world.session() as session:
        channel = Channel(kind="slack", name="x", address=b"x", language="nl", weekday=0, hour=9)
        channel.settled_at = channel.told_until = now() - timedelta(days=1)
        session.add(channel)
        session.flush()
        session.add(ChannelMessage(channel_id=channel.id, purpose="weekly", next_try_at=due))
        session.add(MailSubscription(employee_id=somebody.id, kind="digest", active=True, next_at=due))
        session.add(Mail(kind="digest", employee_id=somebody.id, expires_at=now() + timedelta(days=1)))
    file, before = backup(), now()
    done(restore(elsewhere, file, tmp_path, "--without-erasures"))
    with on(elsewhere) as engine, make_session(engine, writes=False) as session:
        assert session.scalars(select(ChannelMessage)).all() == session.scalars(select(Mail)).all() == []
        assert session.scalars(select(Channel.settled_at)).one() > before
        assert session.scalars(select(MailSubscription.queued_at)).one() > before


def test_clicks_are_in_the_partition_of_their_month(
    world: World, backup: Callable[[], Path], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    code = world.link(colleagues(world), world.suggestion())
    world.clicked(code, "2026-03-28T22:30:00+00:00", "2026-04-02T10:00:00+00:00")
    with empty_database(request, tmp_path, "postgresql", "partitioned") as url:
        done(restore(url, backup(), tmp_path, "--without-erasures"))
        with on(url) as engine:
            assert column(engine, "SELECT count(*) FROM clicks_other") == {0}
            assert column(engine, "SELECT count(*) FROM clicks_2026_03") == {1}


def test_a_database_with_data_is_replaced_only_when_somebody_says_so(
    world: World, backup: Callable[[], Path], elsewhere: str, tmp_path: Path
) -> None:
    world.employee(email="noor@example.com")
    file = backup()
    done(restore(elsewhere, file, tmp_path, "--without-erasures"))
    with on(elsewhere) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE employees SET email = 'later@example.com'"))
    refused = restore(elsewhere, file, tmp_path)
    assert "The database has data: 1 employees. To lose that for the backup's, give --replace." in refused.stderr
    declined = backups.vertel(elsewhere, tmp_path / "elsewhere", "restore", file, "--replace", typed="n\n")
    assert declined.exit_code == 1
    with on(elsewhere) as engine:
        assert emails(engine) == {"later@example.com"}
    agreed = backups.vertel(elsewhere, tmp_path / "elsewhere", "restore", file, "--replace", typed="y\n")
    assert agreed.exit_code == 0
    with on(elsewhere) as engine:
        assert emails(engine) == {"noor@example.com"}


def test_a_backup_of_an_earlier_version_is_brought_to_this_one(
    world: World, backup: Callable[[], Path], elsewhere: str, tmp_path: Path
) -> None:
    world.suggestion()
    world.employee(email="noor@example.com")
    done(restore(elsewhere, backups.as_of(backup(), "0025"), tmp_path, "--without-erasures"))
    with on(elsewhere) as engine:
        assert column(engine, "SELECT count(*) FROM captions") == {1}
        assert column(engine, "SELECT version_num FROM alembic_version") == {health.newest_revision()}
        assert emails(engine) == {"noor@example.com"}


def unchanged(_manifest: dict[str, Any]) -> None:
    """As it is."""


def test_a_backup_that_fails_while_it_is_loaded_changes_nothing(
    world: World, backup: Callable[[], Path], elsewhere: str, tmp_path: Path
) -> None:
    world.employee(email="noor@example.com")
    file = backup()
    done(restore(elsewhere, file, tmp_path, "--without-erasures"))
    with world.session() as session:
        demo_company.load(session)
    whole = tmp_path / "other.zip"
    done(backups.vertel(str(world.engine.url.render_as_string(hide_password=False)), tmp_path, "backup", whole))
    # Captions lead to suggestions that are not there.
    broken = rewritten(whole, unchanged, emptied="suggestions")
    refused = restore(elsewhere, broken, tmp_path, "--replace", "--yes")
    assert refused.exit_code == 1, refused.stdout
    assert any(f"Error: The {who}" in refused.stderr for who in ("backup does not fit together", "database refused"))
    with on(elsewhere) as engine:
        assert emails(engine) == {"noor@example.com"}


def colleagues(world: World) -> Headers:
    """Five who signed in, so that what they share is counted; the headers of the last."""
    for _ in range(4):
        world.sign_in()
    return world.sign_in()


def emails(engine: Engine) -> set[object]:
    return column(engine, "SELECT email FROM employees")


def column(engine: Engine, query: str) -> set[object]:
    with engine.connect() as connection:
        return set(connection.execute(text(query)).scalars())
