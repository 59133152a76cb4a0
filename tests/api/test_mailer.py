"""Mails that are stored are sent, tried again while that is of use, and given up with a line in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import prometheus_client
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from support.mail_server import MailServer, mail_server
from support.ports import free_port
from support.telling import Clock
from support.world import API, World
from vertel import clock
from vertel.config import Config
from vertel.config_parsers import mail_server as parsed
from vertel.db.models import Employee, EnrolmentCode, Mail, Organisation
from vertel.domain.mails import outbox
from vertel.domain.people import revocation
from vertel.worker.mailer import Postman

ADDRESS = "noor@example.com"


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def postman(world: World, config: Config, mails: MailServer, time: Clock) -> Postman:
    return Postman(at(config, f"smtp://127.0.0.1:{mails.port}"), world.engine, time)


def at(config: Config, url: str) -> Config:
    return replace(config, mail_server=parsed(url))


def asks(world: World, email: str = ADDRESS) -> None:
    assert world.client.post(f"{API}/auth/email", json={"email": email}).status_code == 202


def deliver(postman: Postman) -> int:
    count = 0
    while postman.step():
        count += 1
    return count


def waiting(world: World) -> list[str]:
    with world.session() as session:
        return [*session.scalars(select(Mail.kind))]


def counted(outcome: str) -> float:
    return prometheus_client.REGISTRY.get_sample_value("vertel_mail_tries_total", {"outcome": outcome}) or 0.0


def test_a_code_arrives_as_text_and_as_html_without_a_link_from_the_sender_of_the_settings(
    world: World, postman: Postman, mails: MailServer
) -> None:
    world.employee(email=ADDRESS, name="Noor de Wit", languages=["en"])
    asks(world)
    assert deliver(postman) == 1
    (message,) = mails.received
    assert (message["From"], message["To"]) == ("Vertel <vertel@vertel.example.com>", ADDRESS)
    assert (message["Subject"], message["Auto-Submitted"]) == ("Your code for Vertel", "auto-generated")
    assert message["Message-ID"].endswith("@vertel.example.com>")
    (code,) = mails.codes()
    text = mails.texts()[0]
    html = message.get_body(("html",)).get_content()
    assert text.startswith("Hello Noor de Wit,")
    assert f"{code[:3]} {code[3:]}" in html
    assert code not in message["Subject"]
    assert not any(link in part for part in (text, html) for link in ("http", "href", "src="))
    assert waiting(world) == []


@pytest.mark.parametrize(
    ("own", "organisation", "beginning"),
    [(["nl"], [], "Hallo"), (["fr", "nl-BE"], ["en"], "Hallo"), (["fr"], ["nl"], "Hallo"), (["fr"], ["de"], "Hello")],
)
def test_a_mail_is_in_a_language_of_its_reader(
    world: World, postman: Postman, mails: MailServer, own: list[str], organisation: list[str], beginning: str
) -> None:
    with world.session() as session:
        session.add(Organisation(id=1, name="Waterwerk", languages=organisation))
    world.employee(email=ADDRESS, languages=own)
    asks(world)
    deliver(postman)
    assert mails.texts()[0].startswith(beginning)
    assert mails.received[0]["Content-Language"] == ("nl" if beginning == "Hallo" else "en")


def test_what_people_are_called_stays_text_in_html(world: World, postman: Postman, mails: MailServer) -> None:
    world.employee(email=ADDRESS, name="<b>Noor</b> & co", languages=["en"])
    asks(world)
    deliver(postman)
    assert "&lt;b&gt;Noor&lt;/b&gt; &amp; co" in mails.received[0].get_body(("html",)).get_content()
    assert "Hello <b>Noor</b> & co," in mails.texts()[0]


def test_an_invitation_brings_a_code_that_is_good(world: World, postman: Postman, mails: MailServer) -> None:
    noor = world.employee(email=ADDRESS, languages=["en"])
    with world.session() as session:
        outbox.queue(session, outbox.INVITATION, noor.id, clock.now() + timedelta(days=1))
    deliver(postman)
    code = next(line.strip() for line in mails.texts()[0].splitlines() if line.startswith("    "))
    answer = world.client.post(f"{API}/auth/token", json={"grant_type": "enrolment_code", "code": code})
    assert answer.status_code == 200


def test_an_invitation_that_is_tried_again_brings_the_same_code(
    world: World, postman: Postman, mails: MailServer, time: Clock
) -> None:
    noor = world.employee(email=ADDRESS, languages=["en"])
    mails.refusals["DATA"] = ["451 later", "451 later"]
    with world.session() as session:
        outbox.queue(session, outbox.INVITATION, noor.id, clock.now() + timedelta(days=14))
    for pause in (0, *outbox.PAUSES):
        time.on(timedelta(seconds=pause))
        deliver(postman)
    assert len(mails.received) == 1
    assert "14 days" in mails.texts()[0]
    with world.session() as session:
        (expires_at,) = session.scalars(select(EnrolmentCode.expires_at))
    assert timedelta(days=13) < expires_at - clock.now() <= timedelta(days=14)


def test_an_invitation_whose_code_was_voided_meanwhile_is_not_sent(
    world: World, postman: Postman, mails: MailServer, time: Clock
) -> None:
    noor = world.employee(email=ADDRESS)
    mails.refusals["DATA"] = ["451 later"]
    with world.session() as session:
        outbox.queue(session, outbox.INVITATION, noor.id, clock.now() + timedelta(days=14))
    deliver(postman)
    with world.session() as session:
        revocation.end_access(session, [noor.id])
    time.on(timedelta(seconds=outbox.PAUSES[0]))
    deliver(postman)
    assert (mails.received, waiting(world)) == ([], [])


def test_a_recipient_who_is_refused_is_given_up_at_once_and_told_without_the_address(
    world: World, postman: Postman, mails: MailServer
) -> None:
    world.employee(email=ADDRESS)
    asks(world)
    mails.refusals["RCPT"] = ["550 5.1.1 {address} is unknown here"]
    before = counted("given_up")
    with capture_logs() as lines:
        assert deliver(postman) == 1
    (line,) = lines
    assert (line["event"], line["kind"]) == ("mail_given_up", "sign_in_code")
    assert line["reason"] == "the recipient was refused (550)"
    assert ADDRESS not in str(lines)
    assert counted("given_up") == before + 1
    assert waiting(world) == []


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RCPT", "451 4.7.1 greylisted, come back"),
        ("DATA", "452 4.3.1 disk is full"),
        ("MAIL", "550 5.7.1 sender is not yours"),
    ],
)
def test_a_failure_that_may_pass_is_tried_again_after_a_while(
    world: World, postman: Postman, mails: MailServer, time: Clock, command: str, answer: str
) -> None:
    world.employee(email=ADDRESS)
    asks(world)
    mails.refusals[command] = [answer]
    assert deliver(postman) == 1
    assert (mails.received, waiting(world)) == ([], ["sign_in_code"])
    assert deliver(postman) == 0, "not at once"
    time.on(timedelta(seconds=outbox.PAUSES[0]))
    assert deliver(postman) == 1
    assert (len(mails.received), waiting(world)) == (1, [])


def test_a_code_is_given_up_when_it_is_no_longer_of_use(world: World, config: Config, time: Clock) -> None:
    world.employee(email=ADDRESS)
    asks(world)
    nobody = Postman(at(config, f"smtp://127.0.0.1:{free_port()}"), world.engine, time)
    with capture_logs() as lines:
        for pause in (0, *outbox.PAUSES):
            time.on(timedelta(seconds=pause))
            deliver(nobody)
    events = [line["event"] for line in lines]
    assert events == [*["mail_not_taken"] * 4, "mail_given_up"]
    assert {line["reason"] for line in lines} == {"Connection refused"}
    assert waiting(world) == []


def test_a_mail_that_was_claimed_by_a_node_that_died_is_sent_by_another(
    world: World, postman: Postman, mails: MailServer, time: Clock
) -> None:
    world.employee(email=ADDRESS)
    asks(world)
    with world.session() as session:
        assert len(outbox.claim(session, clock.now(), 1)) == 1
    assert deliver(postman) == 0
    time.on(outbox.LEASE + timedelta(seconds=1))
    assert deliver(postman) == 1
    assert len(mails.received) == 1


def test_a_code_goes_before_invitations(world: World, postman: Postman, mails: MailServer) -> None:
    noor = world.employee(email=ADDRESS, languages=["en"])
    with world.session() as session:
        for _ in range(2):
            outbox.queue(session, outbox.INVITATION, noor.id, clock.now() + timedelta(days=1))
    asks(world)
    assert postman.step()
    assert len(mails.codes()) == 1


def test_nobody_is_sent_a_code_that_is_used_or_who_may_not_sign_in_any_more(
    world: World, postman: Postman, mails: MailServer
) -> None:
    noor = world.employee(email=ADDRESS)
    asks(world)
    with world.session() as session:
        session.get_one(Employee, noor.id).active = False
    assert deliver(postman) == 1
    assert (mails.received, waiting(world)) == ([], [])


def test_no_name_begins_another_header(world: World, postman: Postman, mails: MailServer) -> None:
    with world.session() as session:
        session.add(Organisation(id=1, name="Waterwerk\r\nBcc: all@example.com", languages=["en"]))
    world.employee(email=ADDRESS)
    asks(world)
    with capture_logs() as lines:
        deliver(postman)
    assert [line["event"] for line in lines] == ["mail_given_up"]
    assert (mails.received, waiting(world)) == ([], [])


def test_on_the_console_a_mail_is_only_shown(world: World, config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    world.employee(email=ADDRESS)
    asks(world)
    deliver(Postman(at(config, "console:"), world.engine))
    assert f"Mail to {ADDRESS}" in capsys.readouterr().err
