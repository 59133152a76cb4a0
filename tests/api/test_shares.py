"""Recording shares: each counts once, and what cannot be true is refused with a reason."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from support.world import API, HOST, Headers, World
from vertel.db.engine import make_session
from vertel.db.models import Caption, Share


def share(suggestion: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "suggestion_id": suggestion["id"],
        "caption_id": suggestion["captions"][0]["id"],
        "link_code": None,
        "method": "insert",
        "similarity": 0.5,
        "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    } | values


def send(world: World, me: Headers, *shares: dict[str, Any]) -> dict[str, Any]:
    answer = world.client.post(f"{API}/shares", json=list(shares), headers=me)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def recorded(world: World) -> int:
    with world.session() as session:
        return session.execute(select(func.count()).select_from(Share)).scalar_one()


def ago(**span: int) -> str:
    return (datetime.now(UTC) - timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_share_counts_once_however_often_it_is_sent(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    one, two = share(suggestion), share(suggestion, method="copy")
    assert send(world, me, one) == {"accepted": 1, "duplicate": 0, "refused": []}
    assert send(world, me, one, two, two) == {"accepted": 1, "duplicate": 2, "refused": []}
    assert recorded(world) == 2
    with world.session() as session:
        assert session.get_one(Caption, uuid.UUID(suggestion["captions"][0]["id"])).share_count == 2


def test_parallel_senders_count_once(world: World) -> None:
    me, suggestion, start = world.sign_in(), world.suggestion(), Barrier(8)

    def send_all(shares: list[dict[str, Any]], number: int) -> int:
        client = world.client.application.test_client()
        start.wait(10)
        # In another order from each, so that two would wait for one another if the order they came in mattered.
        batch = [*shares[:: (-1) ** number], share(suggestion)]
        answer = client.post(f"{API}/shares", json=batch, headers=me).json
        assert answer["accepted"] + answer["duplicate"] == 100
        return int(answer["accepted"])

    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            shares = [share(suggestion) for _ in range(99)]
            assert sum(pool.map(send_all, [shares] * 8, range(8))) == 99 + 8
    assert recorded(world) == 5 * (99 + 8)
    with world.session() as session:
        assert session.get_one(Caption, uuid.UUID(suggestion["captions"][0]["id"])).share_count == 5 * (99 + 8)


def test_others_write_between_the_shares_of_a_full_outbox(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    shares, seen, own = [share(suggestion) for _ in range(60)], [], []

    def write(committed: Session) -> None:
        if committed not in own:
            with make_session(world.engine, writes=True, patience=0) as session:
                own.append(session)
                seen.append(session.execute(select(func.count()).select_from(Share)).scalar_one())
                session.rollback()

    event.listen(Session, "after_commit", write)
    key = me | {"Idempotency-Key": "full"}
    answers = [world.client.post(f"{API}/shares", json=shares, headers=key).json for _ in range(2)]
    event.remove(Session, "after_commit", write)
    assert answers == [{"accepted": 60, "duplicate": 0, "refused": []}] * 2
    assert seen[:3] == [25, 50, 60]


def test_an_id_that_is_known_is_a_duplicate_whatever_else_is_said(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    one = share(suggestion)
    send(world, me, one)
    for change in ({"method": "copy"}, {"suggestion_id": str(uuid.uuid4())}, {"occurred_at": "2001-01-01T00:00:00Z"}):
        assert send(world, me, one | change) == {"accepted": 0, "duplicate": 1, "refused": []}
    with world.session() as session:
        assert session.scalars(select(Share.method)).one() == "insert"


def test_a_colleagues_share_is_a_duplicate_that_tells_nothing(world: World) -> None:
    suggestion = world.suggestion()
    theirs, mine = world.employee(), world.sign_in()
    one = share(suggestion)
    send(world, world.sign_in(theirs), one)
    assert send(world, mine, one) == {"accepted": 0, "duplicate": 1, "refused": []}
    with world.session() as session:
        assert session.scalars(select(Share.employee_id)).one() == theirs.id


def test_a_share_remembers_the_link_in_whatever_case_and_the_team_of_that_moment(world: World) -> None:
    employee, suggestion = world.employee(team="Techniek"), world.suggestion()
    me = world.sign_in(employee)
    code = world.link(me, suggestion)
    assert send(world, me, share(suggestion, link_code=code.upper()))["accepted"] == 1
    with world.session() as session:
        found = session.scalars(select(Share)).one()
        assert found.link_id is not None
        assert found.team_id == employee.team_id


def test_a_share_of_a_caption_that_was_rewritten_meanwhile_counts(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    assert send(world, me, share(suggestion, caption_id=str(uuid.uuid4())))["accepted"] == 1
    with world.session() as session:
        assert session.scalars(select(Share.caption_id)).one() is None


def test_a_share_of_an_archived_suggestion_counts(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion(status="archived")
    assert send(world, me, share(suggestion))["accepted"] == 1


def test_a_share_is_no_change_to_what_editors_wrote(world: World) -> None:
    me, suggestion, key = world.sign_in(), world.suggestion(), world.key()
    path = f"{API}/suggestions/{suggestion['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]
    send(world, me, share(suggestion))
    answer = world.client.patch(path, json={"title": "Engineer"}, headers=key | {"If-Match": tag})
    assert answer.status_code == 200


def test_the_caption_that_fewest_people_used_comes_first_in_steps_of_five(world: World) -> None:
    texts = ("One. {link}", "Two. {link}")
    me, *others = [world.sign_in(languages=["en"]) for _ in range(5)]
    suggestion = world.suggestion(captions=[{"language": "en", "tone": "personal", "text": text} for text in texts])

    def order() -> list[str]:
        listed = world.client.get(f"{API}/suggestions", headers=me).json["items"][0]
        assert ("little_used" in listed["why"]) == (listed["captions"][0]["text"] == texts[0])
        return [caption["text"] for caption in listed["captions"]]

    for _ in range(6):
        send(world, me, share(suggestion), share(suggestion))
    for other in others[:3]:
        send(world, other, share(suggestion))
    assert order() == [*texts], "however often four people use it"
    send(world, others[3], share(suggestion))
    assert order() == [texts[1], texts[0]]


def test_no_single_share_gives_a_colleague_s_list_another_etag(world: World) -> None:
    suggestion, (me, *others) = world.suggestion(), [world.sign_in() for _ in range(7)]

    def tag() -> str:
        return str(world.client.get(f"{API}/suggestions", headers=me).headers["ETag"])

    before = tag()
    for other in others[:4]:
        send(world, other, share(suggestion))
        assert tag() == before
    send(world, others[4], share(suggestion))
    assert tag() != before, "its captions may come in another order now"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"suggestion_id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"}, "no such suggestion"),
        ({"link_code": "nothere"}, "link"),
        ({"occurred_at": "2020-01-01T00:00:00Z"}, "clock"),
        ({"occurred_at": {"days": 370}}, "clock"),
        ({"occurred_at": {"days": -2}}, "clock"),
    ],
)
def test_a_share_that_cannot_be_true_is_refused_alone(world: World, change: dict[str, Any], said: str) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    change = {name: ago(**value) if isinstance(value, dict) else value for name, value in change.items()}
    wrong, right = share(suggestion, **change), share(suggestion)
    answer = send(world, me, wrong, right)
    assert answer["accepted"] == 1
    assert [refused["id"] for refused in answer["refused"]] == [wrong["id"]]
    assert said in answer["refused"][0]["message"]
    assert recorded(world) == 1


@pytest.mark.parametrize("span", [{"days": 364}, {"hours": -23}])
def test_a_clock_may_be_a_little_off_and_a_client_long_offline(world: World, span: dict[str, int]) -> None:
    assert send(world, world.sign_in(), share(world.suggestion(), occurred_at=ago(**span)))["accepted"] == 1


def test_what_belongs_to_another_suggestion_is_refused(world: World) -> None:
    me, suggestion, other = world.sign_in(), world.suggestion(), world.suggestion()
    own = world.client.post(f"{API}/links", json={"destination_url": f"https://{HOST}/"}, headers=world.key()).json
    wrong = [
        share(suggestion, caption_id=other["captions"][0]["id"]),
        share(suggestion, link_code=world.link(me, other)),
        share(suggestion, link_code=own["code"]),
    ]
    answer = send(world, me, *wrong)
    assert [refused["id"] for refused in answer["refused"]] == [each["id"] for each in wrong]
    assert recorded(world) == 0


def test_a_program_shares_nothing(world: World) -> None:
    answer = world.client.post(f"{API}/shares", json=[share(world.suggestion())], headers=world.key("admin"))
    assert answer.status_code == 403
