"""What mails say: text and HTML from templates, in the recipient's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from sqlalchemy.orm import Session

from vertel.config import Config
from vertel.credentials import derived_code
from vertel.db.models import Consent, EmailCode, Employee, Mail, MailSubscription
from vertel.domain.consent import answers, requests, subjects
from vertel.domain.digests import daily, scheduling, stop_links, subscriptions, weekly
from vertel.domain.mails import outbox
from vertel.domain.people import email_codes, organisations, sign_ins
from vertel.domain.suggestions.kind_names import KINDS
from vertel.outbound.mail import Letter
from vertel.translations import LANGUAGES, known_language, translations
from vertel.translations.dates import in_words

Written = tuple[str, dict[str, Any]]
"""A subject, and what the templates show."""


@dataclass(frozen=True)
class Occasion:
    """For what, to whom and when a mail is written."""

    session: Session
    mail: Mail
    employee: Employee | None
    organisation: str
    language: str
    texts: NullTranslations
    config: Config
    moment: datetime


def write(session: Session, mail: Mail, config: Config, moment: datetime) -> Letter | None:
    """Return what a mail says; None when there is nobody to send it to, or no reason any more.

    :param session: writes; a code that is made for the mail is good once it is committed.
    """
    employee = session.get(Employee, mail.employee_id) if mail.employee_id else None
    address = employee.email if employee is not None and employee.active else mail.address
    if address is None:
        return None
    organisation = organisations.get(session)
    known = map(known_language, [*(employee.languages if employee else []), *organisation.languages])
    language = next((tag for tag in known if tag), LANGUAGES[0])
    texts = translations(language)
    occasion = Occasion(session, mail, employee, organisation.name, language, texts, config, moment)
    written = WRITERS[mail.kind](occasion)
    if written is None:
        return None
    subject, values = written
    values |= {
        "_": texts.gettext,
        "ngettext": texts.ngettext,
        "language": language,
        "organisation": organisation.name,
        "subject": subject,
    }
    template = mail.kind.removesuffix("_test")
    text, html = (_templates().get_template(f"mail/{template}.{end}").render(values) for end in ("txt", "html"))
    return Letter(address, subject, text, html, language, values.get("stop"))


def _sign_in_code(occasion: Occasion) -> Written | None:
    code = occasion.session.get(EmailCode, occasion.mail.subject_id)
    if code is None or code.used_at is not None or code.expires_at <= occasion.moment:
        return None
    _, digits = occasion.texts.gettext, email_codes.digits(code.id, occasion.config.secret_keys[0])
    minutes = max(1, round((code.expires_at - occasion.moment) / timedelta(minutes=1)))
    subject = _("Your code for %(organisation)s") % {"organisation": occasion.organisation}
    return subject, {"name": _name(occasion), "code": f"{digits[:3]} {digits[3:]}", "minutes": minutes}


def _invitation(occasion: Occasion) -> Written | None:
    _, mail = occasion.texts.gettext, occasion.mail
    if occasion.employee is None:
        return None
    keys = occasion.config.secret_keys
    code = derived_code(keys[0], "invitation", mail.id.hex)
    if not sign_ins.invite_by_mail(occasion.session, occasion.employee, code, keys, mail.expires_at):
        return None
    subject = _("%(organisation)s invites you to Vertel") % {"organisation": occasion.organisation}
    days = max(1, round((mail.expires_at - occasion.moment) / timedelta(days=1)))
    return subject, {"name": occasion.employee.name, "code": code, "days": days, "server": occasion.config.public_url}


def _consent(occasion: Occasion) -> Written | None:
    """Write with a link that is made for the mail, since the outbox holds no secrets."""
    _ = occasion.texts.gettext
    consent = occasion.session.get(Consent, occasion.mail.subject_id)
    subject = subjects.read(occasion.session, consent) if consent is not None else None
    if consent is None or subject is None:
        return None
    name = answers.page(occasion.session, consent, subject).name
    token = requests.make_link(occasion.session, consent.id)
    title = _("%(organisation)s asks whether you may be shown") % {"organisation": occasion.organisation}
    return title, {"name": name, "link": f"{occasion.config.public_url}/consent/{token}"}


def _name(occasion: Occasion) -> str:
    return occasion.employee.name if occasion.employee is not None else ""


def _digest(occasion: Occasion) -> Written | None:
    employee, subscription = _asked(occasion, outbox.DIGEST)
    if employee is None or subscription is None:
        return None
    is_test = occasion.mail.kind == outbox.DIGEST_TEST
    since = None if is_test else datetime.fromisoformat(subscription.told["until"])
    digest = weekly.compose(occasion.session, employee, occasion.moment, since, personal=subscription.personal)
    if digest is None:
        subscriptions.note_nothing_new(occasion.session, occasion.mail, None)
        return None
    if not is_test and not _remember(occasion, {"until": occasion.moment.isoformat()}):
        return None
    _ = occasion.texts.gettext
    new = _("New at %(organisation)s, to share if you like") if digest.offers else _("For you, from %(organisation)s")
    subject = new % {"organisation": occasion.organisation}
    return subject, _ending(occasion, employee, outbox.DIGEST) | {"digest": digest, "kinds": KINDS}


def _waiting(occasion: Occasion) -> Written | None:
    employee, subscription = _asked(occasion, outbox.WAITING)
    if employee is None or subscription is None:
        return None
    is_test = occasion.mail.kind == outbox.WAITING_TEST
    overview = daily.compose(occasion.session, occasion.language, {} if is_test else subscription.told)
    if not is_test and not overview.is_new:
        told = daily.still_told(subscription.told, overview.told)
        subscriptions.note_nothing_new(occasion.session, occasion.mail, told)
        return None
    if not is_test and not _remember(occasion, dict(overview.told)):
        return None
    _ = occasion.texts.gettext
    subject = _("What waits for you in Vertel")
    days = partial(in_words, texts=occasion.texts)
    return subject, _ending(occasion, employee, outbox.WAITING) | {"overview": overview, "in_words": days}


def _asked(occasion: Occasion, kind: str) -> tuple[Employee | None, MailSubscription | None]:
    """Return who gets a mail that they asked for, and how they want it; nobody when it is not wanted any more."""
    employee, mail = occasion.employee, occasion.mail
    if employee is None or not subscriptions.is_for(employee, kind):
        return None, None
    subscription = subscriptions.find(occasion.session, employee, kind)
    if mail.kind == kind:
        late = mail.expires_at <= occasion.moment
        wanted = scheduling.is_wanted(occasion.session, employee, kind, occasion.moment)
        if late or not wanted or not subscription.active:
            return None, None
    return employee, subscription


def _remember(occasion: Occasion, told: dict[str, Any]) -> bool:
    """Store beside a mail what it tells; return False when the mail was taken back."""
    stored = occasion.session.get(Mail, occasion.mail.id)
    if stored is not None:
        stored.told = told
    return stored is not None


def _ending(occasion: Occasion, employee: Employee, kind: str) -> dict[str, Any]:
    """Return what all mails that people asked for show: where they lead, and where they are ended."""
    server, keys = occasion.config.public_url, occasion.config.secret_keys
    stop = f"{server}{stop_links.PAGES}/{stop_links.make(keys, employee.id, kind)}"
    return {"name": employee.name, "server": server, "stop": stop}


WRITERS: dict[str, Callable[[Occasion], Written | None]] = {
    outbox.SIGN_IN_CODE: _sign_in_code,
    outbox.INVITATION: _invitation,
    outbox.CONSENT: _consent,
    outbox.DIGEST: _digest,
    outbox.DIGEST_TEST: _digest,
    outbox.WAITING: _waiting,
    outbox.WAITING_TEST: _waiting,
}


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("vertel"), autoescape=select_autoescape(), keep_trailing_newline=True)
