"""Loading the demo company."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from support.voices import shares
from support.world import World
from vertel.clock import now
from vertel.db.models import Employee, Image, Organisation, Suggestion
from vertel.domain.people import employees
from vertel.seed import demo_company
from vertel_schema.words import KINDS


@pytest.fixture
def seeded(world: World) -> Iterator[World]:
    with world.session() as session:
        demo_company.load(session)
    return world


def _dump(world: World) -> list[tuple]:
    with world.session() as session:
        rows = [tuple(row) for row in session.execute(select(Employee.email, Employee.id, Employee.team_id))]
        rows += [tuple(row) for row in session.execute(select(Suggestion.id, Suggestion.version, Suggestion.title))]
        rows += [(session.scalar(select(func.count()).select_from(Image)),)]
    return sorted(rows, key=str)


def test_there_is_enough_to_look_around_in(seeded: World) -> None:
    with seeded.session() as session:
        assert session.get_one(Organisation, 1).name == "Ottervliet Watertechniek"
        assert len(session.scalars(select(Suggestion)).all()) >= 15


def test_the_first_colleague_sees_every_kind_and_both_pictures(seeded: World) -> None:
    with seeded.session() as session:
        noor = employees.find_by_email(session, demo_company.first_employee())

    seen = seeded.client.get("/api/v1/suggestions?limit=100", headers=seeded.sign_in(noor)).json["items"]

    assert {suggestion["kind"] for suggestion in seen} == set(KINDS)
    assert sum(suggestion["image"] is not None for suggestion in seen) == 2


def test_what_the_first_colleague_does_is_in_the_reports_at_once(seeded: World) -> None:
    with seeded.session() as session:
        noor = employees.find_by_email(session, demo_company.first_employee())
    me = seeded.sign_in(noor)
    suggestion = seeded.client.get("/api/v1/suggestions?kind=story", headers=me).json["items"][0]

    assert shares(seeded, me, suggestion).json["accepted"] == 1

    overview = seeded.client.get("/api/v1/reports/overview", headers=seeded.key("reader")).json
    assert [row["shares"] for row in overview["by_suggestion"]] == [1]


def test_seeding_again_changes_nothing(seeded: World) -> None:
    before = _dump(seeded)

    with seeded.session() as session:
        added = demo_company.load(session)

    assert added.total() == 0
    assert _dump(seeded) == before


def test_seeding_later_overwrites_nobody_s_work(seeded: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with seeded.session() as session:
        session.scalars(select(Suggestion)).first().title = "Mine"
        session.get_one(Organisation, 1).name = "Ours"
    before = _dump(seeded)
    later = now() + timedelta(days=3)
    monkeypatch.setattr(demo_company, "now", lambda: later)

    with seeded.session() as session:
        demo_company.load(session)

    assert _dump(seeded) == before


def test_days_are_counted_from_today_in_the_company_s_time_zone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # Half past midnight in Amsterdam, still the day before in UTC.
    monkeypatch.setattr(demo_company, "now", lambda: datetime(2027, 1, 14, 23, 30, tzinfo=UTC))

    with world.session() as session:
        demo_company.load(session)
        vacancy = session.scalars(select(Suggestion).where(Suggestion.external_id == "vac-servicemonteur")).one()
        story = session.scalars(select(Suggestion).where(Suggestion.external_id == "verhaal-paling")).one()

        assert vacancy.publish_at == datetime(2027, 1, 11, 23, tzinfo=UTC)  # three days ago, midnight in Amsterdam
        assert vacancy.expires_at == datetime(2027, 2, 24, 23, tzinfo=UTC)  # at the end of the fortieth day
        assert str(story.people[0].consent_until) == "2028-03-10"


def test_the_command_says_what_was_added_and_what_the_links_need(vertel, world: World) -> None:
    result = vertel("seed", "--without-year")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Added: 1 organisations, 25 employees, 22 suggestions.\n")
    assert "VERTEL_DESTINATION_HOSTS" in result.stderr
    allowed = vertel("seed", "--without-year", VERTEL_DESTINATION_HOSTS=",".join(demo_company.destination_hosts()))
    assert allowed.stderr == "Added: 0 organisations, 0 employees, 0 suggestions.\n"


def test_the_example_upload_is_taken_without_a_complaint(vertel, seeded: World, repository) -> None:
    hosts = ",".join(demo_company.destination_hosts())

    result = vertel("suggestions", "upload", repository / "docs/example-upload.csv", VERTEL_DESTINATION_HOSTS=hosts)

    assert result.exit_code == 0, result.output
    assert "0 refused.\n" in result.stderr, "make sure there are no warnings either"
