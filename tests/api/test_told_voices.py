"""What colleagues say through the API reaches programs that listen, as far as editors may read it themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from support import voices
from support.telling import told
from support.world import World


def told_of(world: World, kind: str) -> list[dict[str, Any]]:
    return [event["data"] for event in told(world) if event["type"] == kind]


def test_an_idea_is_told_with_the_name_of_who_signed_only(world: World, listening: UUID) -> None:
    noor = world.sign_in(name="Noor de Wit")
    voices.sends(world, noor, text="Our new pump", signed=True)
    voices.sends(world, noor, text="Something else")
    ideas = told_of(world, "idea.received")
    assert sorted((idea["text"], idea["signed_by"]) for idea in ideas) == [
        ("Our new pump", "Noor de Wit"),
        ("Something else", None),
    ]


def test_a_reaction_is_told_once_however_often_it_is_sent(world: World, listening: UUID) -> None:
    noor, *_ = voices.crowd(world, 6)
    suggestion = world.suggestion()
    for reaction, expected in (("like", ["like"]), ("like", ["like"]), ("not_for_me", ["not_for_me"])):
        voices.says(world, noor, suggestion, reaction)
        assert [said["reaction"] for said in told_of(world, "feedback.received")] == expected


def test_what_editors_may_not_read_is_told_to_no_program_either(world: World, listening: UUID) -> None:
    noor, other, *_ = voices.crowd(world, 5)
    suggestion = world.suggestion()
    voices.says(world, other, suggestion, signed=True, comment="It was me.")
    # One of the five signed, so what is unsigned is one of four people's.
    voices.says(world, noor, suggestion, comment="Who am I?")
    assert [said["comment"] for said in told_of(world, "feedback.received")] == ["It was me."]
