"""Warnings about a suggestion that is stored all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from vertel.domain.audience.cohorts import Cohorts
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.links import addresses, destinations, utm
from vertel.domain.suggestions import damage, missing_languages
from vertel.domain.suggestions.live_audiences import LiveAudiences
from vertel.translations import LANGUAGES
from vertel.translations.active import gettext as _

POST_LENGTH = 3000
"""How long a post may be, in UTF-16 units as LinkedIn counts."""

MOST_HASHTAGS = 3
MOST = 500
"""Warnings that are told about one suggestion."""

NEAR_AUDIENCE = "near-audience"

LINK = "{link}"
LINK_UNITS = 30
"""Roughly the length of a tracked link."""

_HASHTAG = re.compile(r"(?:^|\s)#\w+")


@dataclass(frozen=True)
class Expectations:
    """The organisation's languages and teams' slugs; looked up when needed, its active employees and live audiences.

    :ivar reader: the language of who reads the warnings.
    """

    languages: Sequence[str]
    teams: Collection[str]
    employees: Callable[[], Cohorts]
    live_audiences: Callable[[], LiveAudiences]
    reader: str = LANGUAGES[0]

    def reach(self, audience: Mapping[str, list[str]]) -> int:
        """Return how many active employees an audience has."""
        return self.employees().number(audience)

    def shown_reach(self, audience: Mapping[str, list[str]]) -> int | None:
        """Return the number of an audience as editors are told it: rounded down to fives; None for fewer.

        Two audiences that differ by one colleague would otherwise tell what only they have. That there is nobody is
        told where one side alone says so: of several it would tell whether the one who speaks French is in a team.
        """
        number = self.reach(audience)
        if number >= SMALLEST_GROUP:
            return number - number % SMALLEST_GROUP
        everyone: dict[str, list[str]] = {side: [] for side in audience}
        sides = [everyone, *(everyone | {side: words} for side, words in audience.items() if words)]
        is_empty = any(self.reach(side) == 0 for side in sides)
        return 0 if is_empty else None


Warning = dict[str, str]  # noqa: A001  the field's own word


def lint(document: dict[str, Any], expected: Expectations) -> list[Warning]:
    """Return the warnings of a suggestion, as ``{"code", "pointer", "message"}``.

    :param document: a loaded ``SuggestionRequest``.
    """
    found = [*_about_audience(document, expected), *about_destination(document["destination_url"])]
    found += about_utm(document["utm"], document["destination_url"])
    for index, caption in enumerate(document["captions"]):
        found += _about_text(caption["text"], f"/captions/{index}/text", linked=document["destination_url"] is not None)
    for pointer, text in _texts(document):
        found += [_warning(code, pointer, message) for code, message in damage.find(text)]
    found += _about_whole(document, expected)
    return found[:MOST]


def about_audience(audience: Mapping[str, list[str]], expected: Expectations) -> list[Warning]:
    """Return the warnings about an audience by itself, as :func:`lint` has them."""
    return [*_about_audience({"audience": audience}, expected)]


def near_audience(document: dict[str, Any], expected: Expectations, own: UUID | None) -> list[Warning]:
    """Return the warning about an audience that is nearly that of another live suggestion, if it is.

    :param own: the id of the suggestion, when it is stored already.
    """
    if document["status"] == "archived" or not expected.live_audiences().has_near(document["audience"], own):
        return []
    message = _(
        "Fewer than %(number)d colleagues make the difference to another live suggestion's audience. What is "
        "counted of both would tell about these few. Take the same audience, or one that differs more."
    )
    return [_warning(NEAR_AUDIENCE, "/audience", message % {"number": SMALLEST_GROUP})]


def about_utm(given: utm.Utm | None, destination: str | None) -> Iterator[Warning]:
    """Yield the warnings about campaign parameters."""
    taken = destinations.parameters(destination or "")
    for name, value in (given or {}).items():
        if "@" in value:
            message = _("This looks like a person's address, and it goes to the site with every click. Leave it out.")
            yield _warning("utm-person", f"/utm/{name}", message)
        if f"{utm.PREFIX}{name}" in taken:
            message = _("The destination has %(name)s already; that one stays and this one is left out.")
            yield _warning("utm-twice", f"/utm/{name}", message % {"name": f"{utm.PREFIX}{name}"})


def about_link(document: dict[str, Any]) -> Iterator[Warning]:
    """Yield the warnings about a link of its own.

    :param document: a loaded ``LinkRow``.
    """
    yield from about_destination(document["destination_url"])
    for code, message in damage.find(document["title"] or ""):
        yield _warning(code, "/title", message)
    for code, message in damage.in_name(document["external_id"] or ""):
        yield _warning(code, "/external_id", message)
    yield from about_utm(document["utm"], document["destination_url"])


def about_destination(url: str | None) -> Iterator[Warning]:
    """Yield the warnings about where a link leads."""
    wrapped = addresses.unwrap(url) if url else None
    if wrapped is not None and wrapped.by is not None:
        message = _(
            "%(program)s wrapped this around the page's own address, which stands in the browser once it is open. Take "
            "that one."
        )
        if wrapped.original:
            message = _("%(program)s wrapped this around the page's own address: %(address)s. Take that one.")
        message %= {"program": wrapped.by, "address": (wrapped.original or "")[:700]}
        yield _warning("wrapped-destination", "/destination_url", message)


def utf16_length(text: str) -> int:
    """Return the length as LinkedIn counts it: in UTF-16 units, an emoji being two or more."""
    return len(text.encode("utf-16-le")) // 2


def _texts(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each text that people read, with its pointer."""
    yield "/title", document["title"]
    for index, title in enumerate(document["titles"]):
        yield f"/titles/{index}/text", title["text"]
    for index, caption in enumerate(document["captions"]):
        yield f"/captions/{index}/text", caption["text"]
    for index, prompt in enumerate(document["prompts"]):
        yield f"/prompts/{index}/question", prompt["question"]
        yield f"/prompts/{index}/opening", prompt["opening"] or ""
    for index, lines in enumerate(document["guidance"]):
        yield f"/guidance/{index}/do", lines["do"] or ""
        yield f"/guidance/{index}/dont", lines["dont"] or ""
    image = document["image"] or {}
    yield "/image/alt", image.get("alt") or ""
    for index, alt in enumerate(image.get("alt_texts", ())):
        yield f"/image/alt_texts/{index}/text", alt["text"]


