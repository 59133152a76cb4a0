"""What the server answers is what its published schemas say, and nothing besides.

The published schemas are open, so that an older client ignores a newer field. Here each is closed on every level: a
field that the server answers without having written it down is found, and so is one that is written down and never
answered.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from PIL import Image
from sqlalchemy import select

from support import released
from support.closed_schemas import closed, faults, fields, filled
from support.voices import crowd, photo, says, shares
from support.world import API, BROWSER, HOST, Headers, World, suggestion_request
from vertel import create_app
from vertel.config import Config
from vertel.models import Event, Webhook
from vertel.services import deliveries, events, sign_ins
from vertel.services.destination_check import Answer, Asker
from vertel.webhooks import payloads
from vertel_schema import DOCUMENTS, EVENTS, Response
from vertel_schema.words import EVENT_TYPES, GROUPS, INTERVALS, REPORT_ORDERS

Answers = list[Any]
UTM = {"source": "linkedin", "medium": "social", "campaign": "techniek", "term": "monteur", "content": "verhaal"}


def picture(world: World) -> Any:
    out = io.BytesIO()
    Image.new("RGB", (2, 1)).save(out, "PNG")
    return world.client.post(f"{API}/images", data=out.getvalue(), content_type="image/png", headers=world.key())


def whole_suggestion(world: World, **values: Any) -> dict[str, Any]:
    """A suggestion in which no field is empty, not even its warnings: it has no link, and an image without words."""
    document = {
        "external_id": "vac-2026-017",
        "captions": [{"language": "nl", "tone": "personal", "text": "Ons team in Zwolle zoekt een collega."}],
        "prompts": [{"language": "nl", "question": "Wat vind jij mooi?", "opening": "Wat ik mooi vind: "}],
        "image": {"id": picture(world).json["id"], "alt": "Drie monteurs bij een machine"},
        "audience": {"teams": ["techniek"], "locations": ["Zwolle"], "languages": ["nl"]},
        "people": [{"name": "Samira Haddad", "consent_until": "2099-06-30"}],
        "publish_at": "2026-01-01T08:00:00Z",
        "expires_at": "2099-01-15T23:00:00Z",
        "utm": UTM,
    }
    return world.suggestion(**document | values)


def mechanic(world: World) -> Headers:
    return world.sign_in(team="Techniek", location="Zwolle", languages=["nl"])


def me(world: World) -> Answers:
    headers = mechanic(world)
    wishes = {"languages": ["en", "nl"], "snoozed_until": f"{datetime.now(UTC).year + 1}-01-01T08:00:00Z"}
    change = world.client.patch(f"{API}/me", json=wishes, headers=headers)
    return [
        change,
        world.client.get(f"{API}/me", headers=headers),
        world.client.get(f"{API}/me", headers=world.sign_in()),
    ]


def feedback(world: World) -> Answers:
    suggestion, (first, second, *_) = world.suggestion(), crowd(world, 7, team="Techniek")
    fully = {"reason": "other", "comment": "Hm.", "signed": True}
    return [says(world, first, suggestion, "not_for_me", **fully), says(world, second, suggestion)]


def feedback_page(world: World) -> Answers:
    people = crowd(world, 2)
    for _ in range(2):
        for me in people:
            says(world, me, world.suggestion(), "not_for_me", reason="other", comment="Hm.")
    return [world.client.get(f"{API}/me/feedback?limit=1", headers=me) for me in [*people, world.sign_in()]]


def suggestion_feedback(world: World) -> Answers:
    suggestion = world.suggestion()
    for me in crowd(world, 2, team="Techniek"):
        says(world, me, suggestion, "not_for_me", reason="other", comment="Hm.", signed=True)
    path = f"{API}/suggestions/{suggestion['id']}/feedback?limit=1"
    withheld = world.client.get(path, headers=world.key())
    crowd(world, 5)
    return [withheld, world.client.get(path, headers=world.key())]


def thanks(world: World) -> Answers:
    path = f"{API}/suggestions/{world.suggestion()['id']}/thanks"
    return [world.client.post(path, json={"text": "Two people applied."}, headers=world.key())]


def thanks_page(world: World) -> Answers:
    suggestion, me = world.suggestion(), world.sign_in()
    shares(world, me, suggestion)
    path = f"{API}/suggestions/{suggestion['id']}/thanks"
    for _ in range(2):
        world.client.post(path, json={"text": "Two people applied."}, headers=world.key())
    paths = {f"{path}?limit=1": world.key(), f"{API}/me/thanks": me}
    return [world.client.get(path, headers=who) for path, who in paths.items()]


def idea(world: World) -> Answers:
    me = world.sign_in(team="Techniek")
    images = [{"id": photo(world, me)["id"], "alt": "A pump"}]
    people = [{"name": "Samira Haddad", "consent_until": "2099-06-30"}]
    whole = {"text": "A pump.", "images": images, "people": people, "language": "nl", "signed": True}
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


def impact(world: World) -> Answers:
    me, suggestion = world.sign_in(), world.suggestion()
    shares(world, me, suggestion)
    world.clicked(world.link(me, suggestion, "personal"))
    return [world.client.get(f"{API}/me/impact?interval={interval}", headers=me) for interval in INTERVALS[1:]]


def transparency(world: World) -> Answers:
    return [
        world.client.get(f"{API}/me/transparency?language={word}", headers=world.sign_in()) for word in ("nl", "en")
    ]


def suggestion(world: World) -> Answers:
    written = world.client.post(f"{API}/suggestions", json=suggestion_request(), headers=world.key())
    path = f"{API}/suggestions/{whole_suggestion(world)['id']}"
    read = world.client.get(path, headers=world.key("reader"))
    with_tag = world.key() | {"If-Match": read.headers["ETag"]}
    patched = world.client.patch(path, json={"title": "Elektromonteur"}, headers=with_tag)
    with_tag["If-Match"] = patched.headers["ETag"]
    mine = world.client.get(f"{API}/suggestions", headers=mechanic(world)).json["items"][0]
    replaced = world.client.put(path, json=suggestion_request(), headers=with_tag)
    return [written, read, patched, replaced, SimpleNamespace(json=mine)]


def suggestion_page(world: World) -> Answers:
    employee = mechanic(world)
    empty = world.client.get(f"{API}/suggestions", headers=employee)
    for number in range(3):
        whole_suggestion(world, external_id=str(number))
    mine = world.client.get(f"{API}/suggestions?limit=2", headers=employee)
    assert len(mine.json["items"]) == 2
    managed = world.client.get(f"{API}/suggestions?view=manage&limit=2", headers=world.key("reader"))
    return [empty, mine, managed]


def import_result(world: World) -> Answers:
    rows = "external_id,kind,title,caption_nl_personal\nv-1,vacancy,Monteur,Zonder link\nv-2,advert,Monteur,Zonder link"

    def upload(query: str, media_type: str = "text/csv", body: str = rows) -> Any:
        path = f"{API}/suggestions/import{query}"
        return world.client.post(path, data=body, content_type=media_type, headers=world.key())

    dry, atomic = upload("?dry_run=true"), upload("?atomic=true")
    unreadable = upload("", "application/x-ndjson", '{"kind":\n[]\n{"external_id": 5}')
    return [dry, atomic, upload(""), upload(""), unreadable]


def link(world: World) -> Answers:
    employee, asked = world.sign_in(), {"suggestion_id": world.suggestion()["id"]}
    campaign, again = (world.client.post(f"{API}/links", json=asked, headers=employee) for _ in range(2))
    personal = world.client.post(f"{API}/links", json=asked | {"scope": "personal"}, headers=employee)
    own = {"destination_url": f"https://{HOST}/", "code": "werkenbij"}
    made = world.client.post(f"{API}/links", json=own, headers=world.key())
    return [campaign, again, personal, made]


def links_of_both_scopes(world: World) -> Headers:
    """A team's link and one of its own, in which no field is empty: it was uploaded, changed and withdrawn."""
    editor = world.key()
    headers, *_ = [world.sign_in(team="Large") for _ in range(5)]
    world.link(headers, world.suggestion())
    row = {
        "destination_url": f"https://{HOST}/",
        "code": "werkenbij",
        "title": "Poster",
        "external_id": "p-1",
        "utm": UTM,
    }
    upload = world.client.post(f"{API}/links/import", json=[row], headers=editor)
    assert upload.json["created"] == 1
    world.clicked("werkenbij")
    return editor


