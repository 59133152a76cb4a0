"""People who are shown: asked, they say yes or no on a page of their own, and lists and pictures follow."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from support.answers.common import picture
from support.mail_server import MailServer, mail_server
from support.telling import Now, listen, told
from support.voices import crowd, photo
from support.world import API, Headers, World, suggestion_request
from vertel.api import suggestions as routes
from vertel.config import Config
from vertel.config_parsers import mail_server as parsed
from vertel.db.models import Consent, ConsentLink, Mail
from vertel.domain.consent import endings
from vertel.domain.images import images
from vertel.domain.suggestions import library
from vertel.worker import housekeeping
from vertel.worker.mailer import Postman

SAMIRA = {"name": "Samira Haddad", "consent_until": None}
BO = {"name": "Bo de Jong", "consent_until": None}


class Shown:
    """Somebody who is shown, with the page behind their link.

    :ivar page: what they saw last.
    """

    def __init__(self, world: World, url: str, source: str = "203.0.113.7", language: str = "en") -> None:
        self.client = world.client.application.test_client()
        self.path = urlsplit(url).path
        self._source, self._language = source, language
        self.page: Any = None
        self.open()

    def open(self, below: str = "") -> Any:
        """Load their page, or what is below it."""
        answer = self._send("GET", f"{self.path}{below}")
        if not below:
            self.page = answer
        return answer

    def says(self, answer: str | None, **typed: str) -> Any:
        """Press a button of the page that was loaded last; see what it says then."""
        fields = dict(re.findall(r'name="(csrf|seen|until)"[^>]*value="([^"]*)"', self.page.text))
        fields |= typed | ({"answer": answer} if answer else {})
        self.page = self._send("POST", self.path, data=fields)
        if self.page.status_code == 303:
            self.page = self._send("GET", self.page.headers["Location"])
        return self.page

    @property
    def heading(self) -> str:
        """The page's first line."""
        return re.search(r"<h1>([^<]*)</h1>", self.page.text)[1]

    def _send(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Accept-Language": self._language}
        return self.client.open(
            path, method=method, headers=headers, environ_overrides={"REMOTE_ADDR": self._source}, **more
        )


def ask(world: World, suggestion: dict[str, Any], number: int = 0) -> Shown:
    """The page of a person who was asked by a link."""
    person = suggestion["people"][number]["id"]
    path = f"{API}/suggestions/{suggestion['id']}/people/{person}/consent-request"
    answer = world.client.post(path, json={"by": "link"}, headers=world.key())
    assert answer.status_code == 201, answer.text
    return Shown(world, answer.json["url"])


def listed(world: World, me: Headers) -> list[str]:
    """The titles in an employee's list."""
    return [item["title"] for item in world.client.get(f"{API}/suggestions", headers=me).json["items"]]


def states(world: World, suggestion: dict[str, Any]) -> list[str]:
    """How it stands with each person, as editors read it."""
    answer = world.client.get(f"{API}/suggestions/{suggestion['id']}/consents", headers=world.key())
    return [item["state"] for item in answer.json["items"]]


def warnings(world: World, suggestion: dict[str, Any]) -> list[str]:
    """The warnings about people, as editors read them."""
    answer = world.client.get(f"{API}/suggestions/{suggestion['id']}", headers=world.key())
    return [f"{one['code']} {one['pointer']}" for one in answer.json["warnings"] if one["code"].startswith("consent")]


def change(world: World, suggestion: dict[str, Any], **changes: Any) -> Any:
    """What an editor's change is answered."""
    path, key = f"{API}/suggestions/{suggestion['id']}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]
    return world.client.patch(path, json=changes, headers=key | {"If-Match": tag})


def require(world: World, *, required: bool = True, **more: Any) -> None:
    """Have the organisation require consent, or not."""
    admin = world.key("admin")
    tag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    wishes = {"require_consent": required} | more
    answer = world.client.patch(f"{API}/settings", json=wishes, headers=admin | {"If-Match": tag})
    assert answer.status_code == 200, answer.text


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Now:
    """What time it is for lists and pictures."""
    found = Now(datetime.now(UTC))
    for module in (routes, library, images):
        monkeypatch.setattr(module, "now", found)
    return found


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def test_somebody_says_yes_and_takes_it_back_by_the_same_link(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion(title="The pump", people=[SAMIRA])
    assert warnings(world, suggestion) == ["consent-none /people/0"]
    samira = ask(world, suggestion)
    assert states(world, suggestion) == ["asked"]
    assert samira.heading == "May this be shown?"
    assert "The pump" in samira.page.text
    assert "We are looking for a colleague." in samira.page.text
    samira.says("yes")
    assert samira.heading.startswith("You agreed, until ")
    assert states(world, suggestion) == ["agreed"]
    assert warnings(world, suggestion) == []
    assert listed(world, me) == ["The pump"]
    samira.says("no")
    assert samira.heading == "You do not agree"
    assert states(world, suggestion) == ["withdrawn"]
    assert warnings(world, suggestion) == ["consent-withdrawn /people/0"]
    assert listed(world, me) == []
    samira.says("yes")
    assert listed(world, me) == ["The pump"], "who changes their mind is shown again"


def test_what_is_recorded_is_who_what_which_words_and_when(world: World, now: Now) -> None:
    now.moment = datetime(2027, 3, 1, 12, tzinfo=UTC)
    suggestion = world.suggestion(
        title="The pump", people=[SAMIRA], image={"id": picture(world).json["id"], "alt": "P"}
    )
    samira = ask(world, suggestion)
    samira.says("yes", until="2027-03-31")
    path = f"{API}/suggestions/{suggestion['id']}/consents"
    (item,) = world.client.get(path, headers=world.key()).json["items"]
    assert item == {
        "person_id": suggestion["people"][0]["id"], "position": 0, "name": "Samira Haddad", "state": "agreed",
        "until": "2027-03-31", "asked_on": "2027-03-01", "answered_on": "2027-03-01",
        "title": "The pump", "texts": ["We are looking for a colleague. {link}"],
        "image_id": suggestion["image"]["id"],
    }  # fmt: skip


def test_looking_at_the_page_changes_nothing_and_a_form_without_a_pressed_button_neither(world: World) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    samira = ask(world, suggestion)
    for _ in range(3):
        samira.open()
        samira.client.head(samira.path)
    assert samira.says(None).status_code == 400
    assert "no button was pressed" in samira.page.text
    assert states(world, suggestion) == ["asked"]


def test_a_text_is_marked_with_its_own_language_so_that_it_is_read_out_right(world: World) -> None:
    captions = [{"language": tag, "tone": "personal", "text": f"{tag} {{link}}"} for tag in ("nl", "en-GB")]
    prompts = [{"language": "en", "question": "Why?", "opening": "Because "}]
    samira = ask(world, world.suggestion(people=[SAMIRA], captions=captions, prompts=prompts))
    samira.open()
    assert re.findall(r'<blockquote[^>]* lang="([^"]*)"', samira.page.text) == ["nl", "en-GB", "en"]


def test_a_yes_is_to_the_title_of_every_language_and_lapses_with_any_of_them(world: World) -> None:
    titles = [{"language": "nl", "text": "Samira lost het op"}, {"language": "en", "text": "Samira solves it"}]
    suggestion = world.suggestion(title="Samira", titles=titles, people=[SAMIRA])
    samira = ask(world, suggestion)
    samira.open()
    shown = re.findall(r'<p class="shown-title"(?: lang="([^"]*)")?>([^<]*)</p>', samira.page.text)
    assert shown == [("", "Samira"), ("nl", "Samira lost het op"), ("en", "Samira solves it")]
    samira.says("yes")
    assert states(world, suggestion) == ["agreed"]
    assert change(world, suggestion, titles=titles[:1]).status_code == 200
    assert states(world, suggestion) == ["lapsed"]


@pytest.mark.parametrize("said", ["yes", "no"])
def test_no_form_of_another_page_is_taken(world: World, said: str) -> None:
    first, second = world.suggestion(title="One", people=[SAMIRA]), world.suggestion(title="Two", people=[SAMIRA])
    mine, other = ask(world, first), ask(world, second)
    foreign = dict(re.findall(r'name="(csrf|seen)"[^>]*value="([^"]*)"', other.page.text))
    for given in ({"csrf": ""}, {"csrf": foreign["csrf"]}, foreign, {"csrf": "\u00e9"}, {"seen": "00" * 32}):
        mine.open()
        assert mine.says(said, **given).status_code == 400
        assert "Nothing was stored" in mine.page.text
    assert mine.client.post(mine.path, data={"answer": said}).status_code == 400
    assert states(world, first) == ["asked"]


def test_yes_is_said_to_what_stands_on_the_page_and_to_nothing_else(world: World) -> None:
    suggestion = world.suggestion(title="The pump", people=[SAMIRA])
    samira = ask(world, suggestion)
    change(world, suggestion, title="The pump that Samira broke")
    assert samira.says("yes").status_code == 422
    assert "Read it once more" in samira.page.text
    assert "The pump that Samira broke" in samira.page.text
    assert states(world, suggestion) == ["asked"]
    samira.says("yes")
    assert states(world, suggestion) == ["agreed"]


@pytest.mark.parametrize("days", [-1, 3 * 365 + 1, None])
def test_a_day_that_is_past_too_far_away_or_none_is_told(world: World, days: int | None) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    samira = ask(world, suggestion)
    today = date.fromisoformat(re.search(r'min="([\d-]+)"', samira.page.text)[1])
    until = "" if days is None else f"{today + timedelta(days=days)}"
    assert samira.says("yes", until=until).status_code == 422
    assert "Choose a day from" in samira.page.text
    assert states(world, suggestion) == ["asked"]


def test_a_consent_ends_with_its_day_where_the_organisation_is(world: World, now: Now, clock: Now) -> None:
    me = world.sign_in()
    require(world, required=False, time_zone="Pacific/Auckland")
    clock.moment = now.moment = datetime(2027, 3, 1, 12, tzinfo=UTC)  # the 2nd of March in Auckland
    suggestion = world.suggestion(title="The pump", people=[SAMIRA], publish_at="2027-01-01T00:00:00Z")
    ask(world, suggestion).says("yes", until="2027-03-05")
    etag = world.client.get(f"{API}/suggestions", headers=me).headers["ETag"]
    clock.moment = now.moment = datetime(2027, 3, 5, 10, 59, 59, tzinfo=UTC)
    assert world.client.get(f"{API}/suggestions", headers=me | {"If-None-Match": etag}).status_code in {200, 304}
    assert listed(world, me) == ["The pump"]
    assert states(world, suggestion) == ["agreed"]
    before = world.client.get(f"{API}/suggestions", headers=me).headers["ETag"]
    clock.moment = now.moment = datetime(2027, 3, 5, 11, tzinfo=UTC)
    assert world.client.get(f"{API}/suggestions", headers=me | {"If-None-Match": before}).status_code == 200
    assert listed(world, me) == []
    assert states(world, suggestion) == ["expired"]
    assert warnings(world, suggestion) == ["consent-expired /people/0"]


def test_what_an_editor_recorded_ends_with_its_day_too(world: World, now: Now, clock: Now) -> None:
    me = world.sign_in()
    clock.moment = now.moment = datetime(2027, 3, 1, 12, tzinfo=UTC)
    person = SAMIRA | {"consent_until": "2027-03-05"}
    suggestion = world.suggestion(people=[person], publish_at="2027-01-01T00:00:00Z")
    assert states(world, suggestion) == ["recorded"]
    assert warnings(world, suggestion) == []
    assert listed(world, me)
    clock.moment = now.moment = datetime(2027, 3, 6, 12, tzinfo=UTC)
    assert states(world, suggestion) == ["expired"]
    assert listed(world, me) == []


def test_other_words_or_another_picture_are_agreed_to_anew(world: World) -> None:
    me, image = world.sign_in(), {"id": picture(world).json["id"], "alt": "Samira"}
    suggestion = world.suggestion(title="The pump", people=[SAMIRA], image=image)
    samira = ask(world, suggestion)
    captions = [{"language": "en", "tone": "personal", "text": "Samira says hello. {link}"}]
    for changes in (
        {"title": "Another"}, {"captions": captions}, {"image": image | {"alt": "Someone"}}, {"image": None},
    ):  # fmt: skip
        samira.open()
        samira.says("yes")
        assert states(world, suggestion) == ["agreed"]
        assert change(world, suggestion, **changes).status_code == 200
        assert states(world, suggestion) == ["lapsed"]
        assert listed(world, me) == []
        assert samira.open().status_code == 200
        assert samira.heading == "This was changed since you agreed"
    change(world, suggestion, audience={"teams": ["sales"]}, kind="story", expires_at="2099-01-01T00:00:00Z")
    samira.says("yes")
    change(world, suggestion, audience={}, destination_url=None)
    assert states(world, suggestion) == ["agreed"], "whom it is for is not what is shown"


def test_another_part_of_the_same_picture_and_what_colleagues_are_told_is_agreed_to_already(world: World) -> None:
    image = {"id": picture(world).json["id"], "alt": "Samira"}
    suggestion = world.suggestion(people=[SAMIRA], image=image)
    ask(world, suggestion).says("yes")
    guidance = [{"language": "en", "do": "Greet Samira.", "dont": None}]
    change(world, suggestion, image=image | {"focal_point": {"x": 20, "y": 75}}, guidance=guidance)
    assert states(world, suggestion) == ["agreed"]


def test_what_people_said_of_a_stored_one_counts_while_it_is_written_on(world: World) -> None:
    image = {"id": picture(world).json["id"], "alt": "Samira"}
    stored = world.suggestion(people=[{"name": "Samira Haddad", "consent_until": None}], image=image)
    ask(world, stored).says("yes")
    document = suggestion_request(people=[{"name": "Samira Haddad"}], image=image, audience={"languages": ["nl"]})

    def codes(query: str) -> set[str]:
        path = f"{API}/suggestions/check{query}"
        answer = world.client.post(path, json=document, headers=world.key())
        return {one["code"] for one in answer.json["warnings"] if one["code"].startswith("consent")}

    assert codes("") == {"consent-none"}
    assert codes(f"?suggestion_id={stored['id']}") == set()
    document["title"] = "Something else"
    assert codes(f"?suggestion_id={stored['id']}") == {"consent-lapsed"}
    unknown = f"{API}/suggestions/check?suggestion_id=0198c0de-0000-7000-8000-000000000001"
    assert world.client.post(unknown, json=document, headers=world.key()).status_code == 404


def test_the_picture_goes_with_the_consent_and_stays_for_editors_and_the_link(world: World) -> None:
    me, sender = world.sign_in(), world.sign_in()
    image = photo(world, sender)
    suggestion = world.suggestion(people=[SAMIRA], image={"id": image["id"], "alt": "Samira"})
    samira, path = ask(world, suggestion), f"{API}/images/{image['id']}"
    samira.says("yes")
    kept = world.client.get(path, headers=me)
    assert (kept.status_code, kept.headers["Cache-Control"]) == (200, "no-store")
    assert samira.open("/picture").data == kept.data
    samira.says("no")
    for reader in (me, sender, world.key("reader")):
        assert world.client.get(path, headers=reader).status_code == 404
    assert world.client.get(path, headers=world.key()).status_code == 200
    assert samira.open("/picture").status_code == 200
    samira.says("yes")
    assert world.client.get(path, headers=me).status_code == 200


def test_one_of_two_suggestions_is_withdrawn_and_the_other_stays(world: World) -> None:
    me, image = world.sign_in(), {"id": picture(world).json["id"], "alt": "Samira"}
    first, second = (world.suggestion(title=title, people=[SAMIRA], image=image) for title in ("One", "Two"))
    in_first, in_second = ask(world, first), ask(world, second)
    in_first.says("yes")
    in_second.says("yes")
    in_first.says("no")
    assert listed(world, me) == ["Two"]
    assert (states(world, first), states(world, second)) == (["withdrawn"], ["agreed"])
    path = f"{API}/images/{image['id']}"
    assert world.client.get(path, headers=me).status_code == 200, "the other suggestion shows it with consent"
    in_second.says("no")
    assert world.client.get(path, headers=me).status_code == 404


def test_everybody_who_is_shown_has_a_say(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion(title="Both", people=[SAMIRA, BO])
    samira, bo = ask(world, suggestion, 0), ask(world, suggestion, 1)
    samira.says("yes")
    assert listed(world, me) == ["Both"]
    bo.says("no")
    assert listed(world, me) == []
    assert states(world, suggestion) == ["agreed", "refused"]
    assert change(world, suggestion, people=[BO, SAMIRA]).status_code == 200
    assert states(world, suggestion) == ["refused", "agreed"], "places change, people do not"
    change(world, suggestion, people=[SAMIRA])
    assert listed(world, me) == ["Both"]
    assert bo.open().status_code == 404


def test_a_posted_link_keeps_leading_when_consent_ends(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion(people=[SAMIRA])
    code = world.link(me, suggestion)
    ask(world, suggestion).says("no")
    world.settle()
    assert world.client.get(f"/r/{code}").status_code == 302
    assert world.client.post(
        f"{API}/links", json={"suggestion_id": suggestion["id"], "scope": "campaign"}, headers=me
    ).status_code == 404  # fmt: skip


def test_where_it_is_the_rule_nothing_is_published_without_everybodys_own_yes(world: World) -> None:
    require(world)
    people = [SAMIRA | {"consent_until": "2099-01-01"}, BO]
    refused = world.client.post(f"{API}/suggestions", json=suggestion_request(people=people), headers=world.key())
    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json["errors"]] == ["/people/0", "/people/1"]
    assert "Bo de Jong" in refused.json["errors"][1]["message"]
    draft = world.suggestion(status="draft", people=people)
    ask(world, draft, 0).says("yes")
    assert [one["pointer"] for one in change(world, draft, status="published").json["errors"]] == ["/people/1"]
    ask(world, draft, 1).says("yes")
    assert change(world, draft, status="published").status_code == 200
    assert change(world, draft, title="Other words", status="published").status_code == 422
    assert change(world, draft, title="Other words", status="draft").status_code == 200


def test_the_rule_holds_from_the_moment_on_that_it_is_set(world: World) -> None:
    me = world.sign_in()
    asked = world.suggestion(title="Asked", people=[SAMIRA])
    world.suggestion(title="Recorded", people=[BO | {"consent_until": "2099-01-01"}])
    world.suggestion(title="Nobody")
    ask(world, asked).says("yes")
    require(world)
    assert sorted(listed(world, me)) == ["Asked", "Nobody"]
    require(world, required=False)
    assert sorted(listed(world, me)) == ["Asked", "Nobody", "Recorded"]


def test_an_upload_carries_people_and_what_they_said(world: World) -> None:
    me, key = world.sign_in(), world.key()
    row = suggestion_request(title="The pump", people=[SAMIRA], external_id="p-1")

    def upload(**changes: Any) -> dict[str, Any]:
        answer = world.client.post(f"{API}/suggestions/import", json=[row | changes], headers=key)
        return dict(answer.json["rows"][0])

    made = upload()
    assert "consent-none" in [one["code"] for one in made["warnings"]]
    suggestion = world.client.get(f"{API}/suggestions/{made['id']}", headers=key).json
    samira = ask(world, suggestion)
    samira.says("yes")
    assert upload(kind="story")["status"] == "updated"
    assert states(world, suggestion) == ["agreed"]
    samira.open()
    samira.says("no")
    assert upload(kind="event")["status"] == "updated"
    assert states(world, suggestion) == ["withdrawn"]
    assert listed(world, me) == []
    require(world)
    refused = upload(kind="story")
    assert (refused["status"], refused["errors"][0]["pointer"]) == ("refused", "/people/0")
    assert upload(external_id="p-2", title="New")["status"] == "refused"
    assert upload(external_id="p-2", title="New", status="draft")["status"] == "created"


def test_links_cannot_be_guessed_and_a_wrong_one_looks_like_one_that_is_gone(world: World) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    samira = ask(world, suggestion)
    assert len(samira.path.removeprefix("/consent/vc_")) >= 43  # 256 bits
    change(world, suggestion, people=[BO])
    guesses = [samira.path, f"{samira.path[:-1]}x", "/consent/vc_", "/consent/%00", f"/consent/{'x' * 5000}"]
    pages = [samira.client.get(path) for path in guesses]
    assert {page.status_code for page in pages} == {404}
    assert {re.sub(r'href="/consent/[^"]*"', "", page.text) for page in pages} == {
        re.sub(r'href="/consent/[^"]*"', "", pages[0].text)
    }
    statuses = [samira.client.get(f"/consent/vc_{number}").status_code for number in range(70)]
    assert set(statuses) == {404, 429}
    assert statuses[-1] == 429
    with world.session() as session:
        assert session.scalars(select(ConsentLink)).all() == [], "the link goes with the person"


def test_a_secret_link_is_answered_once_and_stored_as_a_hash(world: World) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    path = f"{API}/suggestions/{suggestion['id']}/people/{suggestion['people'][0]['id']}/consent-request"
    key = world.key() | {"Idempotency-Key": "once"}
    first, second = (world.client.post(path, json={"by": "link"}, headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert (bool(first.json["url"]), second.json["url"]) == (True, None)
    token = first.json["url"].rpartition("/")[2]
    with world.session() as session:
        stored = session.scalars(select(ConsentLink)).one()
        assert token.encode() not in stored.token_hash


def test_who_is_asked_twice_may_use_either_link(world: World) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    first, second = ask(world, suggestion), ask(world, suggestion)
    first.says("yes")
    second.open()
    second.says("no")
    first.open()
    assert first.heading == "You do not agree"


def test_the_question_goes_by_mail_and_the_address_is_forgotten(
    world: World, config: Config, mails: MailServer
) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    path = f"{API}/suggestions/{suggestion['id']}/people/{suggestion['people'][0]['id']}/consent-request"
    missing = world.client.post(path, json={"by": "mail"}, headers=world.key())
    assert (missing.status_code, missing.json["errors"][0]["pointer"]) == (422, "/email")
    answer = world.client.post(path, json={"by": "mail", "email": "samira@example.com"}, headers=world.key())
    assert (answer.status_code, answer.json["url"]) == (201, None)
    postman = Postman(replace(config, mail_server=parsed(f"smtp://127.0.0.1:{mails.port}")), world.engine)
    assert postman.step()
    (received,) = mails.received
    text = str(received)
    assert "samira@example.com" in text
    with world.session() as session:
        assert session.scalars(select(Mail)).all() == []
    Shown(world, re.search(r"https://vertel\.example\.com(/consent/vc_[\w-]+)", mails.texts()[0])[1]).says("yes")
    assert states(world, suggestion) == ["agreed"]


def test_yes_and_no_at_the_same_moment_leave_one_of_them_and_a_list_that_says_so(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion(title="The pump", people=[SAMIRA])
    first = ask(world, suggestion)
    pages = [first, *(Shown(world, first.path) for _ in range(7))]
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda pair: pair[1].says("yes" if pair[0] % 2 else "no"), enumerate(pages)))
    assert {page.status_code for page in said} == {200}
    (state,) = states(world, suggestion)
    assert state in {"agreed", "withdrawn", "refused"}
    assert listed(world, me) == (["The pump"] if state == "agreed" else [])


def test_the_log_says_what_was_asked_and_answered_and_never_who_looked(world: World) -> None:
    suggestion = world.suggestion(title="The pump", people=[SAMIRA])
    samira = ask(world, suggestion)
    samira.says("yes")
    samira.says("no")
    entries = world.client.get(f"{API}/audit", headers=world.key("admin")).json["items"]
    about = [one for one in entries if one["action"].startswith("consent.")]
    # Of answers the day is told and no order within it.
    assert {(one["action"], one["actor"]["kind"]) for one in about} == {
        ("consent.withdrawn", "consent"),
        ("consent.agreed", "consent"),
        ("consent.asked", "key"),
    }
    assert {one["subject"]["id"] for one in about} == {suggestion["id"]}


def test_what_an_editor_notes_by_hand_is_in_the_log(world: World) -> None:
    suggestion = world.suggestion(people=[SAMIRA | {"consent_until": "2099-01-01"}])
    change(world, suggestion, title="Other words")
    change(world, suggestion, people=[SAMIRA | {"consent_until": "2099-02-01"}])
    entries = world.client.get(f"{API}/audit", headers=world.key("admin")).json["items"]
    assert [one["action"] for one in entries if one["action"].startswith("consent.")] == ["consent.recorded"] * 2


def test_what_a_colleague_noted_is_in_the_log_as_the_word_of_the_editor_who_adopts_it(world: World) -> None:
    sent = {"text": "Samira mended the pump.", "people": [SAMIRA | {"consent_until": "2099-06-30"}, BO]}
    crowd(world, 5)
    idea = world.client.post(f"{API}/ideas", json=sent, headers=world.sign_in()).json
    adoptions = [world.client.post(f"{API}/ideas/{idea['id']}/adopt", headers=world.key()) for _ in range(2)]

    assert [adopted.status_code for adopted in adoptions] == [201, 200]
    entries = world.client.get(f"{API}/audit?action=consent.recorded", headers=world.key("admin")).json["items"]
    assert [(one["actor"]["kind"], one["subject"]["id"]) for one in entries] == [
        ("key", adoptions[0].json["suggestion_id"])
    ]


def test_who_sends_an_idea_asks_by_a_link_and_the_answer_goes_into_the_suggestion(world: World) -> None:
    me = world.sign_in()
    crowd(world, 5)
    sent = {"text": "Samira mended the pump.", "people": [SAMIRA]}
    idea = world.client.post(f"{API}/ideas", json=sent, headers=me).json
    person = idea["people"][0]["id"]
    path = f"{API}/ideas/{idea['id']}/people/{person}/consent-request"
    by_mail = {"by": "mail", "email": "samira@example.com"}
    assert world.client.post(path, json=by_mail, headers=me).status_code == 403
    assert world.client.post(path, json={"by": "link"}, headers=world.sign_in()).status_code == 404
    assert world.client.post(path.replace(person, idea["id"]), json={"by": "link"}, headers=me).status_code == 404
    answer = world.client.post(path, json={"by": "link"}, headers=me)
    assert answer.status_code == 201, answer.text
    samira = Shown(world, answer.json["url"])
    assert "Samira mended the pump." in samira.page.text
    samira.says("yes")
    for reader in (me, world.key()):
        items = world.client.get(f"{API}/ideas/{idea['id']}/consents", headers=reader).json["items"]
        assert [one["state"] for one in items] == ["agreed"]
    actions = [one["action"] for one in world.client.get(f"{API}/audit", headers=world.key("admin")).json["items"]]
    consent = [action for action in actions if action.startswith("consent.")]
    assert consent == ["consent.read"], "the editor's; the sender stays unknown"
    adopted = world.client.post(f"{API}/ideas/{idea['id']}/adopt", headers=world.key()).json
    suggestion = {"id": adopted["suggestion_id"]}
    assert states(world, suggestion) == ["agreed"]
    assert change(world, suggestion, status="published").status_code == 200
    assert len(listed(world, me)) == 1
    samira.open()
    samira.says("no")
    assert listed(world, me) == []


def test_an_announcement_waits_for_the_consent(world: World, listening: object) -> None:
    suggestion = world.suggestion(status="draft", people=[SAMIRA])
    samira = ask(world, suggestion)
    samira.says("no")
    assert change(world, suggestion, status="published").status_code == 200
    types = [event["type"] for event in told(world)]
    assert "suggestion.published" not in types
    samira.says("yes")
    assert [event["type"] for event in told(world)].count("suggestion.published") == 1


def test_the_page_runs_nothing_is_kept_nowhere_and_speaks_both_languages(world: World) -> None:
    suggestion = world.suggestion(title="<b>Pump</b>", people=[{"name": "<i>Bo</i>", "consent_until": None}])
    samira = ask(world, suggestion)
    policy = samira.page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert samira.page.headers["Cache-Control"] == "no-store"
    assert samira.page.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in samira.page.headers
    assert "&lt;b&gt;Pump" in samira.page.text
    assert "<i>Bo" not in samira.page.text
    dutch = Shown(world, samira.path, language="nl-BE")
    assert '<html lang="nl">' in dutch.page.text
    switch = re.search(r'<a href="([^"]+)" lang="en"', dutch.page.text)[1].replace("&amp;", "&")
    assert '<html lang="en">' in dutch.client.get(switch, headers={"Accept-Language": "nl"}).text
    dutch.says("yes")
    assert '<html lang="nl">' in dutch.page.text


def test_the_data_of_a_colleague_say_what_somebody_so_called_agreed_to(world: World) -> None:
    noor = world.employee(name="Noor de Wit")
    suggestion = world.suggestion(people=[{"name": "Noor de Wit", "consent_until": None}])
    ask(world, suggestion).says("yes", until="2027-11-01")
    mine = world.client.get(f"{API}/me/export", headers=world.sign_in(noor)).json
    (mention,) = mine["suggestions_that_name_somebody_so_called"]
    assert (mention["answer"], mention["agreed_until"]) == ("agreed", "2027-11-01")


@pytest.mark.parametrize("end", ["no", "taken back", "other words", "the rule"])
def test_whoever_has_the_list_from_before_is_not_told_that_nothing_changed(world: World, end: str) -> None:
    me, suggestion = world.sign_in(), world.suggestion(title="The pump", people=[SAMIRA])
    samira = ask(world, suggestion)
    if end in {"taken back", "other words"}:
        samira.says("yes")
    before = world.client.get(f"{API}/suggestions", headers=me)
    assert len(before.json["items"]) == 1
    ends = {
        "no": lambda: samira.says("no"),
        "taken back": lambda: samira.says("no"),
        "other words": lambda: change(world, suggestion, title="The pump that Samira broke"),
        "the rule": lambda: require(world),
    }
    ends[end]()
    after = world.client.get(f"{API}/suggestions", headers=me | {"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.json["items"]) == (200, [])


def expiries(world: World) -> list[tuple[str, str, str | None]]:
    """Whom and until when the audit log says that a consent ended by itself."""
    entries = world.client.get(f"{API}/audit?action=consent.expired", headers=world.key("admin")).json["items"]
    return [(one["actor"]["kind"], one["subject"]["id"], one["details"][0]["value"]) for one in entries]


def test_the_end_of_a_consent_is_told_once_for_each_suggestion_that_leaves_the_lists(
    world: World, now: Now, clock: Now
) -> None:
    listen(world, "audit.recorded")
    clock.moment = now.moment = datetime(2027, 3, 1, 12, tzinfo=UTC)
    long = {"publish_at": "2027-01-01T00:00:00Z"}
    agreed = world.suggestion(title="The pump", people=[SAMIRA, BO], **long)
    ask(world, agreed).says("yes", until="2027-03-05")
    ask(world, agreed, 1).says("yes", until="2027-03-05")
    noted = world.suggestion(people=[SAMIRA | {"consent_until": "2027-03-04"}], **long)
    world.suggestion(people=[SAMIRA | {"consent_until": "2027-03-04"}], status="draft", **long)
    world.suggestion(people=[SAMIRA | {"consent_until": "2027-03-04"}], expires_at="2027-03-02T00:00:00Z", **long)
    ask(world, world.suggestion(people=[SAMIRA], **long)).says("no")

    assert endings.tell(world.engine, datetime(2027, 3, 4, 22, 59, tzinfo=UTC)) == 0
    now.moment = datetime(2027, 3, 6, 12, tzinfo=UTC)
    assert [endings.tell(world.engine, now.moment) for _ in range(2)] == [2, 0]

    told_of = {("housekeeping", agreed["id"], "2027-03-05"), ("housekeeping", noted["id"], "2027-03-04")}
    assert set(expiries(world)) == told_of
    assert [one["data"]["action"] for one in told(world)].count("consent.expired") == 2
    answer = world.client.get(f"{API}/suggestions/{agreed['id']}", headers=world.key())
    assert answer.json["updated_at"] == agreed["updated_at"]
    assert change(world, agreed, title="The other pump").status_code == 200

    ask(world, agreed).says("yes", until="2027-03-10")
    ask(world, agreed, 1).says("yes", until="2027-03-09")
    assert endings.tell(world.engine, datetime(2027, 3, 11, 12, tzinfo=UTC)) == 1


def test_what_somebody_said_is_forgotten_and_that_they_said_no_is_not(world: World, now: Now, clock: Now) -> None:
    me = world.sign_in()
    clock.moment = now.moment = datetime(2027, 3, 1, 12, tzinfo=UTC)
    titles = ("agreed", "over", "refused", "withdrawn", "asked")
    made = {title: world.suggestion(title=title, people=[SAMIRA]) for title in titles}
    pages = {title: ask(world, one) for title, one in made.items()}
    pages["agreed"].says("yes", until="2029-03-05")
    pages["over"].says("yes", until="2027-03-05")
    pages["refused"].says("no")
    pages["withdrawn"].says("yes")
    pages["withdrawn"].says("no")
    clock.moment = now.moment = datetime(2029, 3, 4, 12, tzinfo=UTC)
    before = {title: states(world, one) for title, one in made.items()}
    assert before["over"] == ["expired"]

    assert endings.forget(world.engine, 0, now.moment) == 0
    assert endings.forget(world.engine, 730, datetime(2029, 2, 27, 12, tzinfo=UTC)) == 0
    assert endings.forget(world.engine, 730, datetime(2029, 3, 2, 12, tzinfo=UTC)) == 3
    assert [endings.forget(world.engine, 729, now.moment) for _ in range(2)] == [1, 0]

    assert {title: states(world, one) for title, one in made.items()} == before
    with world.session() as session:
        kept = [(one.state, one.shown["title"]) for one in session.scalars(select(Consent)) if one.shown]
    assert kept == [("agreed", "agreed")]
    assert {*listed(world, me)} == {"agreed", "asked"}  # who was never answered by is shown with a warning, as before
    assert pages["refused"].open().status_code == 200
    pages["refused"].says("yes", until="2029-03-20")
    assert "refused" in listed(world, me)


def test_links_in_posts_keep_leading_when_all_that_was_said_is_forgotten(world: World) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    code = world.link(world.sign_in(), suggestion)
    ask(world, suggestion).says("no")
    assert endings.forget(world.engine, 1, datetime.now(UTC) + timedelta(days=3)) == 1
    world.settle()
    assert world.client.get(f"/r/{code}").status_code == 302


def test_every_hour_what_time_did_to_consents_is_done(world: World, config: Config) -> None:
    suggestion = world.suggestion(people=[SAMIRA])
    ask(world, suggestion).says("no")
    ended = world.suggestion(people=[SAMIRA | {"consent_until": "2020-01-01"}])
    with world.session() as session:
        session.execute(update(Consent).values(answered_on=date(2020, 1, 1)))
    pauses = iter([0.0])

    class Once(threading.Event):
        def wait(self, _timeout: float | None = None) -> bool:
            return next(pauses, None) is None

    housekeeping.run(config, Once())
    assert [one for _, one, _ in expiries(world)] == [ended["id"]]
    with world.session() as session:
        assert [one.shown for one in session.scalars(select(Consent))] == [{}]