def _about_text(text: str, pointer: str, *, linked: bool) -> Iterator[Warning]:
    units = utf16_length(text.replace(LINK, "x" * LINK_UNITS))
    if units > POST_LENGTH:
        message = _("%(number)s characters with the link; LinkedIn takes %(most)s.")
        yield _warning("too-long", pointer, message % {"number": f"{units:,}", "most": f"{POST_LENGTH:,}"})
    hashtags = len(_HASHTAG.findall(text))
    if hashtags > MOST_HASHTAGS:
        message = _("%(number)d hashtags; over %(most)d reads like an ad.")
        yield _warning("too-many-hashtags", pointer, message % {"number": hashtags, "most": MOST_HASHTAGS})
    if linked and LINK not in text:
        yield _warning("no-link", pointer, _("No {link}, so the tracked link goes nowhere in this text. Add it."))
    if not linked and LINK in text:
        message = _("{link} is left out when posting, as there is no destination_url.")
        yield _warning("no-destination", pointer, message)


def _about_whole(document: dict[str, Any], expected: Expectations) -> Iterator[Warning]:
    image = document["image"]
    if image is not None and not image["alt"] and not image.get("alt_texts"):
        yield _warning("missing-alt-text", "/image/alt", _("Say what the image shows, for people who do not see it."))
    for found in missing_languages.find(document, expected.languages, expected.reader):
        yield _warning(*found)
    for code, message in damage.in_name(document["external_id"] or ""):
        yield _warning(code, "/external_id", message)
    if document["external_id"] is None:
        message = _("Without it, uploading this again adds it a second time.")
        yield _warning("no-external-id", "/external_id", message)


def _about_audience(document: dict[str, Any], expected: Expectations) -> Iterator[Warning]:
    audience = document["audience"]
    if not any(audience.values()):
        return
    yield from _about_sides(audience, expected)
    number = expected.shown_reach(audience)
    if number == 0:
        yield _warning("reaches-nobody", "/audience", _("Nobody is in this audience, so nobody sees it."))
    elif number is None:
        few = _("Fewer than %(number)d colleagues are in this audience, perhaps nobody.")
        yield _warning("reaches-few", "/audience", few % {"number": SMALLEST_GROUP})


def _about_sides(audience: Mapping[str, list[str]], expected: Expectations) -> Iterator[Warning]:
    """Yield a warning for each team, location and language that no colleague has."""
    employees = expected.employees()
    for index, team in enumerate(audience["teams"]):
        if team not in expected.teams:
            yield _warning(
                "unknown-team", f"/audience/teams/{index}", _("There is no team %(name)r yet.") % {"name": team}
            )
        elif not employees.has_team(team):
            yield _warning(
                "nobody-in-team", f"/audience/teams/{index}", _("Nobody is in team %(name)r now.") % {"name": team}
            )
    sides = (
        (
            "location",
            employees.has_location,
            _("No colleague is at %(name)r. Is it written as your colleagues have it?"),
        ),
        ("language", employees.has_language, _("No colleague says that they use %(name)r.")),
    )
    for side, is_known, message in sides:
        for index, word in enumerate(audience[f"{side}s"]):
            if not is_known(word):
                yield _warning(f"unknown-{side}", f"/audience/{side}s/{index}", message % {"name": word})


def _warning(code: str, pointer: str, message: str) -> Warning:
    return {"code": code, "pointer": pointer, "message": message}
