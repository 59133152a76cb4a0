"""Asking people who are shown for their consent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import new_secret, secret_hash
from vertel.db.models import Consent, ConsentLink, IdeaPerson, Person, Suggestion
from vertel.domain import audit
from vertel.domain.audit import AuditAction
from vertel.domain.consent.subjects import Subject
from vertel.domain.mails import outbox
from vertel.domain.people import organisations
from vertel.domain.suggestions import refiling, standing
from vertel.domain.suggestions.standing import State
from vertel.errors import NotFoundError, refused
from vertel.translations import N_
from vertel.translations.active import gettext as _

LINK = "vc_"
"""How the secret part of a link begins, so that one that leaked is recognised."""

MAIL_TRIED_FOR = timedelta(days=2)
NOBODY = N_("There is no such person in this. Look at who is in it: the list of people, and their consents.")


class PersonStanding(NamedTuple):
    """How it stands with one person, as editors read it."""

    person_id: UUID
    position: int
    name: str
    state: State
    until: date | None
    asked_on: date | None
    answered_on: date | None
    title: str | None
    texts: list[str]
    image_id: UUID | None


def person_of(subject: Subject, person_id: UUID) -> Person | IdeaPerson:
    """Return somebody who is shown.

    :raises NotFoundError: there is no such person.
    """
    found = next((person for person in subject.people if person.id == person_id), None)
    if found is None:
        raise NotFoundError(_(NOBODY))
    return found


def ask(session: Session, subject: Subject, person: Person | IdeaPerson, actor: str | None) -> Consent:
    """Ask a person for consent to what is shown now. What they agreed to, and still holds, holds until they answer.

    :param subject: held by this transaction.
    :param actor: who asks, for the audit log; None when that is not recorded.
    """
    consent, today = person.consent, organisations.today(session)
    words = standing.shown(subject.document)
    if consent is None:
        consent = Consent(state=State.ASKED, asked_on=today)
        if isinstance(person, Person):
            consent.person_id = person.id
        else:
            consent.idea_id, consent.idea_position = person.idea_id, person.position
        consent.shown, consent.digest = words, standing.digest(words)
        session.add(consent)
    consent.asked_on = today
    session.flush()
    session.refresh(person, ["consent"])
    if actor is not None:
        audit.record(session, actor, AuditAction.CONSENT_ASKED, about(subject), consent=consent.id)
    if subject.suggestion_id is not None:
        refiling.refile(session, [subject.suggestion_id], actor or audit.CLI)
    return consent


def make_link(session: Session, consent_id: UUID) -> str:
    """Return the secret part of a new link; it can be seen this once. Those that were made before work as well."""
    token = new_secret(LINK)
    session.add(ConsentLink(token_hash=secret_hash(token), consent_id=consent_id))
    session.flush()
    return token


def queue_mail(session: Session, consent: Consent, address: str | None) -> None:
    """Have the link mailed to an address, which is forgotten once the mail is on its way, or is given up.

    :raises RefusedError: there is no address.
    """
    if address is None:
        raise refused("/email", _("Expected the address to which the question goes, or `link` in /by."))
    expires_at = now() + MAIL_TRIED_FOR
    outbox.queue(session, outbox.CONSENT, None, expires_at, subject_id=consent.id, address=address)


def listed(session: Session, subject: Subject) -> list[PersonStanding]:
    """Return how it stands with everybody who is shown."""
    found = zip(subject.people, subject.standings(organisations.today(session)), strict=True)
    return [_of(person, position, one) for position, (person, one) in enumerate(found)]


def about(subject: Subject) -> audit.Subject:
    """Return what a consent is about, for the audit log."""
    kind = "suggestion" if isinstance(subject.stored, Suggestion) else "idea"
    return audit.Subject(kind, subject.stored.id, subject.document["title"])


def find(session: Session, token: str) -> Consent | None:
    """Return the consent behind a link; None for a link that leads nowhere, or not any more."""
    query = select(Consent).join(ConsentLink, ConsentLink.consent_id == Consent.id)
    return session.scalars(query.where(ConsentLink.token_hash == secret_hash(token))).one_or_none()


def _of(person: Person | IdeaPerson, position: int, one: standing.Standing) -> PersonStanding:
    consent = person.consent
    shown = consent.shown if consent is not None and consent.answered_on is not None else {}
    image_id = shown.get("image_id")
    return PersonStanding(
        person_id=person.id,
        position=position,
        name=person.name,
        state=one.state,
        until=one.until,
        asked_on=consent.asked_on if consent else None,
        answered_on=consent.answered_on if consent else None,
        title=shown.get("title"),
        texts=shown.get("texts", []),
        image_id=UUID(image_id) if image_id else None,
    )
