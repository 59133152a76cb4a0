"""How this server is set, as far as that decides what is counted or kept."""

from __future__ import annotations

from gettext import NullTranslations

from vertel.config import Config
from vertel.db.kept_answers import KEPT_FOR
from vertel.domain.analytics.click_records import QUARTER
from vertel.domain.people.sign_ins import ENROLMENT_LIFETIME, REFRESH_LIFETIME


def live_settings(settings: Config, texts: NullTranslations) -> list[tuple[str, str, str]]:
    """Return name, meaning and value of what decides what is counted or kept."""
    _, ngettext = texts.gettext, texts.ngettext

    def days(number: int) -> str:
        return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}

    minutes = ngettext("%(number)d minute", "%(number)d minutes", QUARTER) % {"number": QUARTER}
    repeat = settings.repeat_seconds
    seconds = ngettext("%(number)d second", "%(number)d seconds", repeat) % {"number": repeat}
    retention = settings.click_retention_days
    return [
        ("time-of-a-click", _("To how much the time of a click is cut down before it is stored."), minutes),
        (
            "click-retention",
            _("How long each single click is kept. What clicks add up to by hour and day stays."),
            days(retention) if retention else _("for ever"),
        ),
        (
            "audit-retention",
            _("How long it is kept what administrators changed or read."),
            days(settings.audit_retention_days) if settings.audit_retention_days else _("for ever"),
        ),
        (
            "consent-retention",
            _("How long it is kept which words people who are shown answered to, after a no or the end of a yes."),
            days(settings.consent_retention_days) if settings.consent_retention_days else _("for ever"),
        ),
        (
            "opted-out-visitors",
            _("Whether visitors who ask not to be tracked are counted."),
            _("yes") if settings.count_opted_out else _("no"),
        ),
        (
            "repeated-clicks",
            _("For how long a visitor who follows the same link again is not counted again."),
            seconds,
        ),
        (
            "visitors-query",
            _("Whether what a visitor adds to a link's address goes along to where it leads."),
            _("yes") if settings.pass_query else _("no"),
        ),
        ("sign-in", _("After how long without use you are signed out."), days(REFRESH_LIFETIME.days)),
        (
            "longest-sign-in",
            _("After how long you are signed out however much you use it."),
            days(settings.sign_in_days) if settings.sign_in_days else _("never"),
        ),
        ("enrolment-code", _("How long a code to start with is good."), days(ENROLMENT_LIFETIME.days)),
        ("kept-answers", _("How long answers are kept for repeated requests."), days(KEPT_FOR.days)),
    ]
