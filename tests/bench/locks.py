"""For how long each kind of request holds SQLite's write lock, with 50,000 employees and 10,000 suggestions.

SQLite has one writer at a time, so this is how long everybody else waits. A request holds the lock from the end of its
BEGIN IMMEDIATE to the end of its COMMIT, which waits for the disk; checkpoints, for which SQLite gives it back first,
are made in between. Each kind is sent twenty times, with an
`Idempotency-Key` where it is a POST, to a server that also stores an event for each webhook; its longest time counts.
The reference is the median of the same requests. What is done beside the requests is measured the same way.
"""

import gc
import io
import itertools
import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Connection, Engine, event, func, insert, select, update

from bench import library
from support.world import API, Headers, World, suggestion_request
from vertel.app import create_app
from vertel.auth.tokens import EXTENSION
from vertel.clock import now
from vertel.config import Config
from vertel.db import migrations
from vertel.db.models import (
    AudienceEntry,
    Employee,
    Event,
    IdempotencyKey,
    Organisation,
    Person,
    SignIn,
    Webhook,
)
from vertel.domain.audience import audience_index
from vertel.domain.people import sign_ins
from vertel.domain.privacy import retention
from vertel.domain.webhooks import events
from vertel.worker.deliverer import Deliverer

TIMES = 20
BAR = 20
SHARES = 100
"""In one request; the outbox of a browser that was offline sends as many at once."""

Held = list[float]


def run() -> list[dict[str, Any]]:
    """Measure each kind of request."""
    with tempfile.TemporaryDirectory() as name:
        settings = {
            "VERTEL_DATABASE_URL": f"sqlite:///{name}/locks.sqlite3", "VERTEL_SECRET_KEYS": library.KEY,
            "VERTEL_DESTINATION_HOSTS": library.HOST, "VERTEL_STATE_DIR": f"{name}/state",
        }  # fmt: skip
        config = Config.from_environment(settings)
        app = create_app(config)
        engine: Engine = app.extensions["vertel"].engine
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA wal_autocheckpoint = 0"))
        migrations.upgrade(engine)
        library.fill(engine, 10)
        company = Company(World(engine, app.test_client()))
        gc.collect()
        gc.freeze()  # as the server does
        with lock_watched(engine) as held:
            measured = [*requests(company, held), *beside(company, config, held)]
        engine.dispose()
    return [row(kind, times) for kind, times in measured]


def row(kind: str, times: Held) -> dict[str, Any]:
    """Return a row of the report."""
    longest, median = max(times) * 1000, statistics.median(times) * 1000
    return {
        "name": kind, "value": longest, "unit": "ms", "bar": BAR,
        "reference": f"median of {len(times)}: {median:.1f} ms", "ratio": longest / median,
    }  # fmt: skip


