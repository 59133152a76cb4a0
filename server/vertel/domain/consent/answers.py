"""What people say who were asked. They are no employees of whom Vertel knows; whoever holds the link is the person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from vertel.db.models import Consent, Suggestion
from vertel.domain import audit
from vertel.domain.audit import AuditAction
from vertel.domain.consent import requests, subjects
from vertel.domain.consent.subjects import Subject
from vertel.domain.people import organisations
from vertel.domain.suggestions import refiling, revisions, standing
from vertel.domain.suggestions.standing import State
from vertel.errors import NotFoundError, StaleError, refused
from vertel.translations.active import gettext as _

USUALLY = timedelta(days=365)
LONGEST = timedelta(days=3 * 365)
"""How long a consent may be given for. After that people are asked once more."""


class Bounds(NamedTuple):
    """Until when somebody may agree."""

    first: date
    usual: date
    last: date


class Asked(NamedTuple):
    """What stands on somebody's page.

    :ivar name: of the person.
    :ivar digest: of what is shown to them now.
    """

    name: str
    subject: Subject
    standing: standing.Standing
    digest: bytes
    bounds: Bounds


def bounds(today: date) -> Bounds:
    """Return until when somebody may agree today."""
    return Bounds(today, today + USUALLY, today + LONGEST)


def page(session: Session, consent: Consent, subject: Subject) -> Asked:
    """Return what somebody's page shows."""
    today = organisations.today(session)
    for person, one in zip(subject.people, subject.standings(today), strict=True):
        if person.consent is not None and person.consent.id == consent.id:
            return Asked(person.name, subject, one, standing.digest(standing.shown(subject.document)), bounds(today))
    raise NotFoundError(_("This person is not in it any more."))


def agree(session: Session, consent: Consent, until: date, seen: bytes) -> None:
    """Have a person agree to what they saw, until the end of a day.

    :param seen: the digest of what their page showed.
    :raises RefusedError: the day is past, or too far away.
    :raises StaleError: something else is shown by now; what they said is not kept.
    """
    subject = _held(session, consent)
    first, _usual, last = bounds(organisations.today(session))
    if not first <= until <= last:
        raise refused("/until", _("Expected a day from %(first)s to %(last)s.") % {"first": first, "last": last})
    words = standing.shown(subject.document)
    if standing.digest(words) != seen:
        raise StaleError(_("What is shown was changed since this page was opened. Read it once more."))
    consent.state, consent.until = State.AGREED, until
    consent.shown, consent.digest = words, seen
    _answered(session, consent, subject, AuditAction.CONSENT_AGREED, until=until)


def refuse(session: Session, consent: Consent) -> None:
    """Have a person say no: before they agreed, or afterwards, which takes it back."""
    subject = _held(session, consent)
    agreed = consent.state in {State.AGREED, State.WITHDRAWN}
    consent.state = State.WITHDRAWN if agreed else State.REFUSED
    consent.until = None
    action = AuditAction.CONSENT_WITHDRAWN if agreed else AuditAction.CONSENT_REFUSED
    _answered(session, consent, subject, action)
    if isinstance(subject.stored, Suggestion):
        revisions.forget_before(session, subject.stored.id, subject.stored.version)


def _held(session: Session, consent: Consent) -> Subject:
    subject = subjects.locked(session, consent)
    if subject is None:
        raise NotFoundError(_("This person is not in it any more."))
    return subject


def _answered(session: Session, consent: Consent, subject: Subject, action: AuditAction, **details: Any) -> None:
    """Note the day, and have the lists follow. Of an idea nothing is recorded: editors may not know that it exists.

    Whoever is shown is mostly a colleague, so the audit log tells the day as well and no finer time.
    """
    consent.answered_on = organisations.today(session)
    session.flush()
    if subject.suggestion_id is not None:
        about = requests.about(subject)
        details |= {"consent": consent.id, "words": consent.digest.hex()}
        audit.record(session, audit.CONSENT, action, about, by_day=True, **details)
        refiling.refile(session, [subject.suggestion_id], audit.CONSENT)
