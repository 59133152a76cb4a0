"""What an organisation sets for all its colleagues."""

from vertel_schema.base import Request, Response
from vertel_schema.datasheet import LONGEST_OWN_TEXT
from vertel_schema.fields import Boolean, Color, Id, Integer, Items, Language, Line, Object, Text, WebUrl
from vertel_schema.guidance import Guidance, GuidanceRequest

_LANGUAGE = Language("A language.", example="nl")
_NAME = "What it calls itself."
_LANGUAGES = "The languages in which it writes suggestions, the first most."
_TIME_ZONE = "Where its days begin and end, by the name that IANA gives it."
_DESKTOP = "After about so many characters LinkedIn folds a post behind 'see more' on a desktop."
_PHONE = "The same on a phone, in characters."
_LIGHT = "On a light ground: 4.5:1 at least, so that everybody can read it."
_BUTTON = "Whether colleagues may switch on the button in LinkedIn's composer."
_PERSONAL = "Whether they may get a personal link, whose clicks only they see."
_IDEAS = "Whether they may send in ideas."
_DIGESTS = "Whether they may have a summary mailed to them."
_CONSENT = "Whether a suggestion that shows people is published only when they agreed themselves."
_SHEET = "What only you know, for the data sheet; null where it is still to be filled in."
_CONTROLLER = "Who decides about the data: name and place."
_CONTACT = "Whom people ask about it."
_OFFICER = "The data protection officer, and how to reach them; or that there is none."
_BASIS = "The legal basis, article 6 of the GDPR, and what was weighed for it."
_HOSTING = "Where the server and its backups stand, and who looks after them as a processor."


class Accent(Response):
    """The colour of what can be pressed."""

    light = Color(_LIGHT, example="#1b6b4f")
    dark = Color("On a dark ground, likewise.", example="#7dd3ae")


class AccentRequest(Request):
    """The colour of what can be pressed."""

    light = Color(_LIGHT, example="#1b6b4f")
    dark = Color(
        "On a dark ground, likewise; null for the nearest that is light enough.",
        nullable=True,
        default=None,
        example="#7dd3ae",
    )


class Offers(Response):
    """What colleagues may use. What they have already goes on working."""

    composer_button = Boolean(_BUTTON, example=True)
    personal_links = Boolean(_PERSONAL, example=True)
    ideas = Boolean(_IDEAS, example=True)
    digests = Boolean(_DIGESTS, example=True)


class OffersPatch(Request):
    """What to change in what colleagues may use; fields that are missing stay as they are."""

    composer_button = Boolean(_BUTTON, optional=True, example=True)
    personal_links = Boolean(_PERSONAL, optional=True, example=True)
    ideas = Boolean(_IDEAS, optional=True, example=True)
    digests = Boolean(_DIGESTS, optional=True, example=True)


class OwnTexts(Response):
    """What only the organisation knows, for its data sheet."""

    controller = Text(_CONTROLLER, max_length=LONGEST_OWN_TEXT, nullable=True, example="Waterwerk B.V., Zwolle")
    contact = Text(_CONTACT, max_length=LONGEST_OWN_TEXT, nullable=True, example="privacy@waterwerk.example")
    data_protection_officer = Text(
        _OFFICER, max_length=LONGEST_OWN_TEXT, nullable=True, example="Noor de Wit, fg@waterwerk.example"
    )
    legal_basis = Text(_BASIS, max_length=LONGEST_OWN_TEXT, nullable=True, example="Legitimate interest")
    hosting = Text(_HOSTING, max_length=LONGEST_OWN_TEXT, nullable=True, example="Our own data centre in Zwolle")


class OwnTextsPatch(Request):
    """What to change in it; fields that are missing stay as they are."""

    controller = Text(
        _CONTROLLER, max_length=LONGEST_OWN_TEXT, nullable=True, optional=True, example="Waterwerk B.V., Zwolle"
    )
    contact = Text(
        _CONTACT, max_length=LONGEST_OWN_TEXT, nullable=True, optional=True, example="privacy@waterwerk.example"
    )
    data_protection_officer = Text(
        _OFFICER, max_length=LONGEST_OWN_TEXT, nullable=True, optional=True, example="Noor de Wit, fg@waterwerk.example"
    )
    legal_basis = Text(_BASIS, max_length=LONGEST_OWN_TEXT, nullable=True, optional=True, example="Legitimate interest")
    hosting = Text(
        _HOSTING, max_length=LONGEST_OWN_TEXT, nullable=True, optional=True, example="Our own data centre in Zwolle"
    )


class Mark(Response):
    """The organisation's mark."""

    id = Id("The image.")
    url = WebUrl("Where to fetch it.", example="https://vertel.example.nl/api/v1/images/019aaf4e")


class Settings(Response):
    """What the organisation set for all its colleagues."""

    name = Line(_NAME, max_length=100, example="Waterwerk")
    mark = Object("Its mark; null for none.", Mark, nullable=True)
    accent = Object("Its accent colour; null for Vertel's own.", Accent, nullable=True)
    languages = Items(_LANGUAGES, _LANGUAGE, max_items=20, unique=True)
    time_zone = Line(_TIME_ZONE, max_length=64, example="Europe/Amsterdam")
    fold_desktop = Integer(_DESKTOP, minimum=1, maximum=3000, example=210)
    fold_phone = Integer(_PHONE, minimum=1, maximum=3000, example=140)
    # A newer reader does without it: a server that is older does not send it.
    require_consent = Boolean(_CONSENT, optional=True, example=False)
    offers = Object("What colleagues may use.", Offers)
    guidance = Items("What to do and what not, a language each.", Object("A language's lines.", Guidance), max_items=20)
    # A newer reader does without it, for the same reason.
    data_sheet = Object(_SHEET, OwnTexts, optional=True)


class SettingsPatch(Request):
    """What to change; fields that are missing stay as they are."""

    name = Line(_NAME, max_length=100, optional=True, example="Waterwerk")
    mark_id = Id("An image that was uploaded, to be its mark; null for none.", nullable=True, optional=True)
    accent = Object("Its accent colour; null for Vertel's own.", AccentRequest, nullable=True, optional=True)
    languages = Items(_LANGUAGES, _LANGUAGE, min_items=1, max_items=20, unique=True, optional=True)
    time_zone = Line(_TIME_ZONE, max_length=64, optional=True, example="Europe/Amsterdam")
    fold_desktop = Integer(_DESKTOP, minimum=1, maximum=3000, optional=True, example=210)
    fold_phone = Integer(_PHONE, minimum=1, maximum=3000, optional=True, example=140)
    require_consent = Boolean(_CONSENT, optional=True, example=True)
    offers = Object("What colleagues may use.", OffersPatch, optional=True)
    guidance = Items(
        "What to do and what not, once for each language; it takes the place of all there was.",
        Object("A language's lines.", GuidanceRequest),
        max_items=20,
        optional=True,
    )
    data_sheet = Object(_SHEET, OwnTextsPatch, optional=True)
