"""Nothing that editors, admins or programs can read tells when a colleague did something, but for the day."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson
import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from support.channels import channel_at
from support.telling import listen, told
from support.voices import crowd, photo, says, sends, shares
from support.world import API, Headers, World
from vertel import clock
from vertel.auth.permissions import TABLE
from vertel.auth.principal import ROLE_PERMISSIONS
from vertel.clock import now
from vertel.db.models import (
    ApiKey,
    Caption,
    Consent,
    Employee,
    Link,
    Person,
    Question,
    Revision,
    Suggestion,
    Team,
    Webhook,
)
from vertel.domain.feeds import feeds
from vertel.domain.links import links
from vertel_schema import FeedRequest

ELSEWHERE = {"api-docs.openapi_json", "operations.metrics", "operations.readyz", "operations.livez"}
UUIDS = re.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}")
MOMENTS = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?")
LATEST = 4_000_000_000_000
MADE_BY_OTHERS = (Suggestion, Caption, Webhook, Link, Employee, Team, ApiKey, Question, Person, Consent)
NUMBERS = re.compile(r"(?<![0-9a-f])1[0-9]{9,18}(?![0-9a-f])")


def acts(world: World) -> dict[str, Any]:
    """Have editors prepare what there is, and colleagues do all that they can; return ids, and when they did."""
    world.client.post(f"{API}/links", json={"destination_url": "https://careers.example.com/"}, headers=world.key())
    suggestions = [world.suggestion() for _ in range(3)]
    shown = world.suggestion(people=[{"name": name, "consent_until": None} for name in ("Samira Haddad", "Bo de Jong")])
    pages = [_asked(world, shown, number) for number in range(2)]
    people, hook = crowd(world, 7, team="Techniek"), listen(world)
    listen(world, "audit.recorded")  # another, whose deliveries tell of the reading as well
    yesterday = now() - timedelta(days=1)
    channel = channel_at(world, "https://chat.example.com/hook", yesterday)
    feed = {"name": "Vacancies", "url": "https://careers.example.com/feed", "kind": "vacancy", "language": "en"}
    with clock.at(yesterday), world.session() as session:
        feed_id = feeds.create(session, FeedRequest().load(feed)).id
    asked = {
        "texts": [{"language": "en", "text": "What were you proud of?"}],
        "open_until": f"{now() + timedelta(days=9):%Y-%m-%d}",
    }
    answer = world.client.post(f"{API}/questions", json=asked, headers=world.key())
    assert answer.status_code == 201, answer.text
    question = answer.json["id"]
    reader = world.key("admin")
    with world.session() as session:  # what editors and administrators did was yesterday
        made = dict.fromkeys(("created_at", "updated_at", "live_from", "announced_at"), yesterday)
        session.execute(update(Suggestion).values(made))
        session.execute(update(Link).values(created_at=yesterday))
        session.execute(update(Question).values(asked_at=yesterday))
        session.execute(update(Revision).values(at=yesterday))
        session.execute(update(Webhook).values(created_at=yesterday))
        session.execute(update(ApiKey).values(created_at=yesterday))
        session.execute(update(Employee).values(created_at=yesterday, updated_at=yesterday))
    with world.session() as session:  # ids that editors or the directory made
        made_by_others = (select(model.id) for model in MADE_BY_OTHERS)
        known = {str(own) for query in made_by_others for own in session.scalars(query)}
        one = session.scalars(select(Employee.id).limit(1)).one()
        team = session.scalars(select(Team.id).limit(1)).one()
    begin = now()
    for me in people[:2]:
        for suggestion in suggestions:
            code = world.link(me, suggestion)
            world.link(me, suggestion, "personal")
            shares(world, me, suggestion, link_code=code, caption_id=suggestion["captions"][0]["id"])
            says(world, me, suggestion, "not_for_me", reason="other", comment="Hm.")
        shares(world, me, suggestion, method="tip")
        taken_back = f"{API}/suggestions/{suggestions[0]['id']}/feedback"
        assert world.client.delete(taken_back, headers=me).status_code == 204
        assert world.client.patch(f"{API}/me", json={"languages": ["nl"]}, headers=me).status_code == 200
        image = photo(world, me)["id"]
        idea = sends(world, me, images=[{"id": image}], question_id=question)
        assert (
            world.client.post(f"{API}/ideas/{idea['id']}/reply", json={"text": "And?"}, headers=me).status_code == 201
        )
    for page, said in zip(pages, ("yes", "no"), strict=True):
        _answers(world, page, said)
    erase_themselves(world, people[-1])
    ids = {
        "suggestion_id": shown["id"],
        "idea_id": idea["id"],
        "question_id": question,
        "version": 2,
        "image_id": image,
        "webhook_id": hook,
        "channel_id": str(channel),
        "feed_id": str(feed_id),
        "employee_id": one,
        "team_id": team,
    }
    return ids | {"code": code, "begin": begin, "end": now(), "known": known, "reader": reader}


def _asked(world: World, suggestion: dict[str, Any], number: int) -> str:
    """The path of the page of a person who is shown, and was asked."""
    path = f"{API}/suggestions/{suggestion['id']}/people/{suggestion['people'][number]['id']}/consent-request"
    answer = world.client.post(path, json={"by": "link"}, headers=world.key())
    assert answer.status_code == 201, answer.text
    return urlsplit(answer.json["url"]).path


def _answers(world: World, page: str, said: str) -> None:
    """Have a person who is shown press a button of their page."""
    client = world.client.application.test_client()
    fields = dict(re.findall(r'name="(csrf|seen|until)"[^>]*value="([^"]*)"', client.get(page).text))
    assert client.post(page, data=fields | {"answer": said}).status_code == 303


def erase_themselves(world: World, me: Headers) -> None:
    """Have a colleague erase all that is held of them."""
    tag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    assert world.client.delete(f"{API}/me", headers=me | {"If-Match": tag}).status_code == 204


def answers(world: World, done: dict[str, Any], key: Headers, about: str = "") -> Iterator[tuple[str, str]]:
    """Every answer to a reading request of somebody with this key, with its headers, as text.

    :param about: how the names of the routes begin that are asked.
    """
    for rule in world.client.application.url_map.iter_rules():
        allowed = TABLE[rule.endpoint] & ROLE_PERMISSIONS["admin"]
        if "GET" not in (rule.methods or ()) or not allowed or rule.endpoint in ELSEWHERE:
            continue
        if not rule.endpoint.startswith(about):
            continue
        path = re.sub(r"<(?:[a-z]+(?:\([^)]*\))?:)?([a-z_]+)>", lambda match: str(done[match[1]]), rule.rule)
        queries = ["", "?limit=1", "?view=manage&limit=1", "?group_by=team&interval=hour", "?scope=campaign&limit=1"]
        for query in queries:
            for form in "application/json", "text/csv":
                answer = world.client.get(f"{path}{query}", headers=key | {"Accept": form})
                if answer.status_code == 200 and form in {answer.mimetype, "application/json"}:
                    del answer.headers["X-Request-Id"]  # the reading's own
                    yield f"{path}{query} {form}", f"{answer.headers} {_told(rule.endpoint, answer)}"


def _told(endpoint: str, answer: TestResponse) -> str:
    is_table = answer.mimetype == "text/csv"
    if endpoint != "audit.browse":
        return answer.text if answer.is_json or is_table else ""
    # What this reading itself leaves there is no act of a colleague.
    if is_table:
        rows = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
        return str([row for row in rows if not row["actor"].startswith("key:")])
    return str([each for each in answer.json["items"] if each["actor"]["kind"] != "key"])


def events(world: World) -> str:
    """What programs are told by webhook of what colleagues did."""
    return str([event for event in told(world) if not event["data"].get("actor", "").startswith("key:")])


def told_moments(text: str, known: Collection[str] = ()) -> Iterator[datetime]:
    """Every moment that a text tells: as such, in an id but those that are known, as a number, or in a cursor."""
    for found in MOMENTS.findall(text):
        yield datetime.fromisoformat(found).replace(tzinfo=UTC)
    for found in UUIDS.findall(text):
        if found not in known and (milliseconds := UUID(found).int >> 80) < LATEST:  # others are random
            yield datetime.fromtimestamp(milliseconds / 1000, UTC)
    for found in NUMBERS.findall(text):
        for scale in (1, 1e3, 1e6, 1e9):
            if 1e9 < int(found) / scale < 1e10:
                yield datetime.fromtimestamp(int(found) / scale, UTC)
    for cursor in re.findall('"next_cursor":"([^"]+)"', text):
        yield from told_moments(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode(), known)


def finer(done: dict[str, Any], read: dict[str, str]) -> list[tuple[str, datetime]]:
    """Where a moment of what colleagues did is told."""
    # Some are told to the second, others to the millisecond.
    begin, end = done["begin"].replace(microsecond=0), done["end"]
    return [
        (path, moment)
        for path, text in read.items()
        for moment in told_moments(text, done["known"])
        if begin <= moment <= end
    ]


def test_no_answer_tells_when_a_colleague_did_something(world: World) -> None:
    done = acts(world)
    read = dict(answers(world, done, done["reader"])) | {"events": events(world)}
    assert len(read) > 40
    paths = {re.split("[? ]", path)[0] for path in read}
    assert {f"{API}/links", f"{API}/links/{done['code']}", f"{API}/ideas", f"{API}/reports/overview"} <= paths
    tables = {re.split("[? ]", path)[0] for path in read if path.endswith("text/csv")}
    assert tables == {f"{API}/audit", *(f"{API}/reports/{name}" for name in ("overview", "suggestions", "clicks"))}
    recorded = read[f"{API}/audit text/csv"]
    assert all(f"'{act}'" in recorded for act in ("employee.erased", "consent.agreed", "consent.refused"))
    assert "employee.erased" in read["events"]
    assert any("next_cursor" in text and '"next_cursor":null' not in text for text in read.values())
    assert finer(done, read) == []


@pytest.mark.parametrize("exact", ["id_of_day", "start_of_day"])
def test_an_exact_time_of_a_link_would_be_noticed(world: World, exact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, exact, lambda _day: links.new_id() if exact == "id_of_day" else now())
    done = acts(world)
    assert finer(done, dict(answers(world, done, done["reader"], about="links."))) != []


def test_the_moments_of_a_text_are_found_however_they_are_told() -> None:
    moment = datetime(2026, 11, 23, 9, 30, 0, tzinfo=UTC)
    cursor = base64.urlsafe_b64encode(orjson.dumps(["2026-11-23T09:30:00.000000+00:00"])).decode().rstrip("=")
    for text in ("2026-11-23T09:30:00Z", '"1795426200000000-0"', f'"next_cursor":"{cursor}"'):
        assert moment in list(told_moments(text)), text
