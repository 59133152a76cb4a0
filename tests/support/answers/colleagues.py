"""Answers to employees, and about what they say."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from support.answers.administration import settings
from support.answers.common import TITLES, Answers, mechanic
from support.voices import crowd, photo, says, shares
from support.world import API, World
from vertel_schema.words import INTERVALS


def me(world: World) -> Answers:
    headers = mechanic(world)
    wishes = {"languages": ["en", "nl"], "snoozed_until": f"{datetime.now(UTC).year + 1}-01-01T08:00:00Z"}
    change = world.client.patch(f"{API}/me", json=wishes, headers=headers)
    before = world.client.get(f"{API}/me", headers=headers)
    settings(world)
    return [
        change,
        before,
        world.client.get(f"{API}/me", headers=headers),
        world.client.get(f"{API}/me", headers=world.sign_in()),
    ]


def feedback(world: World) -> Answers:
    suggestion, (first, second, *_) = world.suggestion(titles=TITLES), crowd(world, 7, team="Techniek")
    fully = {"reason": "other", "comment": "Hm.", "signed": True}
    return [says(world, first, suggestion, "not_for_me", **fully), says(world, second, suggestion)]


def feedback_page(world: World) -> Answers:
    people = crowd(world, 2)
    for _ in range(2):
        for me in people:
            says(world, me, world.suggestion(titles=TITLES), "not_for_me", reason="other", comment="Hm.")
    return [world.client.get(f"{API}/me/feedback?limit=1", headers=me) for me in [*people, world.sign_in()]]


def suggestion_feedback(world: World) -> Answers:
    suggestion = world.suggestion(titles=TITLES)
    path = f"{API}/suggestions/{suggestion['id']}/feedback?limit=1"
    empty = world.client.get(path, headers=world.key())
    for me in crowd(world, 7, team="Techniek")[:2]:
        says(world, me, suggestion, "not_for_me", reason="other", comment="Hm.", signed=True)
    return [empty, world.client.get(path, headers=world.key())]


def thanks(world: World) -> Answers:
    path = f"{API}/suggestions/{world.suggestion(titles=TITLES)['id']}/thanks"
    return [world.client.post(path, json={"text": "Two people applied."}, headers=world.key())]


def thanks_page(world: World) -> Answers:
    suggestion, me = world.suggestion(titles=TITLES), world.sign_in()
    shares(world, me, suggestion)
    path = f"{API}/suggestions/{suggestion['id']}/thanks"
    for _ in range(2):
        world.client.post(path, json={"text": "Two people applied."}, headers=world.key())
    paths = {f"{path}?limit=1": world.key(), f"{API}/me/thanks": me}
    return [world.client.get(path, headers=who) for path, who in paths.items()]


def idea(world: World) -> Answers:
    me, *_ = crowd(world, 5, team="Techniek", location="Zwolle")
    images = [{"id": photo(world, me)["id"], "alt": "A pump"}]
    people = [{"name": "Samira Haddad", "consent_until": "2099-06-30"}]
    whole = {"text": "A pump.", "images": images, "people": people, "language": "nl", "signed": True}
    whole |= {"question_id": asked(world)["id"]}
    sent, plain = (world.client.post(f"{API}/ideas", json=body, headers=me) for body in (whole, {"text": "A line."}))
    path = f"{API}/ideas/{sent.json['id']}"
    answers = [
        world.client.post(f"{path}/{what}", json={"text": "Thank you."}, headers=world.key())
        for what in ("reply", "decline", "adopt", "adopt")
    ]
    return [sent, plain, *answers, world.client.get(path, headers=me)]


def idea_page(world: World) -> Answers:
    idea(world)
    return [world.client.get(f"{API}/ideas?limit={limit}", headers=world.key()) for limit in (1, 2)]


def asked(world: World) -> dict[str, Any]:
    """A question to technicians in Zwolle, in two languages."""
    texts = [{"language": "nl", "text": "Waar was je trots op?"}, {"language": "en", "text": "What were you proud of?"}]
    audience = {"teams": ["techniek"], "locations": ["Zwolle"], "languages": ["nl", "en"]}
    document = {"texts": texts, "audience": audience, "open_until": f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"}
    return dict(world.client.post(f"{API}/questions", json=document, headers=world.key()).json)


def question(world: World) -> Answers:
    key, path = world.key(), f"{API}/questions/{asked(world)['id']}"
    read = world.client.get(path, headers=key)
    closed = world.client.post(f"{path}/close", headers=key)
    outcome = {"outcome": [{"language": "nl", "text": "De pomp."}, {"language": "en", "text": "The pump."}]}
    return [read, closed, world.client.patch(path, json=outcome, headers=key | {"If-Match": closed.headers["ETag"]})]


def question_page(world: World) -> Answers:
    question(world)
    asked(world)
    for_editors = world.client.get(f"{API}/questions?limit=1", headers=world.key())
    return [for_editors, world.client.get(f"{API}/questions", headers=mechanic(world))]


def impact(world: World) -> Answers:
    me, suggestion = world.sign_in(), world.suggestion(titles=TITLES)
    shares(world, me, suggestion)
    world.clicked(world.link(me, suggestion, "personal"))
    return [world.client.get(f"{API}/me/impact?interval={interval}", headers=me) for interval in INTERVALS[1:]]


def transparency(world: World) -> Answers:
    return [
        world.client.get(f"{API}/me/transparency?language={word}", headers=world.sign_in()) for word in ("nl", "en")
    ]


def share_result(world: World) -> Answers:
    headers = world.sign_in()
    share = {"id": str(uuid.uuid4()), "suggestion_id": world.suggestion(titles=TITLES)["id"], "method": "insert"}
    share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    wrong = share | {"id": str(uuid.uuid4()), "suggestion_id": str(uuid.uuid4())}
    return [world.client.post(f"{API}/shares", json=[share, wrong], headers=headers) for _ in range(2)]
