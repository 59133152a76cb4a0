"""What an organisation set for its colleagues, as far as it bears on people and their data."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from vertel.config import Config
from vertel.db.models import Organisation
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.people.settings import OFFERS, offers_of
from vertel.translations import N_

OFFERED: dict[str, str] = {
    "composer_button": N_("Whether colleagues may switch on the button in LinkedIn's composer."),
    "personal_links": N_("Whether colleagues may get a link of their own, whose clicks only they see."),
    "ideas": N_("Whether colleagues may send in ideas."),
    "digests": N_("Whether colleagues may have a summary mailed to them."),
}


class OrganisationFacts(NamedTuple):
    """What the sheet says of the organisation's settings.

    :ivar own_texts: name and text of what only the organisation knows.
    """

    name: str
    require_consent: bool
    offers: tuple[tuple[str, bool], ...]
    own_texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, organisation: Organisation) -> OrganisationFacts:
        """Return the facts of an organisation."""
        own = {name: text for name, text in (organisation.data_sheet or {}).items() if text}
        return cls(
            organisation.name,
            organisation.require_consent,
            tuple(offers_of(organisation).items()),
            tuple(sorted(own.items())),
        )


def settings(config: Config, facts: OrganisationFacts, _: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """Return name, meaning and value of what decides whom a number is about, who gets in, and what is offered."""

    def answer(yes: bool) -> str:
        return _("yes") if yes else _("no")

    offers = dict(facts.offers)
    return [
        (
            "smallest-group",
            _("Of how many colleagues at least a number about use is. It cannot be set lower."),
            str(SMALLEST_GROUP),
        ),
        (
            "own-consent",
            _("Whether a suggestion that shows people is published only when they agreed themselves."),
            answer(facts.require_consent),
        ),
        *((f"offer-{name.replace('_', '-')}", _(OFFERED[name]), answer(offers[name])) for name in OFFERS),
        (
            "created-at-sign-in",
            _("Whether somebody who is on no list is let in by the company's own sign-in."),
            answer(config.oidc_create),
        ),
        (
            "addresses-from-sign-in",
            _("Whether an address from the company's own sign-in counts where that does not say that it was checked."),
            answer(config.oidc_trust_email),
        ),
        (
            "roles-from-sign-in",
            _("Whether the company's own sign-in decides who is an editor or administrator."),
            answer(config.oidc_role_claim is not None),
        ),
        (
            "teams-from-sign-in",
            _("Whether the company's own sign-in decides who is in which team."),
            answer(config.oidc_team_claim is not None),
        ),
    ]
