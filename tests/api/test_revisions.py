"""The history of a suggestion: who changed what, what it was before, and having it back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import delete

from support.voices import crowd, sends
from support.world import API, Headers, World, suggestion_request
from vertel import clock
from vertel.db.models import Revision
from vertel.domain.privacy import erasure, personal_data
from vertel.domain.suggestions import revisions, writing

PEOPLE = [{"name": "Samira Haddad", "consent_until": "2099-06-30"}]


def path_of(suggestion: dict[str, Any]) -> str:
    return f"{API}/suggestions/{suggestion['id']}"


def history(world: World, suggestion: dict[str, Any]) -> list[dict[str, Any]]:
    answer = world.client.get(f"{path_of(suggestion)}/revisions", headers=world.key())
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def tagged(world: World, suggestion: dict[str, Any], headers: Headers | None = None) -> Headers:
    """The headers with which somebody changes what is there now."""
    headers = headers or world.key()
    return headers | {"If-Match": world.client.get(path_of(suggestion), headers=headers).headers["ETag"]}


def patch(world: World, suggestion: dict[str, Any], headers: Headers | None = None, **changes: Any) -> dict[str, Any]:
    answer = world.client.patch(path_of(suggestion), json=changes, headers=tagged(world, suggestion, headers))
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def restored(world: World, suggestion: dict[str, Any], version: int) -> dict[str, Any]:
    """The suggestion as it is once a version was put back, as a client does it."""
    old = world.client.get(f"{path_of(suggestion)}/revisions/{version}", headers=world.key())
    assert old.status_code == 200, old.json
    answer = world.client.put(path_of(suggestion), json=old.json["document"], headers=tagged(world, suggestion))
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def upload(world: World, headers: Headers, *titles: str) -> None:
    rows = [suggestion_request(external_id=f"v-{number}", title=title) for number, title in enumerate(titles)]
    answer = world.client.post(f"{API}/suggestions/import", json=rows, headers=headers)
    assert [row["status"] for row in answer.json["rows"]] != ["refused"], answer.json


def test_every_way_of_writing_is_in_the_history_with_who_did_it_and_what_changed(world: World) -> None:
    sanne = world.sign_in(name="Sanne Bakker", role="editor")
    made = world.client.post(f"{API}/suggestions", json=suggestion_request(), headers=sanne).json
    patch(world, made, sanne, title="Elektromonteur", kind="story")
    caption = {"language": "nl", "tone": "short", "text": "Kom erbij. {link}"}
    again = suggestion_request(title="Elektromonteur", kind="story", captions=[caption])
    world.client.put(path_of(made), json=again, headers=tagged(world, made))
    world.client.delete(path_of(made), headers=tagged(world, made, sanne))
    found = history(world, made)
    assert [(one["version"], one["by"]["name"], sorted(one["fields_changed"])) for one in found] == [
        (4, "Sanne Bakker", ["status"]),
        (3, "test editor", ["captions"]),
        (2, "Sanne Bakker", ["kind", "title"]),
        (1, "Sanne Bakker", []),
    ]
    assert [one["by"]["kind"] for one in found] == ["employee", "key", "employee", "employee"]


def test_fields_of_two_words_are_named_as_the_contract_has_them(world: World) -> None:
    made = world.suggestion()
    patch(world, made, publish_at="2099-01-01T00:00:00Z", destination_url=None)
    assert sorted(history(world, made)[0]["fields_changed"]) == ["destination_url", "publish_at"]


def test_an_upload_is_in_the_history_where_it_changed_something(world: World) -> None:
    headers = world.key()
    upload(world, headers, "One", "Two")
    upload(world, headers, "One", "Two, changed")
    page = world.client.get(f"{API}/suggestions?view=manage", headers=headers).json["items"]
    found = {one["external_id"]: history(world, one) for one in page}
    assert [one["fields_changed"] for one in found["v-0"]] == [[]]
    assert [one["fields_changed"] for one in found["v-1"]] == [["title"], []]
    assert {one["by"]["name"] for one in found["v-1"]} == {"test editor"}


def test_a_draft_made_of_an_idea_begins_with_who_adopted_it(world: World) -> None:
    crowd(world, 5)
    idea = sends(world, world.sign_in(name="Daan"), text="Our new pump", people=PEOPLE)
    adopted = world.client.post(f"{API}/ideas/{idea['id']}/adopt", headers=world.sign_in(name="Sanne", role="editor"))
    found = history(world, {"id": adopted.json["suggestion_id"]})
    assert [one["by"]["name"] for one in found] == ["Sanne"]


def test_a_team_that_becomes_part_of_another_is_in_the_history_of_what_was_meant_for_it(world: World) -> None:
    old, new = world.employee(team="Techniek"), world.employee(team="Onderhoud")
    made = world.suggestion(audience={"teams": ["techniek"]})
    merge = f"{API}/teams/{old.team_id}/merge"
    world.client.post(merge, json={"into": str(new.team_id)}, headers=world.key("admin"))
    assert [(one["by"]["name"], one["fields_changed"]) for one in history(world, made)] == [
        ("test admin", ["audience"]),
        ("test editor", []),
    ]


def test_a_version_that_is_put_back_reads_as_it_did(world: World) -> None:
    made = world.suggestion(
        external_id="a", publish_at="2026-01-01T08:00:00Z", audience={"locations": ["Zwolle"]}, utm={"source": "x"}
    )
    prompt = {"language": "nl", "question": "Waarom?"}
    patch(world, made, title="Other", prompts=[prompt], captions=[], publish_at=None, audience=None, utm=None)
    back = restored(world, made, 1)
    own = {"captions", "updated_at", "warnings"}
    assert {name: value for name, value in back.items() if name not in own} == {
        name: value for name, value in made.items() if name not in own
    }
    assert [caption["text"] for caption in back["captions"]] == [caption["text"] for caption in made["captions"]]
    assert history(world, made)[0]["version"] == 3


def test_whoever_is_too_late_finds_who_was_first_and_both_versions(world: World) -> None:
    made = world.suggestion()
    mine = tagged(world, made)
    patch(world, made, world.sign_in(name="Sanne", role="editor"), title="Theirs")
    assert world.client.patch(path_of(made), json={"title": "Mine"}, headers=mine).status_code == 412
    newest = history(world, made)[0]
    assert (newest["by"]["name"], newest["fields_changed"]) == ("Sanne", ["title"])
    base = mine["If-Match"].strip('"').partition("-")[0]
    read = world.client.get(f"{path_of(made)}/revisions/{base}", headers=world.key())
    assert read.json["document"]["title"] == made["title"]
    theirs = world.client.get(f"{path_of(made)}/revisions/{newest['version']}", headers=world.key())
    assert theirs.json["document"]["title"] == "Theirs"


def test_the_history_comes_in_pages(world: World) -> None:
    made = world.suggestion()
    for number in range(4):
        patch(world, made, title=f"Title {number}")
    first = world.client.get(f"{path_of(made)}/revisions?limit=3", headers=world.key()).json
    rest = f"{path_of(made)}/revisions?limit=3&cursor={first['next_cursor']}"
    last = world.client.get(rest, headers=world.key()).json
    assert [one["version"] for one in first["items"] + last["items"]] == [5, 4, 3, 2, 1]
    assert [one["fields_changed"] for one in first["items"] + last["items"]] == [["title"]] * 4 + [[]]
    assert last["next_cursor"] is None


def test_a_version_that_never_was_is_not_found(world: World) -> None:
    made = world.suggestion()
    for version in (0, 2, 2**31 - 1, 2**70):
        answer = world.client.get(f"{path_of(made)}/revisions/{version}", headers=world.key())
        assert answer.status_code == 404, version
    assert world.client.get(f"{path_of(made)}/revisions?cursor=WzJd", headers=world.key()).status_code == 200
    assert world.client.get(f"{path_of(made)}/revisions?cursor=WyJ4Il0", headers=world.key()).status_code == 422


def test_what_was_written_by_the_version_before_is_kept_once_it_is_changed(world: World) -> None:
    made = world.suggestion(people=PEOPLE)
    with world.session() as session:
        session.execute(delete(Revision))
    assert [(one["version"], one["by"]) for one in history(world, made)] == [(1, None)]
    patch(world, made, title="Changed")
    assert [(one["version"], one["fields_changed"]) for one in history(world, made)] == [(2, ["title"]), (1, [])]
    assert restored(world, made, 1)["title"] == made["title"]


def test_nobody_who_was_taken_out_is_brought_back_and_nothing_of_before_stays(world: World) -> None:
    made = world.suggestion(title="Samira explains", people=PEOPLE)
    patch(world, made, title="Samira explains the pump")
    patch(world, made, title="How the pump works", people=[])
    assert [one["version"] for one in history(world, made)] == [3]
    patch(world, made, title="How the new pump works")
    assert restored(world, made, 3)["people"] == []
    with world.session() as session:
        assert "Samira" not in str(session.execute(Revision.__table__.select()).all())


def test_somebody_whose_consent_was_shortened_does_not_get_the_longer_one_back(world: World) -> None:
    made = world.suggestion(people=PEOPLE)
    shorter = [{"name": "Samira Haddad", "consent_until": "2098-01-01"}]
    patch(world, made, title="Other", people=shorter)
    back = restored(world, made, 1)
    assert [(person["name"], person["consent_until"]) for person in back["people"]] == [("Samira Haddad", "2098-01-01")]
    assert back["title"] == made["title"]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_what_was_shown_before_somebody_said_no_is_gone_and_before_a_yes_is_not(world: World, answer: str) -> None:
    made = world.suggestion(people=PEOPLE)
    patch(world, made, title="Other words")
    person = made["people"][0]["id"]
    asked = world.client.post(
        f"{path_of(made)}/people/{person}/consent-request", json={"by": "link"}, headers=world.key()
    )
    page = urlsplit(asked.json["url"]).path
    fields = dict(re.findall(r'name="(csrf|seen|until)"[^>]*value="([^"]*)"', world.client.get(page).text))
    assert world.client.post(page, data=fields | {"answer": answer}).status_code < 400
    found = history(world, made)
    assert (found[0]["version"], found[0]["by"]["kind"]) == (4, "consent")
    assert len(found) == (1 if answer == "no" else 4)
    assert found[0]["fields_changed"] == []


def test_somebody_erased_is_named_by_nothing_and_the_history_stays(world: World) -> None:
    sanne = world.employee(name="Sanne Bakker", role="editor")
    headers = world.sign_in(sanne)
    made = world.client.post(f"{API}/suggestions", json=suggestion_request(), headers=headers).json
    patch(world, made, headers, title="Other")
    mine = [
        {"suggestion_id": made["id"], "version": one["version"], "at": one["at"]}
        for one in reversed(history(world, made))
    ]
    with world.session() as session:
        assert personal_data.collect(session, sanne)["revisions"] == mine
        erasure.erase(session, personal_data.find(session, sanne.email))
    found = [one["by"] for one in history(world, made)]
    assert {one["name"] for one in found} == {None}
    assert len({one["id"] for one in found} - {str(sanne.id)}) == 1


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that lets time pass for those who write."""
    passed = timedelta()

    def now() -> datetime:
        return clock.now().replace(minute=0, second=0) + passed

    def pass_by(**time: float) -> None:
        nonlocal passed
        passed += timedelta(**time)

    monkeypatch.setattr(writing, "now", now)
    monkeypatch.setattr(revisions, "now", now)
    return pass_by


def test_of_what_somebody_wrote_within_minutes_only_the_last_stays_after_an_hour(world: World, later: Any) -> None:
    sanne, daan = (world.sign_in(name=name, role="editor") for name in ("Sanne", "Daan"))
    made = world.suggestion()
    for number in range(3):
        patch(world, made, sanne, title=f"Sanne {number}")
        later(minutes=2)
    patch(world, made, daan, title="Daan")
    assert [one["version"] for one in history(world, made)] == [5, 4, 3, 2, 1]
    later(minutes=90)
    patch(world, made, sanne, title="Next")
    assert [one["version"] for one in history(world, made)] == [6, 5, 4, 1]


def test_a_hundred_versions_are_kept_beside_those_of_the_last_hour(
    world: World, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "MOST", 3)
    made = world.suggestion()
    for number in range(6):
        later(hours=2)
        patch(world, made, title=f"Title {number}")
    assert [one["version"] for one in history(world, made)] == [7, 6, 5, 4]
