"""Differences between two versions of the sheet, as sentences."""

from __future__ import annotations

from collections.abc import Callable

from vertel.domain.datasheet.comparison import Difference, Kind, compare
from vertel.domain.datasheet.content import Content, Contents, Entry, Fact
from vertel.domain.datasheet.statements import SECTIONS
from vertel.translations import LANGUAGES, N_, translations

LONGEST_SENTENCE = 5000
Translate = Callable[[str], str]

ADDED: dict[str, str] = {
    "purpose": N_("New purpose: %(title)s"),
    "held": N_("New among what is held: %(title)s"),
    "report": N_("New among what others read: %(title)s"),
    "field": N_("New in what others read: %(title)s"),
    "impossible": N_("New among the reports that cannot be made: %(title)s"),
    "role": N_("New role: %(title)s"),
    "interface": N_("New among what comes in and goes out: %(title)s"),
    "setting": N_("New setting: %(title)s"),
}
REMOVED: dict[str, str] = {
    "purpose": N_("No longer a purpose: %(title)s"),
    "held": N_("No longer held: %(title)s"),
    "report": N_("No longer read by others: %(title)s"),
    "field": N_("No longer in what others read: %(title)s"),
    "impossible": N_("No longer among the reports that cannot be made: %(title)s"),
    "role": N_("No longer a role: %(title)s"),
    "interface": N_("No longer among what comes in and goes out: %(title)s"),
    "setting": N_("No longer a setting: %(title)s"),
}
FACTS: dict[str, str] = {
    "active": N_("in use"),
    "calls": N_("where it is read"),
    "categories": N_("which data it takes"),
    "category": N_("which sort of data it is"),
    "kept": N_("how long it is kept"),
    "meaning": N_("what it says"),
    "only_signed": N_("told only of who signed"),
    "people": N_("whose data it is"),
    "readers": N_("who reads it"),
    "smallest_group": N_("of how many people at least"),
    "text": N_("the text"),
    "title": N_("the title"),
    "to": N_("where it goes or comes from"),
    "value": N_("the value"),
    "what": N_("what is held"),
    "why": N_("what for"),
}
"""A fact of an entry -> what it is called."""

ROLE_NAMES: dict[str, str] = {
    "employee": N_("colleagues"),
    "reader": N_("programs that read"),
    "editor": N_("editors"),
    "admin": N_("administrators"),
    "scim": N_("the directory"),
    "operator": N_("whoever runs the server"),
}


def sentence(difference: Difference, language: str) -> str:
    """Return a difference as a sentence of 5,000 characters at most."""
    _ = translations(language).gettext
    entry = difference.after or difference.before or {}
    title = title_of(difference.part, difference.name, entry, _)
    if difference.kind is Kind.CHANGED and difference.fact is not None:
        told = _changed(difference, title, _)
    else:
        told = _whole(difference, title, _)
    told = " ".join(told.split())
    return told if len(told) <= LONGEST_SENTENCE else f"{told[: LONGEST_SENTENCE - 1]}…"


def title_of(part: str, name: str, entry: Entry, _: Translate) -> str:
    """Return what an entry is called in a sentence."""
    if part == "role":
        return _(ROLE_NAMES.get(name, name))
    found = next((str(entry[fact]) for fact in ("title", "what", "meaning", "text") if entry.get(fact)), name)
    return f"{_without_stop(found)} ({name})" if part in {"field", "report"} else _without_stop(found)


def words(fact: str, value: Fact, _: Translate) -> str:
    """Return a fact's value as people read it."""
    if isinstance(value, list):
        return ", ".join(words(fact, item, _) for item in value) or (_("nobody") if fact == "readers" else _("nothing"))
    if fact == "readers":
        return _(ROLE_NAMES.get(value, value))
    return _(value) if value in {"yes", "no"} else value or _("nothing")


def _whole(difference: Difference, title: str, _: Translate) -> str:
    added = difference.kind is Kind.ADDED
    template = (ADDED if added else REMOVED).get(difference.part)
    if template is not None:
        return _(template) % {"title": title}
    section = _(SECTIONS[difference.part][0]) if difference.part in SECTIONS else difference.part
    template = _("New under “%(section)s”: %(title)s") if added else _("No longer under “%(section)s”: %(title)s")
    return template % {"section": section, "title": title}


def _changed(difference: Difference, title: str, _: Translate) -> str:
    fact = difference.fact or ""
    before, after = (entry.get(fact, "") for entry in (difference.before or {}, difference.after or {}))
    if difference.part == "company":  # it can name a person, and the sheet has what it says now
        return _("Filled in anew: %(title)s") % {"title": title}
    if isinstance(before, list) and isinstance(after, list):
        return _changed_list(title, fact, before, after, _)
    if difference.part == "setting" and fact == "value":
        return _("“%(title)s”: was %(before)s, is now %(after)s.") % {
            "title": title, "before": words(fact, before, _), "after": words(fact, after, _),
        }  # fmt: skip
    return _("“%(title)s”, %(fact)s: was “%(before)s”, is now “%(after)s”.") % {
        "title": title,
        "fact": _(FACTS.get(fact, fact)),
        "before": _without_stop(words(fact, before, _)),
        "after": _without_stop(words(fact, after, _)),
    }


def _changed_list(title: str, fact: str, before: list[str], after: list[str], _: Translate) -> str:
    new = [item for item in after if item not in before]
    gone = [item for item in before if item not in after]
    values = {
        "title": title,
        "fact": _(FACTS.get(fact, fact)),
        "new": words(fact, new, _),
        "gone": words(fact, gone, _),
    }
    if new and gone:
        return _("“%(title)s”, %(fact)s: new %(new)s; no longer %(gone)s.") % values
    if new:
        return _("“%(title)s”, %(fact)s: new %(new)s.") % values
    if gone:
        return _("“%(title)s”, %(fact)s: no longer %(gone)s.") % values
    return _("“%(title)s”, %(fact)s: in another order.") % values


def _without_stop(text: str) -> str:
    return text.removesuffix(".")


def told(before: Contents, after: Contents, language: str) -> list[dict[str, str]]:
    """Return in what two versions of the sheet differ, as ``DataSheetChange`` has it.

    English decides what differs, as it decides the version; a better translation of the same is no change.
    """
    older, newer = in_language(before, language), in_language(after, language)
    return [
        {
            "part": one.part,
            "kind": one.kind.value,
            "name": one.name,
            "sentence": sentence(_in(one, older, newer), language),
        }
        for one in compare(before[LANGUAGES[0]], after[LANGUAGES[0]])
    ]


def in_language(contents: Contents, language: str) -> Content:
    """Return the content in a language; in English when the version of that time did not have that language."""
    return contents.get(language) or contents[LANGUAGES[0]]


def _in(difference: Difference, older: Content, newer: Content) -> Difference:
    def entry(content: Content, otherwise: Entry | None) -> Entry | None:
        return otherwise and content.get(difference.part, {}).get(difference.name, otherwise)

    return difference._replace(before=entry(older, difference.before), after=entry(newer, difference.after))
