"""What an organisation sets for all its colleagues."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Image, Organisation
from vertel.domain.people import accent_colors, organisations
from vertel.domain.people.accent_colors import DARK, LEAST_CONTRAST, LIGHT, Theme
from vertel.errors import ConflictError, refused
from vertel.translations.active import gettext as _

PLAIN = ("name", "languages", "fold_desktop", "fold_phone", "require_consent")
OFFERS = ("composer_button", "personal_links", "ideas", "digests")

Offers = dict[str, bool]


class Lines(TypedDict):
    """What to do and what not, in one language."""

    language: str
    do: str | None
    dont: str | None


OwnTexts = dict[str, str | None]
"""What only the organisation knows, by name: ``controller``, ``contact`` and so on."""

OWN_TEXTS = ("controller", "contact", "data_protection_officer", "legal_basis", "hosting")


class SettingsChanges(TypedDict, total=False):
    """A loaded ``SettingsPatch``."""

    name: str
    mark_id: UUID | None
    accent: dict[str, str | None] | None
    languages: list[str]
    time_zone: str
    fold_desktop: int
    fold_phone: int
    require_consent: bool
    offers: Offers
    guidance: list[Lines]
    data_sheet: OwnTexts


def to_change(session: Session) -> Organisation:
    """Return the organisation, stored and locked until the transaction ends."""
    return organisations.stored(session)


def values(organisation: Organisation) -> dict[str, Any]:
    """Return what is set, by the names of :class:`SettingsChanges`, for the audit log."""
    plain = {name: getattr(organisation, name) for name in (*PLAIN, "time_zone", "guidance")}
    offers = {f"offers.{name}": offered for name, offered in offers_of(organisation).items()}
    return plain | offers | {"mark_id": organisation.image_id, "accent": organisation.accent_color}


def offers_of(organisation: Organisation) -> Offers:
    """Return what colleagues may use."""
    return {name: getattr(organisation, f"offers_{name}") for name in OFFERS}


def own_texts_of(organisation: Organisation) -> OwnTexts:
    """Return what only the organisation knows, with None for what is not filled in."""
    return {name: (organisation.data_sheet or {}).get(name) for name in OWN_TEXTS}


def require_offered(session: Session, offer: str, otherwise: str) -> None:
    """Raise unless the organisation offers something to its colleagues.

    :param otherwise: what to do instead.
    :raises ConflictError: it does not.
    """
    if not offers_of(organisations.get(session))[offer]:
        raise ConflictError(otherwise)


def change(session: Session, organisation: Organisation, wishes: SettingsChanges) -> None:
    """Change what is set.

    :param organisation: as :func:`to_change` returned it.
    :raises RefusedError: a colour cannot be read, or there is no such image, time zone or language.
    """
    held_against = (organisation.require_consent, organisation.time_zone)
    _set_plain_values(organisation, wishes)
    if "time_zone" in wishes:
        _move(organisation, wishes["time_zone"])
    if "accent" in wishes:
        organisation.accent_color = _accent(wishes["accent"])
    if "mark_id" in wishes:
        organisation.image_id = _mark(session, wishes["mark_id"])
    if "guidance" in wishes:
        organisation.guidance = [
            {"language": lines["language"], "do": lines["do"], "dont": lines["dont"]} for lines in wishes["guidance"]
        ]
    if "data_sheet" in wishes:
        organisation.data_sheet = own_texts_of(organisation) | wishes["data_sheet"]
    _check_guidance(organisation.guidance, organisation.languages, given="guidance" in wishes)
    if held_against != (organisation.require_consent, organisation.time_zone):
        organisation.consent_rules += 1
    organisation.version += 1
    session.flush()


def _set_plain_values(organisation: Organisation, wishes: SettingsChanges) -> None:
    for name in PLAIN:
        if name in wishes:
            setattr(organisation, name, wishes[name])  # type: ignore[literal-required]  # a name of PLAIN
    for name, offered in wishes.get("offers", {}).items():
        setattr(organisation, f"offers_{name}", offered)


def _move(organisation: Organisation, time_zone: str) -> None:
    """Move to another time zone from now on; days that are past keep their hours, see :mod:`calendar`."""
    known = available_timezones()
    if time_zone not in known:
        near = difflib.get_close_matches(time_zone, known, 1)
        raise refused(
            "/time_zone",
            _("Expected a time zone such as %(zone)s.") % {"zone": near[0] if near else "Europe/Amsterdam"},
        )
    if time_zone != organisation.time_zone:
        ended = {"time_zone": organisation.time_zone, "until": now().isoformat()}
        organisation.earlier_time_zones = [*organisation.earlier_time_zones, ended]
        organisation.time_zone = time_zone


def _accent(given: Mapping[str, str | None] | None) -> dict[str, str] | None:
    if given is None:
        return None
    light = given["light"] or ""
    _require_readable("/accent/light", light, LIGHT)
    if given["dark"] is None:
        return {"light": light, "dark": accent_colors.write(accent_colors.nearest(accent_colors.read(light), DARK))}
    _require_readable("/accent/dark", given["dark"], DARK)
    return {"light": light, "dark": given["dark"]}


def _require_readable(pointer: str, text: str, theme: Theme) -> None:
    color = accent_colors.read(text)
    contrast = accent_colors.contrast(color, theme)
    if contrast < LEAST_CONTRAST:
        near = accent_colors.write(accent_colors.nearest(color, theme))
        # Cut off, not rounded: 4.49 is not told as 4.5.
        measured = int(contrast * 100) / 100
        message = _(
            "%(colour)s has a contrast of %(measured)s:1 on the light ground; expected %(least)s:1 at least, so "
            "that everybody can read it. The nearest colour that has it is %(near)s."
        )
        if theme is DARK:
            message = _(
                "%(colour)s has a contrast of %(measured)s:1 on the dark ground; expected %(least)s:1 at least, so "
                "that everybody can read it. The nearest colour that has it is %(near)s."
            )
        told = {"colour": text, "measured": f"{measured:.2f}", "least": LEAST_CONTRAST, "near": near}
        raise refused(pointer, message % told)


def _mark(session: Session, image_id: UUID | None) -> UUID | None:
    """Return an image that is for everybody from now on, whoever uploaded it."""
    if image_id is None:
        return None
    image = session.get(Image, image_id, with_for_update=True)
    if image is None:
        raise refused("/mark_id", _("There is no image with this id. Upload it first: POST /images."))
    image.uploaded_by = None
    return image.id


def _check_guidance(guidance: Iterable[Mapping[str, str | None]], languages: list[str], *, given: bool) -> None:
    seen: set[str | None] = set()
    for index, lines in enumerate(guidance):
        if lines["language"] not in languages:
            pointer = f"/guidance/{index}/language" if given else "/languages"
            raise refused(
                pointer,
                _("Expected lines in the organisation's languages, %(languages)s; got %(language)s.")
                % {"languages": ", ".join(languages), "language": lines["language"]},
            )
        if lines["language"] in seen:
            raise refused(
                f"/guidance/{index}/language",
                _("Expected lines in %(language)s once.") % {"language": lines["language"]},
            )
        seen.add(lines["language"])
