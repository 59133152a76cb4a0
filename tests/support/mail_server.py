"""A mail server on this machine that speaks SMTP, and does as it is told."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from support.ports import free_port

ELSEWHERE = "127.0.0.2"
"""An address of this machine that Vertel takes for another one, to which it has to encrypt."""


@dataclass
class MailServer:
    """What came in, and what is refused.

    :ivar refusals: command -> what it is answered instead, the first one first.
    :ivar hangs_up: commands at which the connection is lost, each once; at ``DATA`` the mail was taken by then.
    :ivar signed_in: user names that signed in.
    """

    host: str
    port: int
    received: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    hangs_up: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it so
        self, server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        self._hang_up_at("RCPT", server)
        if self.refusals.get("RCPT"):
            return self.refusals["RCPT"].pop(0).format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.refusals.get("MAIL"):
            return self.refusals["MAIL"].pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refusals.get("DATA"):
            return self.refusals["DATA"].pop(0)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        assert [address.addr_spec for address in message["To"].addresses] == envelope.rcpt_tos
        self.received.append(message)
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        self._hang_up_at("DATA", server)
        return "250 OK"

    def _hang_up_at(self, command: str, server: Any) -> None:
        if command in self.hangs_up:
            self.hangs_up.remove(command)
            server.transport.abort()

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        good = data.password == b"p@ss:word"
        if good:
            self.signed_in.append(data.login.decode())
        return AuthResult(success=good, handled=False)

    def texts(self) -> list[str]:
        """What the mails say as text."""
        return [str(message.get_body(("plain",)).get_content()) for message in self.received]

    def codes(self) -> list[str]:
        """The six digits of each mail that has some."""
        return [found[1] + found[2] for text in self.texts() if (found := re.search(r"(\d{3}) (\d{3})", text))]


@contextmanager
def mail_server(host: str = "127.0.0.1", certificate: Path | None = None, **options: Any) -> Iterator[MailServer]:
    """A mail server that is running.

    :param certificate: with which it offers STARTTLS, or, with ``implicit=True``, encrypts from the start.
    :param options: of aiosmtpd.
    """
    found, implicit = MailServer(host, free_port()), options.pop("implicit", False)
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    if context is not None and not implicit:
        options |= {"tls_context": context, "require_starttls": True}
    controller = Controller(
        found,
        hostname=host,
        port=found.port,
        authenticator=found.authenticate,
        ssl_context=context if implicit else None,
        **options,
    )
    controller.start()
    try:
        yield found
    finally:
        controller.stop()
