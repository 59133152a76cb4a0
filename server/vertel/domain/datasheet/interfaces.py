"""The ways by which data enters or leaves Vertel, and whether this server uses them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import make_url

from vertel.config import Config
from vertel.translations import N_


class Interface(NamedTuple):
    """A way in or out.

    :ivar to: hosts and programs, as they are set now.
    """

    text: str
    active: bool
    to: tuple[str, ...] = ()


class Target(NamedTuple):
    """A webhook that is switched on."""

    host: str
    types: tuple[str, ...]

    @classmethod
    def of(cls, url: str, types: Iterable[str]) -> Target:
        """Return where a webhook's events go. Its path is left out: it can hold a secret."""
        return cls(urlsplit(url).hostname or "", tuple(sorted(types)))


def interfaces(
    config: Config, webhooks: Sequence[Target], channels: Sequence[str], feeds: Sequence[str]
) -> dict[str, Interface]:
    """Return each way by its name. No secret, no address of a person, no number of uses is in them."""
    mail = config.mail_server
    issuer = urlsplit(config.oidc_issuer or "").hostname
    copy = None
    if config.reports_database_url != config.database_url:
        copy = make_url(config.reports_database_url).host or ""
    return {
        "extension": Interface(
            N_("The panel in the browser, and the same as a page: a colleague's own data, for that colleague."),
            active=True,
        ),
        "api": Interface(
            N_("Programs with a key of the role reader, editor or administrator read what that role reads."),
            active=True,
        ),
        "directory": Interface(
            N_(
                "The company's list of staff comes in: by SCIM, as a file, or entry by entry. Nothing goes"
                " back about use."
            ),
            active=True,
        ),
        "sign-in": Interface(
            N_(
                "The company's own sign-in (OpenID Connect) says who somebody is. It learns that they sign in to"
                " Vertel."
            ),
            active=issuer is not None,
            to=(issuer,) if issuer else (),
        ),
        "mail": Interface(
            N_(
                "Codes, invitations, requests for consent and summaries that somebody asked for go to the"
                " person they are"
                " for, by the company's mail server."
            ),
            active=mail is not None,
            to=(mail.host,) if mail is not None and mail.host else (),
        ),
        "webhooks": Interface(
            N_("What happens is sent to programs that administrators name; words with a name only when signed."),
            active=bool(webhooks),
            to=tuple(sorted(f"{target.host}: {', '.join(target.types)}" for target in webhooks)),
        ),
        "channels": Interface(
            N_("Once a week a chat program is told which suggestions are new; never who shared them, or who did not."),
            active=bool(channels),
            to=tuple(channels),
        ),
        "feeds": Interface(
            N_(
                "The server reads sources that administrators name, and makes drafts of them. It sends nothing about"
                " anybody."
            ),
            active=bool(feeds),
            to=tuple(feeds),
        ),
        "careers-site": Interface(
            N_("The careers site reports that somebody applied who came by a link; nothing about who."),
            active=bool(config.application_secrets),
        ),
        "links": Interface(
            N_("Whoever follows a link is led on. No cookie is set, and neither address nor device is stored."),
            active=True,
            to=(urlsplit(config.link_base_url).hostname or "",),
        ),
        "destinations": Interface(
            N_("The server looks whether the pages that links lead to are there. It sends nothing about anybody."),
            active=True,
            to=tuple(sorted(config.destination_hosts)),
        ),
        "reports-copy": Interface(
            N_("Reports are read from a copy of the database, which holds what the database holds."),
            active=copy is not None,
            to=(copy,) if copy else (),
        ),
        "linkedin": Interface(
            N_("Nothing is sent to LinkedIn, and nothing is read there but the open composer, on Insert and Undo."),
            active=False,
        ),
    }
