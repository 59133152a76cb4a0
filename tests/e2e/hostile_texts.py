"""Markup in whatever anybody can write: in every field of the API that takes it, in a feed, and in files to upload."""

from __future__ import annotations

import io
import json
import urllib.request
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple

from PIL import Image

from e2e.harness import until
from support.feed_server import FeedServer
from support.feeds import item, json_feed
from support.server import Server

ATTACKS = (
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "<iframe src=https://evil.example/></iframe>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "{{constructor.constructor('window.hit=1')()}}",
    "javascript:window.hit=1",
)
SITE = "https://www.ottervliet.example"


def hostile(mark: str, longest: int = 1000) -> str:
    """All of the attacks that fit, behind a word by which they are found again."""
    return f"{mark} {' '.join(ATTACKS)}"[:longest]


def seen_as(mark: str) -> str:
    """What is on the screen where the text of a mark is shown as text."""
    return f"{mark} {ATTACKS[0]}"


UNKNOWN_COLUMN = f"kind,title,{seen_as('column')}\r\nstory,De sluis,x\r\n"
WRONG_ROW = f"kind,title,external_id\r\n{seen_as('cell')},{seen_as('row')},x-1\r\n"


class Planted(NamedTuple):
    """Where the texts are: an administrator's key, a draft, a published suggestion, and an idea."""

    admin: str
    draft: str
    live: str
    idea: str


def call(server: Server, key: str, method: str, path: str, document: Any = None) -> Any:
    """Make a call of the API as a program, and return what it answers."""
    body = None if document is None else json.dumps(document).encode()
    return _answer(server, method, path, body, _headers(key))


def plant(server: Server, feeds: FeedServer) -> Planted:
    """Put markup into every field of every document that takes it."""
    admin = server.vertel("key", "create", "--role", "admin", "--name", hostile("key", 60))
    colleague = _token_of(server, "noor@ottervliet.example")
    draft, live = _suggestions(server, admin)
    said = {"reaction": "not_for_me", "reason": "other", "comment": hostile("comment"), "signed": True}
    call(server, colleague, "PUT", f"/suggestions/{live}/feedback", said)
    call(server, admin, "POST", f"/suggestions/{live}/thanks", {"text": hostile("thanks", 500)})
    idea = _conversation(server, admin, colleague)
    _organisation(server, admin)
    _addresses(server, admin)
    _feeds(server, admin, feeds)
    return Planted(admin, draft, live, idea)


def _suggestions(server: Server, admin: str) -> tuple[str, str]:
    """A draft and a published one."""
    suggestion = {
        "external_id": hostile("external", 100),
        "kind": "story",
        "title": hostile("title", 200),
        "titles": [{"language": "en", "text": hostile("title", 200)}],
        "captions": [{"language": "en", "tone": "personal", "text": f"{hostile('caption')} {{link}}"}],
        "prompts": [{"language": "en", "question": hostile("starter", 300), "opening": hostile("opening", 300)}],
        "guidance": [{"language": "en", "do": hostile("do", 200), "dont": hostile("dont", 200)}],
        "image": {"id": _image(server, admin), "alt": hostile("alt", 500)},
        "people": [{"name": hostile("person", 60), "consent_until": "2030-01-01"}],
        "audience": {"teams": [], "locations": [], "languages": []},
        "status": "draft",
    }
    draft = call(server, admin, "POST", "/suggestions", suggestion)["id"]
    call(server, admin, "POST", f"/suggestions/{draft}/notes", {"text": hostile("note")})
    live = suggestion | {"external_id": "live", "image": None, "people": [], "status": "published"}
    live["publish_at"] = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return draft, call(server, admin, "POST", "/suggestions", live)["id"]


def _conversation(server: Server, admin: str, colleague: str) -> str:
    """A question with an answer and what came of it; return the answer's id."""
    question = {"texts": [{"language": "en", "text": hostile("question", 300)}], "open_until": "2999-12-31"}
    asked = call(server, admin, "POST", "/questions", question)["id"]
    photo = {"id": _image(server, colleague), "alt": hostile("photo", 500)}
    document = {"text": hostile("idea"), "language": "en", "signed": True, "question_id": asked, "images": [photo]}
    idea: str = call(server, colleague, "POST", "/ideas", document)["id"]
    call(server, admin, "POST", f"/ideas/{idea}/reply", {"text": hostile("reply")})
    call(server, admin, "POST", f"/questions/{asked}/close", {})
    outcome = [{"language": "en", "text": hostile("outcome", 500)}]
    change(server, admin, f"/questions/{asked}", {"outcome": outcome})
    return idea


