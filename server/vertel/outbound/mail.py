"""Handing mails over to a mail server by SMTP, within 30 seconds, whatever that server does."""

from __future__ import annotations

import smtplib
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from vertel.clock import now
from vertel.config import Config
from vertel.outbound.deadline import Deadline

SECONDS = 30.0
"""How long handing a mail over may take in all."""

STEP_SECONDS = 10.0
"""How long the server may say nothing."""


HEADERS = SMTP.clone(max_line_length=998)
"""Headers as long as SMTP allows: folded sooner, a long address in one is written in a way that mail programs miss."""

REFUSALS: dict[type[smtplib.SMTPException], str] = {
    smtplib.SMTPAuthenticationError: "the server did not accept the user name and password",
    smtplib.SMTPSenderRefused: "the sender of VERTEL_MAIL_FROM was refused",
    smtplib.SMTPDataError: "the mail was refused",
}


@dataclass(frozen=True)
class Letter:
    """A mail to one person.

    :ivar text: what it says, for a program that shows no HTML.
    :ivar html: the same, with some design.
    :ivar stop: the address at which a mail program ends this sort of mail with one click, if it can be ended.
    """

    to: str
    subject: str
    text: str
    html: str
    language: str
    stop: str | None = None


class MailError(Exception):
    """A mail was not taken. The message says why; no address stands in it.

    :ivar permanent: whether another try would come to the same.
    :ivar recipient: whether it was the recipient who was refused, for good.
    :ivar uncertain: whether the server may have taken it all the same.
    """

    def __init__(
        self, message: str, *, permanent: bool = False, recipient: bool = False, uncertain: bool = False
    ) -> None:
        super().__init__(message)
        self.permanent, self.recipient, self.uncertain = permanent, recipient, uncertain


def _nothing() -> None:
    """Do nothing before a mail is handed over."""


class Mailer:
    """Hands mails over to the server of the settings."""

    def __init__(self, config: Config, seconds: float = SECONDS) -> None:
        """Prepare.

        :param config: has a ``mail_server``.
        :param seconds: how long handing one over may take.
        """
        if config.mail_server is None:
            raise ValueError("VERTEL_MAIL_URL is not set")
        self._server, self._sender, self._seconds = config.mail_server, config.mail_sender, seconds

    def send(self, letter: Letter, before: Callable[[], None] = _nothing) -> None:
        """Hand a mail over.

        :param before: called once the server accepts the recipient, before it gets the mail; what it raises ends it.
        :raises MailError: it was not taken, or it is not known whether it was.
        """
        message = self.message(letter)
        if self._server.scheme == "console":
            before()
            sys.stderr.write(f"\nMail to {letter.to}: {letter.subject}\n\n{letter.text}\n")
            return
        with self._conversation() as smtp:
            smtp.before_data = before
            smtp.send_message(message)

    def check(self) -> None:
        """Connect and sign in, and send nothing.

        :raises MailError: that did not work.
        """
        if self._server.scheme != "console":
            with self._conversation() as smtp:
                smtp.noop()

    def message(self, letter: Letter) -> EmailMessage:
        """Return a mail as it is sent, as text and as HTML.

        :raises MailError: its subject or an address has a line end in it, which could begin another header.
        """
        message = EmailMessage(HEADERS)
        try:
            message["From"] = self._sender
            message["To"] = Address(addr_spec=letter.to)
            message["Subject"] = letter.subject
        except (ValueError, IndexError) as error:
            raise MailError("its subject or its address cannot stand in a header", permanent=True) from error
        domain = message["From"].addresses[0].domain
        message["Date"] = format_datetime(now())
        message["Message-ID"] = make_msgid(domain=domain)
        message["Auto-Submitted"] = "auto-generated"  # so that nobody's out-of-office note answers
        if letter.stop is not None:
            message["List-Unsubscribe"] = f"<{letter.stop}>"
            if letter.stop.startswith("https://"):  # RFC 8058 knows no other
                message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        message["Content-Language"] = letter.language  # set_content drops what it finds of that sort
        return message

    @contextmanager
    def _conversation(self) -> Iterator[_Conversation]:
        """Yield a connection that is encrypted and signed in; whatever goes wrong on it becomes a ``MailError``."""
        deadline = Deadline(self._seconds)
        try:
            with self._connected(deadline) as smtp:
                yield smtp
        except smtplib.SMTPException as error:
            raise _explained(error, expired=deadline.expired) from error
        except ssl.SSLCertVerificationError as error:
            raise MailError(f"the server's certificate was not accepted: {error.verify_message}") from error
        except OSError as error:
            late = deadline.expired or isinstance(error, TimeoutError)
            raise MailError("the server did not answer in time" if late else _reason(error)) from error

    @contextmanager
    def _connected(self, deadline: Deadline) -> Iterator[_Conversation]:
        server = self._server
        with ExitStack() as stack:
            connection = socket.create_connection((server.host, server.port), min(STEP_SECONDS, deadline.remaining))
            stack.callback(connection.close)
            stack.enter_context(deadline.cutting(connection))
            context = ssl.create_default_context()
            if server.scheme == "smtps":
                connection = context.wrap_socket(connection, server_hostname=server.host)
                stack.callback(connection.close)
            smtp = _Conversation(server.host, server.port, connection)
            stack.callback(smtp.close)
            if server.starttls:
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password or "")
            yield smtp
            with suppress(smtplib.SMTPException, OSError):  # what was taken stays taken
                smtp.quit()


class _Conversation(smtplib.SMTP):
    """SMTP on a connection that there is already."""

    def __init__(self, host: str, port: int, connection: socket.socket) -> None:
        self._connection = connection
        self.before_data: Callable[[], None] = _nothing
        super().__init__(host, port, local_hostname=socket.gethostname(), timeout=STEP_SECONDS)

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]  # smtplib's stub allows more
        """Hand the mail over, as smtplib calls it once the recipient is accepted."""
        self.before_data()
        try:
            return super().data(msg)
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:  # smtplib's own, too
            raise MailError("the connection was lost while the mail was handed over", uncertain=True) from error

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002  smtplib calls it so
        return self._connection


def _explained(error: smtplib.SMTPException, *, expired: bool) -> MailError:
    """Return what an error means. Servers repeat addresses in what they say, so only their numbers are told."""
    if expired:
        return MailError("the server did not answer in time")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max(code for code, _ in error.recipients.values())
        return MailError(f"the recipient was refused ({code})", permanent=code >= 500, recipient=code >= 500)
    if isinstance(error, smtplib.SMTPResponseException):
        what = next((what for kind, what in REFUSALS.items() if isinstance(error, kind)), "the server refused")
        refused_mail = isinstance(error, smtplib.SMTPDataError)
        return MailError(f"{what} ({error.smtp_code})", permanent=refused_mail and error.smtp_code >= 500)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return MailError("the server offers no STARTTLS, or no way to sign in that Vertel knows")
    return MailError("the server closed the connection")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
