"""One week, Monday to Friday: from a feed to a draft, to colleagues, to a post, to a click, to the editors' report.

The server is a real one, and its clock is moved; so are feed, mail server, panel, post and channel.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from e2e.asking import call
from e2e.colleague import connect
from e2e.console import go_to, sign_in
from e2e.harness import Browser, until
from e2e.inserting import insert_what_is_open, open_composer
from e2e.replica_server import ReplicaServer
from e2e.states.steps import by, wait_for
from e2e.teams_client import shown_in_teams
from e2e.week import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Week, enrol
from support.adaptive_cards import faults_of_teams_message
from support.feed_server import FeedServer, answering
from support.feeds import item, json_feed
from support.mail_server import MailServer, mail_server
from support.receiver import Receiver, receiver
from support.server import Server
from support.world import BROWSER, HOST

EDITOR, NOOR, BO = "marit@example.com", "noor@example.com", "bo@example.com"
WELDER, DRIVER = "Welder in Zwolle", "Driver in Tiel"


@dataclass
class Office:
    """Everybody and everything that has a part in the week.

    :ivar keys: of programs of an administrator and an editor.
    :ivar feed: the feed, and the channel, as the API has them.
    """

    week: Week
    careers: FeedServer
    mails: MailServer
    teams: Receiver
    keys: dict[str, str] = field(default_factory=dict)
    feed: str = ""
    channel: str = ""

    def publishes(self, **titles: str) -> None:
        """What the careers site has from now on."""
        items = [item(name, title=title, date_published="2020-01-01") for name, title in titles.items()]
        self.careers.answer(json_feed(items), "application/feed+json")

    def drafts(self, server: Server) -> list[str]:
        """The titles of what editors have not published."""
        found = call(server, self.keys["editor"], "/suggestions?view=manage&state=draft")["items"]
        return sorted(one["title"] for one in found)


@pytest.fixture
def office(extension_dist: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="vertel-week-")))
        mails = stack.enter_context(mail_server())
        settings = {
            "VERTEL_MAIL_URL": f"smtp://127.0.0.1:{mails.port}",
            "VERTEL_DESTINATION_HOSTS": HOST,
            "VERTEL_APP_DIR": str(extension_dist / "app"),
            "VERTEL_CONSOLE_DIR": str(extension_dist / "console"),
        }
        careers, teams = stack.enter_context(answering()), stack.enter_context(receiver())
        yield Office(Week(folder, settings), careers, mails, teams)


@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
def test_a_week_from_a_feed_to_the_editors_report(browser: Browser, office: Office, replica: ReplicaServer) -> None:
    week = office.week
    with week.at(MONDAY, 9) as server:
        the_office_is_set_up(office, server)
        the_feed_becomes_drafts_that_nobody_else_sees(office, server)
    with week.at(TUESDAY, 10) as server:
        the_feed_gives_no_draft_twice(office, server)
        an_editor_publishes_one(browser, office, server)
    with week.at(WEDNESDAY, 9) as server:
        noor_gets_her_mail(office, server)
    with week.at(WEDNESDAY, 10) as server:
        bo_gets_his_and_noor_no_second_one(office)
        link = noor_shares_it(browser, office, server)
        a_visitor_follows(office, server, link)
    with week.at(THURSDAY, 10) as server:
        the_channel_is_told(browser, office)
    with week.at(FRIDAY, 10) as server:
        the_vacancy_is_filled_and_its_link_leads_on(office, server, link)
        the_report_has_one_share_and_one_click(office, server)
        nobody_was_told_twice(office, server)


def the_office_is_set_up(office: Office, server: Server) -> None:
    """An editor, colleagues enough to be counted, two who ask for the weekly mail, and a channel of Teams."""
    office.keys = {
        role: server.vertel("key", "create", "--role", role, "--name", f"of the week, {role}")
        for role in ("admin", "editor")
    }
    server.connect_colleagues(3)
    enrol(server, EDITOR, "--name", "Marit de Vries", "--role", "editor")
    for email, hour in ((NOOR, 9), (BO, 10)):
        me = enrol(server, email, "--language", "en")
        wish = {"active": True, "weekday": WEDNESDAY, "hour": hour, "time_zone": "Europe/Amsterdam"}
        assert call(server, me, "/me/mails", "PATCH", {"digest": wish})["digest"]["active"]
    channel = {"kind": "teams", "name": "Everyone", "address": office.teams.url, "language": "en"}
    channel |= {"weekday": "thursday", "hour": 10}
    office.channel = call(server, office.keys["admin"], "/channels", "POST", channel)["id"]


def the_feed_becomes_drafts_that_nobody_else_sees(office: Office, server: Server) -> None:
    office.publishes(welder=WELDER, driver="Driver")
    feed = {"name": "Careers site", "url": office.careers.url, "kind": "vacancy", "language": "en"}
    office.feed = call(server, office.keys["admin"], "/feeds", "POST", feed)["id"]
    until("the feed was read", lambda: feed_of(office, server)["outcome"])
    assert office.drafts(server) == ["Driver", WELDER]
    assert seen_with(server, enrol(server, NOOR)) == []


def the_feed_gives_no_draft_twice(office: Office, server: Server) -> None:
    """What was reworded says so, too."""
    office.publishes(welder=WELDER, driver=DRIVER)
    until("the feed was read anew", lambda: office.drafts(server) == [DRIVER, WELDER])


def an_editor_publishes_one(browser: Browser, office: Office, server: Server) -> None:
    console = browser.new_tab(window=True)
    console.resize(1280, 900)
    sign_in(console, server, EDITOR)
    go_to(console, server, f"suggestions?feed={office.feed}&state=draft")
    console.click("[data-testid=suggestion] .row-link", WELDER)
    wait_for(console, "publish")
    console.click(by("publish"))
    console.wait_for("document.querySelector('[data-about=committed]') !== null")
    assert office.drafts(server) == [DRIVER]
    assert seen_with(server, enrol(server, NOOR)) == [WELDER]


def noor_gets_her_mail(office: Office, server: Server) -> None:
    """It leads to the panel, and says nothing of what is a draft."""
    (mail,) = until("the weekly mail", lambda: office.mails.received or None)
    assert mail["To"] == NOOR
    (text,) = office.mails.texts()
    assert WELDER in text
    assert DRIVER not in text
    assert f"{server.url}/app/" in text


def bo_gets_his_and_noor_no_second_one(office: Office) -> None:
    """Hers would have gone first: it is the one that waited longer."""
    until("the other weekly mail", lambda: len(office.mails.received) > 1)
    assert [mail["To"] for mail in office.mails.received] == [NOOR, BO]


def noor_shares_it(browser: Browser, office: Office, server: Server) -> str:
    """The link in her post."""
    composer = open_composer(browser, "/feed/?variant=b&lang=nl")
    panel = browser.open_panel()
    connect(panel, server, server.vertel("employee", "invite", NOOR))
    panel.click(by("suggestion-item"), WELDER)
    return insert_what_is_open(panel, composer, server)


def a_visitor_follows(office: Office, server: Server, link: str) -> None:
    assert server.follow(link, BROWSER) == (302, f"https://{HOST}/items/welder")
    until("the click is counted", lambda: report(office, server)["clicks"] > 0)


def the_channel_is_told(browser: Browser, office: Office) -> None:
    """In a card that is as Microsoft has it, and that Microsoft's own renderer shows; with nobody in it and no link."""
    (told,) = until("the message to the channel", lambda: office.teams.received or None)
    message = json.loads(told.body)
    assert faults_of_teams_message(message) == []
    shown = shown_in_teams(browser.new_tab(), message)
    assert shown.faults == []
    assert WELDER in shown.text
    assert DRIVER not in shown.text
    for kept_back in (b"/r/", b"Noor", NOOR.encode()):
        assert kept_back not in told.body


