"""Whatever colleagues do, no document that others can read names somebody who did not sign."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import select

from support.voices import photo, says, sends, shares
from support.world import API, Headers, World
from vertel.db.models import Employee, Link

SEEDS = range(4)
REASONS = ("not_my_field", "too_salesy", "other", None)


def lives(world: World, chance: random.Random, me: Headers, suggestions: list[dict[str, Any]], *, signs: bool) -> None:
    """Have a colleague do all that can be done, in some order."""
    suggestion = chance.choice(suggestions)
    question = world.client.get(f"{API}/questions?view=mine", headers=me).json["items"][0]["id"]

    def react() -> None:
        reason = chance.choice(REASONS)
        says(world, me, suggestion, "not_for_me", reason=reason, comment=chance.choice([None, "Hm."]), signed=signs)

    def tell() -> None:
        images = [{"id": photo(world, me)["id"]}] if chance.random() < 0.5 else []
        idea = sends(world, me, images=images, signed=signs, question_id=chance.choice([None, question]))
        world.client.post(f"{API}/ideas/{idea['id']}/reply", json={"text": "And?"}, headers=me)

    def share() -> None:
        shares(world, me, suggestion, link_code=world.link(me, suggestion, chance.choice(["campaign", "personal"])))

    def put_aside() -> None:
        world.client.put(f"{API}/me/{chance.choice(['saved', 'hidden'])}/{suggestion['id']}", headers=me)

    for act in chance.sample([react, tell, share, put_aside], 4):
        act()


def everything_others_read(world: World, key: Headers) -> dict[str, str]:
    """Every answer that editors can get, after answering and adopting what there is, as text."""
    client = world.client
    with world.session() as session:
        links = session.scalars(select(Link.code)).all()
    ideas = client.get(f"{API}/ideas?limit=100", headers=key).json["items"]
    texts = {}
    for idea in ideas:
        path = f"{API}/ideas/{idea['id']}"
        for what in ("reply", "adopt", "decline"):
            texts[f"{what} {path}"] = client.post(f"{path}/{what}", json={"text": "Yes"}, headers=key).text
    suggestions = client.get(f"{API}/suggestions?view=manage&limit=100", headers=key).json["items"]
    paths = [f"{API}/{path}" for path in ("ideas?limit=100", "questions", "suggestions?view=manage&limit=100")]
    paths += [f"{API}/reports/overview", f"{API}/reports/suggestions", *(f"{API}/links/{code}" for code in links)]
    paths.append(f"{API}/waiting")
    paths += [f"{API}/reports/clicks?group_by={group}" for group in ("team", "suggestion", "scope", "location")]
    for suggestion in suggestions:
        own = f"{API}/suggestions/{suggestion['id']}"
        client.post(f"{own}/thanks", json={"text": "Thank you"}, headers=key)
        paths += [own, f"{own}/feedback?limit=100", f"{own}/thanks"]
    return texts | {path: client.get(path, headers=key).text for path in paths}


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_who_did_not_sign_is_named_to_anybody(world: World, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  reproducible on purpose
    suggestions = [world.suggestion(), world.suggestion(audience={"teams": ["small"]})]
    question = {"texts": [{"language": "en", "text": "What were you proud of?"}], "open_until": "2999-12-31"}
    world.client.post(f"{API}/questions", json=question, headers=world.key())
    silent, signing = [], []
    for number in range(8):
        team = "Small" if number % 4 == 3 else "Large"
        person = world.employee(name=f"Silent{number}", email=f"silent{number}@example.com", team=team)
        (signing if chance.random() < 0.25 else silent).append(person)
    for person in chance.sample(silent + signing, 8):
        small = person.team is not None and person.team.slug == "small"
        lives(world, chance, world.sign_in(person), suggestions if small else suggestions[:1], signs=person in signing)

    read = everything_others_read(world, world.key("admin"))

    found = [(person.name, path) for person in silent for path, text in read.items() if named(person, text)]
    assert found == []
    assert all(any(person.name in text for text in read.values()) for person in signing)


def named(person: Employee, text: str) -> bool:
    """Whether a text holds anything by which a person is known."""
    return any(needle in text for needle in (person.name, person.email, str(person.id), person.id.hex))
