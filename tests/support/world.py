"""A small world for a test: people, keys and suggestions, each with sensible defaults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from support.clicks import record
from vertel.auth.tokens import EXTENSION
from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import Employee, Link
from vertel.domain.analytics import clicks
from vertel.domain.people import api_keys, provisioning, sign_ins
from vertel.worker.counting import recorder_on

Headers = dict[str, str]
API = "/api/v1"
HOST = "careers.example.com"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36"


@dataclass
class World:
    """Makes what a test needs, through the services and the API."""

    engine: Engine
    client: FlaskClient
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def keys(self) -> tuple[str, ...]:
        """The server's secret keys."""
        return self.client.application.extensions["vertel"].config.secret_keys

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session of its own, committed at the end."""
        with make_session(self.engine, writes=True) as session:
            yield session
            session.commit()

    def employee(self, **values: Any) -> Employee:
        """An employee, saved as an import would."""
        with self.session() as session:
            return self._provision(session, values)

    def sign_in(self, employee: Employee | None = None, **values: Any) -> Headers:
        """The headers of an employee who signed in with a one-time code. All in one commit: that is what takes time."""
        with self.session() as session:
            code = sign_ins.invite(session, employee or self._provision(session, values), self.keys)
            granted = sign_ins.enrol(session, code, self.keys)
        signer = self.client.application.extensions[EXTENSION]
        return bearer(signer.issue(granted.sign_in_id, now()))

    def _provision(self, session: Session, values: dict[str, Any]) -> Employee:
        number = next(self.numbers)
        document = {"email": f"colleague{number}@example.com", "name": f"Colleague {number}", "team": None}
        document |= {"location": None, "languages": [], "role": "employee"} | values
        return provisioning.provision(session, document, source="import").employee

    def key(self, role: str = "editor") -> Headers:
        """The headers of a program with an API key."""
        with self.session() as session:
            return bearer(api_keys.create(session, f"test {role}", role))

    def revoked_key(self) -> Headers:
        """The headers of a program whose key was revoked."""
        with self.session() as session:
            key = api_keys.create(session, "revoked", "admin")
            api_keys.revoke(session, "revoked")
        return bearer(key)

    def expired_token(self) -> str:
        """An access token that was good an hour ago."""
        employee = self.employee()
        with self.session() as session:
            granted = sign_ins.enrol(session, sign_ins.invite(session, employee, self.keys), self.keys)
        signer = self.client.application.extensions[EXTENSION]
        return str(signer.issue(granted.sign_in_id, now() - timedelta(hours=1)))

    def suggestion(self, **values: Any) -> dict[str, Any]:
        """A published suggestion, as the API answered it."""
        answer = self.client.post(f"{API}/suggestions", json=suggestion_request(**values), headers=self.key())
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return dict(answer.json)

    def link(self, me: Headers, suggestion: dict[str, Any], scope: str = "campaign") -> str:
        """The code of an employee's link to a suggestion."""
        request = {"suggestion_id": suggestion["id"], "scope": scope}
        answer = self.client.post(f"{API}/links", json=request, headers=me)
        assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
        return str(answer.json["code"])

    def settle(self) -> None:
        """Do what the recorder does: follow the links, and take the clicks into the database."""
        recorder = recorder_on(self.client.application.extensions["vertel"].config, self.engine)
        recorder.catch_up()
        recorder.close()
        self.client.application.extensions["vertel.redirect"].refresh()

    def clicked(self, code: str, *moments: str) -> None:
        """Have people follow a link, at these moments or now; counted as the recorder counts them."""
        with self.session() as session:
            link_id = session.scalars(select(Link.id).where(Link.code == code)).one()
            times = [datetime.fromisoformat(moment).astimezone(UTC) for moment in moments] or [now()]
            clicks.ingest(session, b"".join(record(link_id, moment) for moment in times))


def bearer(token: str) -> Headers:
    """The headers that carry a token."""
    return {"Authorization": f"Bearer {token}"}


def suggestion_request(**values: Any) -> dict[str, Any]:
    """A plain suggestion for everyone, with the given fields in place of its own."""
    caption = {"language": "en", "tone": "personal", "text": "We are looking for a colleague. {link}"}
    return {
        "kind": "vacancy",
        "title": "Maintenance engineer, Zwolle",
        "destination_url": f"https://{HOST}/engineer",
        "captions": [caption],
    } | values
