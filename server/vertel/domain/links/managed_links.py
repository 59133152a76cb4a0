"""Tracked links as editors see and change them. An employee's personal link is never among them.

A campaign link is made when the first employee of a part of the audience asks for it, so a list shows it only when it
belongs to one: five people at least could have been the first. It stays in the list, whatever becomes of its part, so
that nobody can see from it who still uses Vertel. Its clicks are in the reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import ClickDay, Link, LinkChange, Suggestion, Team
from vertel.db.pagination import Page, Position, page_of, read_position
from vertel.domain.counting import parts
from vertel.domain.links import codes, destinations, utm
from vertel.errors import NotFoundError, RefusedError, fault
from vertel.translations.active import gettext as _

SHOWN = ("campaign", "own")
MOST_HISTORY = 100
_IN_A_PART = and_(Link.part_id.is_not(None), Link.part_id != parts.EARLIER)
_LISTED = or_(Link.scope == "own", and_(Link.scope == "campaign", _IN_A_PART))
UPLOADED = "external:"
"""With what ``owner`` begins when a link was uploaded with an ``external_id``, which follows."""


class LinkChanges(TypedDict, total=False):
    """A loaded ``LinkPatch``."""

    title: str | None
    destination_url: str
    utm: dict[str, str] | None
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which links to list. ``withdrawn``: None leaves them out, ``include`` does not, ``only`` lists nothing else."""

    q: str | None = None
    code: str | None = None
    scope: str | None = None
    suggestion_id: UUID | None = None
    withdrawn: str | None = None


class Entry(NamedTuple):
    """A link, with what it belongs to."""

    link: Link
    suggestion: str | None
    titles: dict[str, str] | None
    team: str | None

    @property
    def external_id(self) -> str | None:
        """The link's name in the system from which it was uploaded."""
        if self.link.source_id is not None:
            return self.link.source_id
        owner = self.link.owner or ""
        return owner.removeprefix(UPLOADED) if owner.startswith(UPLOADED) else None


def find(session: Session, code: str, *, to_change: bool = False) -> Entry:
    """Return the link with a code, withdrawn or not; with ``to_change`` locked against other writers.

    :raises NotFoundError: there is none, or it is a personal one.
    """
    query = _entries().where(Link.code == code.lower())
    query = query.with_for_update(of=Link) if to_change else query
    row = session.execute(query).one_or_none() if codes.may_be_code(code) else None
    if row is None:
        raise NotFoundError(_("There is no link with this code, or it is a colleague's own."))
    return Entry(*row)


def page(session: Session, filters: Filters, limit: int, after: Position | None) -> Page[Entry]:
    """Return a page of links, newest first."""
    query = _entries().where(_LISTED).order_by(Link.id.desc()).limit(limit + 1)
    if filters.scope is not None:
        query = query.where(Link.scope == filters.scope)
    if filters.suggestion_id is not None:
        query = query.where(Link.suggestion_id == filters.suggestion_id)
    if filters.withdrawn != "include":
        withdrawn = Link.withdrawn_at.is_not(None)
        query = query.where(withdrawn if filters.withdrawn == "only" else ~withdrawn)
    if filters.code is not None:
        query = query.where(Link.code == filters.code)
    for word in (filters.q or "").split():
        columns: list[Any] = [Link.code, Link.title, Link.destination_url, Suggestion.title]
        # As it is written as well: SQLite lowers ASCII letters only.
        as_written = [column.contains(word, autoescape=True) for column in columns]
        lowered = [func.lower(column).contains(word.lower(), autoescape=True) for column in columns]
        query = query.where(or_(*as_written, *lowered))
    if after is not None:
        query = query.where(Link.id < read_position(after, [UUID])[0])
    found = [Entry(*row) for row in session.execute(query)]
    return page_of(found, limit, lambda entry: [entry.link.id])


def clicks(session: Session, entries: Iterable[Entry]) -> dict[UUID, int]:
    """Return how often people followed each link; without campaign links, whose clicks are not shown."""
    numbers = dict.fromkeys((entry.link.id for entry in entries if entry.link.scope == "own"), 0)
    if numbers:
        sums = select(ClickDay.link_id, func.sum(ClickDay.clicks)).where(ClickDay.link_id.in_(numbers))
        for link_id, number in session.execute(sums.group_by(ClickDay.link_id)):
            numbers[link_id] = int(number)
    return numbers


def history(session: Session, link: Link) -> Sequence[LinkChange]:
    """Return where a link led before, newest first, at most 100 changes."""
    query = select(LinkChange).where(LinkChange.link_id == link.id).order_by(LinkChange.id.desc())
    return session.scalars(query.limit(MOST_HISTORY)).all()


def leading_to(session: Session, urls: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield destination and code of the links to these destinations, as far as a list may show them."""
    leading = (Link.destination_url.in_(urls), Link.withdrawn_at.is_(None))
    query = select(Link.destination_url, Link.code).where(_LISTED, *leading).order_by(Link.id)
    yield from session.execute(query).all() if urls else ()


def change(session: Session, link: Link, changes: LinkChanges, hosts: Sequence[str], by: str) -> None:
    """Change a link.

    :param hosts: where tracked links may lead.
    :param by: the role or key that changes it, for the history.
    :raises RefusedError: it may not lead there, or leads where its suggestion does.
    """
    elsewhere = [name for name in ("destination_url", "utm") if name in changes]
    if elsewhere and link.scope != "own":
        message = _("This link leads where its suggestion does. Change suggestion %(id)s.") % {"id": link.suggestion_id}
        raise RefusedError(*[fault(f"/{name}", message) for name in elsewhere])
    if elsewhere:
        url = changes.get("destination_url", link.destination_url)
        given = changes["utm"] if "utm" in changes else utm.read(link.query)
        destinations.check(url, hosts)
        utm.check(given, url)
        change_destination(session, link, url, utm.as_query(given), by)
    if "title" in changes:
        link.title = changes["title"]
    if "withdrawn" in changes:
        link.withdrawn_at = (link.withdrawn_at or now()) if changes["withdrawn"] else None
    session.flush()


def change_destination(session: Session, link: Link, url: str, query: str, by: str) -> None:
    """Have a link lead elsewhere, and add where it led to its history."""
    if url != link.destination_url:
        session.add(LinkChange(link_id=link.id, destination_url=link.destination_url, changed_by=by))
    link.destination_url, link.query = url, query


def _entries() -> Select[Link, str, dict[str, str] | None, str]:
    columns = (Link, Suggestion.title, Suggestion.titles, Team.name)
    joined = select(*columns).outerjoin(Suggestion, Suggestion.id == Link.suggestion_id)
    return joined.outerjoin(Team, Team.id == Link.team_id).where(Link.scope.in_(SHOWN))
