"""Whether the mail server and the OpenID provider answer. Nothing is sent to anybody."""

from __future__ import annotations

from collections.abc import Iterator

from vertel.auth.openid import provider
from vertel.auth.openid.errors import ProviderError
from vertel.cli.finding import Finding
from vertel.config import Config
from vertel.outbound.mail import Mailer, MailError

MAIL_SECONDS = 15.0


def examine(config: Config) -> Iterator[Finding]:
    """Yield the findings on what Vertel connects to, as far as it is set."""
    yield _mail(config)
    yield _openid(config)


def _mail(config: Config) -> Finding:
    server = config.mail_server
    if server is None:
        return Finding("mail", "ok", "VERTEL_MAIL_URL is not set: no mails are sent, and no codes by mail offered.")
    if server.scheme == "console":
        return Finding(
            "mail", "warn", "Mails are only written to the terminal.",
            "Fine for trying it out. For colleagues, set VERTEL_MAIL_URL to your mail server.",
        )  # fmt: skip
    where = f"{server.host}, port {server.port}"
    try:
        Mailer(config, MAIL_SECONDS).check()
    except MailError as error:
        mend = "See VERTEL_MAIL_URL: smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST."
        return Finding("mail", "fail", f"{where}: {error}.", mend)
    signed_in = " and takes user name and password" if server.user else ""
    encrypted = "with TLS" if server.starttls or server.scheme == "smtps" else "without TLS"
    return Finding("mail", "ok", f"{where} answers {encrypted}{signed_in}. Nothing was sent.")


def _openid(config: Config) -> Finding:
    if config.oidc_issuer is None:
        return Finding("OpenID Connect", "ok", "VERTEL_OIDC_ISSUER is not set: single sign-on is not offered.")
    try:
        found = provider.discover(config)
    except ProviderError as error:
        mend = "See VERTEL_OIDC_ISSUER, and whether this machine reaches the provider."
        return Finding("OpenID Connect", "fail", str(error), mend)
    return Finding("OpenID Connect", "ok", f"{found.issuer} answers, and its keys can be read.")