def managed_link(world: World) -> Answers:
    editor = links_of_both_scopes(world)
    path = f"{API}/links/werkenbij"
    changes = {"destination_url": f"https://{HOST}/new", "withdrawn": True}
    changed = world.client.patch(path, json=changes, headers=editor)
    page = world.client.get(f"{API}/links?scope=campaign", headers=editor)
    campaign = world.client.get(f"{API}/links/{page.json['items'][0]['code']}", headers=editor)
    return [changed, world.client.get(path, headers=editor), campaign]


def link_page(world: World) -> Answers:
    editor = links_of_both_scopes(world)
    world.client.patch(f"{API}/links/werkenbij", json={"withdrawn": True}, headers=editor)
    return [world.client.get(f"{API}/links?limit={limit}&withdrawn=include", headers=editor) for limit in (1, 2)]


def link_import_result(world: World) -> Answers:
    row = {"destination_url": f"https://{HOST}/", "external_id": "p-1", "utm": {"source": "noor@example.com"}}
    rows = [row, {"destination_url": "https://elsewhere.example.net/"}]
    queries = ("?dry_run=true", "?atomic=true", "", "")
    return [world.client.post(f"{API}/links/import{query}", json=rows, headers=world.key()) for query in queries]


def destination_report(world: World) -> Answers:
    editor = links_of_both_scopes(world)
    moved = Answer("moved", "It moved for good: have the link lead there.", f"https://{HOST}/new")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Asker, "ask", lambda *_: moved)
        return [world.client.get(f"{API}/reports/destinations?limit={limit}", headers=editor) for limit in (1, 100)]


