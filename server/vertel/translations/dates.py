"""Days in words."""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations

from vertel.translations import N_

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def in_words(day: date, texts: NullTranslations) -> str:
    """Return a day with its month's name, in the language of the texts."""
    _ = texts.gettext
    return _("%(month)s %(day)d, %(year)d") % {"day": day.day, "month": _(MONTHS[day.month - 1]), "year": day.year}
