"""Each step from one version of the tables to the next, with rows in them, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from support.tables import make_tables
from vertel.db import health, migrations
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Base
from vertel.domain.people import directory

LINK = "0" * 31 + "1"
AT = "2026-03-28 23:30:00.000000"
"""Past midnight in Amsterdam."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database without tables."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield engine
    else:
        url = request.getfixturevalue("postgres_url").replace("postgresql:", "postgresql+psycopg:")
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text("CREATE DATABASE steps"))
        engine = make_engine(url.removesuffix("/postgres") + "/steps")
        yield engine
        engine.dispose()
        with server.connect() as connection:
            connection.execute(text("DROP DATABASE steps"))
        server.dispose()
    engine.dispose()


def test_readiness_expects_the_step_that_alembic_would_end_with() -> None:
    assert health.newest_revision() == ScriptDirectory(str(migrations.DIRECTORY)).get_current_head()


def rows(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_clicks_of_the_first_version_are_kept_and_added_up_and_can_go_back(empty: Engine) -> None:
    make_tables(empty, "0001")
    with empty.begin() as connection:
        link = "INSERT INTO links (id, code, scope, destination_url, created_at) VALUES (:id, 'a', 'own', 'x', :at)"
        connection.execute(text(link), {"id": LINK, "at": AT})
        for number in range(3):
            click = "INSERT INTO clicks (id, link_id, clicked_at) VALUES (:id, :link, :at)"
            connection.execute(text(click), {"id": f"{number:032x}", "link": LINK, "at": f"{AT}+00"[:26]})

    migrations.upgrade(empty)
    assert rows(empty, "SELECT count(*) FROM clicks") == [(3,)]
    ((day, count),) = rows(empty, "SELECT day, clicks FROM click_days")
    assert (str(day), count) == ("2026-03-29", 3)

    migrations.downgrade(empty, "0001")
    assert rows(empty, "SELECT count(*) FROM clicks") == [(3,)]
    migrations.upgrade(empty)
    assert rows(empty, "SELECT sum(clicks) FROM click_days") == [(3,)]


def test_the_steps_lead_to_the_tables_of_the_models(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.connect() as connection:
        differing = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    # PostgreSQL's partitions are tables that no model knows; SQLite cannot add a column that has to be filled.
    real = [one for one in differing if "partition" not in repr(one) and "clicks_other" not in repr(one)]
    # Of a foreign key that was added with its column SQLite does not tell the rules; a test below looks at them.
    if empty.dialect.name == "sqlite":
        real = [one for one in real if not (isinstance(one, tuple) and one[0] in {"add_fk", "remove_fk"})]
    assert [one for one in real if not (isinstance(one, list) and one[0][0] == "modify_nullable")] == []


def test_what_employees_see_already_is_no_news_and_captions_outlive_the_way_back(empty: Engine) -> None:
    make_tables(empty, "0003")
    suggestion = text(
        "INSERT INTO suggestions (id, version, kind, title, audience, live_from, status, search_text, created_at,"
        " updated_at) VALUES (:id, 1, 'story', :title, '{}', :live_from, :status, 'x', :live_from, :live_from)"
    )
    later = "2999-01-01 00:00:00.000000"
    kinds = [("published", AT), ("archived", AT), ("draft", AT), ("published", later)]
    with empty.begin() as connection:
        for number, (status, live_from) in enumerate(kinds):
            values = {"id": f"{number:032x}", "title": f"{number}", "live_from": live_from, "status": status}
            connection.execute(suggestion, values)
        caption = "INSERT INTO captions (id, suggestion_id, position, language, tone, text, share_count)"
        connection.execute(text(f"{caption} VALUES (:id, :id, 0, 'nl', 'short', 'x', 0)"), {"id": "0" * 32})

    migrations.upgrade(empty)
    told = rows(empty, "SELECT title FROM suggestions WHERE announced_at IS NOT NULL ORDER BY title")
    assert told == [("0",), ("1",)]

    migrations.downgrade(empty, "0003")
    assert rows(empty, "SELECT count(*) FROM captions") == [(1,)]
    migrations.upgrade(empty)


def test_events_keep_their_deliveries_on_the_way_back(empty: Engine) -> None:
    make_tables(empty)
    with empty.begin() as connection:
        values = {"id": LINK, "at": AT}
        event = "INSERT INTO events (id, type, occurred_at, data, created_at) VALUES (:id, 'x', :at, '{}', :at)"
        connection.execute(text(event), values)
        webhook = "INSERT INTO webhooks (id, url, types, active, secret, created_at)"
        connection.execute(text(f"{webhook} VALUES (:id, 'x', '[]', true, 'x', :at)"), values)
        delivery = "INSERT INTO deliveries (id, webhook_id, event_id, state, tries, created_at)"
        connection.execute(text(f"{delivery} VALUES (:id, :id, :id, 'waiting', 0, :at)"), values)
    migrations.downgrade(empty, "0006")
    migrations.upgrade(empty)
    assert rows(empty, "SELECT count(*) FROM deliveries") == [(1,)]


def test_an_event_goes_with_its_idea_and_feedback_in_the_database_itself(empty: Engine) -> None:
    make_tables(empty)
    found = {key["constrained_columns"][0]: key for key in inspect(empty).get_foreign_keys("events")}
    if empty.dialect.name == "sqlite":
        rules = {row[3]: (row[2], row[5], row[6]) for row in rows(empty, "PRAGMA foreign_key_list(events)")}
    else:
        rules = {
            column: (key["referred_table"], key["options"].get("onupdate", "NO ACTION"), key["options"]["ondelete"])
            for column, key in found.items()
        }
    assert rules["idea_id"] == ("ideas", "NO ACTION", "CASCADE")
    assert rules["feedback_id"] == ("feedback", "CASCADE", "CASCADE")


def first_version_company(engine: Engine, people: int) -> None:
    """So many colleagues who shared a suggestion with its link; the link and one of no suggestion were clicked."""
    make_tables(engine, "0006")
    suggestion = (
        "INSERT INTO suggestions (id, version, kind, title, audience, live_from, status, search_text, created_at,"
        " updated_at) VALUES (:id, 1, 'story', 'x', '{}', :at, 'published', 'x', :at, :at)"
    )
    link = (
        "INSERT INTO links (id, code, scope, destination_url, suggestion_id, created_at, changed_at)"
        " VALUES (:id, :code, :scope, 'x', :suggestion, :at, :at)"
    )
    employee = (
        "INSERT INTO employees (id, email, name, role, languages, active, created_at)"
        " VALUES (:id, :email, 'x', 'employee', '[]', :active, :at)"
    )
    share = (
        "INSERT INTO shares (id, suggestion_id, link_id, employee_id, method, occurred_at, recorded_at)"
        " VALUES (:id, :suggestion, :link, :employee, 'copy', :at, :at)"
    )
    ids = {"id": LINK, "at": AT, "suggestion": LINK}
    with engine.begin() as connection:
        connection.execute(text(suggestion), ids)
        connection.execute(text(link), ids | {"code": "a", "scope": "campaign"})
        connection.execute(text(link), ids | {"id": "2" * 32, "code": "b", "scope": "own", "suggestion": None})
        for link_id, number in ((LINK, 4), ("2" * 32, 3)):
            clicked = "INSERT INTO click_days (day, link_id, clicks) VALUES ('2026-03-29', :id, :number)"
            connection.execute(text(clicked), {"id": link_id, "number": number})
        for number in range(people):
            own = {"id": f"{number:032x}", "email": f"{number}@example.com", "active": True, "at": AT}
            connection.execute(text(employee), own)
            connection.execute(text(share), ids | {"id": own["id"], "employee": own["id"], "link": LINK})


@pytest.mark.parametrize(("people", "counted"), [(5, [(5, 7)]), (4, [(0, 3)])])
def test_the_past_becomes_daily_totals_where_five_are_certain(
    empty: Engine, people: int, counted: list[tuple[int, int]]
) -> None:
    first_version_company(empty, people)
    migrations.upgrade(empty)
    for interval, start in (("day", "2026-03-29"), ("month", "2026-03-01")):
        table = f"FROM sums_by_{interval} WHERE start = '{start}'"
        assert rows(empty, f"SELECT shares, clicks {table} AND facet = 'total'") == counted
        assert rows(empty, f"SELECT DISTINCT group_id {table}") == [(0,)], "of no suggestion and no team"
    # Links that are posted go on counting for the totals, or for nothing.
    assert rows(empty, "SELECT count(*) FROM links WHERE part_id IS NOT NULL") == [(1 if people == 5 else 0,)]
    migrations.downgrade(empty, "0006")
    assert rows(empty, "SELECT sum(clicks) FROM click_days") == [(7,)]
    migrations.upgrade(empty)


def test_administrators_see_no_languages_of_before_and_find_everybody(empty: Engine) -> None:
    make_tables(empty, "0011")
    employee = (
        "INSERT INTO employees (id, email, name, role, languages, active, created_at)"
        " VALUES (:id, 'zoe@example.com', 'Zo\u00eb', 'employee', '[\"fy\"]', :active, :at)"
    )
    with empty.begin() as connection:
        connection.execute(text(employee), {"id": LINK, "active": True, "at": AT})

    migrations.upgrade(empty)

    with make_session(empty, writes=False) as session:
        (found,) = directory.page(session, directory.Filters(q="zoe"), 20).items
        assert (found.languages, found.provisioned_languages, found.languages_chosen) == (["fy"], [], False)
        assert (found.source, found.external_id, found.updated_at) == ("import", None, None)
    migrations.downgrade(empty, "0011")
    assert rows(empty, "SELECT name FROM employees") == [("Zo\u00eb",)]


def test_the_moment_of_a_first_sign_in_is_forgotten_with_what_was_told_of_it(empty: Engine) -> None:
    make_tables(empty, "0019")
    entry = "INSERT INTO audit_entries (id, at, actor, action, details) VALUES (:id, :at, 'oidc', :action, '{}')"
    event = (
        "INSERT INTO events (id, type, occurred_at, data, created_at) VALUES (:id, 'audit.recorded', :at, '{}', :at)"
    )
    with empty.begin() as connection:
        for number, action in enumerate(("identity.linked", "identity.role_changed")):
            values = {"id": f"{number + 1:032x}", "at": AT, "action": action}
            connection.execute(text(entry), values)
            connection.execute(text(event), {"id": values["id"], "at": AT})
    migrations.upgrade(empty)
    assert rows(empty, "SELECT action FROM audit_entries") == [("identity.role_changed",)]
    assert rows(empty, "SELECT count(*) FROM events") == [(1,)]


def test_what_editors_recorded_of_consent_ends_with_its_last_day_after_the_upgrade(empty: Engine) -> None:
    make_tables(empty, "0017")
    suggestion = text(
        "INSERT INTO suggestions (id, version, kind, title, audience, live_from, status, search_text, created_at,"
        " updated_at) VALUES (:id, 1, 'story', :title, '{}', :at, 'published', 'x', :at, :at)"
    )
    place = text(
        "INSERT INTO places (suggestion_id, place, live_from, locations, languages, expires_at)"
        " VALUES (:id, 'everyone', :at, '', '', :end)"
    )
    person = text(
        "INSERT INTO people (id, suggestion_id, position, name, consent_until) VALUES (:own, :id, :position, 'x', :day)"
    )
    days = {"none": [None], "for ever": ["9999-12-31"], "two": ["2026-10-25", "2026-12-31"], "sooner": ["2027-01-01"]}
    with empty.begin() as connection:
        organisation = "INSERT INTO organisation (id, name, languages, time_zone, fold_desktop, fold_phone)"
        connection.execute(text(f"{organisation} VALUES (1, 'x', '[]', 'Europe/Amsterdam', 210, 140)"))
        for number, (title, ends) in enumerate(days.items()):
            own = {"id": f"{number + 1:032x}", "at": AT}
            connection.execute(suggestion, own | {"title": title})
            connection.execute(place, own | {"end": "2026-06-01 12:00:00.000000" if title == "sooner" else None})
            for position, day in enumerate(ends):
                row = own | {"own": f"{number:016x}{position:016x}", "position": position, "day": day}
                connection.execute(person, row)

    migrations.upgrade(empty)

    query = "SELECT title, consent_ends_at, p.expires_at FROM suggestions s JOIN places p ON p.suggestion_id = s.id"
    found = {row[0]: [str(end)[:16] if end else None for end in row[1:]] for row in rows(empty, query)}
    assert found == {
        "none": [None, None],
        "for ever": [None, None],
        "two": ["2026-10-25 23:00"] * 2,  # the day on which clocks are set back is an hour longer
        "sooner": ["2027-01-01 23:00", "2026-06-01 12:00"],
    }