def the_vacancy_is_filled_and_its_link_leads_on(office: Office, server: Server, link: str) -> None:
    office.publishes(driver=DRIVER)
    noor = enrol(server, NOOR)
    until("the vacancy is over", lambda: seen_with(server, noor) == [])
    assert server.follow(link, "LinkedInBot/1.0 (compatible; Mozilla/5.0)") == (302, f"https://{HOST}/items/welder")


def the_report_has_one_share_and_one_click(office: Office, server: Server) -> None:
    found = report(office, server)
    assert (found["shares"], found["clicks"]) == (1, 1)
    (row,) = found["by_suggestion"]
    assert (row["title"], row["shares"], row["clicks"]) == (WELDER, 1, 1)


def nobody_was_told_twice(office: Office, server: Server) -> None:
    """A test of the channel goes last: what had waited would have gone before it."""
    call(server, office.keys["admin"], f"/channels/{office.channel}/test", "POST")
    until("the test of the channel", lambda: len(office.teams.received) > 1)
    assert len(office.teams.received) == 2
    assert len(office.mails.received) == 2


def feed_of(office: Office, server: Server) -> dict[str, Any]:
    """The feed as it stands."""
    found: dict[str, Any] = call(server, office.keys["admin"], f"/feeds/{office.feed}")
    return found


def seen_with(server: Server, token: str) -> list[str]:
    """The titles of what there is to share, with a colleague's access token."""
    return [one["title"] for one in call(server, token, "/suggestions")["items"]]


def report(office: Office, server: Server) -> dict[str, Any]:
    """What editors are told of the last weeks."""
    found: dict[str, Any] = call(server, office.keys["editor"], "/reports/overview")
    return found