@contextmanager
def lock_watched(engine: Engine) -> Iterator[Held]:
    """Yield a list that gets the seconds for which each transaction of an engine held the write lock."""
    held: Held = []
    taken: dict[int, float] = {}

    def begun(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "BEGIN IMMEDIATE":
            taken[id(connection.connection.dbapi_connection)] = time.perf_counter()

    def ending(end: Callable[[Any], None]) -> Callable[[Any], None]:
        def ended(connection: Any) -> None:
            end(connection)
            actual = getattr(connection, "dbapi_connection", connection)
            if (since := taken.pop(id(actual), None)) is not None:
                held.append(time.perf_counter() - since)

        return ended

    dialect = engine.dialect
    before = dialect.do_commit, dialect.do_rollback
    event.listen(engine, "after_cursor_execute", begun)
    dialect.do_commit, dialect.do_rollback = (ending(end) for end in before)  # type: ignore[method-assign]
    try:
        yield held
    finally:
        dialect.do_commit, dialect.do_rollback = before  # type: ignore[method-assign]
        event.remove(engine, "after_cursor_execute", begun)


class Company:
    """Who sends requests, and what they are about."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, random.Random(2026)  # noqa: S311  the same data on every run
        signer = world.client.application.extensions[EXTENSION]
        with world.session() as session:
            if session.get(Organisation, 1) is None:
                session.add(Organisation(id=1, name="Bench"))
            session.add(Webhook(url="https://hooks.example.com/", types=list(events.TYPES), active=True, secret=b"x"))
            signed_in = session.scalars(select(SignIn.id).order_by(SignIn.id)).all()
            for_all = select(AudienceEntry.suggestion_id).where(AudienceEntry.key == audience_index.EVERYONE).limit(500)
            self.suggestions = [str(one) for one in session.scalars(for_all)]
        tokens = [signer.issue(sign_in, now() + timedelta(hours=3)) for sign_in in signed_in]
        self.colleagues = itertools.cycle({"Authorization": f"Bearer {token}"} for token in tokens)
        self.editor, self.admin = world.key("editor"), world.key("admin")

    @property
    def client(self) -> FlaskClient:
        """A client of the server."""
        return self.world.client

    def send(self, method: str, path: str, headers: Headers, **options: Any) -> Any:
        """Return the answer to a request, which has to be a success."""
        once = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        answer = self.client.open(f"{API}{path}", method=method, headers=headers | once, **options)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.get_data(as_text=True)}")
        return answer

    def tag(self, path: str, headers: Headers) -> Headers:
        """Return the headers for a change of what is there now."""
        return headers | {"If-Match": self.send("GET", path, headers).headers["ETag"]}

    def suggestion(self) -> str:
        """Return the id of a suggestion that everybody can see."""
        return self.chance.choice(self.suggestions)


Prepared = Callable[[], object]


def requests(company: Company, held: Held) -> Iterator[tuple[str, Held]]:
    """Yield each kind of request, and for how long the lock was held each time."""
    for kind, prepare in KINDS.items():
        times: Held = []
        prepare(company)()  # the first one builds its statements
        with company.world.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint")
        for _ in range(TIMES):
            send = prepare(company)
            del held[:]
            send()
            times.append(max(held, default=0.0))
        yield kind, times


def writes_a_suggestion(company: Company) -> Prepared:
    document = suggestion_request(external_id=str(uuid.uuid4()), publish_at="2026-01-01T00:00:00Z")
    return lambda: company.send("POST", "/suggestions", company.editor, json=document)


def changes_a_suggestion(company: Company) -> Prepared:
    path = f"/suggestions/{company.suggestion()}"
    headers = company.tag(path, company.editor)
    return lambda: company.send("PATCH", path, headers, json={"title": "Another title"})


def archives_a_suggestion(company: Company) -> Prepared:
    document = suggestion_request(external_id=str(uuid.uuid4()))
    path = f"/suggestions/{company.send('POST', '/suggestions', company.editor, json=document).json['id']}"
    headers = company.tag(path, company.editor)
    return lambda: company.send("DELETE", path, headers)


def imports(company: Company) -> Prepared:
    lines = [f"{uuid.uuid4()},vacancy,Monteur {n},Kom bij ons. {n}" for n in range(500)]
    body = "external_id,kind,title,caption_nl_personal\n" + "\n".join(lines)
    return lambda: company.send("POST", "/suggestions/import", company.editor, data=body, content_type="text/csv")


def asks_for_a_link(scope: str) -> Callable[[Company], Prepared]:
    def prepare(company: Company) -> Prepared:
        document = {"suggestion_id": company.suggestion(), "scope": scope}
        return lambda: company.send("POST", "/links", next(company.colleagues), json=document)

    return prepare


def makes_a_link(company: Company) -> Prepared:
    document = {"destination_url": f"https://{library.HOST}/{uuid.uuid4()}"}
    return lambda: company.send("POST", "/links", company.editor, json=document)


def changes_a_link(company: Company) -> Prepared:
    document = {"destination_url": f"https://{library.HOST}/{uuid.uuid4()}"}
    path = f"/links/{company.send('POST', '/links', company.editor, json=document).json['code']}"
    return lambda: company.send("PATCH", path, company.editor, json={"title": "Spring"})


def shares(company: Company) -> Prepared:
    moment = f"{now():%Y-%m-%dT%H:%M:%SZ}"
    document = [
        {"id": str(uuid.uuid4()), "suggestion_id": company.suggestion(), "method": "copy", "occurred_at": moment}
        for _ in range(SHARES)
    ]
    return lambda: company.send("POST", "/shares", next(company.colleagues), json=document)


def gives_feedback(company: Company) -> Prepared:
    path, document = f"/suggestions/{company.suggestion()}/feedback", {"reaction": "like", "comment": "Nice."}
    return lambda: company.send("PUT", path, next(company.colleagues), json=document)


def takes_feedback_back(company: Company) -> Prepared:
    me, path = next(company.colleagues), f"/suggestions/{company.suggestion()}/feedback"
    company.send("PUT", path, me, json={"reaction": "like", "comment": "Nice."})
    return lambda: company.send("DELETE", path, me)


def sends_an_idea(company: Company) -> Prepared:
    return lambda: company.send("POST", "/ideas", next(company.colleagues), json={"text": "A story. " * 300})


def about_an_idea(method: str, what: str, **document: str) -> Callable[[Company], Prepared]:
    def prepare(company: Company) -> Prepared:
        me = next(company.colleagues)
        path = f"/ideas/{company.send('POST', '/ideas', me, json={'text': 'A story.'}).json['id']}{what}"
        return lambda: company.send(method, path, company.editor if what else me, json=document or None)

    return prepare


def uploads_a_picture(company: Company) -> Prepared:
    body = noise()
    return lambda: company.send("POST", "/images", company.editor, data=body, content_type="image/png")


@cache
def noise() -> bytes:
    """Return a PNG of nearly 9 MB."""
    size, out = (2400, 1200), io.BytesIO()
    Image.frombytes("RGB", size, os.urandom(3 * size[0] * size[1])).save(out, "PNG", compress_level=1)
    return out.getvalue()


def changes_preferences(company: Company) -> Prepared:
    return lambda: company.send("PATCH", "/me", next(company.colleagues), json={"languages": ["nl"]})


def saves(company: Company) -> Prepared:
    path = f"/me/saved/{company.suggestion()}"
    return lambda: company.send("PUT", path, next(company.colleagues))


def leaves(company: Company) -> Prepared:
    """Somebody who shared and said a lot."""
    with company.world.session() as session:
        someone = session.scalars(
            select(Employee).where(Employee.active).offset(company.chance.randrange(40_000)).limit(1)
        )
        employee = someone.one()
    me, own = company.world.sign_in(employee), {"scope": "personal"}
    for _ in range(10):
        company.send("POST", "/links", me, json=own | {"suggestion_id": company.suggestion()})
        shares(company)()
        company.send("PUT", f"/suggestions/{company.suggestion()}/feedback", me, json={"reaction": "like"})
        company.send("POST", "/ideas", me, json={"text": "A story.", "signed": True})
    headers = company.tag("/me", me)
    return lambda: company.send("DELETE", "/me", headers)


def signs_in(company: Company) -> Prepared:
    with company.world.session() as session:
        employee = session.scalars(select(Employee).offset(company.chance.randrange(40_000)).limit(1)).one()
        code = sign_ins.invite(session, employee, company.world.keys)
    return lambda: company.send("POST", "/auth/token", {}, json={"grant_type": "enrolment_code", "code": code})


def carries_on(company: Company) -> Prepared:
    token = signs_in(company)().json["refresh_token"]
    return lambda: company.send("POST", "/auth/token", {}, json={"grant_type": "refresh_token", "refresh_token": token})


def reports_an_application(company: Company) -> Prepared:
    link = {"suggestion_id": company.suggestion(), "scope": "campaign"}
    code = company.send("POST", "/links", next(company.colleagues), json=link).json["code"]
    document = {"id": str(uuid.uuid4()), "link_code": code}
    return lambda: company.send("POST", "/applications", company.editor, json=document)


def thanks(company: Company) -> Prepared:
    path = f"/suggestions/{company.suggestion()}/thanks"
    return lambda: company.send("POST", path, company.editor, json={"text": "Two people applied."})


def adds_a_webhook(company: Company) -> Prepared:
    document = {"url": "https://hooks.example.com/", "types": ["share.created"]}
    return lambda: company.send("POST", "/webhooks", company.admin, json=document)


def changes_the_rule_for_consent(company: Company) -> Prepared:
    """One that holds for all suggestions that show people."""
    with company.world.session() as session:
        if not session.scalar(select(func.count()).select_from(Person)):
            people = [{"suggestion_id": UUID(one), "position": 0, "name": "Bo"} for one in company.suggestions]
            session.execute(insert(Person), people)
    settings = company.send("GET", "/settings", company.admin)
    headers = company.admin | {"If-Match": settings.headers["ETag"]}
    wishes = {"require_consent": not settings.json["require_consent"]}
    return lambda: company.send("PATCH", "/settings", headers, json=wishes)


KINDS: dict[str, Callable[[Company], Prepared]] = {
    "`POST /suggestions`": writes_a_suggestion,
    "`PATCH /suggestions/{id}`": changes_a_suggestion,
    "`DELETE /suggestions/{id}`": archives_a_suggestion,
    "`POST /suggestions/import`, 500 rows, each transaction": imports,
    "`POST /links`, campaign": asks_for_a_link("campaign"),
    "`POST /links`, personal": asks_for_a_link("personal"),
    "`POST /links`, of its own": makes_a_link,
    "`PATCH /links/{code}`": changes_a_link,
    f"`POST /shares`, {SHARES} of them": shares,
    "`PUT /suggestions/{id}/feedback`": gives_feedback,
    "`DELETE /suggestions/{id}/feedback`": takes_feedback_back,
    "`POST /ideas`": sends_an_idea,
    "`POST /ideas/{id}/reply`": about_an_idea("POST", "/reply", text="Thank you."),
    "`POST /ideas/{id}/decline`": about_an_idea("POST", "/decline", text="Not now."),
    "`POST /ideas/{id}/adopt`": about_an_idea("POST", "/adopt"),
    "`DELETE /ideas/{id}`": about_an_idea("DELETE", ""),
    "`POST /images`, a PNG of 9 MB": uploads_a_picture,
    "`PATCH /me`": changes_preferences,
    "`PUT /me/saved/{id}`": saves,
    "`DELETE /me`": leaves,
    "`POST /auth/token`, enrolment code": signs_in,
    "`POST /auth/token`, refresh token": carries_on,
    "`POST /applications`": reports_an_application,
    "`POST /suggestions/{id}/thanks`": thanks,
    "`POST /webhooks`": adds_a_webhook,
    "`PATCH /settings`, another rule for 500 suggestions with people, each transaction": changes_the_rule_for_consent,
}


def beside(company: Company, config: Config, held: Held) -> Iterator[tuple[str, Held]]:
    """Yield what is done beside the requests: each transaction of it."""
    engine = company.world.engine
    with company.world.session() as session:
        session.execute(update(IdempotencyKey).values(created_at=now() - timedelta(days=9)))
        session.execute(update(Event).values(created_at=now() - timedelta(days=40)))
    del held[:]
    retention.tidy(engine, config.click_retention_days, now())
    yield "housekeeping, kept answers and events of this run", list(held)
    del held[:]
    Deliverer(config, engine)._housekeeping(now())
    yield "the deliverer, each minute", list(held)
