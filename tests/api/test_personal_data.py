"""What is held about a colleague, and that erasing them leaves nothing that leads back to them."""

import json
from uuid import UUID

from sqlalchemy import Engine, func, select

from support.world import World
from vertel.clock import new_id, now
from vertel.models import Base, Click, Employee, IdempotencyKey, Link, Share, Webhook
from vertel.services import clicks, erasure, events, personal_data


def _busy_life(world: World) -> Employee:
    """A colleague with a row in every table that knows about people."""
    noor = world.employee(name="Noor de Wit", email="noor@example.com", team="Techniek")
    headers = world.sign_in(noor) | {"Idempotency-Key": "once"}
    person = {"name": "Noor de Wit", "consent_until": "2030-01-01"}
    suggestion = UUID(world.suggestion(external_id="story-7", people=[person])["id"])
    assert world.client.post("/api/v1/auth/revoke", headers=headers).status_code == 204
    world.sign_in(noor)
    with world.session() as session:
        link = Link(
            code="k7qm4tr", scope="personal", owner=f"personal:{suggestion}:{noor.id}", employee_id=noor.id,
            destination_url="https://careers.example.com/x", suggestion_id=suggestion, team_id=noor.team_id,
        )  # fmt: skip
        session.add(link)
        session.flush()
        clicks.take_in(session, clicks.record(link.id, now()))
        session.add(
            Share(
                id=new_id(), suggestion_id=suggestion, link_id=link.id, employee_id=noor.id, team_id=noor.team_id,
                method="insert", similarity=0.5, occurred_at=now(),
            )
        )  # fmt: skip
        session.add(Webhook(url="https://hooks.example.com/", types=["idea.received"], active=True, secret=b"x"))
        session.flush()
        events.idea_received(session, idea_id=new_id(), text="A story", signed_by=noor.id)
    return noor


def test_an_export_holds_every_sort_of_row(world: World) -> None:
    noor = _busy_life(world)

    with world.session() as session:
        data = personal_data.collect(session, personal_data.find(session, "NOOR@example.com"))

    assert data["employee"]["id"] == str(noor.id)
    assert data["employee"]["team"] == "Techniek"
    assert {part: len(rows) for part, rows in data.items() if part != "employee"} == {
        "sign_ins": 2,
        "enrolment_codes": 2,
        "personal_links": 1,
        "shares": 1,
        "signed_events": 1,
        "answers_kept_for_repeated_requests": 1,
        "suggestions_that_name_somebody_so_called": 1,
    }
    assert data["personal_links"][0]["clicks"] == 1
    json.dumps(data)


def test_an_export_holds_nothing_of_somebody_else(world: World) -> None:
    _busy_life(world)
    other = world.employee(name="Daan")

    with world.session() as session:
        data = personal_data.collect(session, personal_data.find(session, other.email))

    assert not any(rows for part, rows in data.items() if part != "employee")


def test_after_erasing_no_row_leads_to_the_person(world: World, engine: Engine) -> None:
    noor = _busy_life(world)

    with world.session() as session:
        erasure.erase(session, personal_data.find(session, noor.email))

    needles = {noor.id.hex, str(noor.id), noor.email}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                assert not [value for value in row if any(needle in str(value) for needle in needles)], table.name


def test_after_erasing_links_and_numbers_are_still_there(world: World) -> None:
    noor = _busy_life(world)

    with world.session() as session:
        erasure.erase(session, personal_data.find(session, noor.email))

    with world.session() as session:
        link = session.scalars(select(Link).where(Link.code == "k7qm4tr")).one()
        assert (link.employee_id, link.owner, link.withdrawn_at) == (None, None, None)
        assert link.destination_url == "https://careers.example.com/x"
        share = session.scalars(select(Share)).one()
        assert (share.employee_id, share.link_id) == (None, link.id)
        assert session.scalar(select(func.count()).select_from(Click)) == 1


def test_erasing_somebody_leaves_the_others_alone(world: World) -> None:
    noor, daan = _busy_life(world), world.employee(name="Daan")
    headers = world.sign_in(daan)

    with world.session() as session:
        erasure.erase(session, personal_data.find(session, noor.email))

    assert world.client.get("/api/v1/me", headers=headers).status_code == 200


def test_an_erased_colleague_is_out_at_the_next_request(world: World) -> None:
    noor = world.employee()
    headers = world.sign_in(noor)

    with world.session() as session:
        erasure.erase(session, personal_data.find(session, noor.email))

    assert world.client.get("/api/v1/me", headers=headers).status_code == 401


def test_every_column_that_names_an_employee_is_known_here(engine: Engine) -> None:
    """A new table that points at people has to be taken into export and erasure, then into this list."""
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "employees"
    }

    assert pointing == {
        "enrolment_codes.employee_id", "sign_ins.employee_id", "links.employee_id", "shares.employee_id",
        "events.employee_id",
    }  # fmt: skip


def test_the_kept_answers_carry_the_name_that_erasure_looks_for(world: World) -> None:
    noor = _busy_life(world)

    with world.session() as session:
        callers = session.scalars(select(IdempotencyKey.caller)).all()

    assert personal_data.caller_name(noor.id) in callers
