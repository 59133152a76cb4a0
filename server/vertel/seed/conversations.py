"""What was said in the demo company's year, by colleagues and by editors, and what editors did besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel import clock
from vertel.db.models import Employee, Suggestion
from vertel.domain import audit
from vertel.domain.consent import answers, requests, subjects
from vertel.domain.images import images
from vertel.domain.links import destination_check, destination_checks, destination_report, links, managed_links
from vertel.domain.links.destination_check import Answer
from vertel.domain.people import employees, organisations
from vertel.domain.suggestions import standing
from vertel.domain.voices import feedback, ideas, questions, thanks
from vertel.seed import demo_company
from vertel.seed.diary import Diary
from vertel.seed.sharing import Sharing

Document = dict[str, Any]
ADDRESS = "{}@ottervliet.example"
GONE = Answer("gone", "The page says that it is gone (404). Have the link lead elsewhere.")
"""As :mod:`destination_check` says it."""

LAST_CHECK = timedelta(days=2)


class Plan:
    """Writes into the diary what is written down."""

    def __init__(
        self, session: Session, diary: Diary, moment: Callable[[timedelta, time], datetime], sharing: Sharing
    ) -> None:
        self._session, self._diary, self._moment, self._sharing = session, diary, moment, sharing
        self._hosts = demo_company.destination_hosts()
        self._asked: dict[str, UUID] = {}

    def write(self, written: Mapping[str, list[Document]]) -> None:
        """Plan everything."""
        for kind, act, at in (
            ("questions", self._ask_colleagues, time(9, 5)),
            ("feedback", self._say, time(13, 10)),
            ("ideas", self._send_idea, time(10, 5)),
            ("thanks", self._thank, time(16, 30)),
            ("links", self._make_link, time(9, 40)),
        ):
            for document in written[kind]:
                self._diary.plan(self._on(document["day"], at), partial(act, document))
        for document in written["consents"]:
            self._diary.plan(self._on(document["asked"], time(11, 15)), partial(self._ask, document))

    def _on(self, day: Mapping[str, int], at: time) -> datetime:
        return self._moment(timedelta(**day), at)

    def _employee(self, first_name: str) -> Employee:
        return employees.find_by_email(self._session, ADDRESS.format(first_name))

    def _suggestion(self, name: str) -> Suggestion:
        return self._session.scalars(select(Suggestion).where(Suggestion.external_id == name)).one()

    def _say(self, document: Document) -> None:
        employee, suggestion = self._employee(document["by"]), self._suggestion(document["suggestion"])
        self._sharing.reacted(employee, suggestion)
        said: Any = {name: document[name] for name in ("reaction", "reason", "comment", "signed")}
        feedback.give(self._session, employee, suggestion.id, said)

    def _thank(self, document: Document) -> None:
        thanks.say(self._session, self._suggestion(document["suggestion"]).id, document["text"])

    def _send_idea(self, document: Document) -> None:
        employee = self._employee(document["by"])
        photos = []
        if document["photo"]:
            picture = demo_company.picture(document["photo"]["file"])
            photos = [{"id": images.store(self._session, picture, employee).id, "alt": document["photo"]["alt"]}]
        said: Any = {name: document[name] for name in ("text", "language", "signed")}
        said |= {
            "images": photos,
            "question_id": self._asked[document["question"]] if document["question"] else None,
            "people": [{"name": each["name"], "consent_until": None} for each in document["people"]],
        }
        idea = ideas.send(self._session, employee, said)
        *replies, last = document["replies"] or [None]
        for reply in replies:
            self._plan_reply(reply, partial(ideas.reply, self._session, idea, reply["text"], reply["by"]))
        if last and document["outcome"] == "declined":
            self._plan_reply(last, partial(ideas.decline, self._session, idea, last["text"]))
        elif last:
            self._plan_reply(last, partial(ideas.reply, self._session, idea, last["text"], last["by"]))
        if last and document["outcome"] == "draft":
            self._plan_reply(last, partial(ideas.adopt, self._session, idea, audit.CLI))

    def _ask_colleagues(self, document: Document) -> None:
        last_day = organisations.today(self._session) + timedelta(days=document["open_days"])
        everyone: Any = {"teams": [], "locations": [], "languages": []}
        asked: Any = {"texts": document["texts"], "audience": everyone, "open_until": last_day}
        question = questions.ask(self._session, asked)
        self._asked[document["name"]] = question.id
        if document["told"]:
            tell: Any = {"outcome": document["outcome"]}
            self._diary.plan(
                self._on(document["told"], time(9, 30)), partial(questions.change, self._session, question, tell)
            )

    def _plan_reply(self, reply: Document, act: Callable[[], object]) -> None:
        self._diary.plan(self._on(reply["day"], time(14, 25)), act)

    def _make_link(self, document: Document) -> None:
        link = links.make_own(
            self._session, document["destination_url"], document["code"], self._hosts, title=document["title"]
        )
        days = {name: document[name]["day"]["days"] for name in ("moved", "withdrawn") if document[name]}
        a_day, last = document["clicks_a_week"] / 7, days.get("withdrawn", 1)
        self._sharing.be_followed(link, document["day"]["days"], last, a_day)
        if document["busy"]:
            self._sharing.be_followed(link, document["busy"]["from"], document["busy"]["to"], document["busy"]["a_day"])
        if document["moved"]:
            self._plan_change(link.code, days["moved"], {"destination_url": document["moved"]["destination_url"]})
        if document["withdrawn"]:
            self._plan_change(link.code, days["withdrawn"], {"withdrawn": True})

    def _plan_change(self, code: str, days: int, changes: managed_links.LinkChanges) -> None:
        self._diary.plan(self._on({"days": days}, time(9, 55)), partial(self._change, code, changes))

    def _change(self, code: str, changes: managed_links.LinkChanges) -> None:
        link = managed_links.find(self._session, code, to_change=True).link
        managed_links.change(self._session, link, changes, self._hosts, "editor")

    def _ask(self, document: Document) -> None:
        subject = subjects.of_suggestion(self._suggestion(document["suggestion"]))
        person = next(one for one in subject.people if one.name == document["name"])
        consent = requests.ask(self._session, subject, person, None)
        if document["agreed"]:
            until: date = self._on(document["until"], time(12)).date()
            seen = standing.digest(standing.shown(subject.document))
            act = partial(answers.agree, self._session, consent, until, seen)
            self._diary.plan(self._on(document["agreed"], time(18, 40)), act)


def check_destinations(session: Session, gone: list[str]) -> None:
    """Have the pages been asked lately, as they would answer if the demo company had a website.

    :param gone: those that are not there any more.
    """
    with clock.at(clock.now() - LAST_CHECK):
        destination_checks.ask(session)
        urls = destination_report.urls(session, 1000).items
        found = {url: GONE if url in gone else destination_check.OK for url in urls}
        destination_checks.record(session, found, None, len(found))