def application_result(world: World) -> Answers:
    application = {"id": "2026-004711", "link_code": world.link(world.sign_in(), world.suggestion())}
    return [world.client.post(f"{API}/applications", json=application, headers=world.key()) for _ in range(2)]


def share_result(world: World) -> Answers:
    headers = world.sign_in()
    share = {"id": str(uuid.uuid4()), "suggestion_id": world.suggestion()["id"], "method": "insert"}
    share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    wrong = share | {"id": str(uuid.uuid4()), "suggestion_id": str(uuid.uuid4())}
    return [world.client.post(f"{API}/shares", json=[share, wrong], headers=headers) for _ in range(2)]


def some_traffic(world: World) -> None:
    """Teams whose numbers are shown and one whose numbers are not; a share and a click of each."""
    shared = world.suggestion(audience={"locations": ["Zwolle"]})
    for name, size in (("Large", 6), ("Next smallest", 5), ("Small", 2)):
        headers, *_ = [world.sign_in(team=name, location="Zwolle") for _ in range(size)]
        share = {"id": str(uuid.uuid4()), "suggestion_id": shared["id"], "method": "copy"}
        share["link_code"] = world.link(headers, shared)
        share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert world.client.post(f"{API}/shares", json=[share], headers=headers).json["accepted"] == 1
        world.client.get(f"/r/{share['link_code']}", headers={"User-Agent": BROWSER})


def overview(world: World) -> Answers:
    empty = world.client.get(f"{API}/reports/overview", headers=world.key("reader"))
    some_traffic(world)
    return [empty, world.client.get(f"{API}/reports/overview", headers=world.key("reader"))]


def click_report(world: World) -> Answers:
    some_traffic(world)
    queries = [f"interval={interval}&group_by={group}" for interval in INTERVALS for group in GROUPS]
    return [world.client.get(f"{API}/reports/clicks?{query}", headers=world.key("reader")) for query in queries]


def suggestion_report(world: World) -> Answers:
    empty = world.client.get(f"{API}/reports/suggestions", headers=world.key("reader"))
    some_traffic(world)
    some_traffic(world)
    path = f"{API}/reports/suggestions?limit=1&sort="
    return [empty, *[world.client.get(f"{path}{order}", headers=world.key("reader")) for order in REPORT_ORDERS]]


