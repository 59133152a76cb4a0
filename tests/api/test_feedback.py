"""What colleagues say about a suggestion: theirs to change, and told without names."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from support.voices import crowd, says, told
from support.world import API, World
from vertel.db.models import ToldFeedback


def test_editors_read_how_many_like_it_and_why_others_do_not(world: World) -> None:
    suggestion = world.suggestion()
    one, two, three, four, _ = crowd(world, 5)
    says(world, one, suggestion)
    says(world, two, suggestion)
    says(world, three, suggestion, "not_for_me", reason="too_salesy")
    says(world, four, suggestion, "not_for_me")

    answer = told(world, suggestion)

    assert (answer["like"], answer["not_for_me"]) == (2, 2)
    assert answer["reasons"] == [{"reason": "too_salesy", "count": 1}]
    assert answer["comments"] == []


def test_what_i_say_takes_the_place_of_what_i_said_before(world: World) -> None:
    suggestion = world.suggestion()
    me, *_ = crowd(world, 5)
    says(world, me, suggestion, "not_for_me", reason="wrong_tone", comment="Too loud.")

    answer = says(world, me, suggestion, comment="On second thought: fine.")

    assert answer.status_code == 200
    assert (answer.json["reaction"], answer.json["reason"]) == ("like", None)
    assert (told(world, suggestion)["like"], told(world, suggestion)["not_for_me"]) == (1, 0)


def test_i_can_take_it_back_and_doing_so_twice_is_fine(world: World) -> None:
    suggestion = world.suggestion()
    me, *_ = crowd(world, 5)
    says(world, me, suggestion)
    path = f"{API}/suggestions/{suggestion['id']}/feedback"

    assert [world.client.delete(path, headers=me).status_code for _ in range(2)] == [204, 204]
    assert told(world, suggestion)["like"] == 0
    assert world.client.get(f"{API}/me/feedback", headers=me).json["items"] == []


def test_i_read_my_own_feedback_back_and_nobody_else_s(world: World) -> None:
    suggestion, other = world.suggestion(title="One"), world.suggestion(title="Two")
    me, colleague, *_ = crowd(world, 5)
    says(world, me, suggestion, "not_for_me", reason="other", comment="Not now.")
    says(world, colleague, other)

    (mine,) = world.client.get(f"{API}/me/feedback", headers=me).json["items"]

    assert mine["title"] == "One"
    assert (mine["reaction"], mine["reason"], mine["comment"], mine["signed"], mine["shown"]) == (
        "not_for_me", "other", "Not now.", False, True,
    )  # fmt: skip


def test_a_reason_goes_with_not_for_me_only(world: World) -> None:
    answer = says(world, world.sign_in(), world.suggestion(), reason="too_salesy")

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/reason"]


def test_feedback_is_about_what_is_meant_for_me(world: World) -> None:
    elsewhere = world.suggestion(audience={"locations": ["Tiel"]})

    assert says(world, world.sign_in(location="Zwolle"), elsewhere).status_code == 404
    assert says(world, world.sign_in(), {"id": str(uuid4())}).status_code == 404


def test_a_name_stands_with_what_is_signed_and_with_nothing_else(world: World) -> None:
    suggestion = world.suggestion()
    noor = world.sign_in(name="Noor de Wit", team="Techniek")
    daan = world.sign_in(name="Daan", team="Techniek")
    crowd(world, 5)
    says(world, noor, suggestion, comment="Lovely.", signed=True)
    says(world, daan, suggestion, comment="Nice.")

    comments = {comment["comment"]: comment["colleague"] for comment in told(world, suggestion)["comments"]}

    assert comments == {"Lovely.": {"name": "Noor de Wit", "team": "Techniek"}, "Nice.": None}


def test_who_signs_without_a_word_is_told_too(world: World) -> None:
    suggestion = world.suggestion()
    says(world, world.sign_in(name="Noor"), suggestion, signed=True)

    (comment,) = told(world, suggestion)["comments"]

    assert (comment["colleague"]["name"], comment["comment"]) == ("Noor", None)


def test_of_a_small_organisation_only_what_is_signed_is_told(world: World) -> None:
    suggestion = world.suggestion()
    one, two, *_ = crowd(world, 4)
    assert says(world, one, suggestion, comment="Who else would say this?").json["shown"] is False
    says(world, two, suggestion, comment="It is me.", signed=True)

    answer = told(world, suggestion)

    assert (answer["like"], answer["not_for_me"], answer["reasons"]) == (0, 0, [])
    assert [comment["comment"] for comment in answer["comments"]] == ["It is me."]


def test_those_who_signed_do_not_hide_those_who_did_not(world: World) -> None:
    suggestion = world.suggestion()
    one, two, *_ = crowd(world, 5)
    says(world, one, suggestion, comment="Hm.")
    assert [comment["comment"] for comment in told(world, suggestion)["comments"]] == ["Hm."]

    says(world, two, suggestion, signed=True)

    assert [comment["comment"] for comment in told(world, suggestion)["comments"]] == [None]
    assert says(world, one, suggestion, "not_for_me", comment="Hm!").json["shown"] is False
    assert told(world, suggestion)["not_for_me"] == 0


def words(world: World, suggestion: dict[str, Any]) -> list[tuple[str | None, bool]]:
    """What editors read, and whether it is signed."""
    return [(each["comment"], each["colleague"] is not None) for each in told(world, suggestion)["comments"]]


def test_who_is_erased_takes_no_unsigned_words_along_that_would_be_known_by_it(world: World) -> None:
    suggestion = world.suggestion()
    me, *_ = crowd(world, 7)
    says(world, me, suggestion, "not_for_me", comment="Too loud.")
    before = told(world, suggestion)

    tag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    assert world.client.delete(f"{API}/me", headers=me | {"If-Match": tag}).status_code == 204

    assert told(world, suggestion) == before
    assert before["not_for_me"] == 1


def test_a_signature_does_not_show_what_was_said_without_one_and_the_other_way_round(world: World) -> None:
    suggestion = world.suggestion()
    me, *_ = crowd(world, 7)
    says(world, me, suggestion, "not_for_me", comment="Too loud.")

    says(world, me, suggestion, comment="Lovely.", signed=True)
    assert sorted(words(world, suggestion)) == [("Lovely.", True), ("Too loud.", False)]

    assert says(world, me, suggestion, comment="Hm.").json["shown"] is False
    assert words(world, suggestion) == [("Too loud.", False)]
    assert world.client.delete(f"{API}/suggestions/{suggestion['id']}/feedback", headers=me).status_code == 204
    assert words(world, suggestion) == []


def test_unsigned_words_are_read_while_five_could_have_said_them(world: World) -> None:
    suggestion = world.suggestion()
    me, other, *_ = crowd(world, 5)
    says(world, me, suggestion, comment="Hm.")
    assert world.client.patch(f"{API}/me", json={"counting": False}, headers=other).status_code == 200
    assert words(world, suggestion) == []
    assert told(world, suggestion)["like"] == 1, "numbers were decided when it was said"
    assert world.client.patch(f"{API}/me", json={"counting": True}, headers=other).status_code == 200
    assert words(world, suggestion) == [("Hm.", False)]


def test_what_was_said_among_few_stays_unread_when_the_suggestion_is_meant_for_more_later(world: World) -> None:
    suggestion = world.suggestion(audience={"locations": ["Tiel"]})
    crowd(world, 6)
    me = world.sign_in(location="Tiel")
    assert says(world, me, suggestion, comment="Only I am in Tiel.").json["shown"] is False
    path = f"{API}/suggestions/{suggestion['id']}"
    headers = world.key() | {"If-Match": world.client.get(path, headers=world.key()).headers["ETag"]}
    assert world.client.patch(path, json={"audience": None}, headers=headers).status_code == 200

    answer = told(world, suggestion)

    assert (answer["like"], answer["comments"]) == (0, [])


def test_no_day_tells_who_said_it_unless_they_signed(world: World) -> None:
    suggestion = world.suggestion()
    one, two, *_ = crowd(world, 7)
    says(world, one, suggestion, comment="Unsigned.")
    says(world, two, suggestion, comment="Signed.", signed=True)

    days = {comment["comment"]: comment["given_on"] for comment in told(world, suggestion)["comments"]}

    assert date.fromisoformat(days["Unsigned."]).weekday() == 0
    assert (date.fromisoformat(days["Signed."]) - date.fromisoformat(days["Unsigned."])).days in range(7)


def test_the_order_of_unsigned_words_is_drawn_anew_with_each_change(world: World) -> None:
    suggestion = world.suggestion()
    people = crowd(world, 5)
    for number, me in enumerate(people):
        says(world, me, suggestion, comment=f"Comment {number}")
    with world.session() as session:
        before = {row.comment: row.id for row in session.scalars(select(ToldFeedback))}

    says(world, people[0], suggestion, comment="Comment 0")

    with world.session() as session:
        after = {row.comment: row.id for row in session.scalars(select(ToldFeedback))}
    shown = [comment["comment"] for comment in told(world, suggestion)["comments"]]
    assert before["Comment 0"] != after["Comment 0"]
    assert shown == sorted(after, key=lambda comment: after[comment].hex)
    assert {each.version for each in after.values()} == {4}  # no id tells a time


def test_comments_come_page_by_page(world: World) -> None:
    suggestion = world.suggestion()
    for number, me in enumerate(crowd(world, 5)):
        says(world, me, suggestion, comment=f"Comment {number}")

    found, cursor = [], ""
    while True:
        page = told(world, suggestion, f"?limit=2{cursor}")
        found += [comment["comment"] for comment in page["comments"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert sorted(found) == [f"Comment {number}" for number in range(5)]


@pytest.mark.parametrize("cursor", ["WzFd", "WyIyMDI2LTExLTIzIiwxXQ", "WyJ4IiwieCJd", "%00"])
def test_a_cursor_of_somewhere_else_is_refused(world: World, cursor: str) -> None:
    path = f"{API}/suggestions/{world.suggestion()['id']}/feedback?cursor={cursor}"

    answer = world.client.get(path, headers=world.key())

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/cursor")


def test_nothing_is_told_about_a_suggestion_that_is_not_there(world: World) -> None:
    assert world.client.get(f"{API}/suggestions/{uuid4()}/feedback", headers=world.key()).status_code == 404


def test_a_reader_key_does_not_read_what_colleagues_say(world: World) -> None:
    path = f"{API}/suggestions/{world.suggestion()['id']}/feedback"

    assert world.client.get(path, headers=world.key("reader")).status_code == 403