def _organisation(server: Server, admin: str) -> None:
    """A colleague, a team that gets another name, and the settings."""
    person = {"email": "x@ottervliet.example", "name": hostile("colleague", 60), "team": "Hostile"}
    call(server, admin, "POST", "/employees", person | {"location": hostile("location", 60)})
    teams = call(server, admin, "GET", "/teams?limit=100")["items"]
    (team,) = (team["id"] for team in teams if team["name"] == "Hostile")
    change(server, admin, f"/teams/{team}", {"name": hostile("1st team", 60)})
    own = ("controller", "contact", "data_protection_officer", "legal_basis", "hosting")
    settings = {
        "name": hostile("organisation", 60),
        "guidance": [{"language": "en", "do": hostile("usual", 200), "dont": hostile("never", 200)}],
        "data_sheet": {name: hostile(name, 200) for name in own},
    }
    change(server, admin, "/settings", settings)


def _addresses(server: Server, admin: str) -> None:
    """A link, a webhook and a channel."""
    query = "?q=%3Cscript%3E"
    call(server, admin, "POST", "/links", {"destination_url": f"{SITE}/{query}", "title": hostile("link", 100)})
    webhook = {"url": f"https://hooks.invalid/{query}", "types": ["idea.received"]}
    call(server, admin, "POST", "/webhooks", webhook)
    hook = "https://hooks.slack.com/services/T024BE7LD/B024BE7LH/example"
    channel = {"kind": "slack", "name": hostile("channel", 60), "address": hook, "location": hostile("nowhere", 60)}
    when = {"language": "en", "weekday": "monday", "hour": 9, "active": False}
    call(server, admin, "POST", "/channels", channel | when)


def _feeds(server: Server, admin: str, feeds: FeedServer) -> None:
    """A feed with an item that is left out, and one that fails, both looked at."""
    items = [
        item("welder", title=_escaped_twice("vacancy"), url=f"{SITE}/welder"),
        item("stranger", title=_escaped_twice("stranger"), url="https://elsewhere.example.net/"),
    ]
    feeds.answer(json_feed(items), "application/feed+json")
    feeds.pages["/gone"] = _refuse
    common = {"kind": "vacancy", "language": "en"}
    for name, url in (("feed", feeds.url), ("failing", f"{feeds.base}/gone")):
        call(server, admin, "POST", "/feeds", common | {"name": hostile(name, 60), "url": url})
    until("both were looked at", lambda: _states(server, admin) == {"fine", "failing"})


def _escaped_twice(mark: str) -> str:
    """A title as HTML whose text is markup, also for who reads HTML in it once more."""
    return escape(f"<b></b>{escape(hostile(mark, 200))}")


def _states(server: Server, admin: str) -> set[str]:
    """How it stands with the feeds."""
    return {feed["state"] for feed in call(server, admin, "GET", "/feeds")["items"]}


def _refuse(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(404, hostile("refusal", 200))
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def _image(server: Server, key: str) -> str:
    """The id of a picture that was uploaded."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 630), "teal").save(out, "JPEG")
    return str(_answer(server, "POST", "/images", out.getvalue(), _headers(key, "image/jpeg"))["id"])


def _token_of(server: Server, email: str) -> str:
    """The access token of a colleague."""
    code = server.vertel("employee", "invite", email)
    grant = {"grant_type": "enrolment_code", "code": code}
    return str(call(server, "", "POST", "/auth/token", grant)["access_token"])


def change(server: Server, key: str, path: str, document: Any) -> Any:
    """Change something as it is now, and return it."""
    asked = urllib.request.Request(f"{server.url}/api/v1{path}", headers=_headers(key))
    with urllib.request.urlopen(asked, timeout=20) as answer:
        now = {"If-Match": answer.headers["ETag"]}
    return _answer(server, "PATCH", path, json.dumps(document).encode(), _headers(key) | now)


def _answer(server: Server, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
    asked = urllib.request.Request(f"{server.url}/api/v1{path}", body, headers, method=method)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def _headers(key: str, media_type: str = "application/json") -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "Content-Type": media_type}
