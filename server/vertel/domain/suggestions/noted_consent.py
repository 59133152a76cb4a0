"""What somebody who writes a suggestion notes of people's consent, for the audit log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from vertel.db.models import Person
from vertel.domain.audit import Act, AuditAction, Subject


def days_by_name(people: Iterable[Person]) -> dict[str, date | None]:
    """Return until when each person agrees, as it is noted now."""
    return {person.name: person.consent_until for person in people}


def act(suggestion_id: UUID, document: Mapping[str, Any], before: Mapping[str, date | None]) -> Act | None:
    """Return what is recorded of a document that is stored: for how many consent was noted, and the first day it ends.

    :param before: until when each person agreed by what was stored so far; empty for a new suggestion.
    :return: None when no day is new.
    """
    days = [
        person["consent_until"]
        for person in document["people"]
        if person["consent_until"] is not None and person["consent_until"] != before.get(person["name"])
    ]
    if not days:
        return None
    subject = Subject("suggestion", suggestion_id, document["title"])
    return Act(AuditAction.CONSENT_RECORDED, subject, {"people": len(days), "until": min(days)})
