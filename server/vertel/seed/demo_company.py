"""The demo company: a believable place to look around in, and what ``make run`` starts with.

``company.json`` is written as an editor would write it, except that a day is ``{"days": 5}``, counted from
today, and an image is the name of a file in ``images``. What is there already is left as it is, so seeding
again changes nothing and overwrites nobody's work.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import new_code
from vertel.db.models import Employee, Organisation, Suggestion
from vertel.domain.images import images, pictures
from vertel.domain.people import employees, organisations, provisioning, sign_ins
from vertel.imports import bulk
from vertel.imports.suggestion_import import SuggestionImport
from vertel_schema import EmployeeRequest, SuggestionRequest

Document = dict[str, Any]
_FOLDER = files("vertel.seed")


@cache
def company() -> Document:
    """Return the demo company as it is written down."""
    return read("company.json")


def read(name: str) -> Document:
    """Return what is written down in a file beside this module."""
    return dict(orjson.loads((_FOLDER / name).read_bytes()))


def destination_hosts() -> tuple[str, ...]:
    """Return the hosts that the demo company's suggestions lead to."""
    return tuple(company()["organisation"]["destination_hosts"])


def first_employee() -> str:
    """Return the address of the colleague to sign in as."""
    return str(company()["employees"][0]["email"])


def administrator() -> str:
    """Return the address of the colleague who looks after everything."""
    return next(str(one["email"]) for one in company()["employees"] if one.get("role") == "admin")


def load(session: Session) -> Counter[str]:
    """Add what is missing of the demo company; return how many of each were added."""
    return Counter(
        organisations=_organisation(session), employees=_employees(session), suggestions=_suggestions(session)
    )


def _organisation(session: Session) -> int:
    if session.get(Organisation, 1) is not None:
        return 0
    organisation = organisations.get(session)
    for name in ("name", "languages", "time_zone"):
        setattr(organisation, name, company()["organisation"][name])
    session.add(organisation)
    session.flush()
    return 1


def _employees(session: Session) -> int:
    known = set(session.scalars(select(Employee.email)))
    documents = [EmployeeRequest().load(document) for document in company()["employees"]]
    missing = [document for document in documents if document["email"] not in known]
    keys = (new_code(),)  # nobody's: the codes are used at once
    for document in missing:
        provisioning.provision(session, document, source="import")
        # As if they had connected: what fewer than five connected people could have done is not counted.
        employee = employees.find_by_email(session, document["email"])
        sign_ins.enrol(session, sign_ins.invite(session, employee, keys), keys)
    return len(missing)


def _suggestions(session: Session) -> int:
    known = set(session.scalars(select(Suggestion.external_id)))
    zone = ZoneInfo(organisations.get(session).time_zone)
    missing = [document for document in company()["suggestions"] if document["external_id"] not in known]
    rows = [
        bulk.Row(number, document["external_id"], dict(SuggestionRequest().load(filled_in(session, document, zone))))
        for number, document in enumerate(missing, start=1)
    ]
    *_, result = SuggestionImport(session, destination_hosts()).run(rows, dry_run=False, atomic=True)
    refused = [verdict for verdict in result.rows if verdict.errors]
    if refused:
        raise ValueError(f"the demo company breaks its own rules: {refused}")
    return len(missing)


def filled_in(session: Session, document: Document, zone: ZoneInfo) -> Document:
    """Return a suggestion with days and images as the contract has them."""
    return with_days(document, zone) | _image(session, document)


def with_days(document: Document, zone: ZoneInfo) -> Document:
    """Return a suggestion with days as the contract has them, counted from today."""
    today = now().astimezone(zone).date()
    filled = dict(document)
    for name, whole_days in (("publish_at", 0), ("expires_at", 1)):
        if document.get(name):
            day = today + timedelta(days=document[name]["days"] + whole_days)
            filled[name] = datetime.combine(day, time(), zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    filled["people"] = [_person(person, today) for person in document.get("people", [])]
    return filled


def _image(session: Session, document: Document) -> Document:
    if not document.get("image"):
        return {}
    described = {name: text for name, text in document["image"].items() if name != "file"}
    return {"image": {"id": str(images.store(session, picture(document["image"]["file"]), None).id)} | described}


@cache
def picture(name: str) -> pictures.Picture:
    """Return a file of ``images``, ready to be stored."""
    return pictures.prepare((_FOLDER / "images" / name).read_bytes())


def _person(person: Document, today: date) -> Document:
    until = person.get("consent_until")
    return person | {"consent_until": str(today + timedelta(days=until["days"])) if until else None}
