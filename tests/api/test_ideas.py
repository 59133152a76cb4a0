"""Ideas: sent in by colleagues, answered by editors, made into suggestions once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest

from support.voices import crowd, photo, sends
from support.world import API, Headers, World


def post(world: World, idea: dict[str, Any], what: str, headers: Headers, text: str | None = "Thank you!") -> Any:
    document = {"json": {"text": text}} if text else {}
    return world.client.post(f"{API}/ideas/{idea['id']}/{what}", headers=headers, **document)


def listed(world: World, headers: Headers, query: str = "") -> list[str]:
    return [idea["text"] for idea in world.client.get(f"{API}/ideas{query}", headers=headers).json["items"]]


def test_an_idea_is_read_by_its_sender_and_by_editors_and_by_nobody_else(world: World) -> None:
    me, colleague, editor = world.sign_in(), world.sign_in(), world.sign_in(role="editor")
    idea = sends(world, me, text="A pump.")
    path = f"{API}/ideas/{idea['id']}"

    assert [world.client.get(path, headers=who).status_code for who in (me, editor, world.key())] == [200, 200, 200]
    assert world.client.get(path, headers=colleague).status_code == 404
    assert (listed(world, me), listed(world, colleague)) == (["A pump."], [])
    assert (listed(world, editor), listed(world, editor, "?view=mine")) == (["A pump."], [])


def test_an_idea_needs_a_text_or_a_photo(world: World) -> None:
    answer = world.client.post(f"{API}/ideas", json={}, headers=world.sign_in())

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/text")


def test_a_photo_of_an_idea_is_one_that_i_uploaded_myself_and_each_once(world: World) -> None:
    me, colleague = world.sign_in(), world.sign_in()
    mine, theirs = photo(world, me)["id"], photo(world, colleague)["id"]
    images = [{"id": mine}, {"id": theirs}, {"id": str(uuid4())}, {"id": mine}]

    answer = world.client.post(f"{API}/ideas", json={"images": images}, headers=me)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/images/1/id", "/images/2/id", "/images/3/id"]


@pytest.mark.parametrize("signed", [True, False])
def test_editors_read_a_name_when_it_is_signed_and_the_sender_reads_the_same(world: World, signed: bool) -> None:
    me = world.sign_in(name="Noor de Wit", team="Techniek")
    idea = sends(world, me, signed=signed)
    path = f"{API}/ideas/{idea['id']}"

    seen = world.client.get(path, headers=world.key()).json

    assert seen["colleague"] == ({"name": "Noor de Wit", "team": "Techniek"} if signed else None)
    assert world.client.get(path, headers=me).json == seen == idea


def test_no_id_tells_when_an_idea_was_sent_in(world: World) -> None:
    me = world.sign_in()
    image = photo(world, me)
    idea = sends(world, me, images=[{"id": image["id"]}])

    for each in (idea["id"], image["id"]):
        milliseconds = UUID(each).int >> 80
        assert milliseconds % (24 * 60 * 60 * 1000) == 0
        assert UUID(each).version == 7
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", idea["sent_on"])


def test_an_answer_finds_its_way_to_somebody_who_did_not_sign_and_theirs_back(world: World) -> None:
    me, editor = world.sign_in(), world.sign_in(role="editor", name="Esmee")
    idea = sends(world, me)
    assert idea["status"] == "waiting"

    assert post(world, idea, "reply", editor, "Do you have a photo?").json["status"] == "answered"
    assert post(world, idea, "reply", me, "I have.").json["status"] == "waiting"

    seen = world.client.get(f"{API}/ideas/{idea['id']}", headers=me)
    assert [(said["by"], said["text"]) for said in seen.json["replies"]] == [
        ("editor", "Do you have a photo?"), ("sender", "I have."),
    ]  # fmt: skip
    assert "Esmee" not in seen.get_data(as_text=True)


def test_a_colleague_says_nothing_about_somebody_else_s_idea(world: World) -> None:
    idea = sends(world, world.sign_in())

    assert post(world, idea, "reply", world.sign_in()).status_code == 404


def test_a_no_comes_with_a_word_of_why(world: World) -> None:
    me = world.sign_in()
    idea = sends(world, me)

    assert post(world, idea, "decline", world.key(), None).status_code == 422
    declined = post(world, idea, "decline", world.key(), "We told this last week.")

    assert (declined.json["status"], declined.json["replies"][0]["text"]) == ("declined", "We told this last week.")
    assert post(world, idea, "reply", me, "And with a photo?").json["status"] == "waiting"


def test_an_adopted_idea_is_a_draft_with_its_words_photo_and_people_and_without_its_sender(world: World) -> None:
    me = world.sign_in(name="Noor de Wit", email="noor@example.com")
    image = photo(world, me)
    people = [{"name": "Samira Haddad", "consent_until": "2099-06-30"}]
    text = "Kijk eens!\nDe nieuwe pomp hangt."
    idea = sends(
        world, me, text=text, images=[{"id": image["id"], "alt": "Een pomp"}], people=people, language="nl", signed=True
    )

    adopted = post(world, idea, "adopt", world.key(), None)

    assert (adopted.status_code, adopted.json["status"]) == (201, "adopted")
    made = world.client.get(f"{API}/suggestions/{adopted.json['suggestion_id']}", headers=world.key())
    assert adopted.headers["Location"].endswith(adopted.json["suggestion_id"])
    assert (made.json["status"], made.json["kind"], made.json["title"]) == ("draft", "team_moment", "Kijk eens!")
    assert [(c["language"], c["text"]) for c in made.json["captions"]] == [("nl", text)]
    assert (made.json["image"]["id"], made.json["image"]["alt"]) == (image["id"], "Een pomp")
    (person,) = made.json["people"]
    assert person == people[0] | {"id": person["id"]}
    assert "Noor" not in made.get_data(as_text=True)
    assert "noor" not in made.get_data(as_text=True)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What would you like to tell with this?"),
        ("nl-BE", "Wat wil jij hierbij vertellen?"),
        ("fr", "What would you like to tell with this?"),
    ],
)
def test_a_photo_without_words_asks_for_them(world: World, language: str, question: str) -> None:
    me = world.sign_in()
    idea = sends(world, me, text=None, images=[{"id": photo(world, me)["id"]}], language=language)

    adopted = post(world, idea, "adopt", world.key(), None).json

    made = world.client.get(f"{API}/suggestions/{adopted['suggestion_id']}", headers=world.key()).json
    assert (made["captions"], made["title"]) == ([], question)
    assert [prompt["question"] for prompt in made["prompts"]] == [question]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n  First line \nand more", "First line"),
        ("\u200b\n\u2800 \u200bTold", "Told"),
        ("x" * 300, "x" * 199 + "…"),
        ("tab\tbed", "tab bed"),
    ],
)
def test_the_title_is_the_first_line_with_something_to_see_in_it(world: World, text: str, title: str) -> None:
    adopted = post(world, sends(world, world.sign_in(), text=text), "adopt", world.key(), None).json

    made = world.client.get(f"{API}/suggestions/{adopted['suggestion_id']}", headers=world.key()).json
    assert made["title"] == title


def test_an_idea_is_adopted_once(world: World) -> None:
    idea = sends(world, world.sign_in())

    first, second = (post(world, idea, "adopt", world.key(), None) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json["suggestion_id"] == second.json["suggestion_id"]
    assert len(world.client.get(f"{API}/suggestions?view=manage", headers=world.key()).json["items"]) == 1
    assert post(world, idea, "decline", world.key()).status_code == 409
    assert post(world, idea, "reply", world.key()).json["status"] == "adopted"


def test_an_idea_that_eight_editors_adopt_at_once_is_adopted_once(world: World) -> None:
    idea, key = sends(world, world.sign_in()), world.key()
    client = world.client.application.test_client

    def adopt(_: int) -> tuple[int, str]:
        answer = client().post(f"{API}/ideas/{idea['id']}/adopt", headers=key)
        return answer.status_code, answer.json["suggestion_id"]

    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(adopt, range(8))]

    assert sorted(status for status, _ in answers) == [200] * 7 + [201]
    assert len({made for _, made in answers}) == 1
    assert len(world.client.get(f"{API}/suggestions?view=manage", headers=key).json["items"]) == 1


def test_an_idea_that_is_sent_twice_with_one_key_is_there_once(world: World) -> None:
    me = world.sign_in() | {"Idempotency-Key": "one-idea"}

    assert sends(world, me)["id"] == sends(world, me)["id"]
    assert len(listed(world, me)) == 1


def test_i_can_withdraw_my_idea_and_its_photo_goes_with_it(world: World) -> None:
    me = world.sign_in()
    image = photo(world, me)
    idea = sends(world, me, images=[{"id": image["id"]}])
    post(world, idea, "reply", world.key())
    path = f"{API}/ideas/{idea['id']}"

    assert world.client.delete(path, headers=world.sign_in()).status_code == 404
    assert world.client.delete(path, headers=me).status_code == 204

    assert world.client.get(path, headers=world.key()).status_code == 404
    assert world.client.get(f"{API}/images/{image['id']}", headers=me).status_code == 404


def test_what_was_made_of_a_withdrawn_idea_stays_with_its_photo(world: World) -> None:
    me = world.sign_in()
    image = photo(world, me)
    idea = sends(world, me, images=[{"id": image["id"]}])
    made = post(world, idea, "adopt", world.key(), None).json["suggestion_id"]

    assert world.client.delete(f"{API}/ideas/{idea['id']}", headers=me).status_code == 204

    assert world.client.get(f"{API}/suggestions/{made}", headers=world.key()).json["image"]["id"] == image["id"]
    assert world.client.get(f"{API}/images/{image['id']}", headers=world.key()).status_code == 200


def test_ideas_come_page_by_page_and_by_what_became_of_them(world: World) -> None:
    me = world.sign_in()
    ideas = [sends(world, me, text=f"Idea {number}") for number in range(5)]
    post(world, ideas[0], "reply", world.key())
    post(world, ideas[1], "adopt", world.key(), None)

    first = world.client.get(f"{API}/ideas?limit=3", headers=world.key()).json
    rest = listed(world, world.key(), f"?limit=3&cursor={first['next_cursor']}")

    assert sorted([idea["text"] for idea in first["items"]] + rest) == [f"Idea {number}" for number in range(5)]
    assert listed(world, world.key(), "?status=answered") == ["Idea 0"]
    assert listed(world, me, "?status=adopted") == ["Idea 1"]
    assert len(listed(world, world.key(), "?status=waiting")) == 3


def test_everybody_s_ideas_are_the_editors_and_a_program_has_none_of_its_own(world: World) -> None:
    assert world.client.get(f"{API}/ideas?view=all", headers=world.sign_in()).status_code == 403
    assert world.client.get(f"{API}/ideas?view=mine", headers=world.key()).status_code == 403
    assert world.client.get(f"{API}/ideas", headers=world.key("reader")).status_code == 403


def test_a_conversation_has_an_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vertel.domain.voices.ideas.MOST_REPLIES", 2)
    me, *_ = crowd(world, 1)
    idea = sends(world, me)

    answers = [post(world, idea, "reply", me).status_code for _ in range(3)]

    assert answers == [201, 201, 409]


def test_an_unsigned_idea_is_read_when_five_could_have_sent_it_then_and_now(world: World) -> None:
    me, *others = crowd(world, 4)
    few = world.client.post(f"{API}/ideas", json={"text": "One of four."}, headers=me).json
    signed = world.client.post(f"{API}/ideas", json={"text": "It is me.", "signed": True}, headers=me).json
    assert (few["shown"], signed["shown"]) == (False, True)
    others.append(world.sign_in())
    assert listed(world, world.key()) == ["It is me."], "also when there are more later"
    assert world.client.get(f"{API}/ideas/{few['id']}", headers=world.key()).status_code == 404
    assert sorted(listed(world, me)) == ["It is me.", "One of four."]

    sends(world, me, text="One of five.")
    assert sorted(listed(world, world.key())) == ["It is me.", "One of five."]
    assert world.client.patch(f"{API}/me", json={"counting": False}, headers=others[0]).status_code == 200
    assert listed(world, world.key()) == ["It is me."]


def test_what_editors_read_unsigned_stays_when_its_author_is_erased_and_can_be_answered(world: World) -> None:
    me, *_ = crowd(world, 6)
    few = photo(world, me)["id"]
    pictures = [photo(world, me)["id"] for _ in range(2)]
    unsigned = sends(world, me, text="Unsigned.", images=[{"id": pictures[0], "alt": "A pump"}])
    signed = sends(world, me, text="It was me.", signed=True, images=[{"id": pictures[1]}])
    post(world, unsigned, "reply", me)
    before = world.client.get(f"{API}/ideas/{unsigned['id']}", headers=world.key()).json

    tag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    assert world.client.delete(f"{API}/me", headers=me | {"If-Match": tag}).status_code == 204

    editor = world.key()
    assert listed(world, editor) == ["Unsigned."]
    assert world.client.get(f"{API}/ideas/{unsigned['id']}", headers=editor).json == before, "nobody sees whose it was"
    assert world.client.get(f"{API}/ideas/{signed['id']}", headers=editor).status_code == 404
    photos = [world.client.get(f"{API}/images/{one}", headers=editor).status_code for one in (*pictures, few)]
    assert photos == [200, 404, 404]
    replied = post(world, unsigned, "reply", editor).json
    assert [said["by"] for said in replied["replies"]] == ["sender", "editor"]
    made = post(world, unsigned, "adopt", editor, None)
    assert made.status_code == 201
    suggestion = world.client.get(f"{API}/suggestions/{made.json['suggestion_id']}", headers=editor).json
    assert suggestion["image"]["id"] == pictures[0]
    assert post(world, unsigned, "decline", editor).status_code == 409
    assert world.client.delete(f"{API}/ideas/{unsigned['id']}", headers=world.sign_in()).status_code == 404
