"""What somebody reads whom the organisation's OpenID provider did not sign in."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response

from vertel.api.sign_in.rendering import page, texts
from vertel.auth.openid.errors import DeclinedError, OpenIdError, ProviderError
from vertel.domain.people.identities import NotLetInError, Reason
from vertel.translations import N_


class Note(NamedTuple):
    """What a page says, in English; translated where it is shown."""

    title: str
    text: str


NOT_OFFERED = Note(
    N_("This way of signing in is not offered here"),
    N_("Choose another one, or ask whoever looks after Vertel in your organisation."),
)
PROVIDER_FAILS = Note(
    N_("Your organisation's sign-in does not answer as it should"),
    N_(
        "Nothing is wrong with your account. Wait a minute, then try again. If it stays like this, tell whoever looks"
        " after Vertel; the server's log says why."
    ),
)
START_AGAIN = Note(
    N_("That did not work, so please start again"),
    N_(
        "What came back from your organisation's sign-in was too old, was used already, or belongs to another browser"
        " or tab. You are not signed in. If it happens again, tell whoever looks after Vertel; the server's log says"
        " why."
    ),
)
DECLINED = Note(
    N_("You are not signed in"),
    N_("Your organisation's sign-in let nobody in, such as because it was cancelled. Try again when you like."),
)
NOT_LET_IN: dict[Reason, Note] = {
    "nobody": Note(
        N_("You are not in Vertel yet"),
        N_(
            "Your organisation's sign-in knows you, but nobody has added you to Vertel. Ask whoever looks after Vertel"
            " in your organisation, mostly in communications or HR, to add you. Then sign in again."
        ),
    ),
    "not_invited": Note(
        N_("You need an invitation once"),
        N_(
            "Ask whoever looks after Vertel in your organisation to invite you. Then sign in again within two weeks;"
            " the code of the invitation is not needed."
        ),
    ),
    "other_account": Note(
        N_("Your address is already connected to another account"),
        N_(
            "Somebody signs in here with another account that has the same address, or had it before. Ask whoever looks"
            " after Vertel in your organisation to sort it out."
        ),
    ),
    "disabled": Note(
        N_("You can no longer sign in to Vertel"),
        N_(
            "Whoever looks after Vertel in your organisation has switched this off for you. Ask them if that is a"
            " mistake."
        ),
    ),
}
"""Why somebody is not let in -> what they read."""


def not_offered() -> Response:
    """Return the page of a server that has no provider."""
    return _page(NOT_OFFERED, 404, again=False)


def of(error: OpenIdError | NotLetInError, user_code: str) -> Response:
    """Return the page for what went wrong.

    :param user_code: of the device that was to be connected.
    """
    if isinstance(error, NotLetInError):
        return _page(NOT_LET_IN[error.reason], 403, user_code)
    if isinstance(error, ProviderError):
        return _page(PROVIDER_FAILS, 503, user_code)
    return _page(DECLINED if isinstance(error, DeclinedError) else START_AGAIN, 400, user_code)


def _page(note: Note, status: int, user_code: str = "", *, again: bool = True) -> Response:
    _ = texts().gettext
    return page("note", status, title=_(note.title), text=_(note.text), user_code=user_code, again=again)
