"""What is held about people who are no colleagues, or not any more, or about nobody in particular."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations
from typing import NamedTuple

from vertel.config import Config
from vertel.domain.analytics.reports.period import HOURS_KEPT
from vertel.translations import N_


class HeldAboutOthers(NamedTuple):
    """Something that is held.

    :ivar tables: where it is stored.
    :ivar days: returns the days that ``kept`` has a place for; 0 is for ever.
    :ivar readers: the roles that see it through Vertel.
    """

    category: str
    tables: tuple[str, ...]
    what: str
    why: str
    kept: str
    days: Callable[[Config], int] = lambda _: 0
    readers: tuple[str, ...] = ()


HELD_ABOUT_OTHERS: dict[str, HeldAboutOthers] = {
    "clicks": HeldAboutOthers(
        "visitors",
        ("clicks", "staged_clicks", "click_days"),
        N_("Which link was followed, in which quarter of an hour. No address, no device, no cookie, no origin."),
        N_("To know whether suggestions are read."),
        N_("The single click for %(days)s; what clicks add up to stays."),
        lambda config: config.click_retention_days,
    ),
    "applications": HeldAboutOthers(
        "applicants",
        ("applications",),
        N_("That somebody applied who came by a link, and the day; of the site's own number only a fingerprint."),
        N_("To know which vacancies reach people."),
        N_("As long as the numbers that they are part of."),
    ),
    "consents": HeldAboutOthers(
        "consent",
        ("people", "consents", "consent_links", "idea_people"),
        N_(
            "The name of whoever is shown, colleague or not, until when they agreed, to which words and picture, and"
            " when."
        ),
        N_("So that nobody is shown who did not agree, and everybody can take it back."),
        N_("The name as long as the suggestion or idea has it; which words for %(days)s after a no or an end."),
        lambda config: config.consent_retention_days,
        ("editor", "admin"),
    ),
    "erasures": HeldAboutOthers(
        "identity",
        ("erasures",),
        N_(
            "That somebody was erased, and the day; of who it was only a fingerprint of a number, which leads to nobody"
            " without a backup of before. Each node keeps a copy on its disk."
        ),
        N_("So that nobody who was erased comes back with a backup."),
        N_("For %(days)s after somebody was erased."),
        lambda config: config.erasure_retention_days,
    ),
    "sums": HeldAboutOthers(
        "use",
        ("sums_by_hour", "sums_by_day", "sums_by_month"),
        N_(
            "How often something was shared or followed, by hour, day and month, by suggestion and group of five at"
            " least."
        ),
        N_("For reports."),
        N_("By the hour for %(days)s; by day and month for ever. No person is in them."),
        lambda _: HOURS_KEPT,
        ("reader", "editor", "admin"),
    ),
}


def held_about_others(config: Config, texts: NullTranslations) -> dict[str, dict[str, str | list[str]]]:
    """Return the entries of the sheet, with periods as this server has them."""
    return {
        name: {
            "what": texts.gettext(held.what),
            "why": texts.gettext(held.why),
            "kept": _kept(held, config, texts),
            "category": held.category,
            "readers": list(held.readers),
        }
        for name, held in HELD_ABOUT_OTHERS.items()
    }


def _kept(held: HeldAboutOthers, config: Config, texts: NullTranslations) -> str:
    number = held.days(config)
    days = texts.ngettext("%(number)d day", "%(number)d days", number) % {"number": number}
    return texts.gettext(held.kept) % {"days": days if number else texts.gettext("for ever")}
