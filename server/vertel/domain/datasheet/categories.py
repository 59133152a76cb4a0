"""The sorts of personal data, what each is used for, and what of all that is held or read belongs to them."""

from __future__ import annotations

from typing import NamedTuple

from vertel.translations import N_


class Category(NamedTuple):
    """A sort of personal data."""

    text: str
    people: str


class Purpose(NamedTuple):
    """What personal data is used for."""

    text: str
    categories: tuple[str, ...]


CATEGORIES: dict[str, Category] = {
    "identity": Category(N_("Who somebody is: name, e-mail address, number in the list of staff."), N_("Colleagues.")),
    "work": Category(N_("Where somebody works: team, location, languages, role in Vertel."), N_("Colleagues.")),
    "access": Category(
        N_("Signing in: devices, codes, and the number at the company's own sign-in."), N_("Colleagues.")
    ),
    "preferences": Category(
        N_("What somebody chose: languages, quiet, counting or not, saved and hidden."), N_("Colleagues.")
    ),
    "use": Category(N_("Sharing: which suggestion, when, with which link, and what came of it."), N_("Colleagues.")),
    "words": Category(N_("What somebody says: reactions, comments, ideas, photos."), N_("Colleagues.")),
    "consent": Category(
        N_("Who is shown or named in a suggestion or an idea, and what they agreed to."), N_("People who are shown.")
    ),
    "administration": Category(
        N_("What somebody changed or read as an editor or administrator."), N_("Editors and administrators.")
    ),
    "visitors": Category(
        N_("That a link was followed, in which quarter of an hour; nothing about who."), N_("Whoever follows a link.")
    ),
    "applicants": Category(N_("That somebody applied who came by a link; nothing about who."), N_("Applicants.")),
}

PURPOSES: dict[str, Purpose] = {
    "letting-in": Purpose(N_("To let colleagues in, and nobody else."), ("identity", "work", "access")),
    "offering": Purpose(
        N_("To offer colleagues what is close to their work, in a language that they like."),
        ("work", "preferences", "use"),
    ),
    "own-impact": Purpose(
        N_("To show a colleague, and nobody else, what came of their own shares."), ("use", "visitors")
    ),
    "counting": Purpose(
        N_("To know which suggestions are of use, in numbers about five colleagues at least."),
        ("use", "visitors", "applicants"),
    ),
    "conversation": Purpose(N_("To hear from colleagues and to answer them."), ("words",)),
    "consent": Purpose(N_("To show nobody who did not agree."), ("consent",)),
    "accountability": Purpose(
        N_("To find out who changed or read what, as an administrator."), ("identity", "administration")
    ),
}

CATEGORY_OF_HELD: dict[str, str] = {
    "employee": "identity",
    "settings": "preferences",
    "sign_ins": "access",
    "identities": "access",
    "enrolment_codes": "access",
    "codes_by_mail": "access",
    "devices_that_asked": "access",
    "mails_to_be_sent": "access",
    "mails_asked_for": "preferences",
    "personal_links": "use",
    "shares": "use",
    "events": "words",
    "feedback": "words",
    "ideas": "words",
    "uploaded_images": "words",
    "saved_and_hidden": "preferences",
    "answers_kept_for_repeated_requests": "access",
    "suggestions_that_name_somebody_so_called": "consent",
    "ideas_that_name_somebody_so_called": "consent",
    "audit_log": "administration",
    "revisions": "administration",
    "notes": "administration",
    "api_keys": "administration",
}
"""Part of the export -> its category."""

CATEGORY_OF_ABOUT: dict[str, str] = {"group": "use", "everyone": "use", "signed": "words", "words": "words"}
"""What a field of the contract tells about colleagues -> its category."""