def token_response(world: World) -> Answers:
    with world.session() as session:
        code = sign_ins.invite(session, world.employee())
    request = {"grant_type": "enrolment_code", "code": code}
    first = world.client.post(f"{API}/auth/token", json=request)
    renewal = {"grant_type": "refresh_token", "refresh_token": first.json["refresh_token"]}
    return [first, world.client.post(f"{API}/auth/token", json=renewal)]


def health(world: World) -> Answers:
    config: Config = world.client.application.extensions["vertel"].config
    nowhere = Path(config.database_url.removeprefix("sqlite:///")).with_name("no-tables.sqlite3")
    settings = {"VERTEL_SECRET_KEYS": config.secret_keys[0], "VERTEL_DATABASE_URL": f"sqlite:///{nowhere}"}
    app = create_app(Config.from_environment(settings))
    sick = app.test_client().get("/readyz")
    app.extensions["vertel"].engine.dispose()
    assert sick.status_code == 503
    return [world.client.get("/readyz"), sick]


def problem(world: World) -> Answers:
    """A refusal of every kind; 500 and 503 are made by the tests of faults."""
    client, key = world.client, world.key()
    path = f"{API}/suggestions/{world.suggestion()['id']}"
    taken = {"destination_url": f"https://{HOST}/", "code": "taken"}
    client.post(f"{API}/links", json=taken, headers=key)
    answers = {
        400: client.post(f"{API}/suggestions", data=b"{", content_type="application/json", headers=key),
        401: client.get(f"{API}/me"),
        403: client.get(f"{API}/suggestions?view=manage", headers=world.sign_in()),
        404: client.get(f"{API}/suggestions/{uuid.uuid4()}", headers=key),
        405: client.put(f"{API}/me", headers=key),
        409: client.post(f"{API}/links", json=taken, headers=key),
        412: client.delete(path, headers=key | {"If-Match": '"stale"'}),
        413: client.post(f"{API}/suggestions", data=b" " * 2_000_000, content_type="application/json", headers=key),
        415: client.post(f"{API}/suggestions", data=b"{}", content_type="text/plain", headers=key),
        422: client.post(f"{API}/suggestions", json={"title": "", "kind": "advert", "x": 1}, headers=key),
        428: client.delete(path, headers=key),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    assert {answer.content_type for answer in answers.values()} == {"application/problem+json"}
    return [*answers.values()]


def webhooks(world: World) -> tuple[str, Headers, Answers]:
    """Two webhooks: one as it was made and changed, and one that was switched off; where they are, and the answers."""
    admin, path = world.key("admin"), f"{API}/webhooks"
    request = {"url": f"https://{HOST}/hook", "types": ["suggestion.published"]}
    made = [world.client.post(path, json=request, headers=admin) for _ in range(2)]
    with world.session() as session:
        gone = session.get_one(Webhook, uuid.UUID(made[1].json["id"]))
        deliveries.switch_off(gone, "The receiver answered 410 Gone.")
    first, second = (f"{path}/{answer.json['id']}" for answer in made)
    rotated = [world.client.post(f"{one}/rotate-secret", headers=admin) for one in (first, second)]
    return first, admin, [*made, *rotated]


def webhook(world: World) -> Answers:
    first, admin, _ = webhooks(world)
    answers = [world.client.get(f"{API}/webhooks?limit=1", headers=admin)]
    cursor = answers[0].json["next_cursor"]
    answers.append(world.client.get(f"{API}/webhooks?limit=1&cursor={cursor}", headers=admin))
    return [*answers, world.client.patch(first, json={"active": True}, headers=admin)]


def delivery_page(world: World) -> Answers:
    first, admin, _ = webhooks(world)
    for _ in range(2):
        world.client.post(f"{first}/test", headers=admin)
    moment = datetime.now(UTC)
    failed = deliveries.Outcome(moment, 15, status=503, error="The receiver answered 503.", excerpt="Later")
    for outcome in (failed, deliveries.Outcome(moment, 12, status=204)):
        with world.session() as session:
            for job in deliveries.claim(session, moment + timedelta(hours=1), {}, 1):
                deliveries.record(session, job, outcome, moment)
    return [world.client.get(f"{first}/deliveries?limit=1", headers=admin),
            world.client.get(f"{first}/deliveries", headers=admin)]  # fmt: skip


def delivery(world: World) -> Answers:
    pages = delivery_page(world)
    return [Sent(item) for page in pages for item in page.json["items"]]


@dataclass
class Sent:
    """Something that the server sends by itself."""

    json: Any


def sent(kind: str) -> Callable[[World], Answers]:
    """A function that has the server send every kind of event, and gives those of one type."""

    def every(world: World) -> Answers:
        first, admin, _ = webhooks(world)
        world.client.patch(first, json={"types": list(EVENT_TYPES)}, headers=admin)
        world.client.post(f"{first}/test", headers=admin)
        shown = uuid.UUID(whole_suggestion(world)["id"])
        for _ in range(5):
            noor = world.employee(team="Techniek", location="Zwolle")
        moment = datetime.now(UTC)
        said = {"reaction": "not_for_me", "reason": "other", "comment": "Nee."}
        with world.session() as session:
            for by in (noor.id, None):
                events.idea_received(session, idea_id=uuid.uuid4(), text="Een verhaal", signed_by=by)
                events.feedback_received(session, suggestion_id=shown, **said, signed_by=by)
            events.application_reported(session, suggestion_id=shown, day=moment.date())
            events.shares_created(session, suggestion_id=shown, since=moment, until=moment, shares=5)
            found = [event for event in session.scalars(select(Event)) if event.type == kind]
        return [Sent(orjson.loads(payloads.body(event.type, event.occurred_at, event.data))) for event in found]

    return every


ANSWERS: dict[str, Callable[[World], Answers]] = {
    "ApplicationResult": application_result,
    "ClickReport": click_report,
    "DestinationReport": destination_report,
    "Feedback": feedback,
    "FeedbackPage": feedback_page,
    "Health": health,
    "Idea": idea,
    "IdeaPage": idea_page,
    "Image": lambda world: [picture(world)],
    "Impact": impact,
    "ImportResult": import_result,
    "Link": link,
    "LinkImportResult": link_import_result,
    "LinkPage": link_page,
    "ManagedLink": managed_link,
    "Me": me,
    "Overview": overview,
    "Problem": problem,
    "ShareResult": share_result,
    "Suggestion": suggestion,
    "SuggestionFeedback": suggestion_feedback,
    "SuggestionPage": suggestion_page,
    "SuggestionReport": suggestion_report,
    "Thanks": thanks,
    "ThanksPage": thanks_page,
    "TokenResponse": token_response,
    "Transparency": transparency,
    "Delivery": delivery,
    "DeliveryPage": delivery_page,
    "Webhook": lambda world: [Sent(item) for page in webhook(world)[:2] for item in page.json["items"]],
    "WebhookPage": lambda world: webhook(world)[:2],
    "WebhookSecret": lambda world: webhooks(world)[2],
} | {schema.__name__: sent(kind) for kind, schema in EVENTS.items()}
"""Schema -> a function that has the server give every kind of answer of that schema."""


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_has_what_its_schema_says_and_nothing_besides(world: World, name: str) -> None:
    schema, bodies = closed(name), [answer.json for answer in ANSWERS[name](world)]
    assert {fault for body in bodies for fault in faults(schema, body)} == set()
    assert fields(schema) - {field for body in bodies for field in filled(schema, body)} == set(), "never answered"
    assert {fault for body in bodies for fault in released.faults(name, body)} == set(), "the last release refuses it"


def test_every_schema_of_an_answer_is_looked_at() -> None:
    assert set(ANSWERS) == {name for name, schema in DOCUMENTS.items() if issubclass(schema, Response)}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_field_that_is_not_written_down_would_be_noticed_on_every_level(world: World, name: str) -> None:
    schema, bodies = closed(name), [answer.json for answer in ANSWERS[name](world)]
    for body in bodies:
        for place in objects(body):
            place["unheard_of"] = 1
            assert any("unheard_of" in fault for fault in faults(schema, body))
            del place["unheard_of"]


def objects(value: Any) -> list[dict[str, Any]]:
    """Return an object of each sort in a document, on every level; those in a list are all of a sort."""
    below = value.values() if isinstance(value, dict) else value[:1] if isinstance(value, list) else []
    own = [value] if isinstance(value, dict) else []
    return [*own, *(found for item in below for found in objects(item))]
