"""What is held about a colleague, and that erasing them leaves nothing that leads back to them."""

import json
from uuid import UUID

from sqlalchemy import Engine, func, select

from support.clicks import record
from support.devices import asked_to_connect
from support.telling import stored_idea
from support.voices import crowd, photo, says, sends, told
from support.world import World
from vertel.clock import now
from vertel.db.models import (
    Base,
    Click,
    Employee,
    Feedback,
    Idea,
    IdempotencyKey,
    Identity,
    Image,
    Link,
    MailSubscription,
    Note,
    Revision,
    Share,
    Webhook,
)
from vertel.domain import audit
from vertel.domain.analytics import clicks
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.people import api_keys
from vertel.domain.privacy import erasure, personal_data
from vertel.domain.privacy.transparency import HELD
from vertel.domain.webhooks import events
from vertel.ids import new_id

OF_ONE_ROW = {"employee", "settings"}
"""Parts of an export that every colleague has."""


def _busy_life(world: World) -> Employee:
    """A colleague with a row in every table that knows about people."""
    noor = world.employee(name="Noor de Wit", email="noor@example.com", team="Techniek")
    headers = world.sign_in(noor) | {"Idempotency-Key": "once"}
    person = {"name": "Noor de Wit", "consent_until": "2030-01-01"}
    suggestion = UUID(world.suggestion(external_id="story-7", people=[person])["id"])
    assert world.client.post("/api/v1/auth/revoke", headers=headers).status_code == 204
    _say_something(world, noor)
    assert world.client.post("/api/v1/auth/email", json={"email": noor.email}).status_code == 202
    asked_to_connect(world, noor)
    idea = stored_idea(world, noor)
    with world.session() as session:
        link = Link(
            code="k7qm4tr", scope="personal", owner=f"personal:{suggestion}:{noor.id}", employee_id=noor.id,
            destination_url="https://careers.example.com/x", suggestion_id=suggestion, team_id=noor.team_id,
        )  # fmt: skip
        session.add(link)
        session.add(MailSubscription(employee_id=noor.id, kind="digest", active=True))
        session.add(Identity(issuer="https://login.example.com", subject="17", employee_id=noor.id))
        session.flush()
        clicks.ingest(session, record(link.id, now()))
        session.add(
            Share(
                id=new_id(), suggestion_id=suggestion, link_id=link.id, employee_id=noor.id, team_id=noor.team_id,
                method="insert", similarity=0.5, occurred_at=now(),
            )
        )  # fmt: skip
        session.add(Webhook(url="https://hooks.example.com/", types=["idea.received"], active=True, secret=b"x"))
        session.flush()
        events.idea_received(session, idea_id=idea, text="A story", signed_by=noor.id)
        me = f"employee:{noor.id}"
        api_keys.create(session, "importer", "editor", created_by=me)
        audit.record(session, me, AuditAction.SETTINGS_CHANGED, Subject("settings"))
        written = {"suggestion_id": suggestion, "version": 9, "at": now(), "period": 0}
        session.add(Note(suggestion_id=suggestion, author=me, text="I am Noor."))
        session.add(Revision(**written, author=me, people=[], document={}))
        renamed = audit.changes({"name": "Noor"}, {"name": "Noor de Wit"})
        audit.record(session, audit.CLI, AuditAction.EMPLOYEE_INVITED, ("employee", noor.id), changes=renamed)
    return noor


def _say_something(world: World, noor: Employee) -> None:
    """Feedback, ideas with photos of which one is adopted, something saved; an answer to an editor that names her."""
    me, suggestion = world.sign_in(noor), world.suggestion()
    says(world, me, suggestion, comment="I am Noor.", signed=True)
    idea = sends(world, me, images=[{"id": photo(world, me)["id"]}], signed=True)
    world.client.put(f"/api/v1/me/saved/{suggestion['id']}", headers=me)
    reply = {"json": {"text": "Dear Noor"}, "headers": world.key() | {"Idempotency-Key": "of-an-editor"}}
    assert b"Noor de Wit" in world.client.post(f"/api/v1/ideas/{idea['id']}/reply", **reply).data
    told_on = sends(world, me, images=[{"id": photo(world, me)["id"]}])
    assert world.client.post(f"/api/v1/ideas/{told_on['id']}/adopt", headers=world.key()).status_code == 201
    sends(world, world.sign_in(), people=[{"name": "Noor de Wit"}])


