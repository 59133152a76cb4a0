"""Mails are handed over by SMTP: encrypted, signed in, and within some seconds whatever the server does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from support.certificates import write_certificate
from support.mail_server import ELSEWHERE, MailServer, mail_server
from vertel.config import Config
from vertel.config_parsers import mail_server as parsed
from vertel.outbound.mail import Letter, Mailer, MailError

LETTER = Letter("noor@example.com", "Your code", "493 027", "<p>493 027</p>", "en")


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def at(config: Config, url: str) -> Config:
    return replace(config, mail_server=parsed(url))


def test_a_mail_is_sent_encrypted_with_a_certificate_that_is_trusted(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = write_certificate(tmp_path, ELSEWHERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(ELSEWHERE, certificate) as mails:
        Mailer(at(config, f"smtp://{ELSEWHERE}:{mails.port}")).send(LETTER)
    with mail_server(ELSEWHERE, certificate, implicit=True) as also:
        Mailer(at(config, f"smtps://{ELSEWHERE}:{also.port}")).send(LETTER)
    assert (mails.encrypted, also.encrypted) == ([True], [True])


@pytest.mark.parametrize(("scheme", "implicit"), [("smtp", False), ("smtps", True)])
def test_a_certificate_that_is_not_trusted_is_not_accepted(
    tmp_path: Path, config: Config, scheme: str, implicit: bool
) -> None:
    with mail_server(ELSEWHERE, write_certificate(tmp_path, ELSEWHERE), implicit=implicit) as mails:
        with pytest.raises(MailError, match="certificate was not accepted") as refused:
            Mailer(at(config, f"{scheme}://{ELSEWHERE}:{mails.port}")).send(LETTER)
        assert not refused.value.permanent
        assert mails.received == []


def test_nothing_is_sent_unencrypted_to_another_machine_unless_it_is_said(config: Config) -> None:
    with mail_server(ELSEWHERE) as mails:
        with pytest.raises(MailError, match="offers no STARTTLS"):
            Mailer(at(config, f"smtp://{ELSEWHERE}:{mails.port}")).send(LETTER)
        assert mails.received == []
        Mailer(at(config, f"smtp://{ELSEWHERE}:{mails.port}?starttls=no")).send(LETTER)
        assert len(mails.received) == 1


def test_the_mailer_signs_in_when_the_settings_have_a_name_and_password(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = write_certificate(tmp_path, ELSEWHERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(ELSEWHERE, certificate, auth_required=True) as mails:
        Mailer(at(config, f"smtp://us%40er:p%40ss%3Aword@{ELSEWHERE}:{mails.port}")).send(LETTER)
        Mailer(at(config, f"smtp://us%40er:p%40ss%3Aword@{ELSEWHERE}:{mails.port}")).check()
        assert (mails.signed_in, len(mails.received)) == (["us@er", "us@er"], 1)
        with pytest.raises(MailError, match=r"user name and password \(535\)") as refused:
            Mailer(at(config, f"smtp://us%40er:wrong@{ELSEWHERE}:{mails.port}")).send(LETTER)
        assert not refused.value.permanent
        assert "wrong" not in str(refused.value)


NEVER = "did not answer in time"


@contextmanager
def odd_server(*says: bytes) -> Iterator[int]:
    """A server that says this to whoever connects, and then nothing, or closes when the last of it is empty."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ended = threading.Event()

        def answer() -> None:
            with listening.accept()[0] as connection:
                for line in says:
                    connection.sendall(line)
                if says[-1:] != (b"",):
                    ended.wait(10)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1]
        ended.set()
        thread.join()


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ([], NEVER),
        ([b"220 hello"], NEVER),
        ([b"220 hello\r\n"], NEVER),
        ([b"220 hello\r\n", b""], "closed the connection"),
        ([b"421 too busy\r\n"], r"refused \(421\)"),
        ([b"HTTP/1.1 400 Bad Request\r\n", b""], "closed the connection|refused"),
    ],
)
def test_a_server_that_hangs_or_hangs_up_is_not_waited_for(config: Config, says: list[bytes], reason: str) -> None:
    # Only who never answers is waited for to the end; the others answer when the machine lets them.
    seconds = 0.3 if reason == NEVER else 30.0
    with odd_server(*says) as port, pytest.raises(MailError, match=reason) as failed:
        Mailer(at(config, f"smtp://127.0.0.1:{port}"), seconds=seconds).send(LETTER)
    assert not failed.value.permanent


def test_a_server_that_says_a_letter_now_and_then_is_not_waited_for_either(config: Config) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            with listening.accept()[0] as connection, suppress(OSError):
                while True:
                    connection.sendall(b"2")
                    time_that_passes.wait(0.05)

        time_that_passes, thread = threading.Event(), threading.Thread(target=drip)
        thread.start()
        with pytest.raises(MailError, match="did not answer in time"):
            Mailer(at(config, f"smtp://127.0.0.1:{listening.getsockname()[1]}"), seconds=0.5).send(LETTER)
        thread.join()


@pytest.mark.parametrize(
    "to", ["noor@example.com\nBcc: all@example.com", "noor", "a@b.nl, c@d.nl", ""], ids=["lines", "name", "two", "none"]
)
def test_no_address_begins_another_header(config: Config, mails: MailServer, to: str) -> None:
    with pytest.raises(MailError, match="cannot stand in a header") as refused:
        Mailer(at(config, f"smtp://127.0.0.1:{mails.port}")).send(replace(LETTER, to=to))
    assert refused.value.permanent
    assert mails.received == []
