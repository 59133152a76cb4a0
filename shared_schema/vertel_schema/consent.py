"""Consent of people who are shown: asking for it, and how it stands."""

from vertel_schema.base import Request, Response
from vertel_schema.fields import Choice, Date, Email, Id, Integer, Items, Line, Object, Slug, Text, WebUrl
from vertel_schema.suggestion import CAPTION_LENGTH
from vertel_schema.words import CONSENT_WAYS


class ConsentRequest(Request):
    """How somebody who is shown is asked."""

    by = Choice("By a link that is answered, to hand over; or by a mail with it.", CONSENT_WAYS, example="mail")
    email = Email(
        "Where the mail goes; forgotten once it was sent.",
        nullable=True,
        default=None,
        example="samira@example.com",
    )


class PersonConsent(Response):
    """How it stands with one person."""

    person_id = Id("The person.")
    position = Integer("Their place in `people`, from 0.", minimum=0, maximum=99, example=0)
    name = Line("Who it is.", max_length=100, example="Samira Haddad")
    state = Slug(
        "`none`, `recorded` by an editor, `asked`, `agreed`, `refused`, `withdrawn`, `expired`, or `lapsed` because the"
        " words or the picture changed. New ones may come.",
        example="agreed",
    )
    until = Date("The last day on which it holds or held; null for none.", nullable=True, example="2027-06-30")
    asked_on = Date("When they were last asked; null for never.", nullable=True, example="2026-11-28")
    answered_on = Date("When they last answered; null for never.", nullable=True, example="2026-11-29")
    title = Line(
        "The title that they answered to; null without an answer.",
        max_length=200,
        nullable=True,
        example="Een nieuwe pomp voor de polder",
    )
    texts = Items(
        "The words that they answered to; empty without an answer.",
        Text("A text.", max_length=CAPTION_LENGTH, example="Samira legt uit hoe de nieuwe pomp werkt."),
        max_items=200,
    )
    image_id = Id("The picture that they answered to; null for none.", nullable=True)


class ConsentRequested(Response):
    """Somebody was asked."""

    consent = Object("How it stands with them.", PersonConsent)
    url = WebUrl(
        "The link to hand over. It can be seen this once: null when the same request is answered again, and by mail.",
        nullable=True,
        example="https://vertel.example.nl/consent/vc_7hQ2mZ4fWc1nXo8rTk3sLb6vYp0uJd5eGa9iHqRtMwE",
    )


class ConsentList(Response):
    """How it stands with everybody who is shown."""

    items = Items("The people, in the order of `people`.", Object("A person.", PersonConsent), max_items=100)
