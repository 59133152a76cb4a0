"""Questions to colleagues: who reads them and until when, how they are answered, and what came of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from support.telling import Now, told
from support.voices import crowd, enough, photo, sends
from support.world import API, Headers, World

PATH = f"{API}/questions"
TEXTS = [
    {"language": "nl", "text": "Waar was je deze maand trots op?"},
    {"language": "en", "text": "What were you proud of this month?"},
]
OUTCOME = [{"language": "nl", "text": "De pomp!"}, {"language": "en", "text": "The pump!"}]
TECHNICIANS = {"teams": ["techniek"], "locations": [], "languages": []}


def in_days(number: int) -> str:
    """A day from now, as documents have it."""
    return f"{datetime.now(UTC).date() + timedelta(days=number):%Y-%m-%d}"


def asked(world: World, **values: Any) -> dict[str, Any]:
    """A question that was asked, of everyone unless said otherwise."""
    document = {"texts": TEXTS, "open_until": in_days(14)} | values
    answer = world.client.post(PATH, json=document, headers=world.key())
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.json)


def changed(world: World, question: dict[str, Any], method: str = "PATCH", **changes: Any) -> Any:
    """The answer to a change that was made after a look at the newest version."""
    path, key = f"{PATH}/{question['id']}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]
    sent = {"json": changes} if method == "PATCH" else {}
    return world.client.open(path, method=method, headers=key | {"If-Match": tag}, **sent)


def closed(world: World, question: dict[str, Any]) -> Any:
    """The answer to closing a question."""
    return world.client.post(f"{PATH}/{question['id']}/close", headers=world.key())


def listed(world: World, headers: Headers, query: str = "") -> list[dict[str, Any]]:
    """The questions that somebody is shown."""
    answer = world.client.get(f"{PATH}{query}", headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return list(answer.json["items"])


def ids(questions: list[dict[str, Any]]) -> list[str]:
    return [question["id"] for question in questions]


def test_a_question_reaches_those_whom_it_is_for_in_every_language_and_nobody_else(world: World) -> None:
    mechanic, seller = world.sign_in(team="Techniek"), world.sign_in(team="Verkoop")
    theirs, everyones = asked(world, audience=TECHNICIANS), asked(world)

    assert ids(listed(world, mechanic)) == [everyones["id"], theirs["id"]]
    assert ids(listed(world, seller)) == [everyones["id"]]
    (seen,) = listed(world, seller)
    assert (seen["texts"], seen["status"], seen["outcome"], seen["outcome_on"]) == (TEXTS, "open", [], None)
    assert world.client.get(f"{PATH}/{theirs['id']}", headers=seller).status_code == 403


def test_how_many_answered_is_told_to_nobody_and_how_many_it_reaches_to_editors_in_fives(world: World) -> None:
    me, *_ = crowd(world, 7, team="Techniek")
    question = asked(world, audience=TECHNICIANS)
    few = asked(world, audience=TECHNICIANS | {"locations": ["Zwolle"]})
    before = [world.client.get(PATH, headers=who).json for who in (me, world.key())]
    sends(world, me, question_id=question["id"])

    assert [world.client.get(PATH, headers=who).json for who in (me, world.key())] == before
    assert (question["reach"], few["reach"]) == (5, 0)
    assert all("reach" not in seen for seen in listed(world, me))


def test_a_question_is_open_until_the_end_of_its_last_day_where_the_organisation_is(world: World, now: Now) -> None:
    admin = world.key("admin")
    tag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    zone = {"time_zone": "Pacific/Auckland"}
    world.client.patch(f"{API}/settings", json=zone, headers=admin | {"If-Match": tag})
    now.moment = datetime(2027, 3, 1, 12, tzinfo=UTC)  # the 2nd of March in Auckland
    me = world.sign_in()
    refused = world.client.post(PATH, json={"texts": TEXTS, "open_until": "2027-03-01"}, headers=world.key())
    question = asked(world, open_until="2027-03-04")

    assert (refused.status_code, refused.json["errors"]) == (
        422, [{"pointer": "/open_until", "message": "Expected 2027-03-02 or a later day."}],
    )  # fmt: skip
    now.moment = datetime(2027, 3, 4, 10, 59, 59, tzinfo=UTC)
    assert [(one["id"], one["status"]) for one in listed(world, me)] == [(question["id"], "open")]
    now.moment = datetime(2027, 3, 4, 11, tzinfo=UTC)
    assert listed(world, me) == []
    assert listed(world, world.key())[0]["status"] == "closed"


def test_an_answer_is_an_idea_with_a_photo_and_editors_read_which_question_it_answers(world: World) -> None:
    me, question, other = world.sign_in(), asked(world), asked(world)
    images = [{"id": photo(world, me)["id"], "alt": "A pump"}]
    answer = sends(world, me, text=None, images=images, question_id=question["id"])
    sends(world, me, question_id=other["id"])
    plain = sends(world, me)

    assert answer["question"] == {"id": question["id"], "texts": TEXTS}
    assert plain["question"] is None
    for who in (me, world.key()):
        found = world.client.get(f"{API}/ideas?question_id={question['id']}", headers=who).json["items"]
        assert [(one["id"], one["question"]["id"]) for one in found] == [(answer["id"], question["id"])]
        assert len(world.client.get(f"{API}/ideas", headers=who).json["items"]) == 3


@pytest.mark.parametrize("why", ["unknown", "for others", "closed", "over", "archived"])
def test_what_cannot_be_answered_is_refused_at_its_field(world: World, now: Now, why: str) -> None:
    me, question = world.sign_in(team="Verkoop"), asked(world, audience=TECHNICIANS if why == "for others" else None)
    if why == "closed":
        closed(world, question)
    if why == "over":
        now.moment += timedelta(days=16)
    if why == "archived":
        changed(world, question, "DELETE")
    asked_id = str(uuid4()) if why == "unknown" else question["id"]

    answer = world.client.post(f"{API}/ideas", json={"text": "A pump.", "question_id": asked_id}, headers=me)

    assert (answer.status_code, [fault["pointer"] for fault in answer.json["errors"]]) == (422, ["/question_id"])
    assert world.client.get(f"{API}/ideas", headers=me).json["items"] == []


def test_an_unsigned_answer_is_read_when_five_of_those_asked_could_have_given_it(world: World) -> None:
    enough(world)
    crowd(world, 3, team="Techniek")
    question, me = asked(world, audience=TECHNICIANS), world.sign_in(team="Techniek")
    few = sends(world, me, question_id=question["id"], text="Of four.")
    signed = sends(world, me, question_id=question["id"], text="By name.", signed=True)
    fifth = world.sign_in(team="Techniek")
    told_one = sends(world, me, question_id=question["id"], text="Of five.")

    def texts() -> list[str]:
        found = world.client.get(f"{API}/ideas?question_id={question['id']}", headers=world.key()).json["items"]
        return sorted(idea["text"] for idea in found)

    def reading(idea: dict[str, Any]) -> int:
        return world.client.get(f"{API}/ideas/{idea['id']}", headers=world.key()).status_code

    assert (few["shown"], signed["shown"], told_one["shown"]) == (False, True, True)
    assert texts() == ["By name.", "Of five."]
    assert [reading(idea) for idea in (few, signed, told_one)] == [404, 200, 200]
    world.client.post(f"{API}/auth/revoke", headers=fifth)
    assert texts() == ["By name."]
    assert [reading(idea) for idea in (few, signed, told_one)] == [404, 200, 404]


def test_what_came_of_it_is_said_once_it_is_closed_and_read_by_those_it_was_for(world: World, now: Now) -> None:
    now.moment = now.moment.replace(hour=12)  # the same day in UTC and where the organisation is
    mechanic, seller = world.sign_in(team="Techniek"), world.sign_in(team="Verkoop")
    question = asked(world, audience=TECHNICIANS)

    early = changed(world, question, outcome=OUTCOME)
    assert (early.status_code, early.json["errors"][0]["pointer"]) == (422, "/outcome")
    assert closed(world, question).json["status"] == "closed"
    assert listed(world, mechanic) == []
    assert changed(world, question, outcome=OUTCOME).json["outcome"] == OUTCOME

    (seen,) = listed(world, mechanic)
    assert (seen["status"], seen["outcome"], seen["outcome_on"]) == ("closed", OUTCOME, f"{now.moment:%Y-%m-%d}")
    assert listed(world, seller) == []
    assert (listed(world, mechanic, "?status=open"), ids(listed(world, mechanic, "?status=closed"))) == (
        [], [question["id"]],
    )  # fmt: skip
    now.moment += timedelta(days=30)
    assert listed(world, mechanic) == []


def test_who_answered_reads_what_came_of_it_from_another_team_too(world: World) -> None:
    noor = world.employee(team="Techniek", email="noor@example.com")
    me, question = world.sign_in(noor), asked(world, audience=TECHNICIANS)
    sends(world, me, question_id=question["id"])
    world.employee(team="Verkoop", email="noor@example.com")

    assert listed(world, me) == []
    closed(world, question)
    changed(world, question, outcome=OUTCOME)
    assert ids(listed(world, me)) == [question["id"]]


def test_a_question_is_changed_and_opened_again_by_a_later_day_and_whom_it_is_for_stays(world: World) -> None:
    me, question = world.sign_in(), asked(world)
    closed(world, question)
    changed(world, question, outcome=OUTCOME)

    again = changed(world, question, open_until=in_days(30), texts=TEXTS[:1])

    assert (again.json["status"], again.json["texts"], again.json["outcome"]) == ("open", TEXTS[:1], [])
    assert listed(world, me)[0]["outcome"] == []
    assert closed(world, question).json["outcome"] == OUTCOME
    assert changed(world, question, audience=TECHNICIANS).json["errors"][0]["pointer"] == "/audience"
    assert changed(world, question, outcome=[]).json["outcome_on"] is None
    assert listed(world, me) == []


def test_a_language_comes_once(world: World) -> None:
    question = asked(world)
    twice = [*TEXTS, TEXTS[0]]
    answer = world.client.post(PATH, json={"texts": twice, "open_until": in_days(1)}, headers=world.key())

    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/texts/2/language"]
    closed(world, question)
    both = changed(world, question, texts=twice, outcome=[*OUTCOME, OUTCOME[1]]).json["errors"]
    assert [fault["pointer"] for fault in both] == ["/texts/2/language", "/outcome/2/language"]


def test_what_is_taken_away_is_gone_for_colleagues_and_its_answers_stay_with_its_words(world: World) -> None:
    me, question = world.sign_in(), asked(world)
    idea = sends(world, me, question_id=question["id"])
    closed(world, question)
    changed(world, question, outcome=OUTCOME)

    assert changed(world, question, "DELETE").status_code == 204

    assert (listed(world, me), listed(world, world.key())) == ([], [])
    assert ids(listed(world, world.key(), "?status=archived")) == [question["id"]]
    for who in (me, world.key()):
        assert world.client.get(f"{API}/ideas/{idea['id']}", headers=who).json["question"]["texts"] == TEXTS
    assert changed(world, question, open_until=in_days(3)).status_code == 409
    assert closed(world, question).status_code == 409
    assert changed(world, question, "DELETE").status_code == 204


def test_a_change_needs_the_newest_version(world: World) -> None:
    question, key = asked(world), world.key()
    path = f"{PATH}/{question['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]

    for method in ("PATCH", "DELETE"):
        sent = {"json": {"open_until": in_days(20)}} if method == "PATCH" else {}
        assert world.client.open(path, method=method, headers=key, **sent).status_code == 428
        assert world.client.open(path, method=method, headers=key | {"If-Match": '"77-"'}, **sent).status_code == 412
    first = world.client.patch(path, json={"open_until": in_days(20)}, headers=key | {"If-Match": tag})
    second = world.client.patch(path, json={"open_until": in_days(25)}, headers=key | {"If-Match": tag})
    assert (first.status_code, second.status_code, first.json["open_until"]) == (200, 412, in_days(20))
    assert world.client.get(path, headers=key | {"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_question_that_is_sent_twice_is_asked_once(world: World) -> None:
    document, headers = {"texts": TEXTS, "open_until": in_days(5)}, world.key() | {"Idempotency-Key": "once"}
    first, second = (world.client.post(PATH, json=document, headers=headers) for _ in range(2))

    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert len(listed(world, world.key())) == 1
    assert first.headers["Location"].endswith(first.json["id"])


def test_editors_page_through_all_and_colleagues_through_theirs(world: World) -> None:
    me = world.sign_in()
    newest_first = [asked(world)["id"] for _ in range(3)][::-1]
    for who in (me, world.key()):
        first = world.client.get(f"{PATH}?limit=2", headers=who).json
        rest = world.client.get(f"{PATH}?limit=2&cursor={first['next_cursor']}", headers=who).json
        assert (ids(first["items"] + rest["items"]), rest["next_cursor"]) == (newest_first, None)


def test_an_editor_is_asked_as_a_colleague_too_and_a_key_is_not(world: World) -> None:
    editor = world.sign_in(role="editor", team="Verkoop")
    asked(world, audience=TECHNICIANS)

    assert (len(listed(world, editor)), len(listed(world, editor, "?view=mine"))) == (1, 0)
    assert world.client.get(f"{PATH}?view=mine", headers=world.key()).status_code == 403
    assert world.client.get(f"{PATH}?view=all", headers=world.sign_in()).status_code == 403


def test_where_no_ideas_are_taken_nothing_is_asked(world: World) -> None:
    me, question, admin = world.sign_in(), asked(world), world.key("admin")
    finished = asked(world)
    closed(world, finished)
    changed(world, finished, outcome=OUTCOME)
    tag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    world.client.patch(f"{API}/settings", json={"offers": {"ideas": False}}, headers=admin | {"If-Match": tag})

    assert ids(listed(world, me)) == [finished["id"]]
    assert listed(world, me, "?status=open") == []
    assert ids(listed(world, world.key())) == [finished["id"], question["id"]]
    document = {"texts": TEXTS, "open_until": in_days(5)}
    assert world.client.post(PATH, json=document, headers=world.key()).status_code == 409


def test_as_many_questions_are_open_at_once_as_fit_on_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vertel.domain.voices.questions.MOST_OPEN", 2)
    asked(world)
    second, document = asked(world), {"texts": TEXTS, "open_until": in_days(5)}

    assert world.client.post(PATH, json=document, headers=world.key()).status_code == 409
    closed(world, second)
    assert world.client.post(PATH, json=document, headers=world.key()).status_code == 201


def test_a_question_for_a_team_goes_along_when_it_becomes_part_of_another(world: World) -> None:
    team, into = (world.employee(team=name).team_id for name in ("Techniek", "Onderhoud"))
    me, question = world.sign_in(team="Onderhoud"), asked(world, audience=TECHNICIANS)
    everyones = asked(world)

    world.client.post(f"{API}/teams/{team}/merge", json={"into": str(into)}, headers=world.key("admin"))

    assert ids(listed(world, me)) == [everyones["id"], question["id"]]
    assert listed(world, me)[1]["audience"]["teams"] == ["onderhoud"]


def test_who_asked_and_what_was_changed_is_in_the_audit_log(world: World) -> None:
    question = asked(world, audience=TECHNICIANS)
    changed(world, question, open_until=in_days(20))
    closed(world, question)
    closed(world, question)
    changed(world, question, outcome=OUTCOME)
    changed(world, question, "DELETE")

    entries = world.client.get(f"{API}/audit?subject=question", headers=world.key("admin")).json["items"]

    assert [entry["action"] for entry in entries] == [
        "question.archived", "question.changed", "question.closed", "question.changed", "question.asked",
    ]  # fmt: skip
    assert {entry["subject"]["name"] for entry in entries} == {TEXTS[0]["text"]}
    assert [change["field"] for change in entries[1]["changes"]] == ["outcome"]
    assert {"name": "teams", "value": "techniek"} in entries[-1]["details"]


def test_a_program_hears_which_question_an_idea_answers(world: World, listening: UUID) -> None:
    me, question = world.sign_in(), asked(world)
    sends(world, me, question_id=question["id"])
    sends(world, me)

    heard = [event["data"]["question_id"] for event in told(world) if event["type"] == "idea.received"]

    assert sorted(heard, key=str) == sorted([question["id"], None], key=str)


def test_my_data_has_which_question_i_answered(world: World) -> None:
    me, question = world.sign_in(), asked(world)
    sends(world, me, question_id=question["id"])

    held = world.client.get(f"{API}/me/export", headers=me).json["ideas"]

    assert [idea["question"] for idea in held] == [{text["language"]: text["text"] for text in TEXTS}]
    assert isinstance(date.fromisoformat(held[0]["sent_on"]), date)
