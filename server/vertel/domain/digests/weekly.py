"""What stands in the weekly mail: up to three suggestions that are new to its reader, one answer, one word of thanks.

The answer and the thanks are in it only for who asked for that too, since whoever looks after a company's mail could
read them there. An answer to an unsigned idea never is: it would say whose the idea was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Idea, IdeaReply
from vertel.db.models.suggestions import listed_texts
from vertel.domain.audience.member import AudienceMember
from vertel.domain.people import organisations
from vertel.domain.suggestions import library, list_state, usage
from vertel.domain.suggestions.contents import Content, contents
from vertel.domain.suggestions.library import Entry, Viewer
from vertel.domain.suggestions.search import Filters
from vertel.domain.suggestions.texts_by_language import primary
from vertel.domain.voices import thanks

MOST = 3
"""Suggestions in one mail."""


class TitledText(NamedTuple):
    """A text, and what it is about."""

    title: str
    text: str


class Offer(NamedTuple):
    """A suggestion as the mail shows it.

    :ivar text: the caption that the reader's list has first, or its first question; empty without one.
    :ivar why: for whom it is: ``team``, ``location``, or neither.
    """

    kind: str
    title: str
    text: str
    why: Sequence[str]


class Digest(NamedTuple):
    """What a weekly mail says."""

    offers: Sequence[Offer]
    answer: TitledText | None
    thanks: TitledText | None


def compose(
    session: Session, employee: Employee, moment: datetime, since: datetime | None, *, personal: bool
) -> Digest | None:
    """Return what a weekly mail says; None when there is nothing.

    :param since: what came later is new; None for a look at what would be in one.
    :param personal: whether it tells what editors said to the employee.
    """
    offers = _offers(session, employee, moment, since)
    answer = _answer(session, employee, moment, since) if personal else None
    thanked = _thanks(session, employee, since) if personal else None
    return Digest(offers, answer, thanked) if offers or answer or thanked else None


def _offers(session: Session, employee: Employee, moment: datetime, since: datetime | None) -> list[Offer]:
    state = list_state.for_employee(session.connection(), employee.id)
    viewer = Viewer(AudienceMember.of(employee), state.saved, state.hidden, moment)
    entries = library.for_employee(session, viewer, Filters(live_since=since), MOST).items
    found = {content.columns.id: content for content in contents(session, [entry.id for entry in entries])}
    levels = usage.levels(session, [*found])
    shown = [(entry, found[entry.id]) for entry in entries if entry.id in found]
    return [_offer(entry, content, viewer, levels[entry.id]) for entry, content in shown]


def _offer(entry: Entry, content: Content, viewer: Viewer, levels: Mapping[UUID, int]) -> Offer:
    languages, columns = viewer.member.languages, content.columns
    titles = {primary(title["language"]): title["text"] for title in listed_texts(columns.titles) or []}
    title = next((titles[primary(tag)] for tag in languages if primary(tag) in titles), columns.title)
    captions = usage.order_captions(content.captions, languages, levels)
    text = captions[0].text if captions else content.prompts[0].question if content.prompts else ""
    why = library.reasons(entry, viewer.moment, little_used=False)
    return Offer(columns.kind, title, " ".join(text.replace("{link}", "").split()), why)


def _answer(session: Session, employee: Employee, moment: datetime, since: datetime | None) -> TitledText | None:
    """Return the newest answer of an editor to a signed idea. By whole days, since no finer time is kept of one."""
    calendar = organisations.calendar(session)
    query = select(Idea.text, IdeaReply.text).join(Idea, Idea.id == IdeaReply.idea_id)
    query = query.where(Idea.employee_id == employee.id, Idea.signed, IdeaReply.by == "editor")
    if since is not None:
        query = query.where(IdeaReply.said_on >= calendar.day(since), IdeaReply.said_on < calendar.day(moment))
    row = session.execute(query.order_by(IdeaReply.said_on.desc(), IdeaReply.position.desc()).limit(1)).one_or_none()
    return TitledText(row[0] or "", row[1]) if row is not None else None


def _thanks(session: Session, employee: Employee, since: datetime | None) -> TitledText | None:
    newest = next(iter(thanks.to_employee(session, employee, 1, None).items), None)
    if newest is None or (since is not None and newest.said_at <= since):
        return None
    return TitledText(newest.title, newest.text)