def test_an_export_holds_every_sort_of_row(world: World) -> None:
    noor = _busy_life(world)

    with world.session() as session:
        data = personal_data.collect(session, personal_data.find(session, "NOOR@example.com"))

    assert data["employee"]["id"] == str(noor.id)
    assert data["employee"]["team"] == "Techniek"
    assert {part: len(rows) for part, rows in data.items() if part not in OF_ONE_ROW} == {
        "sign_ins": 2,
        "identities": 1,
        "enrolment_codes": 2,
        "codes_by_mail": 1,
        "devices_that_asked": 1,
        "mails_to_be_sent": 1,
        "mails_asked_for": 1,
        "personal_links": 1,
        "shares": 1,
        "events": 1,
        "feedback": 1,
        "ideas": 3,
        "uploaded_images": 2,
        "saved_and_hidden": 1,
        "answers_kept_for_repeated_requests": 1,
        "suggestions_that_name_somebody_so_called": 1,
        "ideas_that_name_somebody_so_called": 1,
        "audit_log": 2,
        "revisions": 1,
        "notes": 1,
        "api_keys": 1,
    }
    assert data["personal_links"][0]["clicks"] == 1
    assert data["feedback"][0]["comment"] == "I am Noor."
    assert [said["text"] for idea in data["ideas"] for said in idea["replies"]] == ["Dear Noor"]
    json.dumps(data)


def test_an_export_holds_nothing_of_somebody_else(world: World) -> None:
    _busy_life(world)
    other = world.employee(name="Daan")

    with world.session() as session:
        data = personal_data.collect(session, personal_data.find(session, other.email))

    assert not any(rows for part, rows in data.items() if part not in OF_ONE_ROW)


def test_after_erasing_no_row_leads_to_the_person(world: World, engine: Engine) -> None:
    noor = _busy_life(world)

    with world.session() as session:
        erasure.erase(session, personal_data.find(session, noor.email))

    needles = {noor.id.hex, str(noor.id), noor.email, "Noor"}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            # Who is in a suggestion or in somebody else's idea is told by those who wrote it, and is theirs to change.
            for row in connection.execute(table.select()) if table.name not in {"people", "idea_people"} else ():
                assert not [value for value in row if any(needle in str(value) for needle in needles)], table.name


def test_after_erasing_their_words_are_gone_and_what_they_liked_is_a_number(world: World) -> None:
    crowd(world, 5)
    noor = _busy_life(world)
    with world.session() as session:
        suggestion_id = session.scalars(select(Feedback.suggestion_id)).one()

    with world.session() as session:
        counts = erasure.erase(session, personal_data.find(session, noor.email))

    answer = told(world, {"id": suggestion_id})
    assert (answer["like"], answer["comments"]) == (1, [])
    with world.session() as session:
        assert session.scalars(select(Idea.signed)).all() == [False] * 3  # a colleague's, and two that nobody signed
        assert session.scalar(select(func.count()).select_from(Image)) == 1  # in a suggestion
    assert (counts["ideas deleted"], counts["images deleted"], counts["marks deleted"]) == (1, 1, 1)
    assert counts["ideas kept, no longer theirs"] == 2


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


def test_every_column_that_names_an_employee_is_in_the_export_in_erasure_and_told_of() -> None:
    """A new one has to be taken into export and erasure, and then into what transparency tells."""
    about_people = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if table.name == "employees" or any(key.column.table.name == "employees" for key in column.foreign_keys)
    }
    about_people |= {
        "refresh_tokens.sign_in_id",  # by way of a sign-in
        "events.idea_id",  # by way of what was said
        "events.feedback_id",  # likewise
        "links.owner",  # holds the id in a text
        "idempotency_keys.caller",  # likewise
        "audit_entries.actor",  # likewise
        "audit_entries.subject_id",  # likewise
        "api_keys.created_by",  # likewise
        "suggestion_revisions.author",  # likewise
        "suggestion_notes.author",  # likewise
        "images.uploaded_by",  # is no foreign key, since SQLite cannot add one
        "people.name",
        "idea_people.name",
    }

    assert {column for held in HELD.values() for column in held.columns} == about_people
    assert set(HELD) == set(personal_data.PARTS)


def test_every_column_of_the_profile_is_in_the_export(world: World) -> None:
    noor = world.employee(team="Techniek")

    with world.session() as session:
        exported = personal_data.collect(session, personal_data.find(session, noor.email))

    # What is searched is name and address once more.
    columns = {column.name for column in Employee.__table__.columns} - {"search_text"}
    assert {*exported["employee"], *exported["settings"]} == columns - {"team_id"} | {"team"}


def test_the_kept_answers_carry_the_name_that_erasure_looks_for(world: World) -> None:
    noor = _busy_life(world)

    with world.session() as session:
        callers = session.scalars(select(IdempotencyKey.caller)).all()

    assert personal_data.caller_name(noor.id) in callers
